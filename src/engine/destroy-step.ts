import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import { isFault } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import { idOf, isAdopted, isOwned, type StepRecord } from '../state/state.ts'
import { hasToken, intendedCall, lagMs, outputIn, type RunContext, recordOf } from './run-context.ts'
import {
  type AnyStep,
  dependenciesOf,
  isAddressed,
  type Observation,
  parentOf,
  type ReadContext,
  type StepOutput,
} from './step.ts'
import { type Deletable, inputsFound, isGone, observeOrGone, StepDeletion, type StepInputs } from './step-deletion.ts'
import type { StepResult } from './step-result.ts'
import { waitFor } from './wait.ts'

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
  // Some wait for steps that come later: each begins when all are in the map.
  const all = Promise.resolve()
  for (const step of [...steps].reverse()) {
    if (blocked.has(step.direction)) continue
    results.set(
      step.id,
      all.then(() => destroyAfter(step)),
    )
  }
  return [...first, ...(await Promise.all(results.values()))]

  async function destroyAfter(step: AnyStep): Promise<StepResult> {
    for (const dependant of steps.filter((other) => goesBefore(other, step))) {
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

/** What was only used is changed back when all else of its direction is gone: until then somebody may rely on it. */
function goesBefore(other: AnyStep, step: AnyStep): boolean {
  const isReleased = step.release !== undefined && other.release === undefined && other.direction === step.direction
  return isReleased || dependenciesOf(other).includes(step)
}

async function peersTurn(
  runContext: RunContext,
  steps: readonly AnyStep[],
): Promise<(StepResult & { is: 'waiting' })[]> {
  if (runContext.context.options.withoutPeer) return []
  const waiting: (StepResult & { is: 'waiting' })[] = []
  for (const step of steps) {
    if (!step.peerFirst) continue
    const isKnown = dependenciesOf(step).every((need) => outputIn(runContext.record(need)) !== undefined)
    const next =
      peerKeysNeeded(runContext, step) ??
      (isKnown ? await step.peerFirst(runContext.readContext(step), runContext.inputs(step)) : null)
    if (next) waiting.push({ is: 'waiting', step, next })
  }
  return waiting
}

/** Only its owner's credentials can delete it, or tell whether it was created, and they are not at hand: it stays remembered. */
function peerKeysNeeded(runContext: RunContext, step: AnyStep): Next | null {
  const record = runContext.record(step)
  // What shares the id of another resource goes with that one.
  if (step.deleteCall || step.sharesId || !record || isAdopted(record)) return null
  return { code: 'PEER_KEYS_NEEDED', facts: { step: step.id, id: idOf(record) ?? null } }
}

/** Steps that refuse to be deleted as things stand: found out before anything is changed. */
async function refusals(runContext: RunContext, steps: readonly AnyStep[]): Promise<(StepResult & { is: 'failed' })[]> {
  const going = await Promise.all(
    steps.map(async (step) => {
      if (!step.deleteCall || (await isDeletedWithParent(runContext, step, steps))) return []
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
  inputs: StepInputs,
  together: readonly AnyStep[] = [],
): Promise<StepResult> {
  const keysNeeded = peerKeysNeeded(runContext, step)
  if (keysNeeded) return { is: 'waiting', step, next: keysNeeded }
  await settle(runContext, step, inputs)
  const record = runContext.record(step)
  let isDeleted = false
  if (step.deleteCall && !(await isDeletedWithParent(runContext, step, together))) {
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
      isDeleted = true
    }
  }
  // What carries our tags was deleted, whatever the record says.
  if (isAdopted(record) && !isDeleted) {
    await release(runContext, step, outputIn(record) ?? { id: record.id })
    runContext.say(step, 'kept', record.id)
  }
  await runContext.remember(step, undefined, isDeleted ? 'deleted' : undefined)
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

/** A part goes with a parent that is deleted in the same run: an endpoint does not let its last security group go alone. */
async function isDeletedWithParent(
  runContext: RunContext,
  step: AnyStep,
  together: readonly AnyStep[],
): Promise<boolean> {
  const parent = parentOf(step)
  if (!step.isPart || !parent || !together.includes(parent)) return false
  const isUnknown = idOf(runContext.record(parent)) === undefined
  // What is in no parent that is remembered was found in one that has our tags.
  return (isUnknown && !isOwned(runContext.record(step))) || isParentOurs(runContext, step)
}

/** What is ours of a step and not deleted yet: what is remembered, what carries its tags, what is in a parent of ours. */
async function nextToDelete(
  runContext: RunContext,
  step: AnyStep,
  inputs: StepInputs,
  tried: ReadonlySet<string>,
): Promise<Deletable | undefined> {
  const record = runContext.record(step)
  const output = isOwned(record) ? (outputIn(record) ?? { id: record.id }) : undefined
  if (output && record && !tried.has(output.id)) {
    return { output, since: record.since, isWhole: record.status === 'ready' }
  }
  const tagged: StepOutput[] = (await step.owned?.(runContext.readContext(step))) ?? []
  const other = tagged.find(({ id }) => !tried.has(id))
  if (other) return { output: other, since: runContext.now(), isWhole: false }
  if (record || step.owned) return undefined
  const found = foundIn(await observeOrGone(runContext, step, inputs))
  if (!found || tried.has(found.output.id)) return undefined
  const isOurs = found.mine === true || (found.mine === 'parent' && (await isParentOurs(runContext, step)))
  return isOurs ? { output: found.output, since: runContext.now(), isWhole: false } : undefined
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
async function settle(runContext: RunContext, step: AnyStep, inputs: StepInputs): Promise<void> {
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

/** Whether one resource of a step can be seen by its id. */
export async function isStillThere(runContext: RunContext, step: AnyStep, id: string): Promise<boolean> {
  const readContext: ReadContext = { ...runContext.readContext(step), known: id, exact: true }
  return !isGone(await observeOrGone(runContext, step, runContext.inputs(step), readContext))
}
