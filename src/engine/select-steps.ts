import type { AnyStep } from './step.ts'

/** Which steps a command is about; null: all of them. */
export type StepFilter = ((step: AnyStep) => boolean) | null

/** The chosen steps and all that they need, in the order they were given. */
export function withNeeds(steps: readonly AnyStep[], only: StepFilter): readonly AnyStep[] {
  if (only === null) return steps
  const taken = new Set<AnyStep>()
  const take = (step: AnyStep): void => {
    if (taken.has(step)) return
    taken.add(step)
    for (const need of Object.values<AnyStep>(step.needs)) take(need)
  }
  for (const step of steps) if (only(step)) take(step)
  return steps.filter((step) => taken.has(step))
}

/**
 * The chosen steps, and what is only watched at a chosen service or endpoint, which is forgotten with it. Whatever else needs
 * a chosen step is left alone: the cloud refuses to take away what is still in use.
 */
export function withWatchers(steps: readonly AnyStep[], only: StepFilter): readonly AnyStep[] {
  if (only === null) return steps
  const taken = new Set(steps.filter(only))
  for (const step of steps) {
    const needs = Object.values<AnyStep>(step.needs).filter(({ kind }) => kind === 'service' || kind === 'endpoint')
    if (!step.unmake && needs.some((need) => taken.has(need))) taken.add(step)
  }
  return steps.filter((step) => taken.has(step))
}
