import type { Hop, HopName, HopState } from '../../model/hop.ts'
import { type DirectionName, directionNames, roles, type SideName } from '../../model/link.ts'
import type { DirectionState, DirectionStatus, EndpointStatusDocument, LinkStatus } from '../../model/result.ts'
import { formatNext } from '../../text/format.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { columnWidth, hanging, row } from './columns.ts'
import { evidenceText } from './evidence.ts'
import { nextDetails } from './next.ts'
import type { Style, Tone } from './style.ts'
import { padEnd } from './width.ts'

const hopTones: Readonly<Record<HopState, Tone>> = {
  ok: 'ok',
  warn: 'warn',
  fail: 'fail',
  undetermined: 'unknown',
  skipped: 'idle',
}

const stateTones: Readonly<Record<DirectionState, Tone>> = {
  absent: 'idle',
  creating: 'warn',
  'waiting-for-peer': 'warn',
  'waiting-for-you': 'warn',
  connecting: 'warn',
  connected: 'ok',
  disconnected: 'fail',
  rejected: 'fail',
  degraded: 'warn',
  locked: 'fail',
  failed: 'fail',
  deleting: 'warn',
}

/** In whose half of a direction a hop lies; the connection is between the two. */
const halves: Readonly<Record<HopName, 'consumer' | 'provider' | 'between'>> = {
  'peer-addon': 'provider',
  dns: 'consumer',
  endpoint: 'consumer',
  'security-group': 'consumer',
  zone: 'consumer',
  connection: 'between',
  service: 'provider',
  listener: 'provider',
  backend: 'provider',
  protocol: 'provider',
}

/** Each direction, hop by hop in the order traffic passes, on whose side, and who must act next. */
export function topologyLines(status: LinkStatus, text: Text, style: Style): string[] {
  const lines = [`${style.bold(sanitize(status.link))}  ${style.dim(sanitize(status.region))}`]
  const hops = Object.values(status.directions).flatMap((direction) => direction.hops)
  const hopColumn = columnWidth(
    hops.map(({ hop }) => text.words.hops[hop]),
    24,
  )
  let any = false
  for (const name of directionNames) {
    const direction = status.directions[name]
    if (!direction) continue
    any = true
    lines.push('', ...directionLines(name, direction, { at: status.at, hopColumn }, text, style))
  }
  return any ? lines : [...lines, text.picture.noDirection]
}

/** `inbound  peer → you` */
export function directionTitle(name: DirectionName, text: Text, style: Style): string {
  const { provider, consumer } = roles[name]
  const { sides } = text.words
  return `${style.bold(text.words.directions[name])}  ${sides[consumer]} ${style.glyphs.arrow} ${sides[provider]}`
}

function directionLines(
  name: DirectionName,
  direction: DirectionStatus,
  { at, hopColumn }: { readonly at: number; readonly hopColumn: number },
  text: Text,
  style: Style,
): string[] {
  const tone = stateTones[direction.state]
  const state = style.tone(tone, text.words.states[direction.state])
  const { picture } = text
  const label = Math.max(columnWidth([picture.next, picture.address], 20), 8)
  const endpoints = direction.endpoints.flatMap((each) => endpointLines(each, label, text, style))
  const next = `${picture.who(direction.actor)}${formatNext(text, direction.next)}`
  return [
    `${directionTitle(name, text, style)}  ${style.lamp(tone).trimEnd()} ${state}`,
    ...hopLines(name, direction.hops, hopColumn, text, style),
    ...endpoints,
    ...row(
      `  ${style.bold(picture.next)}`,
      label + 2,
      next,
      style,
      direction.actor === 'nobody' ? style.dim : undefined,
    ),
    ...nextDetails(direction.next, at, text, style).map((line) => `  ${line}`),
  ]
}

function hopLines(name: DirectionName, hops: readonly Hop[], column: number, text: Text, style: Style): string[] {
  const sideColumn = columnWidth(Object.values(text.words.sides), 8)
  return hops.flatMap((hop, index) => {
    const owner = ownerOf(name, hop.hop)
    const before = index > 0 && ownerOf(name, hops[index - 1]?.hop) === owner
    const after = ownerOf(name, hops[index + 1]?.hop) === owner
    const side = owner === null || before ? '' : text.words.sides[owner]
    const rail = owner === null ? ' ' : railOf(before, after, style)
    const lead = `  ${style.dim(padEnd(side, sideColumn))} ${style.dim(rail)} ${style.lamp(hopTones[hop.state])} ${padEnd(text.words.hops[hop.hop], column)}  `
    return hanging(
      lead,
      sayHop(hop, text),
      style,
      hop.state === 'ok' ? undefined : (said) => style.tone(hopTones[hop.state], said),
    )
  })
}

/** Null for what belongs to neither side, and for no hop at all. */
function ownerOf(name: DirectionName, hop: HopName | undefined): SideName | null {
  const half = hop === undefined ? 'between' : halves[hop]
  return half === 'between' ? null : roles[name][half]
}

function railOf(before: boolean, after: boolean, { glyphs }: Style): string {
  if (before) return after ? glyphs.middle : glyphs.bottom
  return after ? glyphs.top : glyphs.single
}

function sayHop({ state, evidence }: Hop, text: Text): string {
  const said = evidenceText(evidence)
  if (state === 'ok' || state === 'fail') return said
  if (state === 'warn' && said !== '') return said
  return [said, text.words.hopStates[state]].filter((part) => part !== '').join('  ')
}

function endpointLines(endpoint: EndpointStatusDocument, label: number, text: Text, style: Style): string[] {
  const { picture } = text
  if (!endpoint.expected) {
    const owner = endpoint.ownerUid === null ? '' : `  UID ${sanitize(endpoint.ownerUid)}`
    const said = `${sanitize(endpoint.id)}${owner}  ${picture.unexpected}`
    return hanging(`  ${style.lamp('warn')} `, said, style, (line) => style.tone('warn', line))
  }
  if (endpoint.domain === null) return []
  const derived = endpoint.derived ? `  (${picture.derived})` : ''
  const zones = endpoint.zones.flatMap(({ zone, ip }) => (ip === null ? [] : [`${sanitize(zone)}  ${sanitize(ip)}`]))
  return [
    ...row(
      `  ${style.bold(picture.address)}`,
      label + 2,
      `${sanitize(endpoint.domain)}${derived}`,
      style,
      style.accent,
    ),
    ...zones.map((zone) => `${' '.repeat(label + 4)}${zone}`),
  ]
}
