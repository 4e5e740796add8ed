import { isDeepStrictEqual } from 'node:util'
import { PlinkError } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import type { Bench } from './bench.ts'
import { kindOf, passes, waitUnlocked } from './people.ts'
import { readsOf } from './plan.ts'
import { type Ending, faultsOf } from './run.ts'
import type { Sight, Thing } from './step.ts'
import type { Tools, Wanted } from './tools.ts'

/** What people did: somebody acted and another pass makes sense, nobody did, or plink.yaml asks for something else now. */
type Turn = 'acted' | 'over' | { readonly wanted: Wanted }

/** What is left to people after a pass: a yes that can be asked for here, or the peer's turn, waited for with the lock let go. */
export async function peoplesTurn(bench: Bench, endings: readonly Ending[]): Promise<Turn> {
  const { tools } = bench
  if (faultsOf(endings).length > 0) return (await outlasts(bench, endings)) ? 'acted' : 'over'
  bench.trouble.since = null
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
  const turn = await waitUnlocked(tools, aboutFirst(awaited), () => lookForPeople(bench, awaited))
  bench.trouble.waited = true
  return turn?.value ?? 'over'
}

/** How long to rest before another pass, in milliseconds. */
const restMs = 30_000

/** After days of waiting for people a network that is lost just then is waited through as well. False when that is no use. */
async function outlasts({ tools, trouble }: Bench, endings: readonly Ending[]): Promise<boolean> {
  const { clock, signal, emit, store, options } = tools
  const errors = endings.flatMap((ending) => (ending.is === 'failed' ? [ending.error] : []))
  const passing = errors.filter(passes)
  trouble.since ??= clock.now()
  const isLate = clock.now() - trouble.since >= options.timeoutMs
  if (!trouble.waited || isLate || passing.length < errors.length) return false
  for (const error of passing.filter((each) => !trouble.told.has(kindOf(each)))) {
    trouble.told.add(kindOf(error))
    emit({ event: 'warning', fault: error.data })
    emit({ event: 'wait', phase: 'troubled', until: new Date(trouble.since + options.timeoutMs).toISOString() })
  }
  await store.unlocked(() => clock.sleep(restMs, signal))
  return true
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
  const wanted = await otherWanted(tools)
  if (wanted) return { done: true, value: { wanted } }
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

/** Waits until something else is asked for than was; undefined when the time is up, or plink.yaml is not read again. */
export async function waitForOther(tools: Tools): Promise<Wanted | undefined> {
  const [direction = 'inbound'] = tools.options.directions
  if (!tools.reread || !tools.options.waitForPeer) return undefined
  const found = await waitUnlocked(tools, { direction, step: direction }, async () => {
    const value = await otherWanted(tools)
    return value ? { done: true, value } : { done: false, status: 'SPEC_INVALID' }
  })
  return found?.value
}

async function otherWanted({ reread, intent, options }: Tools): Promise<Wanted | undefined> {
  const wanted = await reread?.()
  return isDeepStrictEqual(wanted, { intent, directions: options.directions }) ? undefined : wanted
}
