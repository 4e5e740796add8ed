import { getEndpoint, getIdleLoadBalancer, getService, idIn, isOurs } from '../actions/inventory.ts'
import { statusOf } from '../actions/status.ts'
import { PlinkError } from '../model/fault.ts'
import { forms } from '../model/form.ts'
import type { DirectionName } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import { isAdopted } from '../state/state.ts'
import { checkWord } from './check-word.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { editLink, type LinkEdit } from './edit-link.ts'
import { inventoryOf } from './inventory-context.ts'
import { directionOf, withDirection } from './overrides.ts'
import { readyRecord, removeUnrecorded } from './remove-unrecorded.ts'
import { rememberIntent, removeSteps, type StepOptions, type StepSelection } from './step-command.ts'

/**
 * Deletes the link's own service or endpoint, or any that is named by its ID; the plan is shown and confirmed either way.
 * @param selection the steps to remove if it is the link's own
 * @throws PlinkError NOT_OURS if it was adopted and is not named; SERVICE_NOT_FOUND, ENDPOINT_NOT_FOUND
 */
export async function removeResource(
  context: CommandContext,
  options: StepOptions,
  word: string | undefined,
  kind: 'service' | 'endpoint',
  selection: StepSelection,
): Promise<CommandOutcome> {
  const { direction } = selection
  const named = word === undefined ? undefined : checkWord(kind.toUpperCase(), word, forms[kind])
  // A named resource need not belong to the link: plink.yaml may lack its direction.
  const edit = await editLink(context, options, named === undefined ? direction : null)
  const key = stepId(direction, kind)
  const record = edit.state?.link.steps[key]
  const ofLink = edit.intent.directions[direction] !== undefined && isOurs(edit.state, key, named ?? '')
  if (named !== undefined && !ofLink) return removeNamed(context, options, edit, named, kind, direction)
  if (isAdopted(record)) throw new PlinkError('NOT_OURS', { id: record.id })
  const after: typeof rememberIntent = async (changeContext, outcome) => {
    // Without a plink.yaml the remembered intent must stop asking for it.
    if (edit.file === null) {
      const { [direction]: _, ...directions } = changeContext.intent.directions
      await rememberIntent({ ...changeContext, intent: { ...changeContext.intent, directions } }, outcome)
    }
    return outcome
  }
  return removeSteps(context, options, edit, selection, { after })
}

/** Deletes a resource that the link did not create. */
export async function removeNamed(
  context: CommandContext,
  options: StepOptions,
  edit: LinkEdit,
  id: string,
  kind: 'service' | 'endpoint' | 'load-balancer',
  direction: DirectionName,
): Promise<CommandOutcome> {
  const key = kind === 'load-balancer' ? stepId(direction, kind, id) : stepId(direction, kind)
  const { payer } = directionOf(edit.intent, direction).service
  const intent = withDirection(edit.intent, direction, {
    service: { payer, loadBalancers: [] },
    endpoint: { securityGroups: [], zones: {} },
    tests: [],
  })
  const found = await look[kind](await inventoryOf(context, options, { ...edit, intent }), id)
  const now = context.clock.now()
  const records = {
    [key]: readyRecord(id, true, now),
    // An endpoint is looked at together with its service.
    ...('service' in found && { [stepId(direction, 'service')]: readyRecord(found.service, false, now) }),
  }
  const selection: StepSelection = { direction, only: (step) => step.id === key }
  return removeUnrecorded(context, options, intent, records, selection, async (changeContext, outcome) => {
    const { store } = changeContext
    if (outcome.exit === 0 && idIn(store.state, key) === id) {
      await store.update((link) => {
        const { [key]: _, ...steps } = link.steps
        return { ...link, steps }
      })
    }
    if (!edit.intent.directions[direction]) return outcome
    const status = await statusOf({ ...changeContext, intent: edit.intent }, store.state, [direction])
    return { ...outcome, status }
  })
}

const look = {
  service: getService,
  endpoint: getEndpoint,
  'load-balancer': getIdleLoadBalancer,
} as const
