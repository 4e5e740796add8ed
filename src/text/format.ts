import type { Asked, AskedCode } from '../model/ask.ts'
import type { FaultCode, Faults } from '../model/fault.ts'
import type { DetailCode, Details, NextCode, Nexts, ReasonCode, Reasons } from '../model/result.ts'
import { cleaned } from './sanitize.ts'
import type { Question, Sentence, Text } from './text.ts'

/*
 * Facts in, a sentence out. Facts may hold what the cloud or the peer wrote; here it becomes fit for a terminal,
 * so that no table of sentences has to think of it.
 */

export function sayFault<C extends FaultCode>(text: Text, { code, facts }: { code: C; facts: Faults[C] }): Sentence {
  return text.fault[code](cleaned(facts))
}

export function sayNext<C extends NextCode>(text: Text, { code, facts }: { code: C; facts: Nexts[C] }): string {
  return text.next[code](cleaned(facts))
}

export function sayReason<C extends ReasonCode>(text: Text, { code, facts }: { code: C; facts: Reasons[C] }): string {
  return text.reason[code](cleaned(facts))
}

export function sayDetail<C extends DetailCode>(text: Text, { code, facts }: { code: C; facts: Details[C] }): string {
  return text.detail[code](cleaned(facts))
}

export function sayAsking<C extends AskedCode>(text: Text, { code, facts }: { code: C; facts: Asked[C] }): Question {
  return text.asking[code](cleaned(facts))
}
