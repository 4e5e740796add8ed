import { isFault, PlinkError } from '../model/fault.ts'
import type { DirectionName, Intent } from '../model/link.ts'
import type { AnyStep } from '../plan/step.ts'
import type { Tools } from '../plan/tools.ts'
import type { LinkOutcome } from '../plan/up.ts'
import { readState } from '../state/read.ts'
import type { LinkState, State } from '../state/state.ts'
import type { Context, Ending } from './context.ts'
import { type Edited, type EditFlags, editIntent, type Wish } from './edit.ts'
import { exitOfPlan } from './exit.ts'
import type { Options } from './flags.ts'
import { openEyes, stateFile } from './link.ts'
import { type StepFlags, type Task, workWith } from './work.ts'

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
export interface Bearings extends Edited {
  readonly state: State | null
}

/**
 * The edited intent and what is remembered. Where plink.yaml says otherwise it wins, and that is shown.
 * @param strict without what plink.yaml rules out nothing is left to do
 * @throws PlinkError SPEC_DIFFERS when strict
 */
export async function takeBearings(
  context: Context,
  options: StepWorkFlags,
  direction: DirectionName | null,
  wishesOf: (intent: Intent) => readonly Wish[],
  strict: 'strict' | 'lenient' = 'lenient',
): Promise<Bearings> {
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
  context: Context,
  options: StepWorkFlags,
  { intent, state }: Bearings,
  task: StepTask,
): Promise<Ending> {
  const eyes = await openEyes(context, options, intent)
  const { approve = [] } = options
  if (options['dry-run']) {
    const { planLink } = await import('../plan/plan.ts')
    const plan = await planLink(eyes, state, { directions: [task.direction], approve, only: task.only })
    return planned(intent, plan)
  }
  const { up } = await import('../plan/up.ts')
  return workWith(context, workOf(task, 'up'), options, eyes, up)
}

/** Takes the task's steps back, as `down` would, and then remembers the intent without them. */
export async function unmake(
  context: Context,
  options: StepWorkFlags,
  { intent, state }: Bearings,
  task: StepTask,
  { before = (link) => link, after = rememberIntent }: Around = {},
): Promise<Ending> {
  const eyes = await openEyes(context, options, intent)
  const { down, planDown } = await import('../plan/down.ts')
  if (options['dry-run']) {
    const plan = await planDown(eyes, state && { ...state, link: before(state.link) }, {
      directions: [task.direction],
      only: task.only,
    })
    return planned(intent, plan)
  }
  return workWith(context, workOf(task, 'down'), options, eyes, async (tools) => {
    const { store } = tools
    const noted = before(store.state.link)
    const found = store.state.link
    if (JSON.stringify(noted) !== JSON.stringify(found)) await store.update(before)
    try {
      return await after(tools, await down(tools))
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
  readonly after?: (tools: Tools, outcome: LinkOutcome) => Promise<LinkOutcome>
}

/** The edited intent is remembered when all of it is done: what was refused is still wanted. */
export async function rememberIntent({ store, intent }: Tools, outcome: LinkOutcome): Promise<LinkOutcome> {
  const known = JSON.stringify(store.state.link.intent) === JSON.stringify(intent)
  if (outcome.exit === 0 && !known) await store.update((link) => ({ ...link, intent }))
  return outcome
}

/** The result of a rehearsal. */
export function planned(
  { name: link, region }: Intent,
  plan: Awaited<ReturnType<typeof import('../plan/plan.ts')['planLink']>>,
): Ending {
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
export function requireMade({ intent, state }: Bearings, step: 'inbound/service' | 'outbound/endpoint', make: string) {
  const record = state?.link.steps[step]
  const id =
    step === 'inbound/service' ? intent.directions.inbound?.service.id : intent.directions.outbound?.endpoint.id
  const known = id ?? (record && record.status !== 'intended' ? record.id : undefined)
  // An interrupted create has an intention and no id: to go on is to make it.
  if (known === undefined && record === undefined) throw new PlinkError('NOT_MADE_YET', { step, make })
  return known
}
