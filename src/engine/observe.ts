import { PlinkError } from '../model/fault.ts'
import type { AnyStep, Observation, ReadContext, StepOutput } from './step.ts'

/** What a look at one step found, nothing changed. */
export interface ObservedStep {
  readonly step: AnyStep
  /** `held`: what it needs is not there, so it could not be looked at. */
  readonly observation:
    | Observation<StepOutput>
    | { readonly is: 'held'; readonly by: AnyStep }
    | { readonly is: 'failed'; readonly error: PlinkError }
  readonly given: Readonly<Record<string, StepOutput>>
}

/** Looks at every step, side by side, each as soon as what it needs was seen. Changes nothing and waits for nothing. */
export async function observeSteps(
  steps: readonly AnyStep[],
  readContextOf: (step: AnyStep) => ReadContext,
): Promise<ObservedStep[]> {
  const findings = new Map<string, Promise<ObservedStep>>()
  for (const step of steps) findings.set(step.id, look(step))
  return Promise.all(findings.values())

  async function look(step: AnyStep): Promise<ObservedStep> {
    const given: Record<string, StepOutput> = {}
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      const finding = await findings.get(need.id)
      if (finding?.observation.is !== 'there') return { step, observation: { is: 'held', by: need }, given }
      given[name] = finding.observation.out
    }
    try {
      return { step, observation: await step.look(readContextOf(step), given), given }
    } catch (error) {
      if (error instanceof PlinkError) return { step, observation: { is: 'failed', error }, given }
      throw error
    }
  }
}
