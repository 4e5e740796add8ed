import type { DirectionName } from './link.ts'
import type { StepKind } from './step-kind.ts'

/** What a step's name says: a step of kind `zone` that is about `cn-hangzhou-h`. */
export interface ParsedStepId {
  readonly direction: DirectionName
  readonly kind: StepKind
  /** The part after the first colon; undefined where a direction has one step of the kind. */
  readonly subject: string | undefined
  /** The first word of the subject, empty without one: `main` of `inbound/listener:main:6379`. */
  readonly name: string
}

/** `inbound/zone:cn-hangzhou-h`: the key of a step in the state file and the value of its tag `plink:step`. */
export function stepId(direction: DirectionName, kind: StepKind, subject?: string): string {
  return subject === undefined ? `${direction}/${kind}` : `${direction}/${kind}:${subject}`
}

/** The reverse of stepId. Names of kinds and directions that this plink does not know are passed on as they are. */
export function parseStepId(id: string): ParsedStepId {
  const [, direction = '', kind = '', subject] = /^([^/]*)\/?([^:]*)(?::(.*))?$/.exec(id) ?? []
  // Safe enough: ids come from stepId; those in a state file of a later plink match no kind they are compared with.
  return { direction: direction as DirectionName, kind: kind as StepKind, subject, name: subject?.split(':')[0] ?? '' }
}

/** Whether a change of this step decides who can connect: an endpoint, or a rule of its security group. */
export function concernsAdmission(step: string): boolean {
  const { kind } = parseStepId(step)
  return kind === 'endpoint' || kind === 'rule'
}
