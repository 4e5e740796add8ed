import { type Finding, faultOf, isBreach } from '../../model/finding.ts'
import { formatFault } from '../../text/format.ts'
import type { Text } from '../../text/text.ts'
import { hanging } from './columns.ts'
import type { Style, Tone } from './style.ts'

/** One line of what was found, where the rest is said elsewhere. */
export function findingLine(finding: Finding, text: Text, style: Style): string[] {
  const { message } = formatFault(text, faultOf(finding))
  const tone = toneOf(finding)
  return hanging(`${style.mark(tone)} `, `${finding.code}  ${message}`, style, (line) => style.tone(tone, line))
}

export function toneOf(finding: Finding): Tone {
  if (isBreach(finding)) return 'fail'
  return finding.severity === 'info' ? 'unknown' : 'warn'
}
