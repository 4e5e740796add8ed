import { CloudError } from '../alibaba/cloud-error.ts'
import type { Cloud } from '../alibaba/operations.ts'
import type { Instance, InvocationResult } from '../alibaba/types.ts'
import type { LinkContext } from '../engine/link-context.ts'
import type { VantageObstacle } from '../model/vantage.ts'
import type { ScriptRun } from '../probe/remote/scripted-vantage.ts'

/** An instance, and the account that it was found in. */
export interface FoundInstance {
  readonly cloud: Cloud
  readonly instance: Instance
}
type Unable = Extract<ScriptRun, { readonly kind: 'unable' }>

/**
 * Looks for an instance in the accounts whose credentials are held.
 * @throws what is no answer of the cloud
 */
export async function findInstance({ clouds, intent }: LinkContext, id: string): Promise<FoundInstance | Unable> {
  let refused: Unable | undefined
  for (const cloud of [clouds.you, clouds.peer].filter((each) => each !== null)) {
    const input = { RegionId: intent.region, InstanceIds: JSON.stringify([id]) }
    try {
      const { Instances } = await cloud.call('ecs.DescribeInstances', input)
      const [instance] = Instances?.Instance ?? []
      if (instance) return { cloud, instance }
    } catch (error) {
      refused = unableBy(error)
    }
  }
  return refused ?? unable('not-found', null)
}

/** Of a command on an instance: first soon, then less often, in milliseconds. */
const pausesMs = [500, 1_000, 1_500]
/** Status of a command that has not ended (Ecs DescribeInvocationResults, InvocationStatus). */
const going = ['Pending', 'Running', 'Scheduled', 'Stopping']
/** Seconds after which Cloud Assistant ends the script; it ends by itself long before. */
const limitSeconds = 60

/**
 * Runs a shell script on an instance by Cloud Assistant, as its root, and waits for what it prints. What keeps it from running
 * is answered, not thrown: a command is accepted even for an instance whose agent is dead.
 * @throws the signal's reason when it aborts
 */
export async function runOnInstance(
  { cloud, instance: { InstanceId } }: FoundInstance,
  { intent: { region: RegionId }, clock }: Pick<LinkContext, 'intent' | 'clock'>,
  { script, token, signal }: { readonly script: string; readonly token: string; readonly signal: AbortSignal },
): Promise<ScriptRun> {
  try {
    const { InvokeId } = await cloud.call(
      'ecs.RunCommand',
      {
        RegionId,
        Type: 'RunShellScript',
        CommandContent: Buffer.from(`#!/bin/sh\n${script}`).toString('base64'),
        ContentEncoding: 'Base64',
        InstanceId: [InstanceId],
        Name: 'plink-test',
        Timeout: limitSeconds,
        ClientToken: token,
      },
      { signal },
    )
    for (let round = 0; ; round++) {
      await clock.sleep(pausesMs[Math.min(round, pausesMs.length - 1)] ?? 0, signal)
      const input = { RegionId, InvokeId, InstanceId, ContentEncoding: 'Base64' as const }
      const { Invocation } = await cloud.call('ecs.DescribeInvocationResults', input, { signal })
      // It may be there later than the command was accepted.
      const [result] = Invocation?.InvocationResults?.InvocationResult ?? []
      if (result && !going.includes(result.InvocationStatus)) return outcomeOf(result)
    }
  } catch (error) {
    return unableBy(error)
  }
}

/** Reasons that are the instance's; every other says that its agent does not run commands (Ecs DescribeInvocationResults, ErrorCode). */
const obstacles: Readonly<Record<string, VantageObstacle>> = {
  InstanceNotExists: 'not-found',
  InstanceReleased: 'not-found',
  InstanceNotRunning: 'not-running',
  ClientNotRunning: 'agent',
  ClientNotResponse: 'agent',
  ClientIsUpgrading: 'agent',
  ClientNeedUpgrade: 'agent',
  ClientNetworkBlocked: 'agent',
  SecurityGroupRuleDenied: 'agent',
  DeliveryTimeout: 'agent',
  ExecutionTimeout: 'late',
}

/** What was printed counts, however the script ended; success is not to be read from anything else. */
function outcomeOf({ InvocationStatus, ErrorCode = '', Output = '' }: InvocationResult): ScriptRun {
  if (Output !== '') return { kind: 'printed', output: Buffer.from(Output, 'base64').toString() }
  return unable(obstacles[ErrorCode] ?? 'cloud', ErrorCode || InvocationStatus)
}

function unable(reason: VantageObstacle, about: string | null): Unable {
  return { kind: 'unable', facts: { reason, about } }
}

/** @throws what is no answer of the cloud */
function unableBy(error: unknown): Unable {
  if (!(error instanceof CloudError)) throw error
  const { data } = error
  switch (data.code) {
    case 'CLOUD_DENIED':
      return unable('not-permitted', data.facts.permission)
    case 'CLOUD_REFUSED':
      return unable(data.facts.apiCode === 'InvalidInstance.NotFound' ? 'not-found' : 'cloud', data.facts.apiCode)
    case 'CLOUD_UNREACHABLE':
      return unable('cloud', data.facts.reason)
    default:
      return unable('cloud', data.code)
  }
}
