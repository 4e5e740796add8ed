import { isRefusal } from '../alibaba/cloud-error.ts'
import { lagMs } from './run-context.ts'
import { type AnyStep, dependenciesOf } from './step.ts'

/**
 * Whether an error only says that what was just made is not visible everywhere yet: to the call that follows, or to a list of
 * its parts. Within the read lag "not found" is not believed, whoever says so.
 * @param age how long ago the record of a step was written, in milliseconds; undefined where there is none
 */
export function isEarly(error: unknown, step: AnyStep, age: (step: AnyStep) => number | undefined): boolean {
  const around = [step, ...needsOf(step)]
  const isYoung = around.some((each) => (age(each) ?? lagMs) < lagMs)
  return isYoung && isRefusal(error, ...around.flatMap(({ codes }) => [...codes.gone, ...(codes.early ?? [])]))
}

/** Everything that must be there before a step. */
function needsOf(step: AnyStep): AnyStep[] {
  const needs = dependenciesOf(step)
  return [...new Set([...needs, ...needs.flatMap(needsOf)])]
}
