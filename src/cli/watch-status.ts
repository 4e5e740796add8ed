import { statusOf } from '../actions/status.ts'
import { isOver } from '../diagnose/direction-state.ts'
import { waitForPeople } from '../engine/wait-for-peer.ts'
import type { DirectionName } from '../model/link.ts'
import type { LinkStatus } from '../model/result.ts'
import { readState } from '../state/read.ts'
import type { CommandContext } from './command.ts'
import { type LinkOptions, openLink, rereadIntent, stateFile } from './open-link.ts'

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

/** Shows every change until nothing more can change, or the signal aborts. */
export async function watchStatus(
  { clock, signal, show, emit }: CommandContext,
  { directions: [direction = 'inbound'], read }: StatusReader,
): Promise<LinkStatus> {
  let status = await read()
  const isEnd = () => Object.values(status.directions).every(isOver)
  const draw = () => show({ kind: 'link', after: 'status', status, faults: [] })
  if (isEnd()) return status
  draw()
  await waitForPeople(
    // Only warnings: the status itself shows what is being waited for.
    { clock, signal, emit: (event) => event.event === 'warning' && emit(event) },
    { direction, step: direction },
    async () => {
      status = await read()
      if (isEnd()) return { done: true, value: undefined }
      draw()
      // Polling becomes frequent again after any change.
      const { at, ...seen } = status
      return { done: false, status: JSON.stringify(seen) }
    },
    { timeoutMs: Number.POSITIVE_INFINITY },
  )
  return status
}
