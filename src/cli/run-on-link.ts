import { randomUUID } from 'node:crypto'
import type { LinkOutcome } from '../actions/outcome.ts'
import type { ChangeContext, LinkContext } from '../engine/link-context.ts'
import type { StepFilter } from '../engine/select-steps.ts'
import type { PlinkEvent } from '../model/event.ts'
import type { DirectionName } from '../model/link.ts'
import type { DoneStep } from '../model/result.ts'
import type { StepPhase } from '../model/step-phase.ts'
import { isAdopted } from '../state/state.ts'
import { askWithFlags } from './ask.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { exitOfLink } from './exit-codes.ts'
import type { GlobalOptions, Options } from './flags.ts'
import { openLink } from './open-link.ts'
import { openStoreFor } from './open-store.ts'

/** Options of `up` and `down`; a flag that only the other one has keeps its default. */
export type LinkChangeOptions = ChangeOptions & Options<'direction'> & Partial<Options<'allow'>>

/** Those of them that step commands may have. */
export type ChangeOptions = GlobalOptions & Partial<Options<'approve' | 'open-product' | 'disconnect' | 'without-peer'>>

/** Opens the link and works on it with the state file locked. */
export async function runOnLink(
  context: CommandContext,
  after: 'up' | 'down',
  options: LinkChangeOptions,
  act: (changeContext: ChangeContext) => Promise<LinkOutcome>,
): Promise<CommandOutcome> {
  const { linkContext, directions } = await openLink(context, options, after)
  const scope = { after, directions, isOneDirection: options.direction !== null, only: null }
  return runLocked(context, scope, options, linkContext, act)
}

/** What a run works on, and which of `up` and `down` its result resembles. */
interface Scope {
  readonly after: 'up' | 'down'
  readonly directions: readonly DirectionName[]
  readonly isOneDirection?: boolean
  readonly only: StepFilter
  /** The flag that names an endpoint to approve; `--approve` if left out. */
  readonly approveFlag?: string
}

/** The same for a link that has been opened. */
export async function runLocked(
  context: CommandContext,
  { after, directions, isOneDirection = false, only, approveFlag }: Scope,
  options: ChangeOptions,
  linkContext: LinkContext,
  act: (changeContext: ChangeContext) => Promise<LinkOutcome>,
): Promise<CommandOutcome> {
  const { command } = context
  const { approve = [], disconnect = [], 'without-peer': withoutPeer = false } = options
  const store = await openStoreFor(context, options, linkContext.intent)
  const done = new Map<string, DoneStep>()
  let removed = false
  try {
    const { status, faults, exit } = await act({
      ...linkContext,
      emit: (event) => {
        const step = only === null ? undefined : doneStep(event)
        if (step !== undefined) done.set(step.step, step)
        removed ||= event.event === 'step' && event.phase === 'removed'
        linkContext.emit(event)
      },
      store,
      ask: askWithFlags(context, { ...options, ...(approveFlag !== undefined && { approveFlag }) }),
      newToken: randomUUID,
      reread: null,
      options: {
        command,
        timeoutMs: options.timeout,
        waitForPeer: context.confirm !== null && !options['no-wait'],
        approve,
        disconnect,
        withoutPeer,
        directions,
        isOneDirection,
        only,
      },
    })
    const records = Object.values(store.state.link.steps)
    const left = records.some((record) => !isAdopted(record))
    const steps = only === null ? {} : { done: [...done.values()] }
    const result = { kind: 'link', after, status, left, removed, faults, ...steps } as const
    return { result, exit: exitOfLink(exit, faults) }
  } finally {
    await store.close()
  }
}

const endings: ReadonlySet<StepPhase> = new Set(['found', 'adopted', 'ready', 'removed', 'kept', 'peer'])

/** How a step ended; undefined for any other event, and while the step goes on. */
function doneStep(event: PlinkEvent): DoneStep | undefined {
  if (event.event !== 'step' || !endings.has(event.phase)) return undefined
  const { direction, step, id, phase } = event
  return { direction, step, id, phase }
}
