import { isRefusal } from '../alibaba/cloud-error.ts'
import type { Identities } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import type { Reads } from '../engine/reads.ts'
import type { FaultData } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import type { Admission, PlannedChange } from '../model/result.ts'
import { parseStepId } from '../model/step-id.ts'
import type { State } from '../state/state.ts'
import { admissionsOf } from './admission.ts'
import { checks } from './checks.ts'
import { type DirectionFacts, factsOf } from './snapshot.ts'

export interface Preflight {
  readonly faults: readonly FaultData[]
  readonly warnings: readonly FaultData[]
  readonly closed: readonly SideName[]
  readonly admissions: readonly Admission[]
}

/**
 * Refuses before anything is made: every check on every direction that has something to make. In a direction that has
 * nothing to make the same findings are warnings: what exists goes on being looked after.
 */
export async function preflight(
  context: LinkContext,
  identities: Identities,
  readsOf: (side: SideName) => Reads,
  state: State | null,
  changes: readonly PlannedChange[],
): Promise<Preflight> {
  const directions = [...new Set(changes.map((change) => change.direction))]
  const [closed, ...found] = await Promise.all([
    closedSides(context, readsOf),
    ...directions.map(async (direction) => {
      const half = context.intent.directions[direction]
      if (!half) return { faults: [], warnings: [], admissions: [] }
      const makes = changes.some((change) => change.direction === direction && isChecked(change))
      const all = await factsOf(direction, context.intent, half, identities, readsOf, state)
      const facts = makes ? withoutMade(all) : all
      const results = checks.map((check) => ({
        stops: makes && check.severity === 'stops',
        faults: check.run(facts, context.intent.region),
      }))
      return {
        admissions: admissionsOf(facts),
        faults: results.filter((result) => result.stops).flatMap((result) => result.faults),
        warnings: results.filter((result) => !result.stops).flatMap((result) => result.faults),
      }
    }),
  ])
  const closedFaults = closed.map(
    (side): FaultData => ({ code: 'PRODUCT_CLOSED', facts: { side, uid: identities.uids[side] ?? '' } }),
  )
  return {
    faults: found.flatMap((each) => each.faults),
    warnings: [...closedFaults, ...found.flatMap((each) => each.warnings)],
    closed,
    admissions: found.flatMap((each) => each.admissions),
  }
}

/** A load balancer of ours that is not whole yet is what `up` is about to mend. */
function withoutMade(facts: DirectionFacts): DirectionFacts {
  const { provider } = facts
  if (!provider) return facts
  return { ...facts, provider: { ...provider, loadBalancers: provider.loadBalancers.filter(({ made }) => !made) } }
}

/** To list an account or to let an endpoint in is no reason to look twice at what is behind the service. */
function isChecked({ action, step }: PlannedChange): boolean {
  const { kind } = parseStepId(step)
  return (action === 'create' || action === 'update') && kind !== 'whitelist' && kind !== 'connection'
}

async function closedSides(context: LinkContext, readsOf: (side: SideName) => Reads): Promise<SideName[]> {
  const held: SideName[] = context.clouds.peer ? ['you', 'peer'] : ['you']
  const open = await Promise.all(held.map((side) => isOpen(readsOf(side))))
  return held.filter((_side, index) => !open[index])
}

async function isOpen(reads: Reads): Promise<boolean> {
  try {
    await reads.get('privatelink.CheckProductOpen', {})
    return true
  } catch (error) {
    if (isRefusal(error, 'NeedOpenProduct')) return false
    throw error
  }
}
