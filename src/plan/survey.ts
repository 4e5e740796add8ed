import { PlinkError } from '../model/fault.ts'
import type { AnyStep, Looking, Sight, Thing } from './step.ts'

/** What a look at one step found, nothing changed. */
export interface Finding {
  readonly step: AnyStep
  /** `held`: what it needs is not there, so it could not be looked at. */
  readonly sight:
    | Sight<Thing>
    | { readonly is: 'held'; readonly by: AnyStep }
    | { readonly is: 'failed'; readonly error: PlinkError }
  readonly given: Readonly<Record<string, Thing>>
}

/** Looks at every step, side by side, each as soon as what it needs was seen. Changes nothing and waits for nothing. */
export async function survey(steps: readonly AnyStep[], lookingOf: (step: AnyStep) => Looking): Promise<Finding[]> {
  const findings = new Map<string, Promise<Finding>>()
  for (const step of steps) findings.set(step.id, look(step))
  return Promise.all(findings.values())

  async function look(step: AnyStep): Promise<Finding> {
    const given: Record<string, Thing> = {}
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      const finding = await findings.get(need.id)
      if (finding?.sight.is !== 'there') return { step, sight: { is: 'held', by: need }, given }
      given[name] = finding.sight.out
    }
    try {
      return { step, sight: await step.look(lookingOf(step), given), given }
    } catch (error) {
      if (error instanceof PlinkError) return { step, sight: { is: 'failed', error }, given }
      throw error
    }
  }
}
