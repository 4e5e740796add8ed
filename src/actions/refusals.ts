import type { ChangeContext } from '../engine/link-context.ts'
import { type FaultData, PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import { endings } from './endings.ts'
import type { UpPlan } from './plan.ts'

/** What is refused whole: whose things these are, and whom it would cut off, is settled before anything is changed. */
const whole: readonly FaultData['code'][] = ['LINEAGE_FOREIGN', 'FOREIGN_CONSUMERS']

/**
 * The directions to work on. What keeps one from being worked on keeps no other from being repaired; of a link of which
 * nothing was made yet all is right before any of it is made. Empty when all of it is refused.
 */
export function ableIn({ options, store }: ChangeContext, plan: UpPlan): readonly DirectionName[] {
  const { directions, only } = options
  const refused = [...plan.refusals, ...endings(plan)]
  if (refused.length === 0) return directions
  const isNew = Object.keys(store.state.link.steps).length === 0
  if (only !== null || isNew || plan.faults.some(({ code }) => whole.includes(code))) return []
  return directions.filter((direction) => !refused.some((each) => each.direction === direction))
}

/** Whether there is nothing in these directions that `up` could do. */
export function isIdle({ changes }: UpPlan, directions: readonly DirectionName[]): boolean {
  const own = changes.filter(({ direction }) => directions.includes(direction))
  return own.every(({ action }) => action === 'none' || action === 'blocked')
}

/** The part of a plan that is about these directions. */
export function planWithin<T extends Pick<UpPlan, 'changes' | 'cost'>>(
  plan: T,
  directions: readonly DirectionName[],
): T {
  const isIn = ({ direction }: { readonly direction: DirectionName }) => directions.includes(direction)
  return { ...plan, changes: plan.changes.filter(isIn), cost: plan.cost.filter(isIn) }
}

/** What keeps these directions from being worked on. */
export function faultsIn(plan: UpPlan, directions: readonly DirectionName[]): FaultData[] {
  return [...plan.refusals, ...endings(plan)].flatMap(({ direction, fault }) =>
    directions.includes(direction) ? [fault] : [],
  )
}

/** One error of faults; undefined where there are none. */
export function refusalOf(faults: readonly FaultData[]): PlinkError | undefined {
  const [only] = faults
  if (!only) return undefined
  // One finding speaks for itself, with its own exit code; several are one refusal that lists them.
  if (faults.length === 1) return new PlinkError(only.code, only.facts)
  return new PlinkError('CHECKS_FAILED', { faults })
}

/** The first thing that is broken for good. */
export function endedBadly(plan: UpPlan): PlinkError | undefined {
  const [first] = endings(plan)
  return first && new PlinkError(first.fault.code, first.fault.facts)
}
