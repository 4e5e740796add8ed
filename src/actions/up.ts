import { isDeepStrictEqual } from 'node:util'
import { isRefusal } from '../alibaba/cloud-error.ts'
import { type ReadsOf, snapshot } from '../engine/account-reads.ts'
import type { Identities } from '../engine/identities.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { ChangeContext, Wanted } from '../engine/link-context.ts'
import { waitOutOldState } from '../engine/old-state.ts'
import { takePeerTurn, waitForOther } from '../engine/peer-turn.ts'
import { Round, sameMomentMs } from '../engine/round.ts'
import { RunContext } from '../engine/run-context.ts'
import { runSteps } from '../engine/scheduler.ts'
import { withNeeds } from '../engine/select-steps.ts'
import { faultsOf } from '../engine/step-result.ts'
import type { PlinkEvent } from '../model/event.ts'
import { exitCodeOf, type FaultData, PlinkError, worstExit } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import type { PlannedChange } from '../model/result.ts'
import { concernsAdmission, parseStepId } from '../model/step-id.ts'
import { stepsOf } from '../steps/direction-steps.ts'
import { knownSteps, taggedResources } from '../steps/tagged.ts'
import { distinctFaults } from './distinct-faults.ts'
import { blocks } from './endings.ts'
import { exitOfFindings, type LinkOutcome, outcomeOf, statusOfSeen } from './outcome.ts'
import { planOf, type UpPlan } from './plan.ts'
import { ableIn, endedBadly, faultsIn, isIdle, planWithin, refusalOf } from './refusals.ts'
import { statusFor } from './status.ts'

/** Makes the link so; run again at any time to go on or to repair. With nothing to do it makes no mutating call and writes nothing. */
export async function up(changeContext: ChangeContext): Promise<LinkOutcome> {
  changeContext.emit({
    event: 'begin',
    command: changeContext.options.command,
    link: changeContext.intent.name,
    region: changeContext.intent.region,
  })
  await waitOutOldState(changeContext)
  const said = new Set<string>()
  /** Steps that a person has seen in a plan and agreed to. */
  const agreed = new Set<string>()
  /** What is looked at anew is not worth saying anew. */
  const say = (event: PlinkEvent) => {
    const words = JSON.stringify(event)
    if (!said.has(words)) changeContext.emit(event)
    said.add(words)
  }
  for (let now = changeContext; ; ) {
    const end = await makeSo(now, say, agreed)
    if ('exit' in end) return end
    if ('beside' in end && end.beside && now === changeContext) return end.beside()
    // While it waited plink.yaml came to say more: everything is looked at, checked and asked for anew.
    const { intent, directions } = 'wanted' in end ? end.wanted : await otherThan(now, changeContext, end.refused)
    now = { ...now, intent, options: { ...now.options, directions } }
  }
}

type Made =
  | LinkOutcome
  | { readonly wanted: Wanted }
  /** `beside`: how the directions are that it says nothing of; nothing is to be done in them. */
  | { readonly refused: PlinkError; readonly beside?: () => Promise<LinkOutcome> }

/** What is asked for instead of what was refused: days of waiting are not ended by a slip in plink.yaml. */
async function otherThan(now: ChangeContext, first: ChangeContext, refused: PlinkError): Promise<Wanted> {
  if (now === first) throw refused
  now.emit({ event: 'warning', fault: refused.data })
  const wanted = await waitForOther(now)
  if (wanted) return wanted
  throw refused
}

/** Until the link is so, or nobody acts any more, or something else is asked for. */
async function makeSo(
  changeContext: ChangeContext,
  say: (event: PlinkEvent) => void,
  agreed: Set<string>,
): Promise<Made> {
  const identities = await identitiesOf(changeContext, changeContext.store.state)
  const round = new Round(changeContext)
  const now = snapshot(round.reads)
  const plan = await planOf(changeContext, identities, now, changeContext.store.state, changeContext.options)
  const able = ableIn(changeContext, plan)
  const others = changeContext.options.directions.filter((direction) => !able.includes(direction))
  const isRefused = able.length === 0 || (others.length > 0 && isIdle(plan, able))
  const refused = isRefused ? (refusalOf(plan.faults) ?? endedBadly(plan)) : undefined
  const aside = distinctFaults(changeContext.store.state, faultsIn(plan, others))
  if (!refused) for (const fault of aside) say({ event: 'warning', fault })
  // What ends it is said at its end.
  for (const fault of plan.warnings)
    if (fault.code !== 'PRODUCT_CLOSED' && !isDeepStrictEqual(fault, refused?.data)) say({ event: 'warning', fault })
  const admitting = plan.changes.some(({ step, action }) => action !== 'none' && concernsAdmission(step))
  if (admitting) for (const admission of plan.admissions) say({ event: 'admission', admission })
  if (refused && able.length > 0) return { refused, beside: () => outcomeBeside(changeContext, identities, now, aside) }
  if (refused) return { refused }
  if (changeContext.options.only !== null) refuseBlocked(plan)
  const asked = changeContext.clock.now()
  await consent(changeContext, identities, planWithin(plan, able), agreed)
  // A person takes their time, and what was seen before is old then.
  if (plan.closed.length > 0 || changeContext.clock.now() - asked > sameMomentMs) round.end()
  // What could not be rehearsed before the product was open is rehearsed now, still before anything is made.
  if (plan.closed.length > 0) {
    const again = await planOf(
      changeContext,
      identities,
      snapshot(round.reads),
      changeContext.store.state,
      changeContext.options,
    )
    const refusedNow = refusalOf(distinctFaults(changeContext.store.state, faultsIn(again, able)))
    if (refusedNow) throw refusedNow
  }
  await rememberIntent(changeContext, identities)

  // All is there, settled and remembered: what was just seen is the answer.
  if (plan.changes.every((change) => change.action === 'none')) {
    const { store, options } = changeContext
    let reads = now
    const look = () => statusFor(changeContext, identities, reads, store.state, options.directions)
    const again = () => {
      round.end()
      reads = snapshot(round.reads)
    }
    const ids = plan.changes.flatMap(({ id }) => id ?? [])
    const status = await statusOfSeen(changeContext, { ids, isDone: changeContext.options.only === null }, look, again)
    return { status, faults: [], exit: changeContext.options.only === null ? exitOfFindings(status) : 0 }
  }
  const runContext = new RunContext(changeContext, identities, round)
  const { state } = changeContext.store
  const tagged = knownSteps(state, await taggedResources(changeContext, now, state))
  const steps = () => {
    const known = { ...tagged, ...knownSteps(changeContext.store.state) }
    return withNeeds(stepsOf(changeContext.intent, identities, known, able), changeContext.options.only, known)
  }
  for (;;) {
    const results = await runSteps(runContext, steps())
    if (runContext.hasCut && faultsOf(results).length === 0) {
      runContext.hasCut = false
      continue
    }
    const turn = await takePeerTurn(runContext, results)
    if (turn === 'over') return outcomeOf(runContext, results, { aside })
    if (turn !== 'acted') return turn
  }
}

/** How all of the link is, where one direction was refused and nothing was to be done in the other. */
async function outcomeBeside(
  { options: { directions }, store, ...context }: ChangeContext,
  identities: Identities,
  reads: ReadsOf,
  faults: readonly FaultData[],
): Promise<LinkOutcome> {
  const status = await statusFor(context, identities, reads, store.state, directions)
  return { status, faults, exit: worstExit([...faults.map(exitCodeOf), exitOfFindings(status)]) }
}

/** A single command that asks for what cannot be is refused whole, and not remembered as what is wanted from now on. */
function refuseBlocked(plan: UpPlan): void {
  for (const { code, facts } of blocks(plan)) throw new PlinkError(code, facts)
}

/**
 * Asks for what only a person may decide: to apply the changes, and to activate the product, which cannot be undone. A plan
 * that was agreed to covers what it could only announce: a later pass asks again only for something new, or for a deletion.
 */
async function consent(
  changeContext: ChangeContext,
  identities: Identities,
  plan: UpPlan,
  agreed: Set<string>,
): Promise<void> {
  const changing = plan.changes.filter(
    ({ action }) => action === 'create' || action === 'update' || action === 'delete',
  )
  if (changing.length === 0) return
  for (const side of plan.closed) {
    const isOpening = await changeContext.store.unlocked(() =>
      changeContext.ask({ code: 'OPEN_PRODUCT', facts: { side, uid: identities.uids[side] ?? '' } }),
    )
    if (!isOpening) throw new PlinkError('DECLINED', { question: 'OPEN_PRODUCT' })
    await openProduct(changeContext, side)
  }
  if (isAsWritten(changeContext, identities, changing)) return
  if (changing.every(({ step, action }) => action !== 'delete' && agreed.has(agreedName(step)))) return
  const isAgreed = await changeContext.store.unlocked(() =>
    changeContext.ask({
      code: 'PROCEED',
      facts: { command: 'up', as: changeContext.options.command, changes: plan.changes, cost: plan.cost },
    }),
  )
  if (!isAgreed) throw new PlinkError('DECLINED', { question: 'PROCEED' })
  for (const { step } of plan.changes) agreed.add(agreedName(step))
}

/** A plan may announce a whitelist entry before the UID is known, so entries of a direction count as one. */
function agreedName(step: string): string {
  const { direction, kind } = parseStepId(step)
  return kind === 'whitelist' ? `${direction}/${kind}` : step
}

/** A command that says what to make, and makes nothing else, was asked for by being written. */
function isAsWritten(
  { intent, store, options }: ChangeContext,
  identities: Identities,
  changing: readonly PlannedChange[],
): boolean {
  const { only, directions } = options
  if (only === null || changing.some(({ action }) => action === 'delete')) return false
  const steps = stepsOf(intent, identities, knownSteps(store.state), directions)
  return changing.every((change) => steps.some((step) => step.id === change.step && only(step)))
}

async function openProduct(changeContext: ChangeContext, side: SideName): Promise<void> {
  try {
    await changeContext.clouds[side]?.call('privatelink.OpenPrivateLinkService', {})
  } catch (error) {
    // Open already: the spelling is the cloud's.
    if (!isRefusal(error, 'OrderOpend')) throw error
  }
}

/** Writes what was asked for, so that `down` and `status` know it without a plink.yaml. Nothing is written when it is known. */
async function rememberIntent(changeContext: ChangeContext, identities: Identities): Promise<void> {
  const { link } = changeContext.store.state
  const known = isDeepStrictEqual([link.intent, link.uids], [changeContext.intent, identities.uids])
  if (!known)
    await changeContext.store.update((before) => ({ ...before, intent: changeContext.intent, uids: identities.uids }))
}
