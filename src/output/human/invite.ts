import type { Amendment } from '../../model/invite.ts'
import type { Result } from '../../model/result.ts'
import { formatNext } from '../../text/format.ts'
import { letter } from '../../text/letter.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { paragraph } from './columns.ts'
import type { Style } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

type InviteResult = Result & { readonly kind: 'invite' | 'accept' }

/** The text for the other party as it is, never wrapped, since it is to be sent; or what was taken into plink.yaml. */
export function inviteLines(result: InviteResult, text: Text, style: Style): string[] {
  if (result.kind === 'invite') return letter(result.handed, text).split('\n')
  const { file, amendments, checked, next } = result
  const { invite } = text
  const head = amendments.length === 0 ? invite.nothingNew(sanitize(file)) : invite.accepted(sanitize(file))
  return [
    ...(amendments.length === 0 ? [] : [...amendmentLines(amendments, text, style), '']),
    style.tone('ok', head),
    ...(checked ? [] : paragraph(invite.unchecked, 0, style)),
    ...paragraph(`${text.picture.next}  ${formatNext(text, next)}`, 0, style),
  ]
}

/** What will change in plink.yaml: key, what stands there, what will, and who says so. */
export function amendmentLines(amendments: readonly Amendment[], { invite }: Text, style: Style): string[] {
  const { key, was, will, from } = invite.columns
  const rows = [
    [key, was, will, from],
    ...amendments.map((each) => [each.key, each.was ?? '–', each.will, invite.from[each.from]].map(sanitize)),
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))))
  const [head = '', ...lines] = rows.map((row) =>
    row
      .map((cell, column) => padEnd(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return [style.dim(head), ...lines]
}
