import { type FaultData, PlinkError } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import type { AnyStep, Observation, StepOutput } from './step.ts'

/** How a step ended. */
export type StepResult =
  | { readonly is: 'ready'; readonly output: StepOutput }
  | { readonly is: 'gone' }
  | { readonly is: 'waiting'; readonly step: AnyStep; readonly next: Next }
  | {
      readonly is: 'needs-approval'
      readonly step: AnyStep
      readonly observation: Observation<StepOutput> & { is: 'needs-approval' }
    }
  | { readonly is: 'failed'; readonly step: AnyStep; readonly error: unknown }
  /** Something it needs is not ready. */
  | { readonly is: 'held' }

/** The faults among results, each once: an interruption fails many steps for one reason. */
export function faultsOf(results: readonly StepResult[]): FaultData[] {
  const faults = new Map<string, FaultData>()
  for (const result of results) {
    if (result.is !== 'failed') continue
    if (!(result.error instanceof PlinkError)) throw result.error
    faults.set(JSON.stringify(result.error.data), result.error.data)
  }
  return [...faults.values()]
}
