import { type Finding, isBreach } from '../model/finding.ts'
import type { Hop } from '../model/hop.ts'
import { lastChecks } from './checks/checks.ts'
import { type DirectionSummary, summarizeDirection } from './direction-state.ts'
import { hopsOf } from './hops.ts'
import type { DirectionObservation } from './observe/observation.ts'
import { runChecks } from './run-checks.ts'

/** What is known and what is to be made of it: the one judgement that every command shows its part of. */
export interface Diagnosis {
  readonly observation: DirectionObservation
  readonly findings: readonly Finding[]
  readonly hops: readonly Hop[]
  readonly summary: DirectionSummary
}

export function diagnose(observation: DirectionObservation): Diagnosis {
  const first = runChecks(observation)
  // What is known to be broken or under way explains why nothing comes through, and nobody else is blamed.
  const isExplained = first.some((finding) => isBreach(finding) || finding.code === 'IN_TRANSITION')
  const findings = isExplained ? first : [...runChecks(observation, lastChecks), ...first]
  return {
    observation,
    findings,
    hops: hopsOf(observation, findings),
    summary: summarizeDirection(observation, findings),
  }
}
