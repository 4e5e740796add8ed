import type { PlannedCost } from '../model/cost.ts'
import type { FaultData } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import type { Admission, Change, PlanAction, Reason } from '../model/result.ts'
import type { State, StepRecord } from '../state/state.ts'
import { type Choice, withNeeds } from './chosen.ts'
import { costOf } from './cost.ts'
import { type Parties, stepsOf } from './direction.ts'
import { partiesOf } from './parties.ts'
import { preflight } from './preflight.ts'
import { type Reads, sharedReads, snapshotOf } from './reads.ts'
import { rehearse } from './rehearse.ts'
import type { AnyStep, Looking } from './step.ts'
import { type Finding, survey } from './survey.ts'
import type { Eyes, WorkOptions } from './tools.ts'

export interface Plan {
  readonly changes: readonly Change[]
  /** What would stop `up`, and what is merely worth knowing. */
  readonly faults: readonly FaultData[]
  readonly warnings: readonly FaultData[]
  readonly admissions: readonly Admission[]
  /** Sides on which PrivateLink is not activated. */
  readonly closed: readonly SideName[]
  /** What the directions will cost that are planned for; empty when things are only removed. */
  readonly cost: readonly PlannedCost[]
}

/** What a plan is made for; without `only`, for every step. */
type Planned = Pick<WorkOptions, 'directions' | 'approve'> & { readonly only?: Choice }

/** What `up` would do and why. Writes nothing, in the cloud or on disk, and takes no lock. */
export async function planLink(eyes: Eyes, state: State | null, options: Planned): Promise<Plan> {
  const parties = await partiesOf(eyes, state)
  return planOf(eyes, parties, snapshot(readsOf(eyes)), state, options)
}

/** The plan for known parties: look at every step, check what must be so, rehearse what would be made. */
export async function planOf(
  eyes: Eyes,
  parties: Parties,
  reads: ReadsOf,
  state: State | null,
  options: Planned,
): Promise<Plan> {
  const { only = null } = options
  const all = stepsOf(eyes.intent, parties, Object.keys(state?.link.steps ?? {}), options.directions)
  const steps = withNeeds(all, only)
  const recordOf = (step: AnyStep) => state?.link.steps[step.id]
  const lookingOf = (step: AnyStep): Looking => ({
    reads: reads(step.side),
    known: idOf(recordOf(step)),
    lineage: state?.lineage ?? '',
    approve: options.approve,
    rejected: state?.link.rejected ?? [],
  })
  const findings = await survey(steps, lookingOf)
  const changes = findings.map((finding) => changeOf(finding, findings, recordOf(finding.step)))
  const failed = findings.flatMap(({ sight }) => (sight.is === 'failed' ? [sight.error.data] : []))
  const checked = await preflight(eyes, parties, reads, state, changes)
  const faults = distinct([...failed, ...checked.faults])
  // A rehearsal of what is known not to fit would only say so again, in the cloud's words.
  const open = findings.filter(({ step }) => !checked.closed.includes(step.side))
  const refused = faults.length > 0 ? [] : await rehearse(eyes, open, lookingOf, only)
  const cost = await costOf(eyes.intent, parties, reads, changes)
  // What stops it need not be warned of as well.
  const stops = new Set(faults.map((fault) => JSON.stringify(fault)))
  const warnings = checked.warnings.filter((warning) => !stops.has(JSON.stringify(warning)))
  return {
    changes,
    faults: [...faults, ...refused],
    warnings,
    closed: checked.closed,
    admissions: checked.admissions,
    cost,
  }
}

export type ReadsOf = (side: SideName) => Reads

/** One side's reads; a side whose credentials are not held has no steps and is never asked for. */
export function readsOf(eyes: Eyes): ReadsOf {
  const you = sharedReads(eyes.clouds.you, eyes.signal)
  const peer = eyes.clouds.peer && sharedReads(eyes.clouds.peer, eyes.signal)
  return (side) => (side === 'you' ? you : (peer ?? unreachable()))
}

/** Whether what is missing will be there without anybody else acting: then what needs it will be made in the same run. */
function makesItself(step: AnyStep, findings: readonly Finding[]): boolean {
  const sight = findings.find((finding) => finding.step === step)?.sight
  switch (sight?.is) {
    case 'there':
    case 'absent':
    case 'leaving':
    case 'unseen':
      return true
    case 'held':
      return makesItselfAfter(step, findings)
    default:
      return false
  }
}

/** The same for what could not be looked at yet. The peer's half is only watched, by steps that make nothing. */
function makesItselfAfter({ make, needs }: AnyStep, findings: readonly Finding[]): boolean {
  return make !== undefined && Object.values<AnyStep>(needs).every((need) => makesItself(need, findings))
}

/** Each finding once; things of a foreign lineage are one finding, whichever steps came upon them. */
function distinct(faults: readonly FaultData[]): FaultData[] {
  const foreign = faults.flatMap((fault) => (fault.code === 'LINEAGE_FOREIGN' ? [fault.facts] : []))
  const others = faults.filter((fault) => fault.code !== 'LINEAGE_FOREIGN')
  const [first] = foreign
  const lineages = [...new Set(foreign.flatMap((each) => each.lineages))]
  const ids = [...new Set(foreign.flatMap((each) => each.ids))]
  const merged: FaultData[] = first ? [{ code: 'LINEAGE_FOREIGN', facts: { link: first.link, lineages, ids } }] : []
  return [...merged, ...new Map(others.map((fault) => [JSON.stringify(fault), fault])).values()]
}

function unreachable(): never {
  throw new Error('reads of a side without credentials')
}

/** What both sides show at one moment: each read is made once, however many ask. */
export function snapshot(reads: ReadsOf): ReadsOf {
  const sides = new Map<SideName, Reads>()
  return (side) => {
    const known = sides.get(side) ?? snapshotOf(reads(side))
    sides.set(side, known)
    return known
  }
}

function idOf(record: StepRecord | undefined): string | undefined {
  return record && record.status !== 'intended' ? record.id : undefined
}

function changeOf({ step, sight }: Finding, findings: readonly Finding[], record: StepRecord | undefined): Change {
  const change = (action: PlanAction, id: string | null, reason: Reason): Change => ({
    direction: step.direction,
    step: step.id,
    action,
    id,
    reason,
  })
  if (!step.wanted) {
    const id = idOf(record) ?? null
    return record && record.status !== 'intended' && !record.mine
      ? change('none', id, { code: 'ALREADY_THERE', facts: {} })
      : change('delete', id, { code: 'NOT_WANTED', facts: {} })
  }
  switch (sight.is) {
    case 'there': {
      const { id } = sight.out
      if (!sight.settled) return change('wait', id, { code: 'IN_TRANSITION', facts: { status: sight.status } })
      if (record && record.status !== 'intended') return change('none', id, { code: 'ALREADY_THERE', facts: {} })
      if (sight.mine === true || (record && sight.mine !== false))
        return change('adopt', id, { code: 'FOUND_BY_TAG', facts: {} })
      return change(
        'adopt',
        id,
        sight.mine === false && step.kind !== 'rule'
          ? { code: 'NAMED_IN_SPEC', facts: {} }
          : { code: 'ALREADY_THERE', facts: {} },
      )
    }
    case 'absent':
      return change(sight.partly ? 'update' : 'create', null, { code: 'NOT_THERE', facts: {} })
    case 'unseen':
      return change('wait', null, { code: 'IN_TRANSITION', facts: { status: 'NotListed' } })
    case 'held':
      return change(makesItselfAfter(step, findings) ? 'create' : 'wait', null, {
        code: 'NEEDS',
        facts: { step: sight.by.id },
      })
    case 'leaving':
      return change('wait', sight.id, { code: 'IN_TRANSITION', facts: { status: sight.status } })
    case 'broken':
      return change('blocked', sight.id, { code: 'BROKEN', facts: { status: sight.status } })
    case 'differs':
      return change('blocked', sight.id, {
        code: 'CANNOT_CHANGE',
        facts: { field: sight.field, is: sight.found, wanted: sight.wanted },
      })
    case 'awaits':
      return sight.next.code === 'SPEC_LACKS'
        ? change('blocked', null, { code: 'SPEC_LACKS', facts: { keys: sight.next.facts.keys } })
        : change('peer', null, { code: 'PEER_MUST', facts: { next: sight.next } })
    case 'asks':
      return change('peer', sight.yes.out.id, { code: 'APPROVAL_UNNAMED', facts: { endpoints: [sight.yes.out.id] } })
    case 'failed':
      return change('blocked', null, { code: 'LOOK_FAILED', facts: { code: sight.error.code } })
  }
}
