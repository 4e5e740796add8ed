import { exitCodeOf, type FaultData, worstExit } from '../model/fault.ts'
import { formatFault } from '../text/format.ts'
import { sanitize } from '../text/sanitize.ts'
import type { Text } from '../text/text.ts'
import { hanging, paragraph } from './human/columns.ts'
import type { Style, Tone } from './human/style.ts'

/** The one of several that decides the exit code. */
export function worstOf(faults: readonly FaultData[]): FaultData | undefined {
  const worst = worstExit(faults.map(exitCodeOf))
  return faults.find((fault) => exitCodeOf(fault) === worst)
}

/** Message, findings, what to do, and where to read on; a fault of several faults shows each. */
export function faultLines(fault: FaultData, text: Text, style: Style, tone: Tone = 'fail'): string[] {
  const { message, hint, details = [] } = formatFault(text, fault)
  const mark = `${style.mark(tone)} `
  const within = fault.code === 'CHECKS_FAILED' ? fault.facts.faults : []
  return [
    ...(fault.code === 'BUG' ? fault.facts.stack.split('\n').map((line) => style.dim(sanitize(line))) : []),
    ...hanging(mark, message, style, style.bold),
    ...details.flatMap((line) => hanging('  - ', line, style)),
    ...within.flatMap((each) =>
      faultLines(each, text, { ...style, width: style.width - 2 }).map((line) => `  ${line}`),
    ),
    ...paragraph(hint, 2, style),
    ...paragraph(metaOf(fault, text).join(` ${style.glyphs.dot} `), 2, style, style.dim),
  ]
}

/** The cloud's request id, where the fault has one. */
export function requestIdOf({ facts }: FaultData): string | null {
  return 'requestId' in facts ? facts.requestId : null
}

function metaOf(fault: FaultData, text: Text): string[] {
  const { facts, code } = fault
  const requestId = requestIdOf(fault)
  return [
    `${text.picture.docs}${text.colon}plink explain ${code}`,
    ...('apiCode' in facts ? [`${text.picture.cloudCode} ${sanitize(facts.apiCode)}`] : []),
    ...(requestId === null ? [] : [`${text.picture.requestId} ${sanitize(requestId)}`]),
  ]
}
