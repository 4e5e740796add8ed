import { PlinkError } from '../model/fault.ts'
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

/** Observes every step, side by side, each as soon as what it needs was seen. Changes nothing and waits for nothing. */
export async function observeSteps(
  steps: readonly AnyStep[],
  readContextOf: (step: AnyStep) => ReadContext,
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
      return { step, observation: await step.observe(readContextOf(step), inputs) }
    } catch (error) {
      if (error instanceof PlinkError) return { step, observation: { is: 'failed', error } }
      throw error
    }
  }
}
