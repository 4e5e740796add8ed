import { docsOf, type FaultData, type Faults } from '../model/fault.ts'
import { formatFault } from '../text/format.ts'
import type { Text } from '../text/text.ts'
import { requestIdOf, worstOf } from './fault.ts'

/** A fault with its sentences; `details` only where there are findings to list. */
export function faultDocument(fault: FaultData, text: Text): Readonly<Record<string, unknown>> {
  const { message, hint, details } = formatFault(text, fault)
  return {
    code: fault.code,
    message,
    hint,
    docs: docsOf(fault.code),
    requestId: requestIdOf(fault),
    ...('apiCode' in fault.facts && { cloudCode: fault.facts.apiCode }),
    ...(fault.code === 'INPUT_NEEDED' && { questions: fault.facts.questions.map(questionDocument) }),
    facts:
      fault.code === 'CHECKS_FAILED'
        ? { faults: fault.facts.faults.map((each) => faultDocument(each, text)) }
        : fault.facts,
    ...(details && { details }),
  }
}

/** A question as a script can answer it; `choices` is null when there is no list to choose from. */
function questionDocument({ name, flag, choices }: Faults['INPUT_NEEDED']['questions'][number]) {
  return { name, flag, choices: choices ?? null }
}

/** `error` is the one that decides the exit code; `errors` has them all. */
export function errorsOf(faults: readonly FaultData[], text: Text): Readonly<Record<string, unknown>> {
  const worst = worstOf(faults)
  if (worst === undefined) return {}
  const all = faults.length > 1 ? { errors: faults.map((fault) => faultDocument(fault, text)) } : {}
  return { error: faultDocument(worst, text), ...all }
}
