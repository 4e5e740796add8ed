import { PlinkError } from '../model/fault.ts'
import type { Change } from '../model/result.ts'
import { Bench } from './bench.ts'
import { stepsOf } from './direction.ts'
import { partiesOf } from './parties.ts'
import type { AnyStep } from './step.ts'
import type { Tools } from './tools.ts'
import { undoSteps } from './undo.ts'
import { type LinkOutcome, outcomeOf } from './up.ts'
import { waitFor } from './wait.ts'

/** Removes what plink made, in order; never what it adopted. Run again at any time to go on. */
export async function down(tools: Tools): Promise<LinkOutcome> {
  tools.emit({ event: 'begin', command: 'down', link: tools.intent.name, region: tools.intent.region })
  const parties = await partiesOf(tools, tools.store.state)
  const bench = new Bench(tools, parties)
  const steps = () =>
    stepsOf(tools.intent, parties, Object.keys(tools.store.state.link.steps), tools.options.directions)
  const changes = removals(bench, steps())
  if (changes.some((change) => change.action === 'delete')) {
    const agreed = await tools.store.unlocked(() => tools.ask({ code: 'PROCEED', facts: { command: 'down', changes } }))
    if (!agreed) throw new PlinkError('DECLINED', { question: 'PROCEED' })
  }
  let endings = await undoSteps(bench, steps())
  for (;;) {
    const waits = endings.flatMap((ending) => (ending.is === 'awaits' ? [ending] : []))
    for (const { step, next } of waits) tools.emit({ event: 'peer', direction: step.direction, next })
    if (waits.length === 0 || !tools.options.waitForPeer) return outcomeOf(tools, parties, endings)
    await tools.store.unlocked(() =>
      peerWent(
        bench,
        waits.map((wait) => wait.step),
      ),
    )
    endings = await undoSteps(bench, steps())
  }
}

/** What `down` will do, from the state alone: last first. */
function removals(bench: Bench, steps: readonly AnyStep[]): Change[] {
  return [...steps].reverse().flatMap((step): Change[] => {
    const record = bench.record(step)
    if (!record) return []
    const id = record.status === 'intended' ? null : record.id
    const ours = record.status === 'intended' || record.mine
    const { direction } = step
    return [
      ours
        ? { direction, step: step.id, action: 'delete', id, reason: { code: 'MADE_BY_PLINK', facts: {} } }
        : { direction, step: step.id, action: 'none', id, reason: { code: 'ALREADY_THERE', facts: {} } },
    ]
  })
}

/** Waits until the peer has taken back its part of one of the directions. @throws PlinkError WAIT_TIMEOUT */
async function peerWent(bench: Bench, steps: readonly AnyStep[]): Promise<void> {
  const { tools } = bench
  const [first] = steps
  if (!first) return
  await waitFor(
    { direction: first.direction, step: first.id },
    async () => {
      const left = await Promise.all(
        steps.map((step) => step.release?.(bench.looking(step), bench.given(step)) ?? null),
      )
      return left.includes(null) ? { done: true, value: undefined } : { done: false, status: 'PEER_REMOVE_ENDPOINT' }
    },
    { clock: tools.clock, signal: tools.signal, timeoutMs: tools.options.timeoutMs, onStatus: () => {} },
  )
}
