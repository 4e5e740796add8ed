import { isRefusal } from '../alibaba/cloud-error.ts'
import type { ReadsOf } from '../engine/account-reads.ts'
import type { Identities } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import type { Reads } from '../engine/reads.ts'
import type { FaultData } from '../model/fault.ts'
import { type Finding, isConfirmed } from '../model/finding.ts'
import type { SideName } from '../model/link.ts'
import type { Admission, PlannedChange, PlannedFinding } from '../model/result.ts'
import { parseStepId } from '../model/step-id.ts'
import type { State } from '../state/state.ts'
import { checks } from './checks/checks.ts'
import { observeDirection } from './observe/direction.ts'
import { asPlanned } from './planned.ts'
import { admissionsOf } from './port-admissions.ts'
import { runChecks } from './run-checks.ts'

export interface Preflight {
  /** What stops `up` before it makes anything. */
  readonly stopping: readonly PlannedFinding[]
  /** What is wrong, or worth knowing, and stays so whatever is made. */
  readonly standing: readonly PlannedFinding[]
  /** Sides on which PrivateLink is not activated. */
  readonly closed: readonly SideName[]
  readonly closedFaults: readonly FaultData[]
  readonly admissions: readonly Admission[]
}

/**
 * Judges each direction as it will be once the changes are made: what they put right is no reason to refuse. Where
 * something is made for the first time, what would surely carry no traffic stops it; of what exists the same is only said.
 */
export async function preflight(
  context: LinkContext,
  identities: Identities,
  readsOf: ReadsOf,
  state: State | null,
  changes: readonly PlannedChange[],
): Promise<Preflight> {
  const directions = [...new Set(changes.map((change) => change.direction))]
  const [closed, ...found] = await Promise.all([
    closedSides(context, readsOf, changes),
    ...directions.map(async (direction) => {
      const half = context.intent.directions[direction]
      if (!half) return { stopping: [], standing: [], admissions: [] }
      const own = changes.filter((change) => change.direction === direction)
      const now = await observeDirection(direction, context.intent, half, identities, readsOf, state)
      const planned = asPlanned(now, own.some(isBalancing))
      const makes = own.some(isMade)
      const acts = own.some(({ action }) => action === 'create' || action === 'update')
      const stops = (about: 'cloud' | 'traffic') =>
        runChecks(
          planned,
          checks.filter(({ stops: each }) => each === about),
        ).filter(isConfirmed)
      const stopping = [
        ...(makes ? stops('cloud') : []),
        ...(own.some(isFirst) ? stops('traffic') : own.some(isRule) ? stops('traffic').filter(isAboutGroups) : []),
      ]
      const told = new Set(stopping.map(keyOf))
      // What the changes put right is no news.
      const after = runChecks(planned)
      const standing = after.filter(
        (finding) => finding.severity !== 'info' && !told.has(keyOf(finding)) && !(acts && isMended(finding)),
      )
      const ofThis = (finding: Finding): PlannedFinding => ({ ...finding, direction })
      return {
        stopping: stopping.map(ofThis),
        standing: standing.map(ofThis),
        admissions: admissionsOf(now),
      }
    }),
  ])
  return {
    stopping: found.flatMap((each) => each.stopping),
    standing: found.flatMap((each) => each.standing),
    closed,
    closedFaults: closed.map(
      (side): FaultData => ({ code: 'PRODUCT_CLOSED', facts: { side, uid: identities.uids[side] ?? '' } }),
    ),
    admissions: found.flatMap((each) => each.admissions),
  }
}

function keyOf({ code, facts }: Finding): string {
  return JSON.stringify([code, facts])
}

/** To list an account or to let an endpoint in is no reason to look twice at what is behind the service. */
function isMade({ action, step }: PlannedChange): boolean {
  const { kind } = parseStepId(step)
  return (action === 'create' || action === 'update') && kind !== 'whitelist' && kind !== 'connection'
}

/** A load balancer of ours is being made, or made whole. */
function isBalancing({ action, step }: PlannedChange): boolean {
  const { kind } = parseStepId(step)
  return action !== 'none' && (kind === 'load-balancer' || kind === 'listener')
}

/** `up` puts it right, and is about to. */
function isMended({ fix }: Finding): boolean {
  return fix?.apply?.how === 'up'
}

/** Something that traffic will depend on is made for the first time. */
function isFirst({ action, step }: PlannedChange): boolean {
  const { kind } = parseStepId(step)
  return action === 'create' && (kind === 'service' || kind === 'endpoint' || kind === 'resource')
}

function isRule({ action, step }: PlannedChange): boolean {
  return action === 'create' && parseStepId(step).kind === 'rule'
}

function isAboutGroups({ hop }: Finding): boolean {
  return hop === 'security-group'
}

async function closedSides(
  context: LinkContext,
  readsOf: ReadsOf,
  changes: readonly PlannedChange[],
): Promise<SideName[]> {
  // Only creates need it open.
  if (!changes.some(({ action }) => action === 'create')) return []
  const held: SideName[] = context.clouds.peer ? ['you', 'peer'] : ['you']
  const open = await Promise.all(held.map((side) => isOpen(readsOf(side))))
  return held.filter((_side, index) => !open[index])
}

async function isOpen(reads: Reads): Promise<boolean> {
  try {
    await reads.get('privatelink.CheckProductOpen', {})
    return true
  } catch (error) {
    if (isRefusal(error, 'NeedOpenProduct')) return false
    throw error
  }
}
