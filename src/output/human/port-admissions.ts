import type { Admission } from '../../model/result.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { paragraph } from './columns.ts'
import type { Style } from './style.ts'

/** Who gets in on one port of one group, by which rule; or that nobody does. */
export function admissionLines({ group, port, rules, allow }: Admission, text: Text, style: Style): string[] {
  const { admits, willAdmit, admitsNobody } = text.picture
  const said = [
    ...rules.map((rule) => admits(group, port, rule)),
    ...allow.map((block) => willAdmit(group, port, block)),
  ]
  if (said.length === 0) said.push(admitsNobody(group, port))
  return said.flatMap((sentence) => paragraph(sanitize(sentence), 2, style))
}
