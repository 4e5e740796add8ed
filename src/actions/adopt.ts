import { type ReadsOf, readsOf, snapshot } from '../engine/account-reads.ts'
import type { Identities } from '../engine/identities.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { recordOf } from '../engine/run-context.ts'
import {
  type AnyStep,
  inputsOf,
  type Observation,
  parentOf,
  type ReadContext,
  type StepOutput,
} from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { directionNames, type SideName } from '../model/link.ts'
import { shownWord } from '../model/mask.ts'
import type { Adopted, Unsure } from '../model/remembered.ts'
import { parseStepId } from '../model/step-id.ts'
import { idOf, isOwned, type State, type StepRecord } from '../state/state.ts'
import { stepsOf } from '../steps/direction-steps.ts'
import { knownSteps, type Tagged, taggedResources } from '../steps/tagged.ts'
import { unwantedPartsIn } from './adopt-parts.ts'
import { lineageFor } from './adopted-lineage.ts'
import { rebuildIntent } from './rebuild-intent.ts'
import { withDirectionsOf } from './removals.ts'

/** What would stand in the state file if it had never been lost. */
export interface Adoption {
  /** What was asked for, as far as it is known again. */
  readonly intent: Intent
  readonly identities: Identities
  readonly lineage: string
  readonly records: Readonly<Record<string, StepRecord>>
  readonly adopted: readonly Adopted[]
  readonly unsure: readonly Unsure[]
}

/**
 * Finds the link in the cloud: what carries its tags, what plink.yaml names, and what lives within those. Writes nothing.
 * @param isWritten there is a plink.yaml; without one everything that is found was asked for
 * @param wanted the lineage that is meant, where there are several
 * @throws PlinkError NOTHING_TO_ADOPT, LINEAGE_UNCLEAR, BAD_FLAG, STATE_FOREIGN
 */
export async function findLink(
  linkContext: LinkContext,
  state: State | null,
  file: string,
  isWritten: boolean,
  wanted: string | null,
): Promise<Adoption> {
  const known = await identitiesOf(linkContext, state)
  const reads = snapshot(readsOf(linkContext))
  const all = await taggedResources(linkContext, reads, state, { balancers: true, rules: 'anywhere' })
  const lineage = lineageFor(linkContext.intent, all, state, file, wanted)
  const tagged = all.filter((thing) => thing.lineage === lineage)
  const intent = await rebuildIntent(linkContext.intent, isWritten, { reads, identities: known, tagged })
  const { uid } = intent.peer
  const identities = { ...known, uids: { ...(uid !== undefined && { peer: uid }), ...known.uids } }
  const tagOf = (step: AnyStep) => tagged.find((thing) => thing.step === step.id && thing.side === step.side)
  // Nothing else of the link leads to these once they are forgotten.
  const alone = tagged.filter(({ step }) => ['rule', 'load-balancer', 'listener'].includes(parseStepId(step).kind))
  const steps = stepsOf(
    withDirectionsOf(
      intent,
      tagged.map(({ step }) => step),
    ),
    identities,
    { ...knownSteps(state), ...Object.fromEntries(alone.map(({ step, output }) => [step, output.id])) },
    directionNames,
  )
  const since = new Date(linkContext.clock.now()).toISOString()
  const records: Record<string, StepRecord> = { ...state?.link.steps }
  const unsure: Unsure[] = []
  const readContext = (step: AnyStep): ReadContext => {
    const known = idOf(records[step.id]) ?? tagOf(step)?.output.id
    return { reads: reads(step.side), known, lineage, approve: [] }
  }
  for (const { step, observation } of await lookEach(steps, readContext, (step) => tagOf(step)?.output)) {
    if (records[step.id] !== undefined) continue
    const tag = tagOf(step)
    const record = recordFor(step, observation, tag?.output, since, records)
    if (record) {
      records[step.id] = record
      const { direction, id, side } = step
      const status = observation.is === 'present' ? observation.status : null
      linkContext.emit({ event: 'step', direction, step: id, side, phase: 'found', id: idOf(record) ?? null, status })
    }
    const doubt = doubtAbout(step, observation)
    if (doubt) unsure.push(doubt)
  }
  unsure.push(...unclaimed(tagged, records), ...(await unwantedPartsIn(identities, reads, steps, records)))
  return { intent, identities, lineage, records, adopted: newIn(records, state), unsure }
}

/**
 * Finds named things for steps, to be used and never deleted. Writes nothing.
 * @throws PlinkError STEP_UNKNOWN, STEP_REMEMBERED, SERVICE_NOT_FOUND, ENDPOINT_NOT_FOUND, BLOCKED, ADOPT_NEEDS
 */
export async function findNamed(
  linkContext: LinkContext,
  state: State | null,
  lineage: string,
  named: Readonly<Record<string, string>>,
): Promise<Adoption> {
  const identities = await identitiesOf(linkContext, state)
  const reads: ReadsOf = snapshot(readsOf(linkContext))
  const remembered = state?.link.steps ?? {}
  const steps = stepsOf(linkContext.intent, identities, knownSteps(state), directionNames)
  const known = steps.filter(canBeNamed).map((step) => step.id)
  for (const [step, id] of Object.entries(named)) {
    if (!known.includes(step)) throw new PlinkError('STEP_UNKNOWN', { step: shownWord(step), known })
    const record = remembered[step]
    if (record) throw new PlinkError('STEP_REMEMBERED', { step, id: idOf(record) ?? id })
  }
  const since = new Date(linkContext.clock.now()).toISOString()
  const records: Record<string, StepRecord> = { ...remembered }
  const readContext = (step: AnyStep): ReadContext => {
    return { reads: reads(step.side), known: named[step.id] ?? idOf(remembered[step.id]), lineage, approve: [] }
  }
  for (const { step, observation } of await lookEach(steps, readContext)) {
    const id = named[step.id]
    if (id !== undefined)
      records[step.id] = recordOf('ready', seen(linkContext, identities, step, observation, id), false, since)
  }
  const { intent } = linkContext
  return { intent, identities, lineage, records, adopted: newIn(records, state), unsure: [] }
}

/** What a look found; `held` when what it looks within is not there. */
type Seen =
  | Observation<StepOutput>
  | { readonly is: 'held'; readonly by: AnyStep }
  | { readonly is: 'failed'; readonly error: PlinkError }

/**
 * Looks at each step as soon as what it looks within was seen. Needs that stand under a step's id give the order of making
 * only (direction.ts): a missing whitelist entry must not hide an endpoint.
 */
async function lookEach(
  steps: readonly AnyStep[],
  readContext: (step: AnyStep) => ReadContext,
  tagged: (step: AnyStep) => StepOutput | undefined = () => undefined,
) {
  const outs = new Map<AnyStep, StepOutput>()
  const found: { readonly step: AnyStep; readonly observation: Seen }[] = []
  for (const step of steps) {
    const needs = inputsOf(step)
    const inputs: Record<string, StepOutput> = {}
    for (const [name, need] of needs) {
      const out = outs.get(need)
      if (out) inputs[name] = out
    }
    const missing = needs.find(([name]) => inputs[name] === undefined)
    const observation: Seen = missing ? { is: 'held', by: missing[1] } : await lookAt(step, readContext(step), inputs)
    // What carries our tags can be looked into, in whatever state it is.
    const out = outIn(observation) ?? tagged(step)
    if (out) outs.set(step, out)
    found.push({ step, observation })
  }
  return found
}

async function lookAt(
  step: AnyStep,
  readContext: ReadContext,
  inputs: Readonly<Record<string, StepOutput>>,
): Promise<Seen> {
  try {
    return await step.observe(readContext, inputs)
  } catch (error) {
    if (error instanceof PlinkError) return { is: 'failed', error }
    throw error
  }
}

function outIn(observation: Seen): StepOutput | undefined {
  if (observation.is === 'present') return observation.output
  return isLetIn(observation) ? observation.approved.output : undefined
}

/** The peer's only endpoint at our service, connected: somebody approved it, so remembering it lets nobody in. */
function isLetIn(observation: Seen): observation is Observation<StepOutput> & { is: 'needs-approval' } {
  if (observation.is !== 'needs-approval' || observation.approved.status !== 'Connected') return false
  return observation.next.code !== 'APPROVE' || observation.next.facts.endpoints.length === 1
}

/** What the state would remember of a step. What carries our tags is remembered in whatever state it is, so that it can be removed. */
function recordFor(
  step: AnyStep,
  observation: Seen,
  tagged: StepOutput | undefined,
  since: string,
  records: Readonly<Record<string, StepRecord>>,
): StepRecord | undefined {
  const out = outIn(observation)
  const whole = parentOf(step)
  const parent = whole && records[whole.id]
  const ofParent = isOwned(parent)
  if (observation.is === 'absent' && observation.partial) {
    return recordOf('made', observation.partial, step.parent === undefined || ofParent, since)
  }
  if (out && observation.is === 'present') {
    const mine = out.id === tagged?.id || (observation.mine === 'parent' ? ofParent : observation.mine)
    return recordOf(observation.settled ? 'ready' : 'made', out, mine, since)
  }
  if (out) return recordOf('ready', out, false, since)
  if (!tagged) return undefined
  if (observation.is === 'deleting') return recordOf('removing', tagged, true, since)
  return observation.is === 'absent' || observation.is === 'not-visible'
    ? undefined
    : recordOf('made', tagged, true, since)
}

function doubtAbout(step: AnyStep, observation: Seen): Unsure | undefined {
  const about = { step: step.id, code: null }
  if (observation.is === 'failed') return { ...about, id: null, why: 'LOOK_FAILED', code: observation.error.code }
  if (observation.is === 'needs-approval' && !isLetIn(observation))
    return { ...about, id: observation.approved.output.id, why: 'NOT_APPROVED' }
  return undefined
}

/** What carries our tags and became no record: of a direction that plink.yaml has no more, or of a step that names another thing. */
function unclaimed(tagged: readonly Tagged[], records: Readonly<Record<string, StepRecord>>): Unsure[] {
  return tagged
    .filter(({ step, output }) => idOf(records[step]) !== output.id)
    .map(({ step, output }) => ({ step, id: output.id, why: 'NOT_ASKED_FOR', code: null }))
}

/** The thing that was named, or why it cannot be this step's. */
function seen(
  { intent }: LinkContext,
  { holds }: Identities,
  step: AnyStep,
  observation: Seen,
  id: string,
): StepOutput {
  const { direction } = step
  switch (observation.is) {
    case 'failed':
      throw observation.error
    case 'held':
      throw new PlinkError('ADOPT_NEEDS', { step: step.id, id, needs: observation.by.id })
    case 'differs': {
      const { field, found, wanted } = observation
      throw new PlinkError('BLOCKED', { direction, step: step.id, id: observation.id, field, is: found, wanted })
    }
    case 'present':
      if (observation.output.id === id) return observation.output
      // plink.yaml names another one, which rules.
      throw new PlinkError('BLOCKED', {
        direction,
        step: step.id,
        id,
        field: 'id',
        is: id,
        wanted: observation.output.id,
      })
    default: {
      const side: SideName = !step.creates && holds.peer === false ? 'peer' : step.side
      const facts = { side, id, region: intent.region }
      throw step.kind === 'service'
        ? new PlinkError('SERVICE_NOT_FOUND', facts)
        : new PlinkError('ENDPOINT_NOT_FOUND', facts)
    }
  }
}

/** Things with an id of their own: services and endpoints. A peer's service is named in plink.yaml only, which rules. */
function canBeNamed({ kind, creates }: AnyStep): boolean {
  return kind === 'endpoint' || (kind === 'service' && creates)
}

function newIn(records: Readonly<Record<string, StepRecord>>, state: State | null): Adopted[] {
  return Object.entries(records).flatMap(([step, record]) => {
    if (record.status === 'intended' || state?.link.steps[step] !== undefined) return []
    return [{ step, id: record.id, mine: record.mine, status: record.status }]
  })
}
