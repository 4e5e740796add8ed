import { PlinkError } from '../model/fault.ts'
import type { LinkState } from '../state/state.ts'
import { isEarly } from './early.ts'
import { lagMs } from './run-context.ts'
import type { AnyStep, Observation, ReadContext, StepOutput } from './step.ts'

/** What one step looks like, nothing changed. */
export interface ObservedStep {
  readonly step: AnyStep
  readonly observation:
    | Observation<StepOutput>
    /** What it needs does not exist, so it could not be observed. */
    | { readonly is: 'held'; readonly by: AnyStep }
    | { readonly is: 'failed'; readonly error: PlinkError }
}

/**
 * A deletion that was interrupted may still be under way, or its call arrive, and lists go on showing for a while what is
 * gone: that it is still seen is not believed for as long.
 * @param now milliseconds since the epoch
 */
export function isLeaving({ steps, left = {} }: LinkState, { id }: AnyStep, now: number): boolean {
  const record = steps[id]
  const since = record ? (record.status === 'removing' ? record.since : undefined) : left[id]
  return since !== undefined && now - Date.parse(since) < lagMs
}

/**
 * Observes every step, side by side, each as soon as what it needs was seen. Changes nothing and waits for nothing.
 * @param memory what the state says of a step: whether its deletion may be under way, whatever is seen of it, and how long ago
 *   it was made, in milliseconds
 */
export async function observeSteps(
  steps: readonly AnyStep[],
  readContextOf: (step: AnyStep) => ReadContext,
  memory: { readonly leaves: (step: AnyStep) => boolean; readonly age: (step: AnyStep) => number | undefined },
): Promise<ObservedStep[]> {
  const observed = new Map<string, Promise<ObservedStep>>()
  for (const step of steps) observed.set(step.id, observe(step))
  return Promise.all(observed.values())

  async function observe(step: AnyStep): Promise<ObservedStep> {
    const inputs: Record<string, StepOutput> = {}
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      const needed = await observed.get(need.id)
      // What the command is not about was left out (select-steps.ts).
      if (!needed && name === need.id) continue
      if (needed?.observation.is !== 'present') return { step, observation: { is: 'held', by: need } }
      inputs[name] = needed.observation.output
    }
    try {
      const observation = await step.observe(readContextOf(step), inputs)
      if (observation.is !== 'present' || !step.wanted || !memory.leaves(step)) return { step, observation }
      const { output, status } = observation
      return { step, observation: { is: 'deleting', id: output.id, status } }
    } catch (error) {
      if (isEarly(error, step, memory.age)) return { step, observation: { is: 'not-visible' } }
      if (error instanceof PlinkError) return { step, observation: { is: 'failed', error } }
      throw error
    }
  }
}
