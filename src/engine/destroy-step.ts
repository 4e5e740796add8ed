import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import { isFault } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import { idOf, isAdopted, isOwned, type StepRecord } from '../state/state.ts'
import { hasToken, intendedCall, lagMs, outputIn, type RunContext, recordOf } from './run-context.ts'
import {
  type AnyStep,
  type Call,
  dependenciesOf,
  inputsOf,
  isAddressed,
  type Observation,
  parentOf,
  type ReadContext,
  type StepOutput,
} from './step.ts'
import type { StepResult } from './step-result.ts'
import { waitFor } from './wait.ts'

type Inputs = Record<string, StepOutput>

/**
 * Deletes every step that plink created, those that need others before what they need; adopted ones are only forgotten.
 * A direction whose peer must act first (Step.peerFirst) stays whole, and so does everything where somebody else's traffic would
 * be cut (Step.obstacle).
 */
export async function destroySteps(runContext: RunContext, steps: readonly AnyStep[]): Promise<StepResult[]> {
  const refused = await refusals(runContext, steps)
  // Whose traffic is at stake is said before anything is changed, in the other direction too.
  if (refused.some(({ error }) => isFault(error, 'FOREIGN_CONSUMERS'))) return refused
  const first = [...(await peersTurn(runContext, steps)), ...refused]
  const blocked = new Set(first.map((result) => result.step.direction))
  const results = new Map<string, Promise<StepResult>>()
  for (const step of [...steps].reverse()) {
    if (blocked.has(step.direction)) continue
    results.set(step.id, destroyAfter(step))
  }
  return [...first, ...(await Promise.all(results.values()))]

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

/** Steps that refuse to be deleted as things stand: found out before anything is changed. */
async function refusals(runContext: RunContext, steps: readonly AnyStep[]): Promise<(StepResult & { is: 'failed' })[]> {
  const going = await Promise.all(
    steps.map(async (step) => {
      if (!step.deleteCall || isDeletedWithParent(runContext, step, steps)) return []
      const found = await nextToDelete(runContext, step, runContext.inputs(step), new Set())
      if (found) runContext.deleting.add(found.output.id)
      return found ? [{ step, output: found.output }] : []
    }),
  )
  const failed = going.flat().map(async ({ step, output }): Promise<(StepResult & { is: 'failed' })[]> => {
    try {
      const inputs = await inputsFound(runContext, step, runContext.inputs(step))
      if (isAddressed(step, inputs)) await step.obstacle?.(runContext.readContext(step), output, inputs)
      return []
    } catch (error) {
      return [{ is: 'failed', step, error }]
    }
  })
  return (await Promise.all(failed)).flat()
}

/**
 * One step: settle what an interrupted run left open, leave alone what is not ours, call until it is gone, forget it.
 * @param together the steps that are deleted in the same run: a part goes with its parent
 */
export async function destroyStep(
  runContext: RunContext,
  step: AnyStep,
  inputs: Inputs,
  together: readonly AnyStep[] = [],
): Promise<StepResult> {
  const remembered = runContext.record(step)
  // What shares the id of another resource goes with that one.
  if (!step.deleteCall && !step.sharesId && remembered && !isAdopted(remembered)) {
    // Only its owner's credentials can delete it, or tell whether it was created, and they are not at hand: it stays remembered.
    const id = idOf(remembered) ?? null
    return { is: 'waiting', step, next: { code: 'PEER_KEYS_NEEDED', facts: { step: step.id, id } } }
  }
  await settle(runContext, step, inputs)
  const record = runContext.record(step)
  if (step.deleteCall && !isDeletedWithParent(runContext, step, together)) {
    const tried = new Set<string>()
    for (
      let found = await nextToDelete(runContext, step, inputs, tried);
      found;
      found = await nextToDelete(runContext, step, inputs, tried)
    ) {
      const { output } = found
      tried.add(output.id)
      await runContext.remember(step, recordOf('removing', output, true, runContext.now()))
      runContext.say(step, 'removing', output.id)
      const whole = await inputsFound(runContext, step, inputs)
      const next = await new StepDeletion(runContext, step, whole, found).run()
      if (next) return { is: 'waiting', step, next }
      if (!step.sharesId) runContext.deleted.add(output.id)
      runContext.say(step, 'removed', output.id)
    }
  }
  if (isAdopted(record)) {
    await release(runContext, step, outputIn(record) ?? { id: record.id })
    runContext.say(step, 'kept', record.id)
  }
  await runContext.remember(step, undefined)
  return { is: 'gone' }
}

/** Changes back what the link changed of a resource that stays; who may not is told what to do. */
async function release(runContext: RunContext, step: AnyStep, output: StepOutput): Promise<void> {
  const freed = await step.release?.(runContext.readContext(step), output)
  if (!freed) return
  const { context } = runContext
  try {
    if (freed.call) await runContext.call(step, freed.call, context.newToken())
    else context.emit({ event: 'warning', fault: freed.otherwise })
  } catch (error) {
    if (!(error instanceof CloudError) || error.outcome === 'unknown') throw error
    context.emit({ event: 'warning', fault: freed.otherwise })
  }
}

function isDeletedWithParent(runContext: RunContext, step: AnyStep, together: readonly AnyStep[]): boolean {
  const parent = parentOf(step)
  if (!step.isPart || !step.wanted || !parent || !together.includes(parent)) return false
  const record = runContext.record(parent)
  // A parent that is not remembered, or only meant, is found by its tags, and takes its parts along as well.
  return idOf(record) === undefined ? !isOwned(runContext.record(step)) : isOwned(record)
}

interface Found {
  readonly output: StepOutput
  /** When it was created or changed last, as far as is known. */
  readonly since: string
  /** It was just observed. */
  readonly isSeen: boolean
  /** All of it was seen once: no part of it can be late. */
  readonly isWhole: boolean
}

/** What is ours of a step and not deleted yet: what is remembered, what carries its tags, what is in a parent of ours. */
async function nextToDelete(
  runContext: RunContext,
  step: AnyStep,
  inputs: Inputs,
  tried: ReadonlySet<string>,
): Promise<Found | undefined> {
  const record = runContext.record(step)
  const output = isOwned(record) ? (outputIn(record) ?? { id: record.id }) : undefined
  if (output && record && !tried.has(output.id)) {
    return { output, since: record.since, isSeen: false, isWhole: record.status === 'ready' }
  }
  const tagged: StepOutput[] = (await step.owned?.(runContext.readContext(step))) ?? []
  const other = tagged.find(({ id }) => !tried.has(id))
  if (other) return { output: other, since: runContext.now(), isSeen: true, isWhole: false }
  if (record || step.owned) return undefined
  const found = foundIn(await observeOrGone(runContext, step, inputs))
  if (!found || tried.has(found.output.id)) return undefined
  const isOurs = found.mine === true || (found.mine === 'parent' && (await isParentOurs(runContext, step)))
  return isOurs ? { output: found.output, since: runContext.now(), isSeen: true, isWhole: false } : undefined
}

async function isParentOurs(runContext: RunContext, step: AnyStep): Promise<boolean> {
  const parent = parentOf(step)
  if (!parent) return false
  const record = runContext.record(parent)
  // What was only meant may be there all the same, and its tags say whose it is.
  if (idOf(record) !== undefined) return isOwned(record)
  return ((await parent.owned?.(runContext.readContext(parent))) ?? []).length > 0
}

/**
 * What was meant but never confirmed: found by its tag or natural key, else asked for once more with the same token, which
 * answers with the same resource if the first call arrived. Only then is it known what there is to delete.
 */
async function settle(runContext: RunContext, step: AnyStep, inputs: Inputs): Promise<void> {
  const record = runContext.record(step)
  // What others create was meant with their credentials: with ours it would be another one.
  if (record?.status !== 'intended' || !step.creates) return
  const call = intendedCall(record)
  const found = () => observeOrGone(runContext, step, inputs).then(foundIn)
  const remember = (it: FoundAs | undefined) =>
    runContext.remember(step, it && recordOf('made', it.output, it.mine !== false, runContext.now()))
  const seen = (await found()) ?? (hasToken(call) ? undefined : await appearing(runContext, step, record, found))
  // Without a token it cannot be asked for again, and what does not appear was never created.
  if (seen || !hasToken(call)) return remember(seen)
  const answered = { ...record, since: runContext.now() }
  try {
    const reply = await runContext.call(step, call, record.token)
    const output: StepOutput | undefined = step.outputOf?.(reply, inputs)
    await remember(output ? { output, mine: true } : await appearing(runContext, step, answered, found))
  } catch (error) {
    if (!(error instanceof CloudError) || error.outcome === 'unknown') throw error
    // Refused because it exists: an earlier try arrived. Refused for another reason: it was never created, and cannot be now.
    const exists = isRefusal(error, ...(step.codes.exists ?? []))
    await remember(exists ? await appearing(runContext, step, answered, found) : undefined)
  }
}

/** What came of an intention; not ours when it says that it is somebody else's. */
interface FoundAs {
  readonly output: StepOutput
  readonly mine: boolean | 'parent'
}

/** All of it or a part. */
function foundIn(observation: Observation<StepOutput>): FoundAs | undefined {
  if (observation.is === 'present') return { output: observation.output, mine: observation.mine }
  return observation.is === 'absent' && observation.partial ? { output: observation.partial, mine: true } : undefined
}

/** Gives what a call may have created the time to become visible. */
function appearing(
  runContext: RunContext,
  step: AnyStep,
  record: StepRecord,
  found: () => Promise<FoundAs | undefined>,
): Promise<FoundAs | undefined> {
  return waitFor(
    { direction: step.direction, step: step.id },
    async () => {
      const isLate = runContext.age(record) >= lagMs
      const value = await found()
      return value || isLate ? { done: true, value } : { done: false, status: 'NotListed' }
    },
    runContext.waitOptions(step.side, () => {}),
  )
}

/** One resource on its way out. */
class StepDeletion {
  readonly #runContext: RunContext
  readonly #step: AnyStep
  readonly #inputs: Inputs
  readonly #output: StepOutput
  readonly #since: string
  readonly #isWhole: boolean
  /** It was visible, or the cloud answered a delete call: from then on "not found" is believed. */
  #isKnown: boolean
  #last = ''

  constructor(runContext: RunContext, step: AnyStep, inputs: Inputs, { output, since, isSeen, isWhole }: Found) {
    this.#runContext = runContext
    this.#step = step
    this.#inputs = inputs
    this.#output = output
    this.#since = since
    this.#isKnown = isSeen
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
        const isSure = this.#isKnown && (this.#isWhole || !this.#step.isInZones)
        if (gone && (isSure || this.#age() >= lagMs)) return { done: true, value: null }
        if (observation.is === 'deleting') {
          this.#isKnown = true
          return { done: false, status: observation.status }
        }
        if (!gone) this.#isKnown = true
        const readContext = this.#readContext()
        // A part of what nobody can find is not there either, or not listed yet.
        const isReachable = isAddressed(this.#step, this.#inputs)
        const obstacle = (isReachable && (await this.#step.obstacle?.(readContext, this.#output, this.#inputs))) || null
        if (obstacle) this.#runContext.hasCut = true
        const call: Call | null =
          obstacle ??
          ((isReachable && (await this.#step.deleteCall?.(readContext, this.#output, this.#inputs))) || null)
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
      await this.#runContext.call(this.#step, call, context.newToken(), gone)
      this.#runContext.noteCalled(call)
      this.#last = JSON.stringify(call)
      this.#isKnown = true
      return null
    } catch (error) {
      if (isRefusal(error, ...gone)) {
        this.#runContext.noteCalled(call)
        this.#isKnown = true
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

const retryMs = 500
const longestRetryMs = 5_000
/** Younger than this, what is remembered is not written once more for its time alone. */
const renewMs = 5_000

/** Nothing of it is left; what only a person or the peer could bring about counts as nothing. */
function isGone(observation: Observation<StepOutput>): boolean {
  return (
    (observation.is === 'absent' && !observation.partial) ||
    observation.is === 'not-visible' ||
    observation.is === 'waiting' ||
    observation.is === 'needs-approval'
  )
}

/** For deleting, what is not found is not visible, and neither is a part whose parent is not. */
async function observeOrGone(
  runContext: RunContext,
  step: AnyStep,
  inputs: Inputs,
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
async function inputsFound(runContext: RunContext, step: AnyStep, inputs: Inputs): Promise<Inputs> {
  const known: Inputs = { ...inputs }
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

/** Whether one resource of a step can be seen by its id. */
export async function isStillThere(runContext: RunContext, step: AnyStep, id: string): Promise<boolean> {
  const readContext: ReadContext = { ...runContext.readContext(step), known: id, exact: true }
  return !isGone(await observeOrGone(runContext, step, runContext.inputs(step), readContext))
}
