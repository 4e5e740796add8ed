import { type AnyStep, dependenciesOf, inputsOf, parentOf } from './step.ts'

/** Which steps a command is about; null: all of them. */
export type StepFilter = ((step: AnyStep) => boolean) | null

/**
 * The chosen steps and all that they need, in the order they were given. What only has to be well before them, and was not made
 * yet, is left to the command that makes it.
 * @param known ids of resources, by the steps that made them
 */
export function withNeeds(
  steps: readonly AnyStep[],
  only: StepFilter,
  known: Readonly<Record<string, string | undefined>>,
): readonly AnyStep[] {
  if (only === null) return steps
  const taken = new Set<AnyStep>()
  const take = (step: AnyStep): void => {
    if (taken.has(step)) return
    taken.add(step)
    const inputs = new Set(inputsOf(step).map(([, need]) => need))
    for (const need of dependenciesOf(step))
      if (inputs.has(need) || !need.creates || known[need.id] !== undefined || only(need)) take(need)
  }
  for (const step of steps) if (only(step)) take(step)
  return steps.filter((step) => taken.has(step))
}

/**
 * The chosen steps, and what is only watched within a chosen one, which is forgotten with it. Whatever else needs a chosen
 * step is left alone: the cloud refuses to delete what is still in use.
 */
export function withWatchers(steps: readonly AnyStep[], only: StepFilter): readonly AnyStep[] {
  if (only === null) return steps
  const taken = new Set(steps.filter(only))
  for (const step of steps) {
    const parent = parentOf(step)
    if (!step.deleteCall && parent && taken.has(parent)) taken.add(step)
  }
  return steps.filter((step) => taken.has(step))
}
