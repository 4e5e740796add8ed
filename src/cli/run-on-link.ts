import { randomUUID } from 'node:crypto'
import type { LinkOutcome } from '../actions/up.ts'
import type { ChangeContext, LinkContext } from '../engine/link-context.ts'
import type { StepFilter } from '../engine/select-steps.ts'
import type { DirectionName } from '../model/link.ts'
import { isAdopted } from '../state/state.ts'
import { askWithFlags } from './ask.ts'
import type { CommandContext, CommandOutcome } from './context.ts'
import { exitOfLink } from './exit-codes.ts'
import type { GlobalOptions, Options } from './flags.ts'
import { openLink, stateFile } from './open-link.ts'

/** What `up` and `down` take; a flag that only the other one has stands at its default. */
export type WorkFlags = StepFlags & Options<'direction'> & Partial<Options<'allow'>>

/** What a step command may take of these. */
export type StepFlags = GlobalOptions & Partial<Options<'approve' | 'open-product' | 'disconnect' | 'without-peer'>>

/** Works on a link with its state file locked. */
export async function workOn(
  context: CommandContext,
  after: 'up' | 'down',
  options: WorkFlags,
  act: (changeContext: ChangeContext) => Promise<LinkOutcome>,
): Promise<CommandOutcome> {
  const { linkContext, directions } = await openLink(context, options)
  return workWith(context, { command: after, after, directions, only: null }, options, linkContext, act)
}

/** What a command is about. */
export interface Task {
  /** As it was written, without `plink`. */
  readonly command: string
  readonly after: 'up' | 'down'
  readonly directions: readonly DirectionName[]
  readonly only: StepFilter
  /** The flag that names an endpoint to let in. */
  readonly approveFlag?: string
}

/** The same for one command of many, on a link that is read already. */
export async function workWith(
  context: CommandContext,
  { command, after, directions, only, approveFlag }: Task,
  options: StepFlags,
  linkContext: LinkContext,
  act: (changeContext: ChangeContext) => Promise<LinkOutcome>,
): Promise<CommandOutcome> {
  const { clock, signal, host } = context
  const { openStore } = await import('../state/file-store.ts')
  const {
    approve = [],
    disconnect = [],
    'open-product': openProduct = false,
    'without-peer': withoutPeer = false,
  } = options
  const store = await openStore({
    file: stateFile(context, options),
    name: linkContext.intent.name,
    region: linkContext.intent.region,
    command: `plink ${command}`,
    host: host.hostname,
    pid: host.pid,
    isAlive: host.isAlive,
    newLineage: randomUUID,
    clock,
    signal,
  })
  try {
    const { status, faults, exit } = await act({
      ...linkContext,
      store,
      ask: askWithFlags(context, {
        yes: options.yes,
        openProduct,
        approve,
        disconnect,
        ...(approveFlag !== undefined && { approveFlag }),
      }),
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
        only,
      },
    })
    const records = Object.values(store.state.link.steps)
    const left = records.some((record) => !isAdopted(record))
    const result = { kind: 'link', after, status, left, faults } as const
    return { result, exit: exitOfLink(exit, faults) }
  } finally {
    await store.close()
  }
}
