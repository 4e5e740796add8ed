import { CloudError, isRefusal } from '../cloud/error.ts'
import type { Action, Input } from '../cloud/operations.ts'
import type { FaultData } from '../model/fault.ts'
import type { Reads } from './reads.ts'
import { explained } from './run.ts'
import type { Finding } from './survey.ts'
import type { Eyes } from './tools.ts'

/**
 * Asks the cloud whether it would carry out the creates that can be made now, by its own DryRun, which changes nothing:
 * permission, quota, payer and zones are then known before the first change.
 * @returns what it would refuse.
 */
export async function rehearse(
  eyes: Eyes,
  findings: readonly Finding[],
  reads: (side: 'you' | 'peer') => Reads,
): Promise<FaultData[]> {
  const creates = findings.filter(
    ({ step, sight }) => sight.is === 'absent' && (step.kind === 'service' || step.kind === 'endpoint'),
  )
  const refusals = await Promise.all(creates.map((finding) => refusalOf(eyes, finding, reads(finding.step.side))))
  return refusals.flatMap((refusal) => refusal ?? [])
}

async function refusalOf(eyes: Eyes, { step, given }: Finding, reads: Reads): Promise<FaultData | undefined> {
  const cloud = eyes.clouds[step.side]
  const call = await step.make?.({ reads, known: undefined, lineage: '', approve: [] }, given, [])
  if (!cloud || !call) return undefined
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
