import { readsOf, snapshot } from '../engine/account-reads.ts'
import { refusalOfCall } from '../engine/dry-run.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { outputIn } from '../engine/run-context.ts'
import { withWatchers } from '../engine/select-steps.ts'
import { type AnyStep, isAddressed, parentOf, type ReadContext, type StepOutput } from '../engine/step.ts'
import { type FaultData, PlinkError } from '../model/fault.ts'
import type { State } from '../state/state.ts'
import { knownSteps, taggedResources } from '../steps/tagged.ts'
import type { Plan } from './plan.ts'
import { foreignAmong, isAnythingOurs, type PlannedDown, removals, soughtBy, stepsIn, wholeOf } from './removals.ts'

/** What `down` would do, and what the cloud would refuse of it, by its own DryRun. Writes nothing and takes no lock. */
export async function planDown(linkContext: LinkContext, state: State | null, options: PlannedDown): Promise<Plan> {
  const identities = await identitiesOf(linkContext, state)
  const reads = snapshot(readsOf(linkContext))
  const tagged = await taggedResources(linkContext, reads, state, soughtBy(state))
  const foreign = foreignAmong(tagged, state, linkContext.intent.name)
  const known = knownSteps(state, tagged)
  const steps = withWatchers(stepsIn(wholeOf(linkContext, known, options), identities, known), options.only)
  const records = state?.link.steps ?? {}
  const { changes, deleted } = removals(state, tagged, steps)
  const deleting = new Set(deleted.flatMap((step) => (step.deleteCall && known[step.id]) || []))
  const outputs = (step: AnyStep): StepOutput | undefined => {
    const id = known[step.id]
    return outputIn(records[step.id]) ?? (id === undefined ? undefined : { id })
  }
  const faults = await Promise.all(
    deleted.map(async (step): Promise<FaultData[]> => {
      const output = outputs(step)
      if (!output || !step.deleteCall) return []
      const needs = Object.entries<AnyStep>(step.needs).map(([name, need]) => [name, outputs(need)] as const)
      const inputs = Object.fromEntries(needs.filter((entry): entry is [string, StepOutput] => entry[1] !== undefined))
      const readContext: ReadContext = {
        reads: reads(step.side),
        known: output.id,
        lineage: state?.lineage ?? '',
        approve: [],
        disconnect: options.disconnect ?? [],
        deleting,
      }
      const parent = parentOf(step)
      // What goes with its parent is not called for.
      if (step.isPart && parent && deleted.includes(parent)) return []
      if (!isAddressed(step, inputs)) return []
      try {
        const call =
          (await step.obstacle?.(readContext, output, inputs)) ?? (await step.deleteCall(readContext, output, inputs))
        return call ? [(await refusalOfCall(linkContext, step, call)) ?? []].flat() : []
      } catch (error) {
        if (error instanceof PlinkError && error.code === 'FOREIGN_CONSUMERS') return [error.data]
        throw error
      }
    }),
  )
  return {
    changes,
    faults: [...(foreign && !isAnythingOurs(tagged, state) ? [foreign] : []), ...distinct(faults.flat())],
    warnings: foreign && isAnythingOurs(tagged, state) ? [foreign] : [],
    findings: [],
    closed: [],
    cost: [],
    admissions: [],
  }
}

function distinct(faults: readonly FaultData[]): FaultData[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()]
}
