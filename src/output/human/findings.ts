import { type Finding, faultOf, isBreach } from '../../model/finding.ts'
import { formatFault } from '../../text/format.ts'
import type { Text } from '../../text/text.ts'
import { hanging, paragraph } from './columns.ts'
import type { Style, Tone } from './style.ts'

/** A finding and its fix; its code stands at the end, for `plink explain`. */
export function problemLines(finding: Finding, text: Text, style: Style): string[] {
  const { message, hint } = formatFault(text, faultOf(finding))
  const tone = toneOf(finding)
  return [
    ...hanging(`${style.mark(tone)} `, text.remark(message, finding.code), style, (line) => style.tone(tone, line)),
    ...paragraph(hint, 2, style),
  ]
}

export function toneOf(finding: Finding): Tone {
  if (isBreach(finding)) return 'fail'
  return finding.severity === 'info' ? 'unknown' : 'warn'
}
