import type { Identities } from '../engine/identities.ts'
import type { ChangeContext, LinkContext, WorkOptions } from '../engine/link-context.ts'
import type { AnyStep } from '../engine/step.ts'
import type { DirectionIntent, Intent } from '../manifest/schema.ts'
import type { FaultData } from '../model/fault.ts'
import { directionNames } from '../model/link.ts'
import type { PlannedChange } from '../model/result.ts'
import { parseStepId, stepId } from '../model/step-id.ts'
import { idOf, isAdopted, isOwned, type State } from '../state/state.ts'
import { type KnownSteps, stepsOf } from '../steps/direction-steps.ts'
import { knownSteps, type Tagged, type taggedResources } from '../steps/tagged.ts'

/** Where nothing is remembered everything is looked for, everywhere: the state may be lost. */
export function soughtBy(state: State | null): Parameters<typeof taggedResources>[3] {
  const isLost = Object.keys(state?.link.steps ?? {}).length === 0
  return { balancers: true, rules: isLost ? 'anywhere' : true }
}

/** What `down` is about. */
export type PlannedDown = Pick<WorkOptions, 'directions' | 'only'> &
  Partial<Pick<WorkOptions, 'disconnect' | 'isOneDirection'>>

/** Resources of the link that another state made: nothing is done about them here. */
export function foreignAmong(
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

/** Whether anything is left to remove for this state file, as far as it remembers or the tags tell. */
export function isAnythingOurs(tagged: readonly Tagged[], state: State | null): boolean {
  const remembers = Object.values(state?.link.steps ?? {}).some((record) => !isAdopted(record))
  return remembers || tagged.some(({ lineage }) => lineage === state?.lineage)
}

/** With directions that plink.yaml does not have any more, unless a command is about one of them or about chosen steps. */
export function wholeOf(
  { intent }: Pick<LinkContext, 'intent'>,
  known: KnownSteps,
  { directions, isOneDirection = false, only }: PlannedDown,
): Pick<ChangeContext, 'intent'> & Pick<WorkOptions, 'directions'> {
  const asked = directionNames.filter((direction) => intent.directions[direction])
  const isLimited = only !== null || isOneDirection
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
export function withoutSurroundings(intent: Intent): Intent {
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

/** The steps of a link that is removed, with those that only the state or the tags know. */
export function stepsIn(
  { intent, directions }: ReturnType<typeof wholeOf>,
  identities: Identities,
  known: KnownSteps,
): AnyStep[] {
  return stepsOf(intent, identities, known, directions)
}

/** What `down` will do, as far as the state and the tags tell: last first. */
export function removals(
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
