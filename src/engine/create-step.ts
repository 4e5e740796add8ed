import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import { type FaultData, isFault, PlinkError } from '../model/fault.ts'
import {
  graceMs,
  hasToken,
  intendedCall,
  intentionOf,
  isUpdate,
  outOf,
  type RunContext,
  recordOf,
} from './run-context.ts'
import type { AnyStep, Call, Observation, StepOutput } from './step.ts'
import { tagsFor } from './tags.ts'
import { waitFor } from './wait.ts'

/** How long what was just made may stay invisible to lists and reads. The cloud documents no bound; a minute is generous. */
const lagMs = 60_000
/**
 * How long something may ail before that is the end of it: a CLB finds a backend sick within 19 s and well within 4 (CLB help,
 * "Health checks"), and a service that just starts needs a little longer.
 */
const ailingMs = 60_000
/** What a call without a token is answered when an earlier one arrived: Slb CreateLoadBalancerTCPListener, Nlb CreateListener, AddServersToServerGroup. */
const alreadyCodes = ['ListenerAlreadyExists', 'Conflict.Port', 'DuplicatedParam.Server']
/** Shown while waiting for what should be there and is not listed yet. */
const notListed = 'NotListed'

/** An observation the engine can act on; transitional states are waited out first. */
type Resting =
  | Exclude<Observation<StepOutput>, { is: 'absent' | 'leaving' | 'unseen' }>
  | { readonly is: 'absent'; readonly call: Call; readonly partly: StepOutput | undefined }

/** One step's way from what is seen to what is there: look, write the intention, call, write what came back, wait. */
export class StepCreation {
  readonly #runContext: RunContext
  readonly #step: AnyStep
  readonly #given: Record<string, StepOutput>
  /** The call that was answered last. */
  #last: string | undefined

  constructor(runContext: RunContext, step: AnyStep, given: Record<string, StepOutput>) {
    this.#runContext = runContext
    this.#step = step
    this.#given = given
  }

  get called(): boolean {
    return this.#last !== undefined
  }

  /**
   * Looks until nothing is being done to the thing, or until it is settled. What was ready once and ails now is left to `status`.
   * @throws PlinkError WAIT_TIMEOUT, or what ails it
   */
  async sight(until: 'calm' | 'settled' = 'calm'): Promise<Resting> {
    const { context } = this.#runContext
    let ailing: { readonly since: number; readonly fault: FaultData } | undefined
    const patient = waitFor<Resting>(
      { direction: this.#step.direction, step: this.#step.id },
      async () => {
        const observation: Observation<StepOutput> = await this.#step.look(
          this.#runContext.readContext(this.#step),
          this.#given,
        )
        if (observation.is === 'leaving') return { done: false, status: observation.status }
        if (observation.is === 'unseen') return { done: false, status: notListed }
        if (observation.is === 'there') {
          if (observation.settled) return { done: true, value: observation }
          if (!observation.ails) return { done: false, status: observation.status }
          if (this.#runContext.record(this.#step)?.status === 'ready')
            return { done: true, value: { ...observation, settled: true } }
          if (until === 'calm') return { done: true, value: observation }
          ailing = { since: ailing?.since ?? context.clock.now(), fault: observation.ails }
          if (context.clock.now() - ailing.since >= ailingMs)
            throw new PlinkError(observation.ails.code, observation.ails.facts)
          return { done: false, status: observation.status }
        }
        ailing = undefined
        if (observation.is !== 'absent') return { done: true, value: observation }
        const call = await this.#nextCall()
        const { partly } = observation
        return this.#isFresh(call, partly)
          ? { done: false, status: notListed }
          : { done: true, value: { is: 'absent', call, partly } }
      },
      {
        clock: context.clock,
        signal: context.signal,
        timeoutMs: context.options.timeoutMs,
        onStatus: (status) => this.#runContext.say(this.#step, 'waiting', null, status),
      },
    )
    try {
      return await patient
    } catch (error) {
      if (ailing && isFault(error, 'WAIT_TIMEOUT')) throw new PlinkError(ailing.fault.code, ailing.fault.facts)
      throw error
    }
  }

  async #nextCall(): Promise<Call> {
    const { state } = this.#runContext.context.store
    const tags = tagsFor(state.link.name, this.#step.id, state.lineage)
    const call = await this.#step.make?.(this.#runContext.readContext(this.#step), this.#given, tags)
    // A step without `make` never says `absent`: it awaits, or throws that the thing was not found.
    if (!call) throw new Error(`${this.#step.id} is absent and cannot be made`)
    return call
  }

  /** True while the very same change was just made and may not be visible yet. */
  #isFresh(call: Call, partly: StepOutput | undefined): boolean {
    // In one run the same change is asked for once: a second create would be a double if the first is only slow to show.
    if (this.#last === JSON.stringify(call)) return true
    const record = this.#runContext.record(this.#step)
    // Of what is seen in part nothing is slow to show.
    if (record?.status === 'made') return !partly && this.#runContext.age(record) < lagMs
    // An interrupted run may have made this very call, and without a token a second one would be a double.
    const left = record?.status === 'intended' && !this.#last ? record : undefined
    const unsure = left && !hasToken(call) && intendedCall(left).action === call.action
    return unsure === true && this.#runContext.age(left) < graceMs
  }

  /** One call; an intention left by an interrupted run is carried out first, with its own token and input. */
  async call(wanted: Call, partly: StepOutput | undefined): Promise<void> {
    const runContext = this.#runContext
    const step = this.#step
    // What this very attempt called and was answered is done: the next call of several is another one.
    const left = this.#last ? undefined : runContext.record(step)
    // When something else is missing now, what was meant is there.
    const isSame = left?.status === 'intended' && intendedCall(left).action === wanted.action
    const replay = isSame && hasToken(wanted) ? left : undefined
    // New words for what is remembered may be said twice, but its id must not give way to an intention.
    const remembered = partly !== undefined && isUpdate(wanted) && outOf(runContext.record(step)) !== undefined
    const call = replay ? intendedCall(replay) : wanted
    const token = replay?.token ?? runContext.context.newToken()
    if (!replay && !remembered) await runContext.remember(step, intentionOf(call, token, runContext.now()))
    runContext.say(step, 'creating')
    try {
      const reply = await runContext.call(step, call, token)
      this.#last = JSON.stringify(call)
      const out = step.made?.(reply)
      if (out) {
        await runContext.remember(step, recordOf('made', out, true, runContext.now()))
        runContext.say(step, 'waiting', out.id)
      }
    } catch (error) {
      if (isRefusal(error, ...alreadyCodes)) this.#last = JSON.stringify(call)
      else {
        const begun = this.called || left?.status === 'intended'
        await this.#refused(error, { begun, replayed: replay !== undefined, remembered })
      }
    }
  }

  async #refused(error: unknown, call: { begun: boolean; replayed: boolean; remembered: boolean }): Promise<void> {
    // Nobody knows whether it arrived: the intention stays, and the next run repeats it with the same token.
    if (!(error instanceof CloudError) || error.outcome === 'unknown') throw error
    const observation: Observation<StepOutput> = await this.#step.look(
      this.#runContext.readContext(this.#step),
      this.#given,
    )
    // It is there after all: an earlier try arrived, and only its answer was lost.
    if (observation.is === 'there') return
    // What came of earlier calls stays ours, though there will be no more of it.
    const half = call.begun && observation.is === 'absent' ? observation.partly : undefined
    if (!call.remembered)
      await this.#runContext.remember(this.#step, half && recordOf('made', half, true, this.#runContext.now()))
    // The old token or its parameters are not accepted any more, and nothing came of it: begin afresh.
    if (call.replayed) return
    throw explained(error, this.#step)
  }
}

/** A refusal that has a better explanation than the cloud's own words. */
export function explained(error: CloudError, step: Pick<AnyStep, 'side'>): PlinkError {
  if (isRefusal(error, 'EndpointServicePayerForbidden')) {
    const requestId =
      'requestId' in error.facts && typeof error.facts.requestId === 'string' ? error.facts.requestId : null
    return new PlinkError('PAYER_FORBIDDEN', { payer: 'EndpointService', side: step.side, requestId }, { cause: error })
  }
  return error
}
