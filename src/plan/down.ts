import { isRefusal } from '../cloud/error.ts'
import { PlinkError } from '../model/fault.ts'
import type { Change } from '../model/result.ts'
import type { State, StepRecord } from '../state/state.ts'
import { Bench, outOf } from './bench.ts'
import { withWatchers } from './chosen.ts'
import { stepsOf } from './direction.ts'
import { partiesOf } from './parties.ts'
import { waitUnlocked } from './people.ts'
import { type Plan, readsOf, snapshot } from './plan.ts'
import { connectionsOf } from './provider-reads.ts'
import { refusalOfCall } from './rehearse.ts'
import type { Ending } from './run.ts'
import { type AnyStep, parts, type Thing } from './step.ts'
import type { Eyes, Tools, WorkOptions } from './tools.ts'
import { undoSteps } from './undo.ts'
import { type LinkOutcome, outcomeOf } from './up.ts'

/** Removes what plink made, in order; never what it adopted. Run again at any time to go on. */
export async function down(tools: Tools): Promise<LinkOutcome> {
  tools.emit({ event: 'begin', command: tools.options.command, link: tools.intent.name, region: tools.intent.region })
  const parties = await partiesOf(tools, tools.store.state)
  const bench = new Bench(tools, parties)
  const all = () => stepsOf(tools.intent, parties, Object.keys(tools.store.state.link.steps), tools.options.directions)
  const steps = () => withWatchers(all(), tools.options.only)
  const changes = removals((step) => bench.record(step), steps())
  if (changes.some((change) => change.action === 'delete')) {
    const agreed = await tools.store.unlocked(() =>
      tools.ask({ code: 'PROCEED', facts: { command: 'down', as: tools.options.command, changes } }),
    )
    if (!agreed) throw new PlinkError('DECLINED', { question: 'PROCEED' })
  }
  let endings = await undoSteps(bench, steps())
  for (;;) {
    const waits = endings.flatMap((ending) => (ending.is === 'awaits' ? [ending] : []))
    for (const { step, next } of waits) tools.emit({ event: 'peer', direction: step.direction, next })
    if (waits.length === 0 || !tools.options.waitForPeer || !(await peerWent(bench, waits))) {
      await forgetOrphans(bench, all())
      return outcomeOf(tools, parties, endings)
    }
    endings = await undoSteps(bench, steps())
  }
}

/** A connection goes with its service or its endpoint: of those that were taken back alone, it is remembered no more. */
async function forgetOrphans(bench: Bench, steps: readonly AnyStep[]): Promise<void> {
  for (const step of steps) {
    if (step.kind !== 'connection' || !bench.record(step)) continue
    const parent = step.parent === undefined ? undefined : step.needs[step.parent]
    if (parent && !bench.record(parent)) await bench.remember(step, undefined)
  }
}

/** What `down` would do, and what the cloud would refuse of it, by its own DryRun. Writes nothing and takes no lock. */
export async function planDown(eyes: Eyes, state: State | null, options: PlannedDown): Promise<Plan> {
  const parties = await partiesOf(eyes, state)
  const known = state?.link.steps ?? {}
  const all = stepsOf(eyes.intent, parties, Object.keys(known), options.directions)
  const steps = withWatchers(all, options.only)
  const reads = snapshot(readsOf(eyes))
  const faults = await Promise.all(
    steps.map(async (step) => {
      const record = known[step.id]
      const out = outOf(record)
      if (!out || !record || record.status === 'intended' || !record.mine || !step.unmake) return []
      const needs = Object.entries<AnyStep>(step.needs).map(([name, need]) => [name, outOf(known[need.id])] as const)
      const given = Object.fromEntries(needs.filter((entry): entry is [string, Thing] => entry[1] !== undefined))
      const looking = { reads: reads(step.side), known: out.id, lineage: state?.lineage ?? '', approve: [] }
      const owner: AnyStep | undefined = step.parent === undefined ? undefined : step.needs[step.parent]
      const parent = owner && steps.includes(owner) ? known[owner.id] : undefined
      // What goes with its parent is not called for.
      if (step.wanted && parts.has(step.kind) && parent?.status !== 'intended' && parent?.mine) return []
      const call = await step.unmake(looking, out, given)
      return (call && (await refusalOfCall(eyes, step, call))) ?? []
    }),
  )
  return {
    changes: removals((step) => known[step.id], steps),
    faults: faults.flat(),
    warnings: [],
    closed: [],
    cost: [],
    admissions: [],
  }
}

type PlannedDown = Pick<WorkOptions, 'directions' | 'only'>

/** What `down` will do, from the state alone: last first. */
function removals(recordOf: (step: AnyStep) => StepRecord | undefined, steps: readonly AnyStep[]): Change[] {
  return [...steps].reverse().flatMap((step): Change[] => {
    const record = recordOf(step)
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

type Awaited = Ending & { readonly is: 'awaits' }

/** Waits until the peer has taken back its part of one of the directions. False when it has not within the time given. */
async function peerWent(bench: Bench, waits: readonly Awaited[]): Promise<boolean> {
  const [first] = waits
  if (!first) return false
  const { code } = first.next
  const about = { direction: first.step.direction, step: first.step.id }
  const went = await waitUnlocked(bench.tools, about, async () => {
    const left = await Promise.all(waits.map((wait) => isLeft(bench, wait)))
    return left.includes(false) ? { done: true, value: true } : { done: false, status: code }
  })
  return went !== undefined
}

/** Whether one of the endpoints that the peer has to remove is still at the service. */
async function isLeft(bench: Bench, { step, next }: Awaited): Promise<boolean> {
  // Nothing else is waited for when removing.
  if (next.code !== 'PEER_REMOVE_ENDPOINT') return false
  const { service, endpoints } = next.facts
  try {
    const rows = await connectionsOf(bench.looking(step).reads, bench.tools.intent.region, service)
    return rows.some((row) => endpoints.includes(row.EndpointId))
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return false
    throw error
  }
}
