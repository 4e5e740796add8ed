import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import { type FaultData, isFault, PlinkError } from '../model/fault.ts'
import type { StepRecord } from '../state/state.ts'
import { isOwned } from '../state/state.ts'
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

  #observeOnce(): Promise<Observation<StepOutput>> {
    const record = this.#runContext.record(this.#step)
    const isFresh = record?.status === 'made'
    const parent = parentOf(this.#step)
    const isParentNew = record === undefined && parent !== undefined && this.#runContext.created.has(parent.id)
    return this.#step.observe({ ...this.#runContext.readContext(this.#step), isFresh, isParentNew }, this.#inputs)
  }

  #isLeaving(): boolean {
    return isLeaving(this.#runContext.record(this.#step), this.#runContext.context.clock.now())
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
      const reply = await runContext.call(step, call, token)
      this.#last = JSON.stringify(call)
      const output = step.outputOf?.(reply, this.#inputs)
      if (output) {
        await runContext.remember(step, recordOf('made', output, true, runContext.now()))
        if (!replay) runContext.created.add(step.id)
        runContext.say(step, 'waiting', output.id)
      }
    } catch (error) {
      if (isRefusal(error, ...(step.codes.exists ?? []))) this.#last = JSON.stringify(call)
      else {
        const begun = this.called || left?.status === 'intended'
        await this.#refused(error, { begun, replayed: replay !== undefined, remembered })
      }
    }
  }

  async #refused(error: unknown, call: { begun: boolean; replayed: boolean; remembered: boolean }): Promise<void> {
    // Nobody knows whether it arrived: the intention stays, and the next run repeats it with the same token.
    if (!(error instanceof CloudError) || error.outcome === 'unknown') throw error
    const observation = await this.#observeOnce()
    // It exists after all: an earlier try arrived, and only its answer was lost.
    if (observation.is === 'present') return
    // What came of earlier calls stays ours, though no more of it can be made.
    const half = call.begun && observation.is === 'absent' ? observation.partial : undefined
    if (!call.remembered) await this.#runContext.remember(this.#step, half && this.#madeNow(half))
    // The old token or its parameters are not accepted any more, and nothing came of it: begin afresh.
    if (call.replayed) return
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
