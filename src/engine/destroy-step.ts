import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import { isFault } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import { isOwned, type StepRecord } from '../state/state.ts'
import { graceMs, hasToken, intendedCall, outputIn, type RunContext, recordOf } from './run-context.ts'
import {
  type AnyStep,
  type Call,
  dependenciesOf,
  inputsOf,
  type Observation,
  parentOf,
  type StepOutput,
} from './step.ts'
import type { StepResult } from './step-result.ts'
import { waitFor } from './wait.ts'

/**
 * Deletes every step that plink created, those that need others before what they need; adopted ones are only forgotten.
 * A direction whose peer must act first (Step.peerFirst) stays whole until it has.
 */
export async function destroySteps(runContext: RunContext, steps: readonly AnyStep[]): Promise<StepResult[]> {
  const waiting = await peersTurn(runContext, steps)
  const blocked = new Set(waiting.map((result) => result.step.direction))
  const results = new Map<string, Promise<StepResult>>()
  for (const step of [...steps].reverse()) {
    if (blocked.has(step.direction)) continue
    results.set(step.id, destroyAfter(step))
  }
  return [...waiting, ...(await Promise.all(results.values()))]

  async function destroyAfter(step: AnyStep): Promise<StepResult> {
    const dependants = steps.filter((other) => dependenciesOf(other).includes(step))
    for (const dependant of dependants) {
      const result = await results.get(dependant.id)
      if (result && result.is !== 'gone') return { is: 'held' }
    }
    try {
      return await destroyStep(runContext, step, runContext.inputs(step), steps)
    } catch (error) {
      return { is: 'failed', step, error }
    }
  }
}

async function peersTurn(
  runContext: RunContext,
  steps: readonly AnyStep[],
): Promise<(StepResult & { is: 'waiting' })[]> {
  if (runContext.context.options.withoutPeer) return []
  const waiting: (StepResult & { is: 'waiting' })[] = []
  for (const step of steps) {
    if (!step.peerFirst || dependenciesOf(step).some((need) => outputIn(runContext.record(need)) === undefined))
      continue
    const next = await step.peerFirst(runContext.readContext(step), runContext.inputs(step))
    if (next) waiting.push({ is: 'waiting', step, next })
  }
  return waiting
}

/**
 * One step: settle what an interrupted run left open, leave alone what is not ours, call until it is gone, forget it.
 * @param together the steps that are deleted in the same run: a part goes with its parent
 */
export async function destroyStep(
  runContext: RunContext,
  step: AnyStep,
  inputs: Record<string, StepOutput>,
  together: readonly AnyStep[] = [],
): Promise<StepResult> {
  await settle(runContext, step, inputs)
  const record = runContext.record(step)
  if (!record || record.status === 'intended') return { is: 'gone' }
  const parent = parentOf(step)
  const isDeletedWithParent =
    step.wanted && step.isPart && parent && together.includes(parent) && isOwned(runContext.record(parent))
  if (record.mine && step.deleteCall && !isDeletedWithParent) {
    const output = outputIn(record) ?? { id: record.id }
    await runContext.remember(step, recordOf('removing', output, true, runContext.now()))
    runContext.say(step, 'removing', output.id)
    const next = await remove(runContext, step, output, inputs)
    if (next) return { is: 'waiting', step, next }
    runContext.say(step, 'removed', output.id)
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
async function settle(runContext: RunContext, step: AnyStep, inputs: Record<string, StepOutput>): Promise<void> {
  const record = runContext.record(step)
  if (record?.status !== 'intended') return
  const call = intendedCall(record)
  const found = () => observeOrGone(runContext, step, inputs).then(foundIn)
  const remember = (it: Found | undefined) =>
    runContext.remember(step, it && recordOf('made', it.output, it.mine, runContext.now()))
  const seen = (await found()) ?? (hasToken(call) ? undefined : await showsItself(runContext, step, record, found))
  // Without a token it cannot be asked for again, and what does not show itself never was.
  if (seen || !hasToken(call)) return remember(seen)
  try {
    const reply = await runContext.call(step, call, record.token)
    const output: StepOutput | undefined = step.outputOf?.(reply)
    await remember(output ? { output, mine: true } : await found())
  } catch (error) {
    if (!(error instanceof CloudError) || error.outcome === 'unknown') throw error
    // Refused: it was never made, and cannot be now.
    await runContext.remember(step, undefined)
  }
}

/** What came of an intention; not ours when it says that it is somebody else's. */
interface Found {
  readonly output: StepOutput
  readonly mine: boolean
}

/** All of it or a part. */
function foundIn(observation: Observation<StepOutput>): Found | undefined {
  if (observation.is === 'present') return { output: observation.output, mine: observation.mine !== false }
  return observation.is === 'absent' && observation.partial ? { output: observation.partial, mine: true } : undefined
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
      const value = await found()
      return value || late ? { done: true, value } : { done: false, status: 'NotListed' }
    },
    { clock: context.clock, signal: context.signal, timeoutMs: context.options.timeoutMs, onStatus: () => {} },
  )
}

/** @returns what the peer must do, when only the peer can end it. */
async function remove(
  runContext: RunContext,
  step: AnyStep,
  output: StepOutput,
  inputs: Record<string, StepOutput>,
): Promise<Next | null> {
  const { context } = runContext
  const about = { direction: step.direction, step: step.id }
  const patience = {
    clock: context.clock,
    signal: context.signal,
    timeoutMs: context.options.timeoutMs,
    onStatus: (status: string) => runContext.say(step, 'removing', output.id, status),
  }
  const start = context.clock.now()
  let last = ''
  const next = (): Promise<Call | Next | null> =>
    waitFor<Call | Next | null>(
      about,
      async () => {
        const observation = await observeOrGone(runContext, step, inputs)
        if (isGone(observation)) return { done: true, value: null }
        if (observation.is === 'deleting') return { done: false, status: observation.status }
        const readContext = runContext.readContext(step)
        const obstacle = (await step.obstacle?.(readContext, output)) ?? null
        if (obstacle) return { done: true, value: obstacle }
        const call: Call | null = (await step.deleteCall?.(readContext, output, inputs)) ?? null
        const status = observation.is === 'present' ? observation.status : observation.is
        if (call === null || JSON.stringify(call) === last) return { done: false, status }
        return { done: true, value: call }
      },
      patience,
    )
  for (let call = await next(); call !== null; call = await next()) {
    if ('code' in call) return call
    const wanted = call
    await runContext.locks.run(runContext.lock(step, wanted, inputs), async () => {
      try {
        await runContext.call(step, wanted, context.newToken())
        last = JSON.stringify(wanted)
      } catch (error) {
        const waited = context.clock.now() - start
        if (!isRefusal(error, ...step.codes.gone, ...(step.codes.busy ?? [])) || waited > context.options.timeoutMs)
          throw error
        // Gone already, or still needed by something that is being deleted: look again, and try again, ever less often.
        await context.clock.sleep(Math.max(retryMs, Math.min(waited / 5, longestRetryMs)), context.signal)
      }
      await waitUntilCalm(runContext, step, inputs)
    })
  }
  return null
}

/** Nothing of it is left; what only a person or the peer could bring about counts as nothing. */
function isGone(observation: Observation<StepOutput>): boolean {
  return (
    (observation.is === 'absent' && !observation.partial) ||
    observation.is === 'not-visible' ||
    observation.is === 'waiting' ||
    observation.is === 'needs-approval'
  )
}

/** After a delete call, the lock is kept until nothing is changing any more. */
async function waitUntilCalm(runContext: RunContext, step: AnyStep, inputs: Record<string, StepOutput>): Promise<void> {
  const { context } = runContext
  await waitFor(
    { direction: step.direction, step: step.id },
    async () => {
      const observation = await observeOrGone(runContext, step, inputs)
      return observation.is === 'deleting'
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

const retryMs = 500
const longestRetryMs = 5_000

/** For deleting, what is not found is simply gone, and so is a part whose parent is unknown. */
async function observeOrGone(
  runContext: RunContext,
  step: AnyStep,
  inputs: Record<string, StepOutput>,
): Promise<Observation<StepOutput>> {
  if (step.parent !== undefined && inputs[step.parent] === undefined) return { is: 'not-visible' }
  try {
    const known: Record<string, StepOutput> = { ...inputs }
    // What the state has forgotten is observed once more.
    for (const [name, need] of inputsOf(step)) {
      if (known[name] !== undefined) continue
      const observation = await observeOrGone(runContext, need, runContext.inputs(need))
      if (observation.is !== 'present') return { is: 'not-visible' }
      known[name] = observation.output
    }
    return await step.observe(runContext.readContext(step), known)
  } catch (error) {
    const isMissing = step.notFound !== undefined && isFault(error, step.notFound)
    if (isMissing || isRefusal(error, ...step.codes.gone)) return { is: 'not-visible' }
    throw error
  }
}
