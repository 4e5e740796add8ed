import { PlinkError } from '../model/fault.ts'
import type { StepRecord } from '../state/state.ts'
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
 * A deletion that was interrupted may still be under way, or its call arrive: that it is still seen is not believed for as long.
 * @param now milliseconds since the epoch
 */
export function isLeaving(record: StepRecord | undefined, now: number): boolean {
  return record?.status === 'removing' && now - Date.parse(record.since) < lagMs
}

/**
 * Observes every step, side by side, each as soon as what it needs was seen. Changes nothing and waits for nothing.
 * @param leaves whether a step's deletion may be under way, whatever is seen of it
 */
export async function observeSteps(
  steps: readonly AnyStep[],
  readContextOf: (step: AnyStep) => ReadContext,
  leaves: (step: AnyStep) => boolean,
): Promise<ObservedStep[]> {
  const observed = new Map<string, Promise<ObservedStep>>()
  for (const step of steps) observed.set(step.id, observe(step))
  return Promise.all(observed.values())

  async function observe(step: AnyStep): Promise<ObservedStep> {
    const inputs: Record<string, StepOutput> = {}
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      const needed = await observed.get(need.id)
      if (needed?.observation.is !== 'present') return { step, observation: { is: 'held', by: need } }
      inputs[name] = needed.observation.output
    }
    try {
      const observation = await step.observe(readContextOf(step), inputs)
      if (observation.is !== 'present' || !step.wanted || !leaves(step)) return { step, observation }
      const { output, status } = observation
      return { step, observation: { is: 'deleting', id: output.id, status } }
    } catch (error) {
      if (error instanceof PlinkError) return { step, observation: { is: 'failed', error } }
      throw error
    }
  }
}
