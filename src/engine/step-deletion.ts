import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import { isFault } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import { lagMs, type RunContext } from './run-context.ts'
import {
  type AnyStep,
  type Call,
  inputsOf,
  isAddressed,
  type Observation,
  type ReadContext,
  type StepOutput,
} from './step.ts'
import { waitFor } from './wait.ts'

/** What the needs of a step gave, by name. */
export type StepInputs = Record<string, StepOutput>

/** A resource that is to be deleted. */
export interface Deletable {
  readonly output: StepOutput
  /** When it was created or changed last, as far as is known. */
  readonly since: string
  /** All of it was seen once: no part of it can be late. */
  readonly isWhole: boolean
}

/** One resource on its way out. */
export class StepDeletion {
  readonly #runContext: RunContext
  readonly #step: AnyStep
  readonly #inputs: StepInputs
  readonly #output: StepOutput
  readonly #since: string
  readonly #isWhole: boolean
  /**
   * The cloud answered the call that ends it, or showed that it is going: from then on "not found" is believed. That it was
   * visible says nothing: the next read may come from a copy that is older.
   */
  #isAnswered = false
  /** Why the cloud refused to delete what nobody can find: what it says of what is not there is not documented everywhere. */
  #refusal: CloudError | undefined
  #last = ''

  constructor(runContext: RunContext, step: AnyStep, inputs: StepInputs, { output, since, isWhole }: Deletable) {
    this.#runContext = runContext
    this.#step = step
    this.#inputs = inputs
    this.#output = output
    this.#since = since
    this.#isWhole = isWhole
  }

  /** @returns what somebody else must do, when only they can end it. */
  async run(): Promise<Next | null> {
    const { context } = this.#runContext
    const start = context.clock.now()
    for (let call = await this.#next(); call !== null; call = await this.#next()) {
      const wanted = call
      const next = await this.#runContext.locks.run(
        this.#runContext.lock(this.#step, wanted, this.#inputs),
        async (): Promise<Next | null> => {
          const waited = context.clock.now() - start
          const answer = await this.#call(wanted, waited)
          if (answer === null) await this.#waitUntilCalm(wanted)
          return answer
        },
      )
      if (next) return next
    }
    return null
  }

  /** The next call, once there is one to make; null when it is gone. */
  #next(): Promise<Call | null> {
    return waitFor<Call | null>(
      { direction: this.#step.direction, step: this.#step.id },
      async () => {
        const observation = await this.#observe()
        const gone = isGone(observation)
        // Of what is made in several calls one part says nothing of the others: they may be late.
        const isSure = this.#isAnswered && (this.#isWhole || !this.#step.isInZones)
        if (gone && ((isSure && !this.#step.isInZones) || this.#age() >= lagMs)) return { done: true, value: null }
        if (!gone && this.#refusal) throw this.#refusal
        if (observation.is === 'deleting') {
          this.#isAnswered = true
          return { done: false, status: observation.status }
        }
        const readContext = this.#readContext()
        // A part of what nobody can find is not there either, or not listed yet.
        const isReachable = isAddressed(this.#step, this.#inputs)
        const obstacle = (isReachable && (await this.#step.obstacle?.(readContext, this.#output, this.#inputs))) || null
        if (obstacle) this.#runContext.hasCut = true
        const call: Call | null =
          obstacle ??
          ((isReachable && (await this.#step.deleteCall?.(readContext, this.#output, this.#inputs))) || null)
        if (gone && isSure && call === null) return { done: true, value: null }
        const shown = observation.is === 'present' ? observation.status : observation.is
        const status = gone ? 'NotListed' : shown
        if (call === null || JSON.stringify(call) === this.#last) return { done: false, status }
        return { done: true, value: call }
      },
      this.#runContext.waitOptions(this.#step.side, (status) =>
        this.#runContext.say(this.#step, 'removing', this.#output.id, status),
      ),
    )
  }

  async #call(call: Call, waited: number): Promise<Next | null> {
    const { context } = this.#runContext
    const { gone, busy = [] } = this.#step.codes
    await this.#renew()
    try {
      await this.#runContext.call(this.#step, call, context.newToken(), { final: gone })
      this.#runContext.noteCalled(call)
      this.#last = JSON.stringify(call)
      this.#noteAnswer(call)
      return null
    } catch (error) {
      if (isRefusal(error, ...gone)) {
        this.#runContext.noteCalled(call)
        this.#noteAnswer(call)
      } else if (!isRefusal(error, ...busy) && isRefused(error) && isGone(await this.#observeAnew())) {
        this.#refusal = error
        this.#last = JSON.stringify(call)
      } else if (!isRefusal(error, ...busy) || waited > context.options.timeoutMs) throw error
      else {
        const next = (await this.#step.refused?.(this.#readContext(), this.#output)) ?? null
        if (next) return next
      }
      // Gone already, or still needed by something that is being deleted: look again, and try again, ever less often.
      await context.clock.sleep(Math.max(retryMs, Math.min(waited / 5, longestRetryMs)), context.signal)
      this.#runContext.round.end(this.#step.side)
      return null
    }
  }

  #noteAnswer({ action }: Call): void {
    const { lastCalls } = this.#step
    if (lastCalls === undefined || lastCalls.includes(action)) this.#isAnswered = true
  }

  /** What is seen of it is not believed for a while after the last call, which may come long after the first look. */
  async #renew(): Promise<void> {
    const record = this.#runContext.record(this.#step)
    if (!record || this.#runContext.age(record) < renewMs) return
    await this.#runContext.remember(this.#step, { ...record, since: this.#runContext.now() }, 'anew')
  }

  /** After a delete call, the lock is kept until nothing is changing any more. */
  async #waitUntilCalm(called: Call): Promise<void> {
    await waitFor(
      { direction: this.#step.direction, step: this.#step.id },
      async () => {
        const observation = await this.#observe()
        return observation.is === 'deleting'
          ? { done: false, status: observation.status }
          : { done: true, value: undefined }
      },
      this.#runContext.waitOptions(
        this.#step.side,
        (status) => this.#runContext.say(this.#step, 'removing', null, status),
        this.#runContext.changeOf(this.#step, called),
      ),
    )
  }

  #observeAnew(): Promise<Observation<StepOutput>> {
    this.#runContext.round.end(this.#step.side)
    return this.#observe()
  }

  #observe(): Promise<Observation<StepOutput>> {
    return observeOrGone(this.#runContext, this.#step, this.#inputs, this.#readContext())
  }

  #readContext(): ReadContext {
    return { ...this.#runContext.readContext(this.#step), known: this.#output.id, exact: true }
  }

  #age(): number {
    return this.#runContext.context.clock.now() - Date.parse(this.#since)
  }
}

/** Refused for a reason of the resource itself, not of who asks. */
function isRefused(error: unknown): error is CloudError {
  return error instanceof CloudError && error.code === 'CLOUD_REFUSED' && error.outcome === 'refused'
}

const retryMs = 500
const longestRetryMs = 5_000
/** Younger than this, what is remembered is not written once more for its time alone. */
const renewMs = 5_000

/** Nothing of it is left; what only a person or the peer could bring about counts as nothing. */
export function isGone(observation: Observation<StepOutput>): boolean {
  return (
    (observation.is === 'absent' && !observation.partial) ||
    observation.is === 'not-visible' ||
    observation.is === 'waiting' ||
    observation.is === 'needs-approval'
  )
}

/** For deleting, what is not found is not visible, and neither is a part whose parent is not. */
export async function observeOrGone(
  runContext: RunContext,
  step: AnyStep,
  inputs: StepInputs,
  readContext = runContext.readContext(step),
): Promise<Observation<StepOutput>> {
  try {
    // What has an id of its own is looked up by it, whatever it belongs to.
    const isById = readContext.exact && step.owned !== undefined
    const known = isById ? inputs : await inputsFound(runContext, step, inputs)
    if (!isById && inputsOf(step).some(([name]) => known[name] === undefined)) return { is: 'not-visible' }
    return await step.observe(readContext, known)
  } catch (error) {
    const isMissing = step.notFound !== undefined && isFault(error, step.notFound)
    // Which of several is meant, or that others are there, is no matter to what is deleted by its own id.
    const isUnclear = isFault(error, 'LINEAGE_FOREIGN') || isFault(error, 'SEVERAL_FOUND')
    if (isMissing || isUnclear || isRefusal(error, ...step.codes.gone)) return { is: 'not-visible' }
    throw error
  }
}

/**
 * The inputs of a step that is deleted: what the state does not know is observed, or, where several are there or it is not as
 * asked for, taken by its tags; what is not seen is left out.
 */
export async function inputsFound(runContext: RunContext, step: AnyStep, inputs: StepInputs): Promise<StepInputs> {
  const known: StepInputs = { ...inputs }
  for (const [name, need] of inputsOf(step)) {
    if (known[name] !== undefined) continue
    const observation = await observeOrGone(runContext, need, runContext.inputs(need))
    const [tagged]: StepOutput[] =
      observation.is === 'present' ? [] : ((await need.owned?.(runContext.readContext(need))) ?? [])
    const output = observation.is === 'present' ? observation.output : tagged
    if (output) known[name] = output
  }
  return known
}
