import type { Hop, HopName, HopState } from '../../model/hop.ts'
import { type DirectionName, roles, type SideName } from '../../model/link.ts'
import type { Text } from '../../text/text.ts'
import { columnWidth, hanging } from './columns.ts'
import { evidenceText } from './evidence.ts'
import type { Style, Tone } from './style.ts'
import { padEnd } from './width.ts'

const hopTones: Readonly<Record<HopState, Tone>> = {
  ok: 'ok',
  warn: 'warn',
  fail: 'fail',
  undetermined: 'unknown',
  skipped: 'idle',
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

/** Every hop in the order traffic passes, with the side it belongs to. */
export function hopLines(name: DirectionName, hops: readonly Hop[], text: Text, style: Style): string[] {
  const column = columnWidth(
    hops.map(({ hop }) => text.words.hops[hop]),
    24,
  )
  const sideColumn = columnWidth(Object.values(text.words.sides), 8)
  return hops.flatMap((hop, index) => {
    const owner = ownerOf(name, hop.hop)
    const before = index > 0 && ownerOf(name, hops[index - 1]?.hop) === owner
    const after = ownerOf(name, hops[index + 1]?.hop) === owner
    const side = owner === null || before ? '' : text.words.sides[owner]
    const rail = owner === null ? ' ' : railOf(before, after, style)
    const lead = `${style.dim(padEnd(side, sideColumn))} ${style.dim(rail)} ${style.mark(hopTones[hop.state])} ${padEnd(text.words.hops[hop.hop], column)}  `
    return hanging(lead, hopText(hop, text), style, painted(hop, style))
  })
}

function painted({ state }: Hop, style: Style): ((said: string) => string) | undefined {
  return state === 'ok' ? undefined : (said) => style.tone(hopTones[state], said)
}

function hopText(hop: Hop, text: Text): string {
  const read = evidenceText(hop, text)
  const isPlain = hop.state === 'ok' || hop.state === 'fail' || hop.state === 'warn'
  if (isPlain && read !== '') return read
  return [read, text.words.hopStates[hop.state]].filter((part) => part !== '').join('  ')
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
