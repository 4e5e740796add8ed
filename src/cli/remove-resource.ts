import { getEndpoint, getIdleLoadBalancer, getService, idIn, isOurs } from '../actions/inventory.ts'
import { statusOf } from '../actions/status.ts'
import { readsOf } from '../engine/account-reads.ts'
import type { AnyStep } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { forms } from '../model/form.ts'
import type { DirectionName } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import { isAdopted } from '../state/state.ts'
import { checked } from './check-word.ts'
import type { CommandContext, CommandOutcome } from './context.ts'
import { passingStore, recordFor } from './in-memory-store.ts'
import { openEyes } from './open-link.ts'
import { halfOf } from './overrides.ts'
import { workWith } from './run-on-link.ts'
import {
  type EditContext,
  planned,
  rememberIntent,
  type StepTask,
  type StepWorkFlags,
  takeBearings,
  unmake,
  workOf,
} from './step-command.ts'

interface Removal {
  readonly command: string
  readonly direction: DirectionName
  readonly kind: 'service' | 'endpoint'
  readonly takes: (step: AnyStep) => boolean
}

/**
 * Deletes the link's own service or endpoint, or one that is named by its id whoever made it; either way it is shown and asked.
 * @throws PlinkError NOT_OURS for what was adopted and is not named, SERVICE_NOT_FOUND, ENDPOINT_NOT_FOUND
 */
export async function removeThing(
  context: CommandContext,
  options: StepWorkFlags,
  word: string | undefined,
  { command, direction, kind, takes }: Removal,
): Promise<CommandOutcome> {
  const named = word === undefined ? undefined : idOf(kind, word)
  // What is named by its id need not be of this link: plink.yaml may lack its direction.
  const bearings = await takeBearings(context, options, named === undefined ? direction : null, () => [])
  const key = stepId(direction, kind)
  const record = bearings.state?.link.steps[key]
  const task: StepTask = { command, direction, only: takes }
  const ofLink = bearings.intent.directions[direction] !== undefined && isOurs(bearings.state, key, named ?? '')
  if (named !== undefined && !ofLink) return removeNamed(context, options, bearings, named, kind, task)
  if (isAdopted(record)) throw new PlinkError('NOT_OURS', { id: record.id })
  const after: typeof rememberIntent = async (changeContext, outcome) => {
    // Without a plink.yaml it is not asked for any more.
    if (bearings.file === null)
      await rememberIntent({ ...changeContext, intent: without(changeContext.intent, direction) }, outcome)
    return outcome
  }
  return unmake(context, options, bearings, task, { after })
}

/** What the link did not make: taken away by the same steps, with a state of its own. */
export async function removeNamed(
  context: CommandContext,
  options: StepWorkFlags,
  bearings: EditContext,
  id: string,
  kind: 'service' | 'endpoint' | 'load-balancer',
  task: StepTask,
): Promise<CommandOutcome> {
  const { direction } = task
  const key = kind === 'load-balancer' ? stepId(direction, kind, id) : stepId(direction, kind)
  const half = halfOf(bearings.intent, direction)
  const bare = {
    service: { payer: half.service.payer, loadBalancers: [] },
    endpoint: { securityGroups: [], zones: {} },
    tests: [],
  }
  const intent = { ...bearings.intent, directions: { ...bearings.intent.directions, [direction]: bare } }
  const linkContext = await openEyes(context, options, intent)
  const inventory = { reads: readsOf(linkContext)('you'), region: intent.region, intent, state: bearings.state }
  const now = context.clock.now()
  const found = await look[kind](inventory, id)
  const steps = {
    [key]: recordFor(id, true, now),
    // An endpoint is looked at together with its service.
    ...('service' in found && { [stepId(direction, 'service')]: recordFor(found.service, false, now) }),
  }
  const only = (step: AnyStep) => step.id === key
  const { down, planDown } = await import('../actions/down.ts')
  if (options['dry-run']) {
    const passing = {
      schema: 1,
      lineage: '',
      serial: 0,
      link: { name: intent.name, region: intent.region, uids: {}, intent: null, steps },
    } as const
    return planned(intent, await planDown(linkContext, passing, { directions: [direction], only }))
  }
  return workWith(context, workOf({ ...task, only }, 'down'), options, linkContext, async (changeContext) => {
    const outcome = await down({ ...changeContext, store: passingStore(changeContext.store.state, steps) })
    const { store } = changeContext
    if (outcome.exit === 0 && idIn(store.state, key) === id) {
      await store.update((link) => {
        const { [key]: _, ...rest } = link.steps
        return { ...link, steps: rest }
      })
    }
    if (!bearings.intent.directions[direction]) return outcome
    return {
      ...outcome,
      status: await statusOf({ ...changeContext, intent: bearings.intent }, store.state, [direction]),
    }
  })
}

const look = {
  service: getService,
  endpoint: getEndpoint,
  'load-balancer': getIdleLoadBalancer,
} as const

function without(intent: Intent, direction: DirectionName): Intent {
  const { [direction]: _, ...directions } = intent.directions
  return { ...intent, directions }
}

function idOf(kind: 'service' | 'endpoint', word: string): string {
  return kind === 'service' ? checked('SERVICE', word, forms.service) : checked('ENDPOINT', word, forms.endpoint)
}
