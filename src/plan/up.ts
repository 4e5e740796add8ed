import { isDeepStrictEqual } from 'node:util'
import { isRefusal } from '../cloud/error.ts'
import { exitCodeOf, type FaultData, PlinkError, worstExit } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import type { Change, LinkStatus, Next } from '../model/result.ts'
import { Bench } from './bench.ts'
import { withNeeds } from './chosen.ts'
import { type Parties, stepsOf } from './direction.ts'
import { partiesOf } from './parties.ts'
import { waitUnlocked } from './people.ts'
import { type Plan, planOf, readsOf, snapshot } from './plan.ts'
import { type Ending, faultsOf, runSteps } from './run.ts'
import { statusFor } from './status.ts'
import type { AnyStep, Sight, Thing } from './step.ts'
import type { Tools, Wanted } from './tools.ts'

export interface LinkOutcome {
  readonly status: LinkStatus
  readonly faults: readonly FaultData[]
  readonly exit: number
}

/** Makes the link so; run again at any time to go on or to repair. With nothing to do it makes no mutating call and writes nothing. */
export async function up(tools: Tools): Promise<LinkOutcome> {
  tools.emit({ event: 'begin', command: tools.options.command, link: tools.intent.name, region: tools.intent.region })
  for (let now = tools; ; ) {
    const end = await makeSo(now)
    if (!('wanted' in end)) return end
    // While it waited plink.yaml came to say more: everything is looked at, checked and asked for anew.
    const { intent, directions } = end.wanted
    now = { ...now, intent, options: { ...now.options, directions } }
  }
}

/** Until the link is so, or nobody acts any more, or something else is asked for. */
async function makeSo(tools: Tools): Promise<LinkOutcome | { readonly wanted: Wanted }> {
  const parties = await partiesOf(tools, tools.store.state)
  const now = snapshot(readsOf(tools))
  const plan = await planOf(tools, parties, now, tools.store.state, tools.options)
  for (const fault of plan.warnings.filter((warning) => warning.code !== 'PRODUCT_CLOSED'))
    tools.emit({ event: 'warning', fault })
  refuse(plan)
  if (tools.options.only !== null) refuseBlocked(plan)
  await consent(tools, parties, plan)
  // What could not be rehearsed before the product was open is rehearsed now, still before anything is made.
  if (plan.closed.length > 0)
    refuse(await planOf(tools, parties, snapshot(readsOf(tools)), tools.store.state, tools.options))
  await rememberIntent(tools, parties)

  // All is there, settled and remembered: what was just seen is the answer.
  if (plan.changes.every((change) => change.action === 'none')) {
    return {
      status: await statusFor(tools, parties, now, tools.store.state, tools.options.directions),
      faults: [],
      exit: 0,
    }
  }
  const bench = new Bench(tools, parties)
  const steps = () => {
    const remembered = Object.keys(tools.store.state.link.steps)
    return withNeeds(stepsOf(tools.intent, parties, remembered, tools.options.directions), tools.options.only)
  }
  for (;;) {
    const endings = await runSteps(bench, steps())
    const turn = await peoplesTurn(bench, endings)
    if (turn === 'over') return outcomeOf(tools, parties, endings)
    if (turn !== 'acted') return turn
  }
}

/** The end of `up` and `down`: what is so now, what went wrong, and the one exit code of it all. */
export async function outcomeOf(tools: Tools, parties: Parties, endings: readonly Ending[]): Promise<LinkOutcome> {
  const faults = faultsOf(endings)
  const interrupted = faults.some((fault) => fault.code === 'INTERRUPTED')
  // An interrupted run ends now: what is so, `status` tells.
  if (interrupted) throw tools.signal.reason
  const now = snapshot(readsOf(tools))
  const status = await statusFor(tools, parties, now, tools.store.state, tools.options.directions)
  const waits = endings.flatMap((ending) => (ending.is === 'awaits' ? [ending] : []))
  const exit = worstExit([...faults.map(exitCodeOf), ...waits.map(({ next }) => exitOfWait(next))])
  return { status: waits.reduce(withNext, status), faults, exit }
}

/** The status with what this very run is waiting for: `down` waits for other things than the link as such does. */
function withNext(status: LinkStatus, { step, next }: { readonly step: AnyStep; readonly next: Next }): LinkStatus {
  const direction = status.directions[step.direction]
  if (!direction || next.code === 'SPEC_LACKS') return status
  const waiting = { ...direction, state: 'waiting-for-peer', actor: 'peer', next } as const
  return { ...status, directions: { ...status.directions, [step.direction]: waiting } }
}

function exitOfWait(next: Next): number {
  return next.code === 'SPEC_LACKS' ? 2 : 8
}

function refuse(plan: Plan): void {
  const [only] = plan.faults
  if (!only) return
  // One finding speaks for itself, with its own exit code; several are one refusal that lists them.
  if (plan.faults.length === 1) throw new PlinkError(only.code, only.facts)
  throw new PlinkError('CHECKS_FAILED', { faults: plan.faults })
}

/** A single command that asks for what cannot be is refused whole, and not remembered as what is wanted from now on. */
function refuseBlocked({ changes }: Plan): void {
  for (const { direction, step, id, reason } of changes) {
    if (reason.code !== 'CANNOT_CHANGE' || id === null) continue
    throw new PlinkError('BLOCKED', { direction, step, id, ...reason.facts })
  }
}

/** Asks for what only a person may decide: to go ahead, and to open the product, which cannot be undone. */
async function consent(tools: Tools, parties: Parties, plan: Plan): Promise<void> {
  const changing = plan.changes.filter(
    ({ action }) => action === 'create' || action === 'update' || action === 'delete',
  )
  if (changing.length === 0) return
  for (const side of plan.closed) {
    const agreed = await tools.store.unlocked(() =>
      tools.ask({ code: 'OPEN_PRODUCT', facts: { side, uid: parties.uids[side] ?? '' } }),
    )
    if (!agreed) throw new PlinkError('DECLINED', { question: 'OPEN_PRODUCT' })
    await openProduct(tools, side)
  }
  if (isAsWritten(tools, parties, changing)) return
  const agreed = await tools.store.unlocked(() =>
    tools.ask({
      code: 'PROCEED',
      facts: { command: 'up', as: tools.options.command, changes: plan.changes, cost: plan.cost },
    }),
  )
  if (!agreed) throw new PlinkError('DECLINED', { question: 'PROCEED' })
}

/** A command that says what to make, and makes nothing else, was asked for by being written. */
function isAsWritten({ intent, store, options }: Tools, parties: Parties, changing: readonly Change[]): boolean {
  const { only, directions } = options
  if (only === null || changing.some(({ action }) => action === 'delete')) return false
  const steps = stepsOf(intent, parties, Object.keys(store.state.link.steps), directions)
  return changing.every((change) => steps.some((step) => step.id === change.step && only(step)))
}

async function openProduct(tools: Tools, side: SideName): Promise<void> {
  try {
    await tools.clouds[side]?.call('privatelink.OpenPrivateLinkService', {})
  } catch (error) {
    // Open already: the spelling is the cloud's.
    if (!isRefusal(error, 'OrderOpend')) throw error
  }
}

/** Writes what was asked for, so that `down` and `status` know it without a plink.yaml. Nothing is written when it is known. */
async function rememberIntent(tools: Tools, parties: Parties): Promise<void> {
  const { link } = tools.store.state
  const known = isDeepStrictEqual([link.intent, link.uids], [tools.intent, parties.uids])
  if (!known) await tools.store.update((before) => ({ ...before, intent: tools.intent, uids: parties.uids }))
}

/** What people did: somebody acted and another pass makes sense, nobody did, or plink.yaml asks for something else now. */
type Turn = 'acted' | 'over' | { readonly wanted: Wanted }

/** What is left to people after a pass: a yes that can be asked for here, or the peer's turn, waited for with the lock let go. */
async function peoplesTurn(bench: Bench, endings: readonly Ending[]): Promise<Turn> {
  const { tools } = bench
  if (faultsOf(endings).length > 0) return 'over'
  let acted = false
  for (const ending of endings) {
    if (ending.is !== 'asks') continue
    const { asking, yes } = ending.sight
    const agreed = await tools.store.unlocked(() => tools.ask(asking))
    if (!agreed) throw new PlinkError('DECLINED', { question: asking.code })
    bench.approve.push(yes.out.id)
    acted = true
  }
  if (acted) return 'acted'
  const waits = endings.flatMap((ending) =>
    ending.is === 'awaits' && ending.next.code !== 'SPEC_LACKS' ? [ending] : [],
  )
  for (const { step, next } of waits) {
    tools.emit({ event: 'peer', direction: step.direction, next })
    bench.say(step, 'peer')
  }
  // What the peer tells a person is brought by no watching of the cloud, only by plink.yaml.
  const awaited = tools.reread ? waits : waits.filter(({ next }) => !told.has(next.code))
  if (awaited.length === 0 || !tools.options.waitForPeer) return 'over'
  return (await waitUnlocked(tools, aboutFirst(awaited), () => lookForPeople(bench, awaited)))?.value ?? 'over'
}

type Awaited = Ending & { readonly is: 'awaits' }

/** What the peer tells a person, who writes it into plink.yaml. */
const told: ReadonlySet<Next['code']> = new Set(['PEER_TELL_UID', 'PEER_TELL_SERVICE'])

function aboutFirst(waits: readonly Awaited[]) {
  // Safe: asked only where somebody is waited for.
  const { step } = waits[0] as Awaited
  return { direction: step.direction, step: step.id }
}

/** Looks whether one of the awaited things changed, or what is asked for. */
async function lookForPeople(
  bench: Bench,
  waits: readonly Awaited[],
): Promise<{ done: true; value: Turn } | { done: false; status: string }> {
  const { tools } = bench
  const wanted = await tools.reread?.()
  if (wanted && !isDeepStrictEqual(wanted, { intent: tools.intent, directions: tools.options.directions }))
    return { done: true, value: { wanted } }
  const reads = readsOf(tools)
  const changed = await Promise.all(
    waits.map(async ({ step, next }) => {
      const looking = { ...bench.looking(step), reads: reads(step.side) }
      const sight: Sight<Thing> = await step.look(looking, bench.given(step))
      return sight.is !== 'awaits' || JSON.stringify(sight.next) !== JSON.stringify(next)
    }),
  )
  return changed.includes(true) ? { done: true, value: 'acted' } : { done: false, status: waits[0]?.next.code ?? '' }
}
