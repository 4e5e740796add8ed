import { statusOf } from '../actions/status.ts'
import { statusChanges } from '../actions/status-changes.ts'
import { isOver } from '../diagnose/direction-state.ts'
import { waitForPeople } from '../engine/wait-for-peer.ts'
import type { DirectionName } from '../model/link.ts'
import type { LinkStatus, Result, StatusChange } from '../model/result.ts'
import { readState } from '../state/read.ts'
import type { CommandContext } from './command.ts'
import type { Options } from './flags.ts'
import { type LinkOptions, openLink, rereadIntent, stateFile } from './open-link.ts'

type LinkResult = Result & { readonly kind: 'link' }

/** A link whose status can be read again and again. */
export interface StatusReader {
  readonly directions: readonly DirectionName[]
  /** Rereads plink.yaml and the state file, which may change meanwhile. */
  read(): Promise<LinkStatus>
}

export async function openStatus(context: CommandContext, options: LinkOptions): Promise<StatusReader> {
  const { linkContext, directions } = await openLink(context, options)
  return {
    directions,
    async read() {
      const now = await rereadIntent(context, options, linkContext.intent)
      const state = await readState(stateFile(context, options), now.intent)
      return statusOf({ ...linkContext, intent: now.intent }, state, now.directions)
    },
  }
}

/**
 * Checks again and again and shows every change, until the signal aborts; with `until` it ends when all directions are
 * connected, or can no longer be connected by waiting.
 */
export async function watchStatus(
  { clock, signal, show, emit }: CommandContext,
  { directions: [direction = 'inbound'], read }: StatusReader,
  { until, verbose }: Options<'until' | 'verbose'>,
): Promise<LinkResult> {
  let status = await read()
  const changes: StatusChange[] = []
  const isEnd = () => until !== null && Object.values(status.directions).every(isOver)
  const result = (): LinkResult => ({
    kind: 'link',
    after: 'status',
    status,
    faults: [],
    verbose,
    changes: [...changes],
  })
  if (isEnd()) return result()
  show(result())
  await waitForPeople(
    // Only warnings: the status itself shows what is being waited for.
    { clock, signal, emit: (event) => event.event === 'warning' && emit(event) },
    { direction, step: direction },
    async () => {
      const before = status
      status = await read()
      changes.push(...statusChanges(before, status))
      if (isEnd()) return { done: true, value: undefined }
      show(result())
      // Polling becomes frequent again after any change.
      const { at, ...seen } = status
      return { done: false, status: JSON.stringify(seen) }
    },
    { timeoutMs: Number.POSITIVE_INFINITY },
  )
  return result()
}
