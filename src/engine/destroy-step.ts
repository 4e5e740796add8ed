import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import type { EndpointConnection } from '../alibaba/types.ts'
import { isFault, PlinkError } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import { isOwned, type StepRecord } from '../state/state.ts'
import { connectionsOf } from '../steps/service-reads.ts'
import { graceMs, hasToken, intendedCall, outOf, type RunContext, recordOf } from './run-context.ts'
import type { StepResult } from './scheduler.ts'
import { type AnyStep, type Call, type Observation, parts, type StepOutput } from './step.ts'
import { waitFor } from './wait.ts'

/**
 * Takes back every step that plink made, those that need others before what they need; adopted things are only forgotten.
 * A direction whose peer must go first (step.release) stays whole until it has.
 */
export async function destroySteps(runContext: RunContext, steps: readonly AnyStep[]): Promise<StepResult[]> {
  const waiting = await peerFirst(runContext, steps)
  const blocked = new Set(waiting.map((result) => result.step.direction))
  const results = new Map<string, Promise<StepResult>>()
  for (const step of [...steps].reverse()) {
    if (blocked.has(step.direction)) continue
    results.set(step.id, destroyAfter(step))
  }
  return [...waiting, ...(await Promise.all(results.values()))]

  async function destroyAfter(step: AnyStep): Promise<StepResult> {
    const dependants = steps.filter((other) => Object.values<AnyStep>(other.needs).includes(step))
    for (const dependant of dependants) {
      const result = await results.get(dependant.id)
      if (result && result.is !== 'gone') return { is: 'held' }
    }
    try {
      return await destroyStep(runContext, step, runContext.given(step), steps)
    } catch (error) {
      return { is: 'failed', step, error }
    }
  }
}

async function peerFirst(
  runContext: RunContext,
  steps: readonly AnyStep[],
): Promise<(StepResult & { is: 'awaits' })[]> {
  if (runContext.context.options.withoutPeer) return []
  const waiting: (StepResult & { is: 'awaits' })[] = []
  for (const step of steps) {
    const given = runContext.given(step)
    if (
      !step.release ||
      Object.values(step.needs).some((need) => outOf(runContext.record(need as AnyStep)) === undefined)
    )
      continue
    const next: Next | null = await step.release(runContext.readContext(step), given)
    if (next) waiting.push({ is: 'awaits', step, next })
  }
  return waiting
}

/**
 * One step: settle what an interrupted run left open, leave alone what is not ours, call until it is gone, forget it.
 * @param going what goes together with it: a part goes when its parent does
 */
export async function destroyStep(
  runContext: RunContext,
  step: AnyStep,
  given: Record<string, StepOutput>,
  going: readonly AnyStep[] = [],
): Promise<StepResult> {
  await settle(runContext, step, given)
  const record = runContext.record(step)
  if (!record || record.status === 'intended') return { is: 'gone' }
  const owner: AnyStep | undefined = step.parent === undefined ? undefined : step.needs[step.parent]
  const parent = owner && going.includes(owner) ? runContext.record(owner) : undefined
  const goesWithParent = step.wanted && parts.has(step.kind) && isOwned(parent)
  if (record.mine && step.unmake && !goesWithParent) {
    const out = outOf(record) ?? { id: record.id }
    await runContext.remember(step, recordOf('removing', out, true, runContext.now()))
    runContext.say(step, 'removing', out.id)
    const next = await remove(runContext, step, out, given)
    if (next) return { is: 'awaits', step, next }
    runContext.say(step, 'removed', out.id)
  } else if (!record.mine) {
    runContext.say(step, 'kept', record.id)
  }
  await runContext.remember(step, undefined)
  return { is: 'gone' }
}

/**
 * What was meant but never confirmed: found by its tag or natural key, else asked for once more with the same token, which
 * answers with the same thing if the first call arrived. Only then is it known what there is to remove.
 */
async function settle(runContext: RunContext, step: AnyStep, given: Record<string, StepOutput>): Promise<void> {
  const record = runContext.record(step)
  if (record?.status !== 'intended') return
  const call = intendedCall(record)
  const found = () => lookOrGone(runContext, step, given).then(foundIn)
  const remember = (it: Found | undefined) =>
    runContext.remember(step, it && recordOf('made', it.out, it.mine, runContext.now()))
  const seen = (await found()) ?? (hasToken(call) ? undefined : await showsItself(runContext, step, record, found))
  // Without a token it cannot be asked for again, and what does not show itself never was.
  if (seen || !hasToken(call)) return remember(seen)
  try {
    const reply = await runContext.call(step, call, record.token)
    const out: StepOutput | undefined = step.made?.(reply)
    await remember(out ? { out, mine: true } : await found())
  } catch (error) {
    if (!(error instanceof CloudError) || error.outcome === 'unknown') throw error
    // Refused: it was never made, and cannot be now.
    await runContext.remember(step, undefined)
  }
}

/** What came of an intention; not ours when it says that it is somebody else's. */
interface Found {
  readonly out: StepOutput
  readonly mine: boolean
}

/** All of it or a part. */
function foundIn(observation: Observation<StepOutput>): Found | undefined {
  if (observation.is === 'there') return { out: observation.out, mine: observation.mine !== false }
  return observation.is === 'absent' && observation.partly ? { out: observation.partly, mine: true } : undefined
}

/** Gives a call that may have arrived the time to show. */
function showsItself(
  runContext: RunContext,
  step: AnyStep,
  record: StepRecord,
  found: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const { context } = runContext
  return waitFor(
    { direction: step.direction, step: step.id },
    async () => {
      const late = runContext.age(record) >= graceMs
      const thing = await found()
      return thing || late ? { done: true, value: thing } : { done: false, status: 'NotListed' }
    },
    { clock: context.clock, signal: context.signal, timeoutMs: context.options.timeoutMs, onStatus: () => {} },
  )
}

/** @returns what the peer must do, when only the peer can end it. */
async function remove(
  runContext: RunContext,
  step: AnyStep,
  out: StepOutput,
  given: Record<string, StepOutput>,
): Promise<Next | null> {
  const { context } = runContext
  const about = { direction: step.direction, step: step.id }
  const patience = {
    clock: context.clock,
    signal: context.signal,
    timeoutMs: context.options.timeoutMs,
    onStatus: (status: string) => runContext.say(step, 'removing', out.id, status),
  }
  const start = context.clock.now()
  let last = ''
  const next = (): Promise<Call | Next | null> =>
    waitFor<Call | Next | null>(
      about,
      async () => {
        const observation = await lookOrGone(runContext, step, given)
        if (isGone(observation)) return { done: true, value: null }
        if (observation.is === 'leaving') return { done: false, status: observation.status }
        const foreign = step.kind === 'service' ? await othersAt(runContext, step, out.id) : undefined
        if (foreign) return { done: true, value: foreign }
        const call: Call | null = (await step.unmake?.(runContext.readContext(step), out, given)) ?? null
        const status = observation.is === 'there' ? observation.status : observation.is
        if (call === null || JSON.stringify(call) === last) return { done: false, status }
        return { done: true, value: call }
      },
      patience,
    )
  for (let call = await next(); call !== null; call = await next()) {
    if ('code' in call) return call
    const wanted = call
    await runContext.lanes.run(runContext.lane(step, wanted, given), async () => {
      try {
        await runContext.call(step, wanted, context.newToken())
        last = JSON.stringify(wanted)
      } catch (error) {
        const waited = context.clock.now() - start
        if (!isRefusal(error, ...goneCodes, ...clearingCodes) || waited > context.options.timeoutMs) throw error
        // Gone already, or held by something that is just going: look again, and try again, ever less often.
        await context.clock.sleep(Math.max(retryMs, Math.min(waited / 5, longestRetryMs)), context.signal)
      }
      await waitUntilCalm(runContext, step, given)
    })
  }
  return null
}

/** Nothing of it left; what only a person or the peer could bring about counts as nothing. */
function isGone(observation: Observation<StepOutput>): boolean {
  return (
    (observation.is === 'absent' && !observation.partly) ||
    observation.is === 'unseen' ||
    observation.is === 'awaits' ||
    observation.is === 'asks'
  )
}

/** After a removal call, the lane is kept until the thing is not in motion any more. */
async function waitUntilCalm(runContext: RunContext, step: AnyStep, given: Record<string, StepOutput>): Promise<void> {
  const { context } = runContext
  await waitFor(
    { direction: step.direction, step: step.id },
    async () => {
      const observation = await lookOrGone(runContext, step, given)
      return observation.is === 'leaving'
        ? { done: false, status: observation.status }
        : { done: true, value: undefined }
    },
    {
      clock: context.clock,
      signal: context.signal,
      timeoutMs: context.options.timeoutMs,
      onStatus: (status) => runContext.say(step, 'removing', null, status),
    },
  )
}

/** What each delete answers when there is nothing left to delete: success. From the error tables of PrivateLink, Slb and Nlb. */
const goneCodes = [
  'EndpointServiceNotFound',
  'EndpointNotFound',
  'EndpointZoneNotFound',
  'EndpointConnectionNotFound',
  'EndpointServiceResourceNotFound',
  'InvalidLoadBalancerId.NotFound',
  'ResourceNotFound.loadBalancer',
  'ListenerNotFound',
  'ResourceNotFound.Listener',
  'ResourceNotFound.listener',
  'ResourceNotFound.serverGroup',
  // Ecs RevokeSecurityGroup lists it without its condition.
  'InvalidSecurityGroupRule.RuleNotExist',
  'InvalidSecurityGroupId.NotFound',
]
/** Refusals that end by themselves once what holds the thing has gone; Terraform's provider retries the first for 5 minutes. */
const clearingCodes = [
  'EndpointServiceConnectionDependence',
  'EndpointServiceDependenceViolation',
  'EndpointServiceResourceCannotRemove',
  'EndpointDependenceViolation',
  'DeleteFailedDueToEndpointExist',
  // While PrivateLink lets go of a load balancer, or a listener of its server group.
  'OperationDenied.DeleteProtectionIsOn',
  'OperationDenied.DeletionProtectionEnabled',
  'ResourceInUse.ServerGroup',
]
const retryMs = 500
const longestRetryMs = 5_000

/** Endpoints other than ours that are still at a service of ours: cut only when named, and gone only when their owner deletes them. */
async function othersAt(runContext: RunContext, step: AnyStep, service: string): Promise<Call | Next | undefined> {
  const { reads } = runContext.readContext(step)
  let rows: EndpointConnection[]
  try {
    rows = (await connectionsOf(reads, service)).filter((row) => row.ConnectionStatus !== 'Deleting')
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return undefined
    throw error
  }
  if (rows.length === 0) return undefined
  const { disconnect } = runContext.context.options
  const open = rows.filter((row) => row.ConnectionStatus !== 'Disconnected' && row.ConnectionStatus !== 'Disconnecting')
  const unnamed = open.filter((row) => !disconnect.includes(row.EndpointId))
  if (unnamed.length > 0) {
    const endpoints = unnamed.map((row) => ({ id: row.EndpointId, ownerUid: row.EndpointOwnerId }))
    throw new PlinkError('FOREIGN_CONSUMERS', { direction: step.direction, service, endpoints })
  }
  const [first] = open
  if (first)
    return {
      action: 'privatelink.DisableVpcEndpointConnection',
      input: { ServiceId: service, EndpointId: first.EndpointId },
    }
  if (rows.some((row) => row.ConnectionStatus === 'Disconnecting')) return undefined
  const emqx = runContext.context.intent.peer.kind === 'emqx'
  return { code: 'PEER_REMOVE_ENDPOINT', facts: { emqx, service, endpoints: rows.map((row) => row.EndpointId) } }
}

/** For removing, what is not found is simply gone, and what lacks its parent too. */
async function lookOrGone(
  runContext: RunContext,
  step: AnyStep,
  given: Record<string, StepOutput>,
): Promise<Observation<StepOutput>> {
  if (Object.keys(step.needs).some((name) => given[name] === undefined && name === step.parent)) return { is: 'absent' }
  try {
    const known: Record<string, StepOutput> = { ...given }
    // What was taken out of the state is looked at once more.
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      if (known[name] !== undefined || need.kind !== 'load-balancer') continue
      const observation: Observation<StepOutput> = await lookOrGone(runContext, need, runContext.given(need))
      if (observation.is !== 'there') return { is: 'absent' }
      known[name] = observation.out
    }
    return await step.look(runContext.readContext(step), known)
  } catch (error) {
    const gone =
      isFault(error, 'SERVICE_NOT_FOUND') ||
      isFault(error, 'ENDPOINT_NOT_FOUND') ||
      isFault(error, 'LB_NOT_FOUND') ||
      isFault(error, 'SECURITY_GROUP_NOT_FOUND') ||
      isRefusal(error, ...goneCodes)
    if (gone) return { is: 'absent' }
    throw error
  }
}
