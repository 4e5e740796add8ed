import type { DirectionStatus, Next } from '../../model/result.ts'
import { nextInstruction } from '../../text/format.ts'
import { sanitizeFacts } from '../../text/sanitize.ts'
import type { PeerAction, Text, ValueName } from '../../text/text.ts'
import { nextConsoleUrl } from '../console-urls.ts'
import { columnWidth, hanging } from './columns.ts'
import type { Style } from './style.ts'
import { minuteOf } from './time.ts'
import { padEnd } from './width.ts'
import { wrap } from './wrap.ts'

type Value = readonly [name: ValueName, value: string]

/** When the current wait began, by the cloud's own times, ISO 8601; null where the cloud has none. */
export function sinceOf({ code, facts }: Next): string | null {
  if (code !== 'APPROVE') return 'since' in facts ? facts.since : null
  const times = facts.endpoints.flatMap(({ since }) => since ?? []).sort()
  return times[0] ?? null
}

/** Whether EMQX is the peer that is waited for. */
export function waitsForEmqx({ facts }: Next): boolean {
  return 'emqx' in facts && facts.emqx
}

/** A next step and where it is due. */
interface DueStep extends Pick<DirectionStatus, 'actor' | 'next'> {
  /** For the page of a web console; null where it is not known. */
  readonly region: string | null
}

/**
 * What to do next, with its label; steps are numbered, and what is to be typed stands below, ready to be copied, with the
 * page on which it is done.
 */
export function nextLines({ actor, next, region }: DueStep, now: number, text: Text, style: Style): string[] {
  const label = text.picture.actions[actor === 'peer' ? peerAction(next) : actor]
  const said = nextInstruction(text, next)
  const url = region === null || (actor === 'peer' && next.code === 'FIX') ? null : nextConsoleUrl(next, region)
  const details = [...nextDetails(next, now, text, style), ...(url === null ? [] : [style.link(url)])]
  if (typeof said === 'string') {
    const lead = `${label}${text.colon}`
    const [first = '', ...rest] = wrap(`${lead}${said}`, style.width - 2)
    const painted = first.startsWith(lead.trimEnd()) ? style.bold(label) + first.slice(label.length) : first
    return [painted, ...rest.map((line) => `  ${line}`), ...details.map((line) => `  ${line}`)]
  }
  return [
    style.bold(`${label}${text.colon.trimEnd()}`),
    ...said.steps.flatMap((step, at) => hanging(`  ${at + 1}. `, step, style)),
    ...details.map((line) => `  ${line}`),
  ]
}

/** What is to be typed or compared, one value to a line, and for how long somebody has been waited for. */
function nextDetails(next: Next, now: number, text: Text, style: Style): string[] {
  const { picture } = text
  const since = Date.parse(sinceOf(next) ?? '')
  // By the minute: a screen that is watched should not change every second.
  const minutes = Math.floor((now - since) / 60_000)
  const waited =
    minutes >= 1 ? picture.sinceThen({ ago: text.duration(minutes * 60_000), time: minuteOf(since) }) : null
  const rows = [
    ...valuesOf(sanitizeFacts(next)).map(([name, value]) => [picture.values[name], value] as const),
    ...(waited === null ? [] : [[picture.since, waited] as const]),
  ]
  const column = columnWidth(
    rows.map(([label]) => label),
    20,
  )
  return rows.map(([label, value]) => `${style.dim(padEnd(label, column))}  ${value}`)
}

/** Who does the peer's part: somebody with access to EMQX's console, EMQX's staff, or another company. */
function peerAction(next: Next): PeerAction {
  if (!waitsForEmqx(next)) return 'peer'
  return next.code === 'PEER_APPROVE' ? 'emqx' : 'emqx-console'
}

function valuesOf({ code, facts }: Next): readonly Value[] {
  switch (code) {
    case 'PEER_CREATE_ENDPOINT': {
      const name: readonly Value[] = facts.emqx ? [] : [['serviceName', facts.serviceName]]
      return [['service', facts.service], ...name, ...zonesOf(facts)]
    }
    case 'PEER_TELL_UID':
      return [...(facts.service === null ? [] : [['service', facts.service] as const]), ...zonesOf(facts)]
    case 'PEER_TELL_SERVICE':
      return [['uid', facts.uid], ['region', facts.region], ...zonesOf(facts)]
    case 'PEER_WHITELIST':
      return [
        ['service', facts.service],
        ['uid', facts.uid],
      ]
    case 'PEER_APPROVE':
      return [
        ['service', facts.service],
        ['endpoint', facts.endpoint],
      ]
    case 'PEER_REMOVE_ENDPOINT':
      return [['service', facts.service], ...facts.endpoints.map((id) => ['endpoint', id] as const)]
    default:
      return []
  }
}

function zonesOf({ zones }: { readonly zones: readonly string[] }): readonly Value[] {
  return zones.length === 0 ? [] : [['zone', zones.join(', ')]]
}
