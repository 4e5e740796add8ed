import type { Certainty, Finding, Severity } from '../model/finding.ts'
import { hopNames } from '../model/hop.ts'
import { type Check, findingOf } from './checks/check.ts'
import { checks as allChecks } from './checks/checks.ts'
import type { DirectionObservation } from './observe/observation.ts'

const bySeverity: readonly Severity[] = ['error', 'warning', 'info']
const byCertainty: readonly Certainty[] = ['confirmed', 'probable', 'undetermined']

/**
 * Runs every check that can be answered, past the first cause: what is worst first, then what lies on the way before what
 * the server says (which may only follow from it), what is surest, and of equals what traffic meets first.
 */
export function runChecks(observation: DirectionObservation, checks: readonly Check[] = allChecks): Finding[] {
  const ran = checks
    .filter((check) => isAnswerable(check, observation))
    .map((check) => ({ check, found: check.run(observation) }))
  const silent = ran.filter(({ found }) => found.length === 0).map(({ check }) => check)
  const findings = ran.flatMap(({ check, found }) => found.map((each) => findingOf(check, each, observation)))
  return findings
    .map((finding) => ({
      ...finding,
      ruledOut: silent
        .filter((check) => check.hop === finding.hop && isSeen(check, observation))
        .flatMap((check) => check.finds)
        .filter((code) => code !== 'IN_TRANSITION' && code !== finding.code),
    }))
    .toSorted(worstFirst)
}

function isLast({ hop, certainty }: Finding): boolean {
  return hop === 'protocol' || certainty === 'undetermined'
}

function worstFirst(a: Finding, b: Finding): number {
  return (
    bySeverity.indexOf(a.severity) - bySeverity.indexOf(b.severity) ||
    Number(isLast(a)) - Number(isLast(b)) ||
    byCertainty.indexOf(a.certainty) - byCertainty.indexOf(b.certainty) ||
    hopNames.indexOf(a.hop) - hopNames.indexOf(b.hop)
  )
}

/** Not where something it needs could not be read: then it would take for missing what is only not known. */
function isAnswerable({ needs }: Check, { unread }: DirectionObservation): boolean {
  return !unread.some(({ part }) => needs.includes(part))
}

/** Whether its half is ours to see, so that silence means that nothing is wrong. */
function isSeen({ half }: Check, { provider, consumer }: DirectionObservation): boolean {
  return half === 'provider' ? provider?.service !== undefined : consumer?.endpoint !== undefined
}
