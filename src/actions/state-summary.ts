import { directionNames, roles } from '../model/link.ts'
import type { HourlyCost, RememberedLink, RememberedStep } from '../model/remembered.ts'
import type { LinkState, State } from '../state/state.ts'

/** What the state file says of the link, for people and scripts. */
export function rememberedLink({ lineage, serial, link }: State): RememberedLink {
  const { name, region } = link
  return { link: name, region, lineage, serial, steps: rememberedSteps(link), cost: hourlyCosts(link) }
}

/** Every record, the unreadable ones too, in the order of their names. */
export function rememberedSteps({ steps, broken = {} }: LinkState): RememberedStep[] {
  const read = Object.entries(steps).map(([step, record]): RememberedStep => {
    const { status, since } = record
    return record.status === 'intended'
      ? { step, status, id: null, mine: true, since }
      : { step, status, id: record.id, mine: record.mine, since }
  })
  const unread = Object.keys(broken).map(
    (step): RememberedStep => ({ step, status: 'broken', id: null, mine: null, since: null }),
  )
  return [...read, ...unread].sort((a, b) => (a.step < b.step ? -1 : 1))
}

/** The steps within a step: those that live in its thing, and go when it goes. */
export function partsOf(step: string, remembered: readonly string[]): string[] {
  const [direction = '', rest = ''] = step.split('/')
  const [kind = '', ...about] = rest.split(':')
  const within: Readonly<Record<string, readonly string[]>> = {
    service: ['resource', 'whitelist', 'connection'],
    endpoint: ['zone', 'security-group'],
    'load-balancer': ['listener'],
  }
  const prefixes = (within[kind] ?? []).map((part) => [`${direction}/${part}`, ...about].join(':'))
  return remembered.filter((other) => prefixes.some((prefix) => other === prefix || other.startsWith(`${prefix}:`)))
}

/** Zones are what is paid for, from the endpoint's creation on; who pays was fixed with the service (Payer). */
function hourlyCosts({ steps, intent }: LinkState): HourlyCost[] {
  return directionNames.flatMap((direction): HourlyCost[] => {
    const endpoint = steps[`${direction}/endpoint`]
    const half = intent?.directions[direction]
    if (!half || !endpoint || endpoint.status === 'intended') return []
    const payer = roles[direction][half.service.payer === 'Endpoint' ? 'consumer' : 'provider']
    if (!endpoint.mine) return payer === 'you' ? [{ direction, zones: null, payer }] : []
    const zones = Object.entries(steps).filter(
      ([id, record]) => id.startsWith(`${direction}/zone:`) && record.status !== 'intended' && record.mine,
    )
    return [{ direction, zones: zones.length, payer }]
  })
}
