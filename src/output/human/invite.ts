import type { Amendment } from '../../model/invite.ts'
import type { Result } from '../../model/result.ts'
import { letter } from '../../text/letter.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { consoleUrl } from '../console-urls.ts'
import { hanging, paragraph } from './columns.ts'
import { nextLines } from './next.ts'
import type { Style } from './style.ts'
import { tableLines } from './table.ts'

type InviteResult = Result & { readonly kind: 'invite' | 'accept' }

/** The text for the peer, ready to be sent; or what was added to plink.yaml. */
export function inviteLines(result: InviteResult, text: Text, style: Style): string[] {
  if (result.kind === 'invite') {
    const { audience, invite } = result.handed
    const page = audience === 'emqx' ? ['', style.link(consoleUrl('emqx', invite.region))] : []
    return [...letter(result.handed, text).split('\n'), ...page].flatMap((line) => folded(line, style))
  }
  const { file, amendments, checked, shown, next } = result
  const { invite } = text
  const head = amendments.length === 0 ? invite.nothingNew(sanitize(file)) : invite.accepted(sanitize(file))
  return [
    ...(amendments.length === 0 || shown ? [] : [...amendmentLines(amendments, text, style), '']),
    style.tone('ok', head),
    ...(checked ? [] : paragraph(invite.unchecked, 0, style)),
    ...(next.code === 'RUN_UP'
      ? paragraph(invite.picksItUp, 0, style)
      : nextLines({ actor: 'nobody', next, region: null }, 0, text, style)),
  ]
}

/** Sentences are folded; a line with something to copy stays whole. */
function folded(line: string, style: Style): string[] {
  if (/plink [a-z]/.test(line)) return [line]
  const [, number = ''] = /^(\d+\. )/.exec(line) ?? []
  return hanging(number, line.slice(number.length), style)
}

/** What will change in plink.yaml: key, what stands there, what will, and who says so. */
export function amendmentLines(amendments: readonly Amendment[], { invite }: Text, style: Style): string[] {
  const { key, was, will, from } = invite.columns
  const rows = amendments.map((each) => [each.key, each.was ?? '–', each.will, invite.from[each.from]].map(sanitize))
  return tableLines([key, was, will, from], rows, style)
}
