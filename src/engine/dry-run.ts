import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import type { FaultData } from '../model/fault.ts'
import { explained } from './create-step.ts'
import type { LinkContext } from './link-context.ts'
import type { ObservedStep } from './observe.ts'
import { inRegion } from './reads.ts'
import type { StepFilter } from './select-steps.ts'
import type { AnyStep, Call, ReadContext } from './step.ts'

/**
 * Asks the cloud whether it would carry out the creates that can be made now, by its own DryRun, which changes nothing:
 * permission, quota, payer and zones are then known before the first change.
 * @param only what a step command is about: all of that is rehearsed, whatever its kind
 * @returns what it would refuse.
 */
export async function dryRun(
  context: LinkContext,
  findings: readonly ObservedStep[],
  readContextOf: (step: AnyStep) => ReadContext,
  only: StepFilter = null,
): Promise<FaultData[]> {
  const creates = findings.filter(
    ({ step, observation }) =>
      observation.is === 'absent' && (only ? only(step) : step.kind === 'service' || step.kind === 'endpoint'),
  )
  const refusals = await Promise.all(creates.map((finding) => refusalOf(context, finding, readContextOf(finding.step))))
  return refusals.flatMap((refusal) => refusal ?? [])
}

async function refusalOf(
  context: LinkContext,
  { step, given }: ObservedStep,
  readContext: ReadContext,
): Promise<FaultData | undefined> {
  const call = await step.make?.(readContext, given, [])
  return call && refusalOfCall(context, step, call)
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
    if (isRefusal(error, 'DryRunOperation')) return undefined
    if (error instanceof CloudError) return explained(error, step).data
    throw error
  }
  return undefined
}
