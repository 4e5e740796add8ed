import type { Next } from '../../model/result.ts'
import { sanitizeFacts } from '../../text/sanitize.ts'
import type { Text, ValueName } from '../../text/text.ts'
import { columnWidth } from './columns.ts'
import type { Style } from './style.ts'
import { minuteOf } from './time.ts'
import { padEnd } from './width.ts'

type Value = readonly [name: ValueName, value: string]

/** Since when somebody is waited for, by the cloud's own times, ISO 8601; null where the cloud has none. */
export function sinceOf({ code, facts }: Next): string | null {
  if (code !== 'APPROVE') return 'since' in facts ? facts.since : null
  const times = facts.endpoints.flatMap(({ since }) => since ?? []).sort()
  return times[0] ?? null
}

/** What is to be typed or compared, one to a line so that it can be copied, and since when somebody is waited for. */
export function nextDetails(next: Next, now: number, text: Text, style: Style): string[] {
  const { picture } = text
  const since = Date.parse(sinceOf(next) ?? '')
  // By the minute, so that a picture that is watched moves no more often.
  const minutes = Math.floor((now - since) / 60_000)
  const rows = [
    ...valuesOf(sanitizeFacts(next)).map(([name, value]) => [picture.values[name], value] as const),
    ...(!(minutes >= 1)
      ? []
      : [[picture.since, picture.sinceThen({ ago: text.duration(minutes * 60_000), time: minuteOf(since) })] as const]),
  ]
  const column = columnWidth(
    rows.map(([label]) => label),
    20,
  )
  return rows.map(([label, value]) => `${style.dim(padEnd(label, column))}  ${value}`)
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
