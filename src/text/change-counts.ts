import type { PlanAction, PlannedChange } from '../model/result.ts'

/** What plink itself does; the rest is waited for, left alone, or somebody else's. */
const acts: ReadonlySet<PlanAction> = new Set(['create', 'adopt', 'update', 'delete'])

/** How many of the changes are made when a person says yes. */
export function countChanges(changes: readonly PlannedChange[]): number {
  return changes.filter(({ action }) => acts.has(action)).length
}
