import type { Asked, AskedCode } from '../model/ask.ts'
import type { FaultCode, Faults } from '../model/fault.ts'
import type { DetailCode, Details, NextCode, Nexts, ReasonCode, Reasons } from '../model/result.ts'
import { sanitizeFacts } from './sanitize.ts'
import type { ConfirmationText, Sentence, Text } from './text.ts'

/*
 * Facts in, a sentence out. Facts may hold what the cloud or the peer wrote; here it becomes fit for a terminal,
 * so that no table of sentences has to think of it.
 */

export function formatFault<C extends FaultCode>(text: Text, { code, facts }: { code: C; facts: Faults[C] }): Sentence {
  return text.fault[code](sanitizeFacts(facts))
}

export function formatNext<C extends NextCode>(text: Text, { code, facts }: { code: C; facts: Nexts[C] }): string {
  return text.next[code](sanitizeFacts(facts))
}

export function formatReason<C extends ReasonCode>(
  text: Text,
  { code, facts }: { code: C; facts: Reasons[C] },
): string {
  return text.reason[code](sanitizeFacts(facts))
}

export function formatDetail<C extends DetailCode>(
  text: Text,
  { code, facts }: { code: C; facts: Details[C] },
): string {
  return text.detail[code](sanitizeFacts(facts))
}

export function formatConfirmation<C extends AskedCode>(
  text: Text,
  { code, facts }: { code: C; facts: Asked[C] },
): ConfirmationText {
  return text.asking[code](sanitizeFacts(facts))
}
