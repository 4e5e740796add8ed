import { isRefusal } from '../alibaba/cloud-error.ts'
import { readsOf, snapshot } from '../engine/account-reads.ts'
import { destroySteps } from '../engine/destroy-step.ts'
import { refusalOfCall } from '../engine/dry-run.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { ChangeContext, LinkContext, WorkOptions } from '../engine/link-context.ts'
import { outputIn, RunContext } from '../engine/run-context.ts'
import { withWatchers } from '../engine/select-steps.ts'
import { type AnyStep, parentOf, type StepOutput } from '../engine/step.ts'
import type { StepResult } from '../engine/step-result.ts'
import { waitUnlocked } from '../engine/wait-for-peer.ts'
import { PlinkError } from '../model/fault.ts'
import type { PlannedChange } from '../model/result.ts'
import { idOf, isAdopted, isOwned, type State, type StepRecord } from '../state/state.ts'
import { stepsOf } from '../steps/direction-steps.ts'
import { connectionsOf } from '../steps/service-reads.ts'
import type { Plan } from './plan.ts'
import { type LinkOutcome, outcomeOf } from './up.ts'

/** Removes what plink made, in order; never what it adopted. Run again at any time to go on. */
export async function down(context: ChangeContext): Promise<LinkOutcome> {
  context.emit({
    event: 'begin',
    command: context.options.command,
    link: context.intent.name,
    region: context.intent.region,
  })
  const identities = await identitiesOf(context, context.store.state)
  const runContext = new RunContext(context, identities)
  const all = () =>
    stepsOf(context.intent, identities, Object.keys(context.store.state.link.steps), context.options.directions)
  const steps = () => withWatchers(all(), context.options.only)
  const changes = removals((step) => runContext.record(step), steps())
  if (changes.some((change) => change.action === 'delete')) {
    const agreed = await context.store.unlocked(() =>
      context.ask({ code: 'PROCEED', facts: { command: 'down', as: context.options.command, changes } }),
    )
    if (!agreed) throw new PlinkError('DECLINED', { question: 'PROCEED' })
  }
  let results = await destroySteps(runContext, steps())
  for (;;) {
    const waits = results.flatMap((result) => (result.is === 'waiting' ? [result] : []))
    for (const { step, next } of waits) context.emit({ event: 'peer', direction: step.direction, next })
    if (waits.length === 0 || !context.options.waitForPeer || !(await peerWent(runContext, waits))) {
      await forgetOrphans(runContext, all())
      return outcomeOf(context, identities, results, true)
    }
    results = await destroySteps(runContext, steps())
  }
}

/** A connection goes with its service or its endpoint: of those that were taken back alone, it is remembered no more. */
async function forgetOrphans(runContext: RunContext, steps: readonly AnyStep[]): Promise<void> {
  for (const step of steps) {
    if (step.kind !== 'connection' || !runContext.record(step)) continue
    const parent = parentOf(step)
    if (parent && !runContext.record(parent)) await runContext.remember(step, undefined)
  }
}

/** What `down` would do, and what the cloud would refuse of it, by its own DryRun. Writes nothing and takes no lock. */
export async function planDown(linkContext: LinkContext, state: State | null, options: PlannedDown): Promise<Plan> {
  const identities = await identitiesOf(linkContext, state)
  const known = state?.link.steps ?? {}
  const all = stepsOf(linkContext.intent, identities, Object.keys(known), options.directions)
  const steps = withWatchers(all, options.only)
  const reads = snapshot(readsOf(linkContext))
  const faults = await Promise.all(
    steps.map(async (step) => {
      const record = known[step.id]
      const output = outputIn(record)
      if (!output || !isOwned(record) || !step.deleteCall) return []
      const needs = Object.entries<AnyStep>(step.needs).map(([name, need]) => [name, outputIn(known[need.id])] as const)
      const inputs = Object.fromEntries(needs.filter((entry): entry is [string, StepOutput] => entry[1] !== undefined))
      const readContext = { reads: reads(step.side), known: output.id, lineage: state?.lineage ?? '', approve: [] }
      const parent = parentOf(step)
      // What goes with its parent is not called for.
      if (step.wanted && step.isPart && parent && steps.includes(parent) && isOwned(known[parent.id])) return []
      const call = await step.deleteCall(readContext, output, inputs)
      return (call && (await refusalOfCall(linkContext, step, call))) ?? []
    }),
  )
  return {
    changes: removals((step) => known[step.id], steps),
    faults: faults.flat(),
    warnings: [],
    findings: [],
    closed: [],
    cost: [],
    admissions: [],
  }
}

type PlannedDown = Pick<WorkOptions, 'directions' | 'only'>

/** What `down` will do, from the state alone: last first. */
function removals(recordOf: (step: AnyStep) => StepRecord | undefined, steps: readonly AnyStep[]): PlannedChange[] {
  return [...steps].reverse().flatMap((step): PlannedChange[] => {
    const record = recordOf(step)
    if (!record) return []
    const id = idOf(record) ?? null
    const ours = !isAdopted(record)
    const { direction } = step
    return [
      ours
        ? { direction, step: step.id, action: 'delete', id, reason: { code: 'MADE_BY_PLINK', facts: {} } }
        : { direction, step: step.id, action: 'none', id, reason: { code: 'ALREADY_THERE', facts: {} } },
    ]
  })
}

type Awaited = StepResult & { readonly is: 'waiting' }

/** Waits until the peer has taken back its part of one of the directions. False when it has not within the time given. */
async function peerWent(runContext: RunContext, waits: readonly Awaited[]): Promise<boolean> {
  const [first] = waits
  if (!first) return false
  const { code } = first.next
  const about = { direction: first.step.direction, step: first.step.id }
  const went = await waitUnlocked(runContext.context, about, async () => {
    const left = await Promise.all(waits.map((wait) => isLeft(runContext, wait)))
    return left.includes(false) ? { done: true, value: true } : { done: false, status: code }
  })
  return went !== undefined
}

/** Whether one of the endpoints that the peer has to remove is still at the service. */
async function isLeft(runContext: RunContext, { step, next }: Awaited): Promise<boolean> {
  // Nothing else is waited for when removing.
  if (next.code !== 'PEER_REMOVE_ENDPOINT') return false
  const { service, endpoints } = next.facts
  try {
    const rows = await connectionsOf(runContext.readContext(step).reads, service)
    return rows.some((row) => endpoints.includes(row.EndpointId))
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return false
    throw error
  }
}
