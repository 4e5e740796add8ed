import { isDeepStrictEqual } from 'node:util'
import { PlinkError } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import { readsOf } from './account-reads.ts'
import type { ChangeContext, Wanted } from './link-context.ts'
import type { RunContext } from './run-context.ts'
import type { Observation, StepOutput } from './step.ts'
import { faultsOf, type StepResult } from './step-result.ts'
import { passes, waitUnlocked, warningKey } from './wait-for-peer.ts'

/** What people did: somebody acted and another pass makes sense, nobody did, or plink.yaml asks for something else now. */
type Turn = 'acted' | 'over' | { readonly wanted: Wanted }

/** Steps that wait for a person after this pass: an approval that can be asked for here, or the peer's turn, waited for with the state file unlocked. */
export async function takePeerTurn(runContext: RunContext, results: readonly StepResult[]): Promise<Turn> {
  const { context } = runContext
  if (faultsOf(results).length > 0) return (await outlasts(runContext, results)) ? 'acted' : 'over'
  runContext.trouble.since = null
  let acted = false
  for (const result of results) {
    if (result.is !== 'needs-approval') continue
    const { asking, approved } = result.observation
    const agreed = await context.store.unlocked(() => context.ask(asking))
    if (!agreed) throw new PlinkError('DECLINED', { question: asking.code })
    runContext.round.end()
    runContext.approve.push(approved.output.id)
    acted = true
  }
  if (acted) return 'acted'
  const waits = results.flatMap((result) =>
    result.is === 'waiting' && result.next.code !== 'SPEC_LACKS' ? [result] : [],
  )
  for (const { step, next } of waits) {
    context.emit({ event: 'peer', direction: step.direction, next })
    runContext.say(step, 'peer')
  }
  // What the peer tells a person is brought by no watching of the cloud, only by plink.yaml.
  const awaited = context.reread ? waits : waits.filter(({ next }) => !told.has(next.code))
  if (awaited.length === 0 || !context.options.waitForPeer) return 'over'
  const turn = await waitUnlocked(context, firstWait(awaited), () => hasAnyoneActed(runContext, awaited))
  runContext.trouble.waited = true
  runContext.round.end()
  return turn?.value ?? 'over'
}

/** How long to rest before another pass, in milliseconds. */
const restMs = 30_000

/** After days of waiting for people a network that is lost just then is waited through as well. False when that is no use. */
async function outlasts({ context, trouble, round }: RunContext, results: readonly StepResult[]): Promise<boolean> {
  const { clock, signal, emit, store, options } = context
  const errors = results.flatMap((result) => (result.is === 'failed' ? [result.error] : []))
  const passing = errors.filter(passes)
  trouble.since ??= clock.now()
  const isLate = clock.now() - trouble.since >= options.timeoutMs
  if (!trouble.waited || isLate || passing.length < errors.length) return false
  for (const error of passing.filter((each) => !trouble.told.has(warningKey(each)))) {
    trouble.told.add(warningKey(error))
    emit({ event: 'warning', fault: error.data })
    emit({ event: 'wait', phase: 'troubled', until: new Date(trouble.since + options.timeoutMs).toISOString() })
  }
  await store.unlocked(() => clock.sleep(restMs, signal))
  round.end()
  return true
}

type WaitingStep = StepResult & { readonly is: 'waiting' }

/** What the peer tells a person, who writes it into plink.yaml. */
const told: ReadonlySet<Next['code']> = new Set(['PEER_TELL_UID', 'PEER_TELL_SERVICE'])

function firstWait(waits: readonly WaitingStep[]) {
  // Safe: asked only where somebody is waited for.
  const { step } = waits[0] as WaitingStep
  return { direction: step.direction, step: step.id }
}

/** Whether one of the awaited steps changed, or plink.yaml asks for something else. */
async function hasAnyoneActed(
  runContext: RunContext,
  waits: readonly WaitingStep[],
): Promise<{ done: true; value: Turn } | { done: false; status: string }> {
  const { context } = runContext
  const wanted = await otherWanted(context)
  if (wanted) return { done: true, value: { wanted } }
  const reads = readsOf(context)
  const changed = await Promise.all(
    waits.map(async ({ step, next }) => {
      const readContext = { ...runContext.readContext(step), reads: reads(step.side) }
      const observation: Observation<StepOutput> = await step.observe(readContext, runContext.inputs(step))
      return observation.is !== 'waiting' || JSON.stringify(observation.next) !== JSON.stringify(next)
    }),
  )
  return changed.includes(true) ? { done: true, value: 'acted' } : { done: false, status: waits[0]?.next.code ?? '' }
}

/** Waits until something else is asked for than was; undefined when the time is up, or plink.yaml is not read again. */
export async function waitForOther(context: ChangeContext): Promise<Wanted | undefined> {
  const [direction = 'inbound'] = context.options.directions
  if (!context.reread || !context.options.waitForPeer) return undefined
  const found = await waitUnlocked(context, { direction, step: direction }, async () => {
    const value = await otherWanted(context)
    return value ? { done: true, value } : { done: false, status: 'SPEC_INVALID' }
  })
  return found?.value
}

async function otherWanted({ reread, intent, options }: ChangeContext): Promise<Wanted | undefined> {
  const wanted = await reread?.()
  return isDeepStrictEqual(wanted, { intent, directions: options.directions }) ? undefined : wanted
}
