import { CloudError, isRefusal } from '../cloud/error.ts'
import type { Action, Input } from '../cloud/operations.ts'
import type { FaultData } from '../model/fault.ts'
import { explained } from './attempt.ts'
import type { Choice } from './chosen.ts'
import type { AnyStep, Call, Looking } from './step.ts'
import type { Finding } from './survey.ts'
import type { Eyes } from './tools.ts'

/**
 * Asks the cloud whether it would carry out the creates that can be made now, by its own DryRun, which changes nothing:
 * permission, quota, payer and zones are then known before the first change.
 * @param only what a step command is about: all of that is rehearsed, whatever its kind
 * @returns what it would refuse.
 */
export async function rehearse(
  eyes: Eyes,
  findings: readonly Finding[],
  lookingOf: (step: AnyStep) => Looking,
  only: Choice = null,
): Promise<FaultData[]> {
  const creates = findings.filter(
    ({ step, sight }) =>
      sight.is === 'absent' && (only ? only(step) : step.kind === 'service' || step.kind === 'endpoint'),
  )
  const refusals = await Promise.all(creates.map((finding) => refusalOf(eyes, finding, lookingOf(finding.step))))
  return refusals.flatMap((refusal) => refusal ?? [])
}

async function refusalOf(eyes: Eyes, { step, given }: Finding, looking: Looking): Promise<FaultData | undefined> {
  const call = await step.make?.(looking, given, [])
  return call && refusalOfCall(eyes, step, call)
}

/** What the cloud says against one call; undefined when nothing, or when the call cannot be rehearsed. */
export async function refusalOfCall(eyes: Eyes, step: AnyStep, call: Call): Promise<FaultData | undefined> {
  const cloud = eyes.clouds[step.side]
  // Only PrivateLink's changes can all be rehearsed.
  if (!cloud || !call.action.startsWith('privatelink.')) return undefined
  try {
    // Safe: `Call` pairs each action with its own input.
    await cloud.call(call.action, { ...call.input, DryRun: true } as Input<Action>, { signal: eyes.signal })
  } catch (error) {
    // A rehearsal that passes is answered by this error (PrivateLink, parameter DryRun).
    if (isRefusal(error, 'DryRunOperation')) return undefined
    if (error instanceof CloudError) return explained(error, step).data
    throw error
  }
  return undefined
}
