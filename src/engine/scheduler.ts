import { type FaultData, PlinkError } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import { isOwned } from '../state/state.ts'
import { StepCreation } from './create-step.ts'
import { destroyStep } from './destroy-step.ts'
import { outOf, type RunContext, recordOf } from './run-context.ts'
import type { AnyStep, Observation, Present, StepOutput } from './step.ts'

/** How a step ended. */
export type StepResult =
  | { readonly is: 'ready'; readonly out: StepOutput }
  | { readonly is: 'gone' }
  | { readonly is: 'awaits'; readonly step: AnyStep; readonly next: Next }
  | { readonly is: 'asks'; readonly step: AnyStep; readonly observation: Observation<StepOutput> & { is: 'asks' } }
  | { readonly is: 'failed'; readonly step: AnyStep; readonly error: unknown }
  /** Something it needs is not ready. */
  | { readonly is: 'held' }

/** Brings every step to be, side by side where nothing orders them; a failure holds up only what needs it. */
export async function runSteps(runContext: RunContext, steps: readonly AnyStep[]): Promise<StepResult[]> {
  const results = new Map<string, Promise<StepResult>>()
  // What goes waits for those that come after it in the list: each begins when all are in the map.
  const all = Promise.resolve()
  for (const step of steps)
    results.set(
      step.id,
      all.then(() => bring(step)),
    )
  return Promise.all(results.values())

  async function bring(step: AnyStep): Promise<StepResult> {
    const given: Record<string, StepOutput> = {}
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      // What goes itself is gone before what it needs is.
      if (!need.wanted) {
        const out = outOf(runContext.record(need))
        if (out) given[name] = out
        continue
      }
      const result = await results.get(need.id)
      if (result?.is !== 'ready') return { is: 'held' }
      given[name] = result.out
    }
    for (const other of step.wanted ? [] : steps) {
      if (!Object.values<AnyStep>(other.needs).includes(step)) continue
      const result = await results.get(other.id)
      if (result?.is !== 'gone') return { is: 'held' }
    }
    try {
      return step.wanted ? await establish(runContext, step, given) : await destroyStep(runContext, step, given)
    } catch (error) {
      return { is: 'failed', step, error }
    }
  }
}

/** Look, write the intention, call, write what came back, wait; again, until it is there and settled. */
async function establish(
  runContext: RunContext,
  step: AnyStep,
  given: Record<string, StepOutput>,
): Promise<StepResult> {
  const attempt = new StepCreation(runContext, step, given)
  let observation = await attempt.sight()
  for (;;) {
    if (observation.is === 'absent') {
      const { call, partly } = observation
      observation = await runContext.lanes.run(runContext.lane(step, call, given), async () => {
        await attempt.call(call, partly)
        // The lane is kept until the change has come to rest: the cloud refuses the next one until then.
        return attempt.sight()
      })
    } else if (observation.is === 'there' && !observation.settled) observation = await attempt.sight('settled')
    else break
  }
  switch (observation.is) {
    case 'there': {
      const known = runContext.record(step) !== undefined
      const mine = mineOf(runContext, step, observation)
      await runContext.remember(step, recordOf('ready', observation.out, mine, runContext.now()))
      runContext.say(
        step,
        known && !attempt.called ? 'found' : mine ? 'ready' : 'adopted',
        observation.out.id,
        observation.status,
      )
      return { is: 'ready', out: observation.out }
    }
    case 'awaits':
      return { is: 'awaits', step, next: observation.next }
    case 'asks':
      return { is: 'asks', step, observation }
    case 'broken':
      throw new PlinkError('STEP_ENDED_BADLY', {
        direction: step.direction,
        step: step.id,
        id: observation.id,
        status: observation.status,
      })
    case 'differs':
      throw new PlinkError('BLOCKED', {
        direction: step.direction,
        step: step.id,
        id: observation.id,
        field: observation.field,
        is: observation.found,
        wanted: observation.wanted,
      })
  }
}

/** Whose a thing is: as remembered; ours if we had meant to make it and it does not say otherwise; else as the look says, a part as its parent is. */
function mineOf(runContext: RunContext, step: AnyStep, observation: Present<StepOutput>): boolean {
  const record = runContext.record(step)
  // Somebody else may have made the very same between our intention and our call.
  if (record) return record.status === 'intended' ? observation.mine !== false : record.mine
  if (observation.mine !== 'parent') return observation.mine
  const parent = step.parent === undefined ? undefined : runContext.record(step.needs[step.parent])
  return isOwned(parent)
}

/** The faults among results, each once: an interruption fails many steps with one reason. */
export function faultsOf(results: readonly StepResult[]): FaultData[] {
  const faults = new Map<string, FaultData>()
  for (const result of results) {
    if (result.is !== 'failed') continue
    if (!(result.error instanceof PlinkError)) throw result.error
    faults.set(JSON.stringify(result.error.data), result.error.data)
  }
  return [...faults.values()]
}
