import { type Finding, faultOf } from '../../model/finding.ts'
import { type DirectionName, directionNames, roles } from '../../model/link.ts'
import type { DirectionState, DirectionStatus, EndpointStatusDocument, LinkStatus } from '../../model/result.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { consoleUrlsOf } from '../console-urls.ts'
import { columnWidth, hanging } from './columns.ts'
import { problemLines } from './findings.ts'
import { hopLines } from './hops.ts'
import { nextLines, waitsForEmqx } from './next.ts'
import type { Style, Tone } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

const stateTones: Readonly<Record<DirectionState, Tone>> = {
  absent: 'idle',
  creating: 'warn',
  'waiting-for-peer': 'warn',
  'waiting-for-you': 'warn',
  connecting: 'warn',
  connected: 'ok',
  disconnected: 'fail',
  rejected: 'fail',
  degraded: 'fail',
  locked: 'fail',
  failed: 'fail',
  deleting: 'warn',
}
const tones: readonly Tone[] = ['fail', 'warn', 'idle', 'unknown', 'ok']

/** How much is shown of directions that are healthy. */
export interface StatusDetail {
  /** Every hop of every direction, and links to the consoles. */
  readonly verbose: boolean
  /** The domains to connect to, as after `up`. */
  readonly addresses: boolean
  /** After `down`: what is not there is not to be made. */
  readonly isRemoved?: boolean
}

/** The directions of a link, those with problems first: a line for a healthy one, and what to do for the others. */
export function statusLines(status: LinkStatus, detail: StatusDetail, text: Text, style: Style): string[] {
  const head = `${style.bold(sanitize(status.link))}  ${style.dim(sanitize(status.region))}`
  const blocks = directionNames
    .flatMap((name) => {
      const direction = status.directions[name]
      return direction === undefined ? [] : [{ name, direction, tone: toneOf(direction) }]
    })
    .toSorted((a, b) => tones.indexOf(a.tone) - tones.indexOf(b.tone))
    .map((each) => directionLines(each, status, detail, text, style))
  if (blocks.length === 0) return [head, text.picture.noDirection]
  // Healthy directions stand close together; a block of several lines is set off.
  const isTight = blocks.every((lines) => lines.length <= 2)
  return [
    head,
    ...blocks.flatMap((lines, at) => (isTight && at > 0 ? lines : ['', ...lines])),
    ...onceUp(status, detail, text, style),
  ]
}

/** What to do next with a link that is up, once for all its directions. */
function onceUp(
  { directions, region, at }: LinkStatus,
  { verbose, addresses }: StatusDetail,
  text: Text,
  style: Style,
) {
  const all = Object.values(directions)
  const [first] = all
  if (verbose || !addresses || first === undefined || all.some((each) => toneOf(each) !== 'ok')) return []
  return ['', ...nextLines({ ...first, region }, at, text, style)]
}

/** `inbound  peer → you` */
export function directionTitle(name: DirectionName, text: Text, style: Style): string {
  const { provider, consumer } = roles[name]
  const { sides, directions } = text.words
  const column = columnWidth(Object.values(directions), 16)
  return `${style.bold(padEnd(directions[name], column))}  ${sides[consumer]} ${style.glyphs.arrow} ${sides[provider]}`
}

function directionLines(
  { name, direction, tone }: { readonly name: DirectionName; readonly direction: DirectionStatus; readonly tone: Tone },
  { at, region }: LinkStatus,
  { verbose, addresses, isRemoved = false }: StatusDetail,
  text: Text,
  style: Style,
): string[] {
  const inner = { ...style, width: style.width - 2 }
  const indented = (lines: readonly string[]) => lines.map((line) => (line === '' ? '' : `  ${line}`))
  const lead = `${style.mark(tone)} ${directionTitle(name, text, style)}  ${style.tone(tone, stateText(direction, text))}`
  const problems = verbose ? [] : problemsOf(direction)
  const known = direction.endpoints.filter(({ expected }) => expected)
  const domains = verbose || addresses ? known.flatMap((each) => addressLines(each, text, inner)) : []
  const shown = [
    ...problems.flatMap((finding) => problemLines(finding, text, inner)),
    ...((direction.actor === 'nobody' && problems.length > 0) || (isRemoved && direction.state === 'absent')
      ? []
      : nextLines({ ...direction, region }, at, text, inner)),
    ...(verbose ? hopLines(name, direction.hops, text, inner) : []),
    ...direction.endpoints.filter(({ expected }) => !expected).flatMap((each) => strangerLines(each, text, inner)),
    ...domains,
    ...(verbose ? consoleUrlsOf(direction, region).map((url) => style.link(url)) : []),
  ]
  // A healthy direction needs no more than its line; what to do next is said where something is to be done.
  if (tone === 'ok' && !verbose) return [withId(lead, known, style), ...indented(domains)]
  return [withId(lead, verbose ? [] : known, style), ...indented(shown)]
}

/** The endpoint's ID at the end of a line, where there is room for it. */
function withId(lead: string, endpoints: readonly EndpointStatusDocument[], style: Style): string {
  const ids = endpoints.map(({ id }) => sanitize(id)).join(', ')
  return ids !== '' && displayWidth(lead) + 2 + displayWidth(ids) <= style.width ? `${lead}  ${style.dim(ids)}` : lead
}

function toneOf(direction: DirectionStatus): Tone {
  const tone = stateTones[direction.state]
  const isImpaired = problemsOf(direction).length > 0 || direction.endpoints.some(({ expected }) => !expected)
  return tone === 'ok' && isImpaired ? 'warn' : tone
}

function stateText(direction: DirectionStatus, text: Text): string {
  return direction.state === 'waiting-for-peer' && waitsForEmqx(direction.next)
    ? text.picture.waitingForEmqx
    : text.words.states[direction.state]
}

/** What the checks found, without what the next step is about. */
function problemsOf({ findings, next }: DirectionStatus): readonly Finding[] {
  const said = next.code === 'FIX' ? JSON.stringify(next.facts.finding) : ''
  return findings.filter((finding) => finding.severity !== 'info' && JSON.stringify(faultOf(finding)) !== said)
}

function strangerLines({ id, ownerUid, connectionStatus }: EndpointStatusDocument, text: Text, style: Style): string[] {
  const { unexpected, unexpectedConnected } = text.picture
  const owner = ownerUid === null ? '' : `  UID ${sanitize(ownerUid)}`
  const said = `${sanitize(id)}${owner}  ${connectionStatus === 'Connected' ? unexpectedConnected : unexpected}`
  return hanging(`${style.mark('warn')} `, said, style, (line) => style.tone('warn', line))
}

function addressLines({ domain, derived, zones }: EndpointStatusDocument, text: Text, style: Style): string[] {
  if (domain === null) return []
  const lead = `${style.dim(text.picture.address)}  `
  return [
    `${lead}${style.accent(sanitize(domain))}${derived ? style.dim(text.picture.derived) : ''}`,
    ...zones.flatMap(({ zone, ip }) =>
      ip === null ? [] : [`${' '.repeat(displayWidth(text.picture.address) + 2)}${sanitize(zone)}  ${sanitize(ip)}`],
    ),
  ]
}
