import { isDeepStrictEqual } from 'node:util'
import { namedIn, type OwnHalf, requireMade } from '../actions/inventory.ts'
import type { LinkOutcome } from '../actions/outcome.ts'
import type { Plan } from '../actions/plan.ts'
import type { ChangeContext } from '../engine/link-context.ts'
import { waitOutOldState } from '../engine/old-state.ts'
import type { AnyStep } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import { isAdopted, type LinkState, type StepRecord } from '../state/state.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import type { EditOptions, LinkEdit } from './edit-link.ts'
import { exitOfPlan } from './exit-codes.ts'
import type { Options } from './flags.ts'
import { inventoryOf } from './inventory-context.ts'
import { openAccounts } from './open-link.ts'
import { type ChangeOptions, runLocked } from './run-on-link.ts'

export type StepOptions = EditOptions & ChangeOptions & Partial<Options<'dry-run'>>

/** The steps of one direction that a step command works on, with the same engine as `up` and `down`. */
export interface StepSelection {
  readonly direction: DirectionName
  readonly only: (step: AnyStep) => boolean
  /** The flag that names an endpoint to approve; `--approve` if left out. */
  readonly approveFlag?: string
}

/** Creates or changes the selected steps, as `up` would; with `--dry-run` shows the plan, checked by the cloud's own DryRun. */
export async function applySteps(
  context: CommandContext,
  options: StepOptions,
  { intent, state }: LinkEdit,
  { direction, ...selection }: StepSelection,
): Promise<CommandOutcome> {
  const linkContext = await openAccounts(context, options, intent)
  const { approve = [] } = options
  const directions = [direction]
  if (options['dry-run']) {
    const { planLink } = await import('../actions/plan.ts')
    return planOutcome(intent, await planLink(linkContext, state, { directions, approve, only: selection.only }))
  }
  const { up } = await import('../actions/up.ts')
  return runLocked(context, { after: 'up', directions, ...selection }, options, linkContext, up)
}

type StepRecords = LinkState['steps']

interface Around {
  /** Looks for things that are to be removed although the link did not create them, and adds them to the state. */
  readonly before?: () => Promise<(link: LinkState) => LinkState>
  readonly after?: (changeContext: ChangeContext, outcome: LinkOutcome) => Promise<LinkOutcome>
}

/** Removes the selected steps, as `down` would, and then remembers the intent without them. */
export async function removeSteps(
  context: CommandContext,
  options: StepOptions,
  { intent, state }: LinkEdit,
  { direction, only }: StepSelection,
  { before = async () => (link) => link, after = rememberIntent }: Around = {},
): Promise<CommandOutcome> {
  const linkContext = await openAccounts(context, options, intent)
  const directions = [direction]
  if (options['dry-run']) {
    const { planDown } = await import('../actions/plan-down.ts')
    const known = state && { ...state, link: (await before())(state.link) }
    return planOutcome(intent, await planDown(linkContext, known, { directions, only }))
  }
  const { down } = await import('../actions/down.ts')
  return runLocked(context, { after: 'down', directions, only }, options, linkContext, async (changeContext) => {
    const { store } = changeContext
    await waitOutOldState(changeContext)
    const note = await before()
    const found = store.state.link
    const noted = note(found)
    if (!isDeepStrictEqual(noted, found)) await store.update(note)
    try {
      return await after(changeContext, await down(changeContext))
    } finally {
      // What was added and not removed stays as little a part of the state as before.
      const kept = withoutAdded(store.state.link.steps, noted.steps, found.steps)
      if (!isDeepStrictEqual(kept, store.state.link.steps)) await store.update((link) => ({ ...link, steps: kept }))
    }
  })
}

/** The records without those that were added and that nothing has happened to since. */
function withoutAdded(now: StepRecords, added: StepRecords, before: StepRecords): StepRecords {
  return Object.fromEntries(
    Object.entries(now).flatMap(([step, record]): (readonly [string, StepRecord])[] => {
      const isAddition = !isDeepStrictEqual(added[step], before[step])
      if (!isAddition || !isDeepStrictEqual(record, added[step])) return [[step, record]]
      const was = before[step]
      return was ? [[step, was]] : []
    }),
  )
}

/** Saves the edited intent once everything succeeded; what the cloud refused is still wanted. Where nothing was, nothing is saved. */
export async function rememberIntent({ store, intent }: ChangeContext, outcome: LinkOutcome): Promise<LinkOutcome> {
  if (store.state.serial === 0) return outcome
  const known = JSON.stringify(store.state.link.intent) === JSON.stringify(intent)
  if (outcome.exit === 0 && !known) await store.update((link) => ({ ...link, intent }))
  return outcome
}

/** The result of `plan`, and of `--dry-run`. */
export function planOutcome({ name: link, region }: Intent, plan: Plan, exitCode = false): CommandOutcome {
  const { changes, admissions, warnings, findings, faults, cost } = plan
  return {
    result: { kind: 'plan', link, region, changes, admissions, warnings, findings, faults, cost },
    exit: exitOfPlan(plan, exitCode),
  }
}

/**
 * The ID of the link's own service or endpoint. Empty while an interrupted create has no ID yet: continuing means creating it.
 * @throws PlinkError NOT_MADE_YET, with the command that creates it; LINEAGE_FOREIGN, SEVERAL_FOUND
 */
export async function requireCreated(
  context: CommandContext,
  options: StepOptions,
  edit: LinkEdit,
  step: OwnHalf,
): Promise<string> {
  return requireMade(await inventoryOf(context, options, edit), step)
}

/** The same for a command that changes its attributes. @throws PlinkError NOT_OURS for an adopted one, and what requireCreated does */
export async function requireOurs(
  context: CommandContext,
  options: StepOptions,
  edit: LinkEdit,
  step: OwnHalf,
): Promise<void> {
  const id = await requireCreated(context, options, edit, step)
  const isNamed = namedIn(edit.intent, step) !== undefined
  if (isNamed || isAdopted(edit.state?.link.steps[step])) throw new PlinkError('NOT_OURS', { id })
}
