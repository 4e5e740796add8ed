import { createStep } from './create-step.ts'
import { destroyStep } from './destroy-step.ts'
import { outputIn, type RunContext } from './run-context.ts'
import { type AnyStep, dependenciesOf, parentOf, type StepOutput } from './step.ts'
import type { StepResult } from './step-result.ts'

/** Creates every step that is wanted and deletes the others, side by side where nothing orders them; a failure holds up only what needs it. */
export async function runSteps(runContext: RunContext, steps: readonly AnyStep[]): Promise<StepResult[]> {
  const results = new Map<string, Promise<StepResult>>()
  // A deletion waits for steps that come later in the list: each begins when all are in the map.
  const all = Promise.resolve()
  for (const step of steps)
    results.set(
      step.id,
      all.then(() => run(step)),
    )
  return Promise.all(results.values())

  /** No traffic goes through what is not made yet: nothing has to take the place of anything there. */
  function isInUse(parent: AnyStep | undefined): boolean {
    return parent === undefined || outputIn(runContext.record(parent)) !== undefined
  }

  async function run(step: AnyStep): Promise<StepResult> {
    const inputs: Record<string, StepOutput> = {}
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      // What is deleted too goes before what it needs.
      if (!need.wanted) {
        const output = outputIn(runContext.record(need))
        if (output) inputs[name] = output
        continue
      }
      const result = await results.get(need.id)
      // What the command is not about was left out (select-steps.ts).
      if (!result && name === need.id) continue
      if (result?.is !== 'ready') return { is: 'held' }
      inputs[name] = result.output
    }
    for (const other of step.wanted ? [] : steps) {
      if (!dependenciesOf(other).includes(step)) continue
      const result = await results.get(other.id)
      if (result?.is !== 'gone') return { is: 'held' }
    }
    for (const other of step.wanted ? [] : (step.replacedBy ?? [])) {
      const result = await results.get(other.id)
      if (result && result.is !== 'ready' && isInUse(parentOf(other))) return { is: 'held' }
    }
    try {
      return step.wanted ? await createStep(runContext, step, inputs) : await destroyStep(runContext, step, inputs)
    } catch (error) {
      return { is: 'failed', step, error }
    }
  }
}
