import type { LinkOutcome } from '../actions/up.ts'
import type { ChangeContext } from '../engine/link-context.ts'
import type { AnyStep } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { isFault, PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import { readState } from '../state/read.ts'
import { idOf, type LinkState, type State } from '../state/state.ts'
import type { CommandContext, CommandOutcome } from './context.ts'
import { exitOfPlan } from './exit-codes.ts'
import type { Options } from './flags.ts'
import { openEyes, stateFile } from './open-link.ts'
import { type Edited, type EditFlags, editIntent, type Override } from './overrides.ts'
import { type StepFlags, type Task, workWith } from './run-on-link.ts'

export type StepWorkFlags = EditFlags & StepFlags & Partial<Options<'dry-run'>>

/** One step command: what it asks for, and the steps it is about. All of it is done by what `up` and `down` are done by. */
export interface StepTask {
  /** As it was written, without `plink`. */
  readonly command: string
  readonly direction: DirectionName
  readonly only: (step: AnyStep) => boolean
  readonly approveFlag?: string
}

/** The link that a command edits, as far as it can be known without asking the cloud. */
export interface EditContext extends Edited {
  readonly state: State | null
}

/**
 * The edited intent and what is remembered. Where plink.yaml says otherwise it wins, and that is shown.
 * @param strict without what plink.yaml rules out nothing is left to do
 * @throws PlinkError SPEC_DIFFERS when strict
 */
export async function takeBearings(
  context: CommandContext,
  options: StepWorkFlags,
  direction: DirectionName | null,
  wishesOf: (intent: Intent) => readonly Override[],
  strict: 'strict' | 'lenient' = 'lenient',
): Promise<EditContext> {
  const edited = await editIntent(context, options, direction, wishesOf)
  const { file, differences } = edited
  if (file !== null && differences.length > 0) {
    const fault = new PlinkError('SPEC_DIFFERS', { file, differences })
    if (strict === 'strict') throw fault
    context.emit({ event: 'warning', fault: fault.data })
  }
  return { ...edited, state: await readState(stateFile(context, options), edited.intent) }
}

/** Brings the task's steps to be, as `up` would; with `--dry-run` only shows it, with the cloud's own rehearsal. */
export async function make(
  context: CommandContext,
  options: StepWorkFlags,
  { intent, state }: EditContext,
  task: StepTask,
): Promise<CommandOutcome> {
  const linkContext = await openEyes(context, options, intent)
  const { approve = [] } = options
  if (options['dry-run']) {
    const { planLink } = await import('../actions/plan.ts')
    const plan = await planLink(linkContext, state, { directions: [task.direction], approve, only: task.only })
    return planned(intent, plan)
  }
  const { up } = await import('../actions/up.ts')
  return workWith(context, workOf(task, 'up'), options, linkContext, up)
}

/** Takes the task's steps back, as `down` would, and then remembers the intent without them. */
export async function unmake(
  context: CommandContext,
  options: StepWorkFlags,
  { intent, state }: EditContext,
  task: StepTask,
  { before = (link) => link, after = rememberIntent }: Around = {},
): Promise<CommandOutcome> {
  const linkContext = await openEyes(context, options, intent)
  const { down, planDown } = await import('../actions/down.ts')
  if (options['dry-run']) {
    const plan = await planDown(linkContext, state && { ...state, link: before(state.link) }, {
      directions: [task.direction],
      only: task.only,
    })
    return planned(intent, plan)
  }
  return workWith(context, workOf(task, 'down'), options, linkContext, async (changeContext) => {
    const { store } = changeContext
    const noted = before(store.state.link)
    const found = store.state.link
    if (JSON.stringify(noted) !== JSON.stringify(found)) await store.update(before)
    try {
      return await after(changeContext, await down(changeContext))
    } catch (error) {
      // Whoever says no has taken nothing into the state either.
      if (isFault(error, 'DECLINED') || isFault(error, 'INPUT_NEEDED')) {
        if (noted !== found) await store.update((link) => ({ ...link, steps: found.steps }))
      }
      throw error
    }
  })
}

/** What a command does around the work. */
interface Around {
  /** Takes things into the state that are to be taken away, though the link never saw them. */
  readonly before?: (link: LinkState) => LinkState
  readonly after?: (changeContext: ChangeContext, outcome: LinkOutcome) => Promise<LinkOutcome>
}

/** The edited intent is remembered when all of it is done: what was refused is still wanted. */
export async function rememberIntent({ store, intent }: ChangeContext, outcome: LinkOutcome): Promise<LinkOutcome> {
  const known = JSON.stringify(store.state.link.intent) === JSON.stringify(intent)
  if (outcome.exit === 0 && !known) await store.update((link) => ({ ...link, intent }))
  return outcome
}

/** The result of a rehearsal. */
export function planned(
  { name: link, region }: Intent,
  plan: Awaited<ReturnType<typeof import('../actions/plan.ts')['planLink']>>,
): CommandOutcome {
  const { changes, admissions, warnings, faults, cost } = plan
  return {
    result: { kind: 'plan', link, region, changes, admissions, warnings, faults, cost },
    exit: exitOfPlan(plan, false),
  }
}

export function workOf({ command, direction, only, approveFlag }: StepTask, after: 'up' | 'down'): Task {
  return { command, after, directions: [direction], only, ...(approveFlag !== undefined && { approveFlag }) }
}

/**
 * The id of a thing of this link: named in the intent, or remembered.
 * @throws PlinkError NOT_MADE_YET, with the command that makes it
 */
export function requireMade(
  { intent, state }: EditContext,
  step: 'inbound/service' | 'outbound/endpoint',
  make: string,
) {
  const record = state?.link.steps[step]
  const id =
    step === 'inbound/service' ? intent.directions.inbound?.service.id : intent.directions.outbound?.endpoint.id
  const known = id ?? idOf(record)
  // An interrupted create has an intention and no id: to go on is to make it.
  if (known === undefined && record === undefined) throw new PlinkError('NOT_MADE_YET', { step, make })
  return known
}
