import type { ObservedStep } from '../engine/observe.ts'
import { type AnyStep, isAddressed, parentOf, type ReadContext, type StepOutput } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { type FaultData, isFault } from '../model/fault.ts'
import type { Reason } from '../model/result.ts'
import { parseStepId } from '../model/step-id.ts'
import { isAdopted, type State } from '../state/state.ts'
import type { KnownSteps } from '../steps/direction-steps.ts'
import { asConsumer, consumersOf, isOpen } from '../steps/foreign-consumers.ts'

type Consumers = FaultData & { readonly code: 'FOREIGN_CONSUMERS' }

/** Whose traffic `up` would cut by deleting what is asked for no more, and who stays connected though no longer listed. */
export async function consumersInTheWay(
  observed: readonly ObservedStep[],
  known: KnownSteps,
  state: State | null,
  intent: Intent,
  readContextOf: (step: AnyStep) => ReadContext,
): Promise<{ readonly faults: ReadonlyMap<string, Consumers>; readonly warnings: readonly FaultData[] }> {
  const faults = new Map<string, Consumers>()
  const warnings: FaultData[] = []
  const look = async ({ step, observation }: ObservedStep): Promise<void> => {
    const output = outputOf(step, known)
    // What was adopted is only forgotten.
    if (step.wanted || !output || isAdopted(state?.link.steps[step.id])) return
    const readContext = readContextOf(step)
    const inputs = Object.fromEntries(
      Object.entries<AnyStep>(step.needs).flatMap(([name, need]) => {
        const found = outputOf(need, known)
        return found ? [[name, found]] : []
      }),
    )
    try {
      // What is not there cuts nobody.
      if (observation.is !== 'absent' && isAddressed(step, inputs)) await step.obstacle?.(readContext, output, inputs)
    } catch (error) {
      if (!isFault(error, 'FOREIGN_CONSUMERS')) throw error
      faults.set(step.id, { code: error.code, facts: error.facts })
    }
    const { direction, kind, subject: uid } = parseStepId(step.id)
    const service = parentOf(step)
    const id = service && known[service.id]
    if (kind !== 'whitelist' || id === undefined) return
    const rows = (await consumersOf(readContext.reads, id)).filter((row) => isOpen(row) && row.EndpointOwnerId === uid)
    const unnamed = rows.filter((row) => !readContext.disconnect?.includes(row.EndpointId))
    if (unnamed.length === 0) return
    const facts = { direction, service: id, endpoints: unnamed.map(asConsumer) }
    // Another peer in plink.yaml means that the one before is to lose the link.
    if (uid === state?.link.intent?.peer.uid && uid !== intent.peer.uid)
      faults.set(step.id, { code: 'FOREIGN_CONSUMERS', facts })
    else warnings.push({ code: 'STILL_CONNECTED', facts })
  }
  await Promise.all(observed.map(look))
  return { faults, warnings }
}

/** Why a change cannot be made. */
export function inUse({ facts }: Consumers): Reason {
  return { code: 'IN_USE', facts: { endpoints: facts.endpoints.map(({ id }) => id) } }
}

function outputOf(step: AnyStep, known: KnownSteps): StepOutput | undefined {
  const id = known[step.id]
  return id === undefined ? undefined : { id }
}
