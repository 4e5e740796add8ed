import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import type { FaultData } from '../model/fault.ts'
import type { Refusal } from '../model/result.ts'
import type { LinkContext } from './link-context.ts'
import type { ObservedStep } from './observe.ts'
import { inRegion } from './reads.ts'
import type { StepFilter } from './select-steps.ts'
import type { AnyStep, Call } from './step.ts'

/**
 * Asks the cloud whether it would carry out the creates that can be made now, by its own DryRun, which changes nothing:
 * permission, quota, payer and zones are then known before the first change.
 * @param only what a step command is about: all of that is rehearsed, whatever its kind
 * @returns what it would refuse.
 */
export async function dryRun(
  context: LinkContext,
  observed: readonly ObservedStep[],
  only: StepFilter = null,
): Promise<Refusal[]> {
  const refusals = observed.map(async ({ step, observation }) => {
    const isTried = only ? only(step) : step.isRehearsed === true
    if (observation.is !== 'absent' || !isTried) return undefined
    const fault = await refusalOfCall(context, step, await observation.create([]))
    return fault && { direction: step.direction, fault }
  })
  return (await Promise.all(refusals)).flatMap((refusal) => refusal ?? [])
}

/** What the cloud says against one call; undefined when nothing, or when the call cannot be rehearsed. */
export async function refusalOfCall(context: LinkContext, step: AnyStep, call: Call): Promise<FaultData | undefined> {
  const cloud = context.clouds[step.side]
  // Only PrivateLink's changes can all be rehearsed.
  if (!cloud || !call.action.startsWith('privatelink.')) return undefined
  try {
    const input = inRegion(call.action, { ...call.input, DryRun: true }, context.intent.region)
    await cloud.call(call.action, input, { signal: context.signal })
  } catch (error) {
    // A rehearsal that passes is answered by this error (PrivateLink, parameter DryRun).
    // What an interrupted run made, and no list shows yet, is refused as a second one.
    if (isRefusal(error, 'DryRunOperation', ...(step.codes.exists ?? []))) return undefined
    if (error instanceof CloudError) return (step.explain?.(error) ?? error).data
    throw error
  }
  return undefined
}
