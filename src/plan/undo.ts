import { CloudError, isRefusal } from '../cloud/error.ts'
import type { EndpointConnection } from '../cloud/wire.ts'
import { isFault, PlinkError } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import type { StepRecord } from '../state/state.ts'
import { type Bench, graceMs, hasToken, intendedCall, outOf, recordOf } from './bench.ts'
import { connectionsOf } from './provider-reads.ts'
import type { Ending } from './run.ts'
import { type AnyStep, type Call, parts, type Sight, type Thing } from './step.ts'
import { waitFor } from './wait.ts'

/**
 * Takes back every step that plink made, those that need others before what they need; adopted things are only forgotten.
 * A direction whose peer must go first (step.release) stays whole until it has.
 */
export async function undoSteps(bench: Bench, steps: readonly AnyStep[]): Promise<Ending[]> {
  const waiting = await peerFirst(bench, steps)
  const blocked = new Set(waiting.map((ending) => ending.step.direction))
  const endings = new Map<string, Promise<Ending>>()
  for (const step of [...steps].reverse()) {
    if (blocked.has(step.direction)) continue
    endings.set(step.id, takeBackAfter(step))
  }
  return [...waiting, ...(await Promise.all(endings.values()))]

  async function takeBackAfter(step: AnyStep): Promise<Ending> {
    const dependants = steps.filter((other) => Object.values<AnyStep>(other.needs).includes(step))
    for (const dependant of dependants) {
      const ending = await endings.get(dependant.id)
      if (ending && ending.is !== 'gone') return { is: 'held' }
    }
    try {
      return await takeBack(bench, step, bench.given(step), steps)
    } catch (error) {
      return { is: 'failed', step, error }
    }
  }
}

async function peerFirst(bench: Bench, steps: readonly AnyStep[]): Promise<(Ending & { is: 'awaits' })[]> {
  if (bench.tools.options.withoutPeer) return []
  const waiting: (Ending & { is: 'awaits' })[] = []
  for (const step of steps) {
    const given = bench.given(step)
    if (!step.release || Object.values(step.needs).some((need) => outOf(bench.record(need as AnyStep)) === undefined))
      continue
    const next: Next | null = await step.release(bench.looking(step), given)
    if (next) waiting.push({ is: 'awaits', step, next })
  }
  return waiting
}

/**
 * One step: settle what an interrupted run left open, leave alone what is not ours, call until it is gone, forget it.
 * @param going what goes together with it: a part goes when its parent does
 */
export async function takeBack(
  bench: Bench,
  step: AnyStep,
  given: Record<string, Thing>,
  going: readonly AnyStep[] = [],
): Promise<Ending> {
  await settle(bench, step, given)
  const record = bench.record(step)
  if (!record || record.status === 'intended') return { is: 'gone' }
  const owner: AnyStep | undefined = step.parent === undefined ? undefined : step.needs[step.parent]
  const parent = owner && going.includes(owner) ? bench.record(owner) : undefined
  const goesWithParent = step.wanted && parts.has(step.kind) && parent?.status !== 'intended' && parent?.mine === true
  if (record.mine && step.unmake && !goesWithParent) {
    const out = outOf(record) ?? { id: record.id }
    await bench.remember(step, recordOf('removing', out, true, bench.now()))
    bench.say(step, 'removing', out.id)
    const next = await remove(bench, step, out, given)
    if (next) return { is: 'awaits', step, next }
    bench.say(step, 'removed', out.id)
  } else if (!record.mine) {
    bench.say(step, 'kept', record.id)
  }
  await bench.remember(step, undefined)
  return { is: 'gone' }
}

/**
 * What was meant but never confirmed: found by its tag or natural key, else asked for once more with the same token, which
 * answers with the same thing if the first call arrived. Only then is it known what there is to remove.
 */
async function settle(bench: Bench, step: AnyStep, given: Record<string, Thing>): Promise<void> {
  const record = bench.record(step)
  if (record?.status !== 'intended') return
  const call = intendedCall(record)
  const found = () => lookOrGone(bench, step, given).then(foundIn)
  const remember = (it: Found | undefined) => bench.remember(step, it && recordOf('made', it.out, it.mine, bench.now()))
  const seen = (await found()) ?? (hasToken(call) ? undefined : await showsItself(bench, step, record, found))
  // Without a token it cannot be asked for again, and what does not show itself never was.
  if (seen || !hasToken(call)) return remember(seen)
  try {
    const reply = await bench.call(step, call, record.token)
    const out: Thing | undefined = step.made?.(reply)
    await remember(out ? { out, mine: true } : await found())
  } catch (error) {
    if (!(error instanceof CloudError) || error.outcome === 'unknown') throw error
    // Refused: it was never made, and cannot be now.
    await bench.remember(step, undefined)
  }
}

/** What came of an intention; not ours when it says that it is somebody else's. */
interface Found {
  readonly out: Thing
  readonly mine: boolean
}

/** All of it or a part. */
function foundIn(sight: Sight<Thing>): Found | undefined {
  if (sight.is === 'there') return { out: sight.out, mine: sight.mine !== false }
  return sight.is === 'absent' && sight.partly ? { out: sight.partly, mine: true } : undefined
}

/** Gives a call that may have arrived the time to show. */
function showsItself(
  bench: Bench,
  step: AnyStep,
  record: StepRecord,
  found: () => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const { tools } = bench
  return waitFor(
    { direction: step.direction, step: step.id },
    async () => {
      const late = bench.age(record) >= graceMs
      const thing = await found()
      return thing || late ? { done: true, value: thing } : { done: false, status: 'NotListed' }
    },
    { clock: tools.clock, signal: tools.signal, timeoutMs: tools.options.timeoutMs, onStatus: () => {} },
  )
}

/** @returns what the peer must do, when only the peer can end it. */
async function remove(bench: Bench, step: AnyStep, out: Thing, given: Record<string, Thing>): Promise<Next | null> {
  const { tools } = bench
  const about = { direction: step.direction, step: step.id }
  const patience = {
    clock: tools.clock,
    signal: tools.signal,
    timeoutMs: tools.options.timeoutMs,
    onStatus: (status: string) => bench.say(step, 'removing', out.id, status),
  }
  const start = tools.clock.now()
  let last = ''
  const next = (): Promise<Call | Next | null> =>
    waitFor<Call | Next | null>(
      about,
      async () => {
        const sight = await lookOrGone(bench, step, given)
        if (isGone(sight)) return { done: true, value: null }
        if (sight.is === 'leaving') return { done: false, status: sight.status }
        const foreign = step.kind === 'service' ? await othersAt(bench, step, out.id) : undefined
        if (foreign) return { done: true, value: foreign }
        const call: Call | null = (await step.unmake?.(bench.looking(step), out, given)) ?? null
        const status = sight.is === 'there' ? sight.status : sight.is
        if (call === null || JSON.stringify(call) === last) return { done: false, status }
        return { done: true, value: call }
      },
      patience,
    )
  for (let call = await next(); call !== null; call = await next()) {
    if ('code' in call) return call
    const wanted = call
    await bench.lanes.run(bench.lane(step, wanted, given), async () => {
      try {
        await bench.call(step, wanted, tools.newToken())
        last = JSON.stringify(wanted)
      } catch (error) {
        const waited = tools.clock.now() - start
        if (!isRefusal(error, ...goneCodes, ...clearingCodes) || waited > tools.options.timeoutMs) throw error
        // Gone already, or held by something that is just going: look again, and try again, ever less often.
        await tools.clock.sleep(Math.max(retryMs, Math.min(waited / 5, longestRetryMs)), tools.signal)
      }
      await waitUntilCalm(bench, step, given)
    })
  }
  return null
}

/** Nothing of it left; what only a person or the peer could bring about counts as nothing. */
function isGone(sight: Sight<Thing>): boolean {
  return (
    (sight.is === 'absent' && !sight.partly) || sight.is === 'unseen' || sight.is === 'awaits' || sight.is === 'asks'
  )
}

/** After a removal call, the lane is kept until the thing is not in motion any more. */
async function waitUntilCalm(bench: Bench, step: AnyStep, given: Record<string, Thing>): Promise<void> {
  const { tools } = bench
  await waitFor(
    { direction: step.direction, step: step.id },
    async () => {
      const sight = await lookOrGone(bench, step, given)
      return sight.is === 'leaving' ? { done: false, status: sight.status } : { done: true, value: undefined }
    },
    {
      clock: tools.clock,
      signal: tools.signal,
      timeoutMs: tools.options.timeoutMs,
      onStatus: (status) => bench.say(step, 'removing', null, status),
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
async function othersAt(bench: Bench, step: AnyStep, service: string): Promise<Call | Next | undefined> {
  const RegionId = bench.tools.intent.region
  const { reads } = bench.looking(step)
  let rows: EndpointConnection[]
  try {
    rows = (await connectionsOf(reads, RegionId, service)).filter((row) => row.ConnectionStatus !== 'Deleting')
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return undefined
    throw error
  }
  if (rows.length === 0) return undefined
  const { disconnect } = bench.tools.options
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
      input: { RegionId, ServiceId: service, EndpointId: first.EndpointId },
    }
  if (rows.some((row) => row.ConnectionStatus === 'Disconnecting')) return undefined
  const emqx = bench.tools.intent.peer.kind === 'emqx'
  return { code: 'PEER_REMOVE_ENDPOINT', facts: { emqx, service, endpoints: rows.map((row) => row.EndpointId) } }
}

/** For removing, what is not found is simply gone, and what lacks its parent too. */
async function lookOrGone(bench: Bench, step: AnyStep, given: Record<string, Thing>): Promise<Sight<Thing>> {
  if (Object.keys(step.needs).some((name) => given[name] === undefined && name === step.parent)) return { is: 'absent' }
  try {
    const known: Record<string, Thing> = { ...given }
    // What was taken out of the state is looked at once more.
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      if (known[name] !== undefined || need.kind !== 'load-balancer') continue
      const sight: Sight<Thing> = await lookOrGone(bench, need, bench.given(need))
      if (sight.is !== 'there') return { is: 'absent' }
      known[name] = sight.out
    }
    return await step.look(bench.looking(step), known)
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
