import { destroySteps, isStillThere } from '../engine/destroy-step.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { ChangeContext } from '../engine/link-context.ts'
import { waitOutOldState } from '../engine/old-state.ts'
import { Round, sameMomentMs } from '../engine/round.ts'
import { RunContext } from '../engine/run-context.ts'
import { withWatchers } from '../engine/select-steps.ts'
import { type AnyStep, parentOf } from '../engine/step.ts'
import type { StepResult } from '../engine/step-result.ts'
import { waitFor } from '../engine/wait.ts'
import { waitUnlocked } from '../engine/wait-for-peer.ts'
import { type FaultData, PlinkError } from '../model/fault.ts'
import { parseStepId } from '../model/step-id.ts'
import { idOf, isAdopted, isOwned } from '../state/state.ts'
import { asConsumer, consumersOf, isOpen } from '../steps/foreign-consumers.ts'
import { knownSteps, taggedResources } from '../steps/tagged.ts'
import { type LinkOutcome, outcomeOf } from './outcome.ts'
import { foreignAmong, isAnythingOurs, removals, soughtBy, stepsIn, wholeOf, withoutSurroundings } from './removals.ts'

/** Removes what plink made, in order; never what it adopted. Run again at any time to go on. */
export async function down(context: ChangeContext): Promise<LinkOutcome> {
  const { intent, options, store, emit } = context
  emit({ event: 'begin', command: options.command, link: intent.name, region: intent.region })
  await waitOutOldState(context)
  const identities = await identitiesOf(context, store.state)
  const round = new Round(context)
  const tagged = await taggedResources(context, round.reads, store.state, soughtBy(store.state))
  const foreign = foreignAmong(tagged, store.state, intent.name)
  if (foreign) {
    if (!isAnythingOurs(tagged, store.state)) throw new PlinkError(foreign.code, foreign.facts)
    emit({ event: 'warning', fault: foreign })
  }
  const whole = wholeOf(context, knownSteps(store.state, tagged), options)
  const runContext = new RunContext({ ...context, intent: whole.intent }, identities, round)
  const all = () => stepsIn(whole, identities, { ...knownSteps(store.state, tagged) })
  const steps = () => withWatchers(all(), options.only)
  const { changes } = removals(store.state, tagged, steps())
  if (changes.some((change) => change.action === 'delete')) {
    for (const fault of await consumerWarnings(runContext, steps())) emit({ event: 'warning', fault })
    const asked = context.clock.now()
    const agreed = await store.unlocked(() =>
      context.ask({ code: 'PROCEED', facts: { command: 'down', as: options.command, changes } }),
    )
    if (!agreed) throw new PlinkError('DECLINED', { question: 'PROCEED' })
    if (context.clock.now() - asked > sameMomentMs) round.end()
  }
  // What was neither remembered nor seen by its tags before cannot be left over.
  const own = Object.keys(knownSteps(store.state, tagged)).filter((step) => !isAdopted(store.state.link.steps[step]))
  const kindsOwned = own.map((step) => parseStepId(step).kind)
  const kinds = {
    balancers: kindsOwned.includes('load-balancer') || kindsOwned.includes('listener'),
    rules: kindsOwned.includes('rule'),
  }
  let results = await destroySteps(runContext, steps())
  const started = context.clock.now()
  for (let left = 0; ; ) {
    const waits = results.flatMap((result) => (result.is === 'waiting' ? [result] : []))
    for (const { step, next } of waits) emit({ event: 'peer', direction: step.direction, next })
    const awaited = waits.filter(({ next }) => next.code === 'PEER_REMOVE_ENDPOINT')
    const goesOn =
      awaited.length > 0
        ? options.waitForPeer && (await peerWent(runContext, awaited))
        : results.every(({ is }) => is === 'gone') && (await isAnythingLeft(runContext, steps(), kinds))
    if (!goesOn) {
      await forgetOrphans(runContext, all())
      return outcomeOf(runContext, results, { removed: withoutSurroundings(intent) })
    }
    if (awaited.length === 0) {
      // What is there again and again is not removed by the next look either.
      if (++left === mostLooks) throw leftOver(steps(), left, context.clock.now() - started)
      await context.clock.sleep(againMs, context.signal)
    }
    runContext.round.end()
    results = await destroySteps(runContext, steps())
  }
}

/** How often everything is removed of which something is there all the same, and how long it waits in between, in milliseconds. */
const mostLooks = 5
const againMs = 1_000

function leftOver([first]: readonly AnyStep[], times: number, ms: number): PlinkError {
  const { direction = 'inbound', id: step = 'inbound' } = first ?? {}
  return new PlinkError('WAIT_TIMEOUT', { direction, step, seen: { Listed: times }, seconds: Math.round(ms / 1000) })
}

/** A connection goes with its service or its endpoint: of those that were deleted alone, it is remembered no more. */
async function forgetOrphans(runContext: RunContext, steps: readonly AnyStep[]): Promise<void> {
  for (const step of steps) {
    if (!step.sharesId || !runContext.record(step)) continue
    const parent = parentOf(step)
    if (parent && !runContext.record(parent)) await runContext.remember(step, undefined)
  }
}

/** Who asks to be let in to what is removed, and who stays connected though taken off the whitelist. */
async function consumerWarnings(runContext: RunContext, steps: readonly AnyStep[]): Promise<FaultData[]> {
  const expected = new Set(
    steps
      .filter(({ kind }) => kind === 'connection' || kind === 'endpoint')
      .flatMap((step) => idOf(runContext.record(step)) ?? []),
  )
  const found = steps.map(async (step): Promise<FaultData[]> => {
    const { direction } = step
    const { reads } = runContext.readContext(step)
    if (step.kind === 'service' && isOwned(runContext.record(step)) && step.deleteCall) {
      const service = idOf(runContext.record(step)) ?? ''
      const pending = (await consumersOf(reads, service)).filter(
        (row) => row.ConnectionStatus === 'Disconnected' && !expected.has(row.EndpointId),
      )
      const facts = { direction, service, endpoints: pending.map(asConsumer) }
      return pending.length > 0 ? [{ code: 'PENDING_REQUESTS', facts }] : []
    }
    const parent = parentOf(step)
    if (step.kind !== 'whitelist' || !parent || steps.includes(parent)) return []
    const service = idOf(runContext.record(parent))
    const { subject: uid } = parseStepId(step.id)
    if (service === undefined) return []
    const open = (await consumersOf(reads, service)).filter((row) => isOpen(row) && row.EndpointOwnerId === uid)
    const facts = { direction, service, endpoints: open.map(asConsumer) }
    return open.length > 0 ? [{ code: 'STILL_CONNECTED', facts }] : []
  })
  return (await Promise.all(found)).flat()
}

/**
 * A last look by tag and by id, until they agree: lists may go on showing what is gone, and hide what an interrupted call made.
 * @param kinds what there was to remove beside services and endpoints
 * @returns true when something of these steps is still there
 * @throws PlinkError WAIT_TIMEOUT
 */
function isAnythingLeft(
  runContext: RunContext,
  steps: readonly AnyStep[],
  kinds: { readonly balancers: boolean; readonly rules: boolean },
): Promise<boolean> {
  const { context } = runContext
  const [direction = 'inbound'] = context.options.directions
  return waitFor<boolean>(
    { direction, step: direction },
    async () => {
      const { state } = context.store
      const tagged = await taggedResources(context, runContext.round.reads, state, kinds)
      const left = tagged.flatMap(({ lineage, step: id, output, side }) => {
        const step = steps.find((each) => each.id === id && each.side === side)
        return step?.deleteCall && lineage === state.lineage ? [{ step, id: output.id }] : []
      })
      if (left.length === 0) return { done: true, value: false }
      const there = await Promise.all(left.map(({ step, id }) => isStillThere(runContext, step, id)))
      return there.includes(true) ? { done: true, value: true } : { done: false, status: 'Listed' }
    },
    { ...runContext.waitOptions('you', () => {}), onPause: () => runContext.round.end() },
  )
}

type WaitingStep = StepResult & { readonly is: 'waiting' }

/** Waits until the peer has removed its part of one of the directions. False when it has not within the time given. */
async function peerWent(runContext: RunContext, waits: readonly WaitingStep[]): Promise<boolean> {
  const [first] = waits
  if (!first) return false
  const { code } = first.next
  const about = { direction: first.step.direction, step: first.step.id }
  const went = await waitUnlocked(runContext.context, about, async () => {
    runContext.round.end()
    const left = await Promise.all(waits.map((wait) => isEndpointLeft(runContext, wait)))
    return left.includes(false) ? { done: true, value: true } : { done: false, status: code }
  })
  return went !== undefined
}

/** Whether one of the endpoints that the peer has to remove is still at the service. */
async function isEndpointLeft(runContext: RunContext, { step, next }: WaitingStep): Promise<boolean> {
  if (next.code !== 'PEER_REMOVE_ENDPOINT') return false
  const { service, endpoints } = next.facts
  const rows = await consumersOf(runContext.readContext(step).reads, service)
  return rows.some((row) => endpoints.includes(row.EndpointId))
}
