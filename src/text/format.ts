import type { Asked, AskedCode } from '../model/ask.ts'
import type { FaultCode, Faults } from '../model/fault.ts'
import { type Finding, faultOf } from '../model/finding.ts'
import type { DetailCode, Details, NextCode, Nexts, ReasonCode, Reasons } from '../model/result.ts'
import { type Instruction, oneLine } from './instruction.ts'
import { sanitizeFacts } from './sanitize.ts'
import type { ConfirmationText, Sentence, Text } from './text.ts'

/*
 * Facts in, a sentence out. Facts may contain text written by the cloud or the peer. It is sanitized for terminals here,
 * so that no table of sentences has to.
 */

export function formatFault<C extends FaultCode>(text: Text, { code, facts }: { code: C; facts: Faults[C] }): Sentence {
  return text.fault[code](sanitizeFacts(facts))
}

/** What to forward to the peer, where it is the peer who can mend it; else null. */
export function formatAsk(text: Text, finding: Finding): string | null {
  if (finding.side !== 'peer') return null
  const { message, ask } = formatFault(text, faultOf(finding))
  return ask ?? text.doctor.tellPeer(message)
}

/** What to do next on one line; steps are numbered in brackets. */
export function formatNext<C extends NextCode>(text: Text, next: { code: C; facts: Nexts[C] }): string {
  return oneLine(nextInstruction(text, next), text.colon)
}

/** The same as steps, to be shown one below the other. */
export function nextInstruction<C extends NextCode>(
  text: Text,
  { code, facts }: { code: C; facts: Nexts[C] },
): string | Instruction {
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
