import { CloudError, isRefusal, reasonOf } from '../alibaba/cloud-error.ts'
import { type FaultData, isFault, PlinkError } from '../model/fault.ts'
import type { StepRecord } from '../state/state.ts'
import { isOwned } from '../state/state.ts'
import { isEarly } from './early.ts'
import { isLeaving } from './observe.ts'
import {
  hasToken,
  intendedCall,
  intentionOf,
  isUpdate,
  lagMs,
  outputIn,
  type RunContext,
  recordOf,
} from './run-context.ts'
import { type AnyStep, type Call, type Observation, type Present, parentOf, type StepOutput } from './step.ts'
import type { StepResult } from './step-result.ts'
import { tagsFor } from './tags.ts'
import { waitFor } from './wait.ts'

/**
 * How long a resource may have a fault before it counts as failed: a CLB finds a backend sick within 19 s and well within 4
 * (CLB help, "Health checks"), and a service that just starts needs a little longer.
 */
const faultyMs = 60_000
/** Answers lost in a row after which nobody asks again. */
const mostLost = 4
/** How long calls are repeated that meet a change in progress, in milliseconds, as Terraform does for busy load balancers. */
const busyMs = 300_000
const firstPauseMs = 200
const longestPauseMs = 5_000
/** Shown while waiting for what should exist and is not listed yet. */
const notListed = 'NotListed'

/** Observe, write the intention, call, write what came back, wait; again, until it exists and is settled. */
export async function createStep(
  runContext: RunContext,
  step: AnyStep,
  inputs: Record<string, StepOutput>,
): Promise<StepResult> {
  const creation = new StepCreation(runContext, step, inputs)
  let observation = await creation.observe()
  for (;;) {
    if (observation.is === 'absent') {
      const { call, partial } = observation
      observation = await runContext.locks.run(runContext.lock(step, call, inputs), async () => {
        await creation.call(call, partial)
        // The lock is kept until the change has come to rest: the cloud refuses the next one until then.
        return creation.observe('calm', call)
      })
    } else if (observation.is === 'present' && !observation.settled) observation = await creation.observe('settled')
    else break
  }
  const { direction, id } = step
  switch (observation.is) {
    case 'present': {
      const { output, status } = observation
      const known = runContext.record(step) !== undefined
      const mine = ownerOf(runContext, step, observation)
      await runContext.remember(step, recordOf('ready', output, mine, runContext.now()))
      runContext.say(step, known && !creation.called ? 'found' : mine ? 'ready' : 'adopted', output.id, status)
      return { is: 'ready', output }
    }
    case 'waiting':
      return { is: 'waiting', step, next: observation.next }
    case 'needs-approval':
      return { is: 'needs-approval', step, observation }
    case 'broken':
      throw new PlinkError('STEP_ENDED_BADLY', { direction, step: id, id: observation.id, status: observation.status })
    case 'differs': {
      const { id: found, field, found: is, wanted } = observation
      throw new PlinkError('BLOCKED', { direction, step: id, id: found, field, is, wanted })
    }
  }
}

/** An observation the engine can act on; transitional states are waited out first. */
type Settled =
  | Exclude<Observation<StepOutput>, { is: 'absent' | 'deleting' | 'not-visible' }>
  | { readonly is: 'absent'; readonly call: Call; readonly partial: StepOutput | undefined }

/** One step on its way from what is observed to what is asked for. */
class StepCreation {
  readonly #runContext: RunContext
  readonly #step: AnyStep
  readonly #inputs: Record<string, StepOutput>
  /** The call that was answered last. */
  #last: string | undefined
  /** Answers that were lost one after the other: nobody knows whether the call arrived. */
  #lost = 0
  /** Since when calls are refused that will pass, in milliseconds; undefined when the last was not. */
  #heldSince: number | undefined

  constructor(runContext: RunContext, step: AnyStep, inputs: Record<string, StepOutput>) {
    this.#runContext = runContext
    this.#step = step
    this.#inputs = inputs
  }

  get called(): boolean {
    return this.#last !== undefined
  }

  /**
   * Observes until nothing is changing any more, or until it is settled. `called` is the call that was just made. What was ready once and has a fault now is left to `status`.
   * @throws PlinkError WAIT_TIMEOUT, or its fault
   */
  async observe(until: 'calm' | 'settled' = 'calm', called?: Call): Promise<Settled> {
    const { context } = this.#runContext
    let faulty: { readonly since: number; readonly fault: FaultData } | undefined
    const patient = waitFor<Settled>(
      { direction: this.#step.direction, step: this.#step.id },
      async () => {
        const observation = await this.#observeOnce()
        if (observation.is === 'deleting') return { done: false, status: observation.status }
        if (observation.is === 'not-visible') return { done: false, status: notListed }
        if (observation.is === 'present') {
          const { fault, settled, status } = observation
          if (this.#isLeaving()) return { done: false, status }
          if (settled) return { done: true, value: observation }
          if (!fault) return { done: false, status }
          if (this.#runContext.record(this.#step)?.status === 'ready')
            return { done: true, value: { ...observation, settled: true } }
          if (until === 'calm') return { done: true, value: observation }
          faulty = { since: faulty?.since ?? context.clock.now(), fault }
          if (context.clock.now() - faulty.since >= faultyMs) throw new PlinkError(fault.code, fault.facts)
          return { done: false, status }
        }
        faulty = undefined
        if (observation.is !== 'absent') return { done: true, value: observation }
        const { state } = context.store
        const call = await observation.create(tagsFor(state.link.name, this.#step.id, state.lineage))
        const { partial } = observation
        return this.#isFresh(call, partial)
          ? { done: false, status: notListed }
          : { done: true, value: { is: 'absent', call, partial } }
      },
      this.#runContext.waitOptions(
        this.#step.side,
        (status) => this.#runContext.say(this.#step, 'waiting', null, status),
        this.#runContext.changeOf(this.#step, called),
      ),
    )
    try {
      return await patient
    } catch (error) {
      if (faulty && isFault(error, 'WAIT_TIMEOUT')) throw new PlinkError(faulty.fault.code, faulty.fault.facts)
      throw error
    }
  }

  async #observeOnce(): Promise<Observation<StepOutput>> {
    const record = this.#runContext.record(this.#step)
    const isFresh = record?.status === 'made'
    const parent = parentOf(this.#step)
    const isParentNew = record === undefined && parent !== undefined && this.#runContext.created.has(parent.id)
    const readContext = { ...this.#runContext.readContext(this.#step), isFresh, isParentNew }
    try {
      return await this.#step.observe(readContext, this.#inputs)
    } catch (error) {
      if (this.#isEarly(error)) return { is: 'not-visible' }
      throw error
    }
  }

  #isEarly(error: unknown): boolean {
    return isEarly(error, this.#step, (step) => {
      const record = this.#runContext.record(step)
      return record && record.status !== 'intended' ? this.#runContext.age(record) : undefined
    })
  }

  #isLeaving(): boolean {
    const { store, clock } = this.#runContext.context
    return isLeaving(store.state.link, this.#step, clock.now())
  }

  /** True while the very same change was just made and may not be visible yet. */
  #isFresh(call: Call, partial: StepOutput | undefined): boolean {
    // In one run the same change is asked for once: a second create would be a double if the first is only slow to show.
    if (this.#last === JSON.stringify(call)) return true
    const record = this.#runContext.record(this.#step)
    // A partially visible resource is already listed, so the read-after-write grace period does not apply.
    if (record?.status === 'made') return !partial && this.#runContext.age(record) < lagMs
    // An interrupted run may have made this very call, and without a token a second one would be a double.
    const left = record?.status === 'intended' && !this.#last ? record : undefined
    const unsure = left && !hasToken(call) && intendedCall(left).action === call.action
    return unsure === true && this.#runContext.age(left) < lagMs
  }

  /** One call; an intention left by an interrupted run is carried out first, with its own token and input. */
  async call(wanted: Call, partial: StepOutput | undefined): Promise<void> {
    const runContext = this.#runContext
    const step = this.#step
    // What this run called and was answered is done: the next call of several is another one.
    const left = this.#last ? undefined : runContext.record(step)
    // When something else is missing now, the effect of the intention is visible.
    const isSame = left?.status === 'intended' && intendedCall(left).action === wanted.action
    const replay = isSame && hasToken(wanted) ? left : undefined
    // Updating a description is idempotent; never replace a known id with a pending intent.
    const remembered = partial !== undefined && isUpdate(wanted) && outputIn(runContext.record(step)) !== undefined
    const call = replay ? intendedCall(replay) : wanted
    const token = replay?.token ?? runContext.context.newToken()
    if (!replay && !remembered) await runContext.remember(step, intentionOf(call, token, runContext.now()))
    runContext.say(step, 'creating')
    try {
      const reply = await runContext.call(step, call, token, { isLookedAfter: true })
      this.#last = JSON.stringify(call)
      this.#lost = 0
      this.#heldSince = undefined
      const output = step.outputOf?.(reply, this.#inputs)
      if (output) {
        await runContext.remember(step, recordOf('made', output, true, runContext.now()))
        if (!replay) runContext.created.add(step.id)
        runContext.say(step, 'waiting', output.id)
      }
    } catch (error) {
      if (isRefusal(error, ...(step.codes.exists ?? []))) this.#last = JSON.stringify(call)
      else if (this.#isLost(error, call)) await this.#pause(call, error, ++this.#lost)
      else {
        const begun = this.called || left?.status === 'intended'
        await this.#refused(error, call, { begun, replayed: replay !== undefined, remembered })
      }
    }
  }

  /**
   * Whether to look and to ask again: a call with a token that may have arrived. Its intention stays, so that the repetition
   * is the very same; what came of it is seen before that, also in a cloud that forgets tokens.
   */
  #isLost(error: unknown, call: Call): error is CloudError {
    const isLost = error instanceof CloudError && error.outcome === 'unknown' && error.errorClass !== 'final'
    return isLost && hasToken(call) && this.#lost + 1 < mostLost
  }

  /** Waits a little, ever longer, and lets the account be read anew. */
  async #pause({ action }: Call, error: CloudError, attempt: number): Promise<void> {
    const { context, round } = this.#runContext
    const waitMs = Math.max(Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs), error.retryAfterMs ?? 0)
    context.emit({ event: 'retry', side: this.#step.side, action, reason: reasonOf(error), attempt, waitMs })
    await context.clock.sleep(waitMs, context.signal)
    round.end(this.#step.side)
  }

  /** Whether a refusal passes by itself: something else is changing, or what was just made is not visible everywhere. */
  #isPassing(error: CloudError, isEarly: boolean): boolean {
    const now = this.#runContext.context.clock.now()
    this.#heldSince ??= now
    const isBusy = error.errorClass === 'busy' || error.errorClass === 'throttled'
    return (isBusy && now - this.#heldSince < busyMs) || (isEarly && now - this.#heldSince < lagMs)
  }

  async #refused(
    error: unknown,
    made: Call,
    call: { begun: boolean; replayed: boolean; remembered: boolean },
  ): Promise<void> {
    // Nobody knows whether it arrived: the intention stays, and the next run repeats it with the same token.
    if (!(error instanceof CloudError) || error.outcome === 'unknown') throw error
    const early = this.#isEarly(error)
    const observation = await this.#observeOnce()
    // It exists after all: an earlier try arrived, and only its answer was lost.
    if (observation.is === 'present') return
    // What came of earlier calls stays ours, though no more of it can be made.
    const half = call.begun && observation.is === 'absent' ? observation.partial : undefined
    if (!call.remembered) await this.#runContext.remember(this.#step, half && this.#madeNow(half))
    // The old token or its parameters are not accepted any more, and nothing came of it: begin afresh.
    if (call.replayed) return
    if (this.#isPassing(error, early)) return this.#pause(made, error, 1)
    throw this.#step.explain?.(error) ?? error
  }

  #madeNow(output: StepOutput): StepRecord {
    return recordOf('made', output, true, this.#runContext.now())
  }
}

/** Whose a resource is: as remembered; ours if we meant to create it and it does not say otherwise; else as observed, a part like its parent. */
function ownerOf(runContext: RunContext, step: AnyStep, { mine }: Present<StepOutput>): boolean {
  const record = runContext.record(step)
  // Somebody else may have created the very same between our intention and our call.
  if (record) return record.status === 'intended' ? mine !== false : record.mine
  if (mine !== 'parent') return mine
  const parent = parentOf(step)
  return parent !== undefined && isOwned(runContext.record(parent))
}
