import type { Plan } from '../actions/plan.ts'
import { exitCodeOf, type FaultData, worstExit } from '../model/fault.ts'
import { isBreach } from '../model/finding.ts'
import type { LinkStatus, TestResult } from '../model/result.ts'

/** `up` and `down`: what the engine says, unless a fault on the way is worse. */
export function exitOfLink(outcome: number, faults: readonly FaultData[]): number {
  return worstExit([outcome, ...faults.map(exitCodeOf)])
}

/** What would stop `up` stops the script that plans; with `--exit-code`, 9 when there is something to do. */
export function exitOfPlan(
  { changes, faults, findings }: Pick<Plan, 'changes' | 'faults' | 'findings'>,
  exitCode: boolean,
): number {
  const differs = changes.some(({ action }) => action !== 'none')
  return worstExit([
    ...faults.map(exitCodeOf),
    exitCode && findings.some(isBreach) ? 6 : 0,
    exitCode && differs ? 9 : 0,
  ])
}

/** A status that could be seen ends with 0; with `--exit-code`, 6 when something is broken, 9 when a direction is not connected. */
export function exitOfStatus({ directions }: LinkStatus, exitCode: boolean): number {
  if (!exitCode) return 0
  const all = Object.values(directions)
  if (all.some(({ findings }) => findings.some(isBreach))) return 6
  return all.some(({ state }) => state !== 'connected') ? 9 : 0
}

/** The same for `--until connected`, which also ends when a direction can no longer be connected by waiting. */
export function exitOfWatch(status: LinkStatus, exitCode: boolean): number {
  const states = Object.values(status.directions).map(({ state }) => state)
  const failed = states.includes('failed') ? 4 : states.includes('rejected') ? 3 : 0
  return worstExit([failed, exitOfStatus(status, exitCode)])
}

export function exitOfTest(results: readonly TestResult[], allowUndetermined = false): number {
  const isGood = ({ ok, verdict }: TestResult) => ok || (allowUndetermined && verdict === 'undetermined')
  return results.every(isGood) ? 0 : 6
}
