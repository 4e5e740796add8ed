import { isDeepStrictEqual } from 'node:util'
import { preflight } from '../diagnose/preflight.ts'
import { type ReadsOf, readsOf, snapshot } from '../engine/account-reads.ts'
import { dryRun } from '../engine/dry-run.ts'
import type { Identities } from '../engine/identities.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { LinkContext, WorkOptions } from '../engine/link-context.ts'
import { isLeaving, type ObservedStep, observeSteps } from '../engine/observe.ts'
import { type StepFilter, withNeeds } from '../engine/select-steps.ts'
import { type AnyStep, dependenciesOf, type ReadContext } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import type { PlannedCost } from '../model/cost.ts'
import type { FaultData } from '../model/fault.ts'
import { faultOf } from '../model/finding.ts'
import { directionNames, type SideName } from '../model/link.ts'
import type { Admission, PlanAction, PlannedChange, PlannedFinding, Reason, Refusal } from '../model/result.ts'
import { parseStepId } from '../model/step-id.ts'
import { idOf, isAdopted, isOwned, type State, type StepRecord } from '../state/state.ts'
import { stepsOf } from '../steps/direction-steps.ts'
import { knownSteps, taggedResources } from '../steps/tagged.ts'
import { consumersInTheWay, inUse } from './consumers.ts'
import { costOf } from './cost.ts'
import { distinctFaults } from './distinct-faults.ts'
import { blocks, endings } from './endings.ts'

export interface Plan {
  readonly changes: readonly PlannedChange[]
  /** What would stop `up`, and what is merely worth knowing. */
  readonly faults: readonly FaultData[]
  readonly warnings: readonly FaultData[]
  /** Both as findings, the worst first of each. */
  readonly findings: readonly PlannedFinding[]
  readonly admissions: readonly Admission[]
  /** Sides on which PrivateLink is not activated. */
  readonly closed: readonly SideName[]
  /** What the directions will cost that are planned for; empty when things are only removed. */
  readonly cost: readonly PlannedCost[]
}

/** What `up` goes by. */
export interface UpPlan extends Plan {
  /** Its faults by direction, each as often as it was met. */
  readonly refusals: readonly Refusal[]
}

/** What a plan is made for; without `only`, for every step. */
type Planned = Pick<WorkOptions, 'directions' | 'approve'> &
  Partial<Pick<WorkOptions, 'disconnect'>> & { readonly only?: StepFilter }

/** What `up` would do and why. Writes nothing, in the cloud or on disk, and takes no lock. */
export async function planLink(context: LinkContext, state: State | null, options: Planned): Promise<Plan> {
  const identities = await identitiesOf(context, state)
  const { refusals: _, ...plan } = await planOf(context, identities, snapshot(readsOf(context)), state, options)
  const ending = endings(plan).map(({ fault }) => fault)
  const faults = distinctFaults(state, [...plan.faults, ...ending, ...blocks(plan)])
  const isSaid = (fault: FaultData) => faults.some((each) => isDeepStrictEqual(each, fault))
  return { ...plan, faults, warnings: plan.warnings.filter((fault) => !isSaid(fault)) }
}

/** The plan for known identities: observe every step, run the checks, dry-run the create calls. */
export async function planOf(
  context: LinkContext,
  identities: Identities,
  reads: ReadsOf,
  state: State | null,
  options: Planned,
): Promise<UpPlan> {
  const { only = null } = options
  const known = knownSteps(state, await taggedResources(context, reads, state))
  const all = stepsOf(context.intent, identities, known, options.directions)
  const steps = withNeeds(all, only, known)
  const recordOf = (step: AnyStep) => state?.link.steps[step.id]
  const readContextOf = (step: AnyStep): ReadContext => ({
    reads: reads(step.side),
    known: idOf(recordOf(step)),
    lineage: state?.lineage ?? '',
    approve: options.approve,
    rejected: state?.link.rejected ?? [],
    disconnect: options.disconnect ?? [],
  })
  const findings = await observeSteps(steps, readContextOf, {
    leaves: (step) => state !== null && isLeaving(state.link, step, context.clock.now()),
    age: (step) => {
      const record = recordOf(step)
      return record && record.status !== 'intended' ? context.clock.now() - Date.parse(record.since) : undefined
    },
  })
  const consumers = await consumersInTheWay(findings, known, state, context.intent, readContextOf)
  const changes = findings.map((finding) => {
    const change = changeOf(finding, findings, recordOf(finding.step))
    const fault = consumers.faults.get(change.step)
    return fault ? { ...change, action: 'blocked' as const, reason: inUse(fault) } : change
  })
  const checked = await preflight(context, identities, reads, state, changes)
  const met: Refusal[] = [
    ...findings.flatMap(({ step: { direction }, observation }) =>
      observation.is === 'failed' ? [{ direction, fault: observation.error.data }] : [],
    ),
    ...[...consumers.faults].map(([step, fault]) => ({ direction: parseStepId(step).direction, fault })),
    ...checked.stopping.map((finding) => ({ direction: finding.direction, fault: faultOf(finding) })),
  ]
  // A rehearsal of what is known not to fit would only say so again, in the cloud's words.
  const open = findings.filter(
    ({ step: { side, direction } }) =>
      !checked.closed.includes(side) && !met.some((refusal) => refusal.direction === direction),
  )
  const refusals = [...met, ...(await dryRun(context, open, only))]
  const faults = distinctFaults(
    state,
    refusals.map(({ fault }) => fault),
  )
  const cost = await costOf(context.intent, identities, reads, changes)
  // What stops it need not be warned of as well.
  const stops = new Set(faults.map((fault) => JSON.stringify(fault)))
  const standing = checked.standing.filter((finding) => !stops.has(JSON.stringify(faultOf(finding))))
  return {
    changes,
    faults,
    refusals,
    warnings: [
      ...checked.closedFaults,
      ...(only ? [] : directionsLeft(context.intent, state)),
      ...consumers.warnings,
      ...standing.map(faultOf),
    ],
    findings: [...checked.stopping, ...standing],
    closed: checked.closed,
    admissions: checked.admissions,
    cost,
  }
}

/** Directions that are not asked for any more, and of which something that plink made is remembered. */
function directionsLeft({ directions }: Intent, state: State | null): FaultData[] {
  const owned = Object.entries(state?.link.steps ?? {}).filter(([, record]) => isOwned(record))
  const left = directionNames.filter(
    (name) => !directions[name] && owned.some(([step]) => parseStepId(step).direction === name),
  )
  return left.map((direction) => ({ code: 'DIRECTION_LEFT', facts: { direction } }))
}

/** Whether what is missing will be there without anybody else acting: then what needs it will be made in the same run. */
function makesItself(step: AnyStep, findings: readonly ObservedStep[]): boolean {
  const found = findings.find((finding) => finding.step === step)
  // It is not for this command to make it.
  if (!found) return true
  switch (found.observation.is) {
    case 'present':
    case 'absent':
    case 'deleting':
    case 'not-visible':
      return true
    case 'held':
      return makesItselfAfter(step, findings)
    default:
      return false
  }
}

/** The same for what could not be looked at yet. The peer's half is only watched, by steps that make nothing. */
function makesItselfAfter(step: AnyStep, findings: readonly ObservedStep[]): boolean {
  return step.creates && dependenciesOf(step).every((need) => makesItself(need, findings))
}

function changeOf(
  { step, observation }: ObservedStep,
  findings: readonly ObservedStep[],
  record: StepRecord | undefined,
): PlannedChange {
  const change = (action: PlanAction, id: string | null, reason: Reason): PlannedChange => ({
    direction: step.direction,
    step: step.id,
    action,
    id,
    reason,
  })
  if (!step.wanted) {
    const id = idOf(record) ?? null
    return isAdopted(record)
      ? change('none', id, { code: 'ALREADY_THERE', facts: {} })
      : change('delete', id, { code: 'NOT_WANTED', facts: {} })
  }
  switch (observation.is) {
    case 'present': {
      const { id } = observation.output
      // A deletion that was interrupted may be under way still.
      if (!observation.settled || record?.status === 'removing')
        return change('wait', id, { code: 'IN_TRANSITION', facts: { status: observation.status } })
      // What is remembered may be gone, and another one be there instead.
      if (idOf(record) === id) return change('none', id, { code: 'ALREADY_THERE', facts: {} })
      if (observation.mine === true || (record && observation.mine !== false))
        return change('adopt', id, { code: 'FOUND_BY_TAG', facts: {} })
      return change(
        'adopt',
        id,
        observation.mine === false && step.kind !== 'rule'
          ? { code: 'NAMED_IN_SPEC', facts: {} }
          : { code: 'ALREADY_THERE', facts: {} },
      )
    }
    case 'absent':
      return observation.partial && idOf(record) !== undefined
        ? change('update', observation.partial.id, { code: 'NOT_AS_ASKED', facts: {} })
        : change(observation.partial ? 'update' : 'create', null, { code: 'NOT_THERE', facts: {} })
    case 'not-visible':
      return change('wait', null, { code: 'IN_TRANSITION', facts: { status: 'NotListed' } })
    case 'held':
      return change(makesItselfAfter(step, findings) ? 'create' : 'wait', null, {
        code: 'NEEDS',
        facts: { step: observation.by.id },
      })
    case 'deleting':
      return change('wait', observation.id, { code: 'IN_TRANSITION', facts: { status: observation.status } })
    case 'broken':
      return change('blocked', observation.id, { code: 'BROKEN', facts: { status: observation.status } })
    case 'differs':
      return change('blocked', observation.id, {
        code: 'CANNOT_CHANGE',
        facts: { field: observation.field, is: observation.found, wanted: observation.wanted },
      })
    case 'waiting':
      return observation.next.code === 'SPEC_LACKS'
        ? change('blocked', null, { code: 'SPEC_LACKS', facts: { keys: observation.next.facts.keys } })
        : change('peer', null, { code: 'PEER_MUST', facts: { next: observation.next } })
    case 'needs-approval':
      return change('peer', observation.approved.output.id, {
        code: 'APPROVAL_UNNAMED',
        facts: { endpoints: [observation.approved.output.id] },
      })
    case 'failed':
      return change('blocked', null, { code: 'LOOK_FAILED', facts: { code: observation.error.code } })
  }
}
