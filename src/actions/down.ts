import { readsOf, snapshot } from '../engine/account-reads.ts'
import { destroySteps, isStillThere } from '../engine/destroy-step.ts'
import { refusalOfCall } from '../engine/dry-run.ts'
import { type Identities, identitiesOf } from '../engine/identities.ts'
import type { ChangeContext, LinkContext, WorkOptions } from '../engine/link-context.ts'
import { waitOutOldState } from '../engine/old-state.ts'
import { Round, sameMomentMs } from '../engine/round.ts'
import { outputIn, RunContext } from '../engine/run-context.ts'
import { withWatchers } from '../engine/select-steps.ts'
import { type AnyStep, isAddressed, parentOf, type ReadContext, type StepOutput } from '../engine/step.ts'
import type { StepResult } from '../engine/step-result.ts'
import { waitFor } from '../engine/wait.ts'
import { waitUnlocked } from '../engine/wait-for-peer.ts'
import type { DirectionIntent, Intent } from '../manifest/schema.ts'
import { type FaultData, PlinkError } from '../model/fault.ts'
import { directionNames } from '../model/link.ts'
import type { PlannedChange } from '../model/result.ts'
import { parseStepId, stepId } from '../model/step-id.ts'
import { idOf, isAdopted, isOwned, type State } from '../state/state.ts'
import { type KnownSteps, stepsOf } from '../steps/direction-steps.ts'
import { asConsumer, consumersOf, isOpen } from '../steps/foreign-consumers.ts'
import { knownSteps, type Tagged, taggedResources } from '../steps/tagged.ts'
import type { Plan } from './plan.ts'
import { type LinkOutcome, outcomeOf } from './up.ts'

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
      return outcomeOf(runContext, results, { removed: bare(intent) })
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

/** What `down` would do, and what the cloud would refuse of it, by its own DryRun. Writes nothing and takes no lock. */
export async function planDown(linkContext: LinkContext, state: State | null, options: PlannedDown): Promise<Plan> {
  const identities = await identitiesOf(linkContext, state)
  const reads = snapshot(readsOf(linkContext))
  const tagged = await taggedResources(linkContext, reads, state, soughtBy(state))
  const foreign = foreignAmong(tagged, state, linkContext.intent.name)
  const known = knownSteps(state, tagged)
  const steps = withWatchers(stepsIn(wholeOf(linkContext, known, options), identities, known), options.only)
  const records = state?.link.steps ?? {}
  const { changes, deleted } = removals(state, tagged, steps)
  const deleting = new Set(deleted.flatMap((step) => (step.deleteCall && known[step.id]) || []))
  const outputs = (step: AnyStep): StepOutput | undefined => {
    const id = known[step.id]
    return outputIn(records[step.id]) ?? (id === undefined ? undefined : { id })
  }
  const faults = await Promise.all(
    deleted.map(async (step): Promise<FaultData[]> => {
      const output = outputs(step)
      if (!output || !step.deleteCall) return []
      const needs = Object.entries<AnyStep>(step.needs).map(([name, need]) => [name, outputs(need)] as const)
      const inputs = Object.fromEntries(needs.filter((entry): entry is [string, StepOutput] => entry[1] !== undefined))
      const readContext: ReadContext = {
        reads: reads(step.side),
        known: output.id,
        lineage: state?.lineage ?? '',
        approve: [],
        disconnect: options.disconnect ?? [],
        deleting,
      }
      const parent = parentOf(step)
      // What goes with its parent is not called for.
      if (step.isPart && parent && deleted.includes(parent)) return []
      if (!isAddressed(step, inputs)) return []
      try {
        const call =
          (await step.obstacle?.(readContext, output, inputs)) ?? (await step.deleteCall(readContext, output, inputs))
        return call ? [(await refusalOfCall(linkContext, step, call)) ?? []].flat() : []
      } catch (error) {
        if (error instanceof PlinkError && error.code === 'FOREIGN_CONSUMERS') return [error.data]
        throw error
      }
    }),
  )
  return {
    changes,
    faults: [...(foreign && !isAnythingOurs(tagged, state) ? [foreign] : []), ...distinct(faults.flat())],
    warnings: foreign && isAnythingOurs(tagged, state) ? [foreign] : [],
    findings: [],
    closed: [],
    cost: [],
    admissions: [],
  }
}

/** Where nothing is remembered everything is looked for, everywhere: the state may be lost. */
function soughtBy(state: State | null): Parameters<typeof taggedResources>[3] {
  const isLost = Object.keys(state?.link.steps ?? {}).length === 0
  return { balancers: true, rules: isLost ? 'anywhere' : true }
}

type PlannedDown = Pick<WorkOptions, 'directions' | 'only'> & Partial<Pick<WorkOptions, 'disconnect'>>

function distinct(faults: readonly FaultData[]): FaultData[] {
  return [...new Map(faults.map((fault) => [JSON.stringify(fault), fault])).values()]
}

/** Resources of the link that another state made: nothing is done about them here. */
function foreignAmong(
  tagged: readonly Tagged[],
  state: State | null,
  link: string,
): (FaultData & { code: 'LINEAGE_FOREIGN' }) | undefined {
  // Whatever its tags say by now, what the state remembers as made by plink is removed with it.
  const remembered = new Set(
    Object.values(state?.link.steps ?? {}).flatMap((record) => (isOwned(record) ? (idOf(record) ?? []) : [])),
  )
  const foreign = tagged.filter(({ lineage, output }) => lineage !== state?.lineage && !remembered.has(output.id))
  if (foreign.length === 0) return undefined
  const own = tagged.filter((each) => !foreign.includes(each)).map(({ output }) => output.id)
  const lineages = [...new Set(foreign.map(({ lineage }) => lineage))]
  return { code: 'LINEAGE_FOREIGN', facts: { link, lineages, ids: foreign.map(({ output }) => output.id), own } }
}

function isAnythingOurs(tagged: readonly Tagged[], state: State | null): boolean {
  const remembers = Object.values(state?.link.steps ?? {}).some((record) => !isAdopted(record))
  return remembers || tagged.some(({ lineage }) => lineage === state?.lineage)
}

/** With directions that plink.yaml does not have any more, unless a command is about chosen steps. */
function wholeOf(
  { intent }: Pick<LinkContext, 'intent'>,
  known: KnownSteps,
  { directions, only }: PlannedDown,
): Pick<ChangeContext, 'intent'> & Pick<WorkOptions, 'directions'> {
  const asked = directionNames.filter((direction) => intent.directions[direction])
  const isLimited = only !== null || asked.some((direction) => !directions.includes(direction))
  // Nothing may be asked for in a direction of which something is remembered all the same.
  if (isLimited)
    return {
      intent: withDirectionsOf(
        intent,
        directions.map((each) => stepId(each, 'service')),
      ),
      directions,
    }
  const whole = withDirectionsOf(intent, Object.keys(known))
  const left = directionNames.filter((direction) => whole.directions[direction] && !asked.includes(direction))
  return { intent: whole, directions: [...directions, ...left] }
}

/** With the directions of these steps, of which nothing is asked for where they are not in plink.yaml. */
export function withDirectionsOf(intent: Intent, steps: readonly string[]): Intent {
  const left = directionNames.filter(
    (direction) => !intent.directions[direction] && steps.some((step) => parseStepId(step).direction === direction),
  )
  const bare = Object.fromEntries(left.map((direction) => [direction, bareHalf]))
  return { ...intent, directions: { ...intent.directions, ...bare } }
}

const bareHalf: DirectionIntent = {
  service: { payer: 'Endpoint', loadBalancers: [] },
  endpoint: { securityGroups: [], zones: {} },
  tests: [],
}

/** Without what is around the link: load balancers, VPCs and security groups stay as they are when it is removed. */
function bare(intent: Intent): Intent {
  const directions = Object.entries(intent.directions).map(([name, { service, endpoint }]) => [
    name,
    {
      service: { ...bareHalf.service, ...(service.id !== undefined && { id: service.id }) },
      endpoint: { ...bareHalf.endpoint, ...(endpoint.id !== undefined && { id: endpoint.id }) },
      tests: [],
    },
  ])
  return { ...intent, directions: Object.fromEntries(directions) }
}

function stepsIn(
  { intent, directions }: ReturnType<typeof wholeOf>,
  identities: Identities,
  known: KnownSteps,
): AnyStep[] {
  return stepsOf(intent, identities, known, directions)
}

/** What `down` will do, as far as the state and the tags tell: last first. */
function removals(
  state: State | null,
  tagged: readonly Tagged[],
  steps: readonly AnyStep[],
): { readonly changes: PlannedChange[]; readonly deleted: readonly AnyStep[] } {
  const known = knownSteps(state, tagged)
  const own = new Set(tagged.flatMap(({ lineage, output }) => (lineage === state?.lineage ? [output.id] : [])))
  const deleted: AnyStep[] = []
  const changes = [...steps].reverse().flatMap((step): PlannedChange[] => {
    const record = state?.link.steps[step.id]
    if (!record && known[step.id] === undefined) return []
    const id = idOf(record) ?? known[step.id] ?? null
    const { direction } = step
    if (isAdopted(record) && !own.has(record.id))
      return [{ direction, step: step.id, action: 'none', id, reason: { code: 'ADOPTED', facts: {} } }]
    deleted.push(step)
    return [{ direction, step: step.id, action: 'delete', id, reason: { code: 'MADE_BY_PLINK', facts: {} } }]
  })
  return { changes, deleted }
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
