import { directionNames, roles } from '../model/link.ts'
import type { HourlyCost, RememberedLink, RememberedStep } from '../model/remembered.ts'
import { parseStepId } from '../model/step-id.ts'
import type { StepKind } from '../model/step-kind.ts'
import { idOf, isAdopted, isOwned, type LinkState, type State } from '../state/state.ts'

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
  const whole = parseStepId(step)
  const within: Readonly<Partial<Record<StepKind, readonly StepKind[]>>> = {
    service: ['resource', 'whitelist', 'connection'],
    endpoint: ['zone', 'security-group'],
    'load-balancer': ['listener'],
  }
  return remembered.filter((other) => {
    const part = parseStepId(other)
    if (part.direction !== whole.direction || !within[whole.kind]?.includes(part.kind)) return false
    return whole.subject === undefined || `${part.subject}:`.startsWith(`${whole.subject}:`)
  })
}

/** Zones are what is paid for, from the endpoint's creation on; who pays was fixed with the service (Payer). */
function hourlyCosts({ steps, intent }: LinkState): HourlyCost[] {
  return directionNames.flatMap((direction): HourlyCost[] => {
    const endpoint = steps[`${direction}/endpoint`]
    const half = intent?.directions[direction]
    if (!half || idOf(endpoint) === undefined) return []
    const payer = roles[direction][half.service.payer === 'Endpoint' ? 'consumer' : 'provider']
    if (isAdopted(endpoint)) return payer === 'you' ? [{ direction, zones: null, payer }] : []
    const zones = Object.entries(steps).filter(([id, record]) => {
      const step = parseStepId(id)
      return step.direction === direction && step.kind === 'zone' && isOwned(record)
    })
    return [{ direction, zones: zones.length, payer }]
  })
}
