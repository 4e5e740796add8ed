import { isFault } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import type { DirectionStatus, LinkStatus } from '../model/result.ts'
import { statusOf } from '../plan/status.ts'
import { waitFor } from '../plan/wait.ts'
import { readState } from '../state/read.ts'
import type { Context, Ending } from './context.ts'
import type { GlobalOptions } from './flags.ts'
import { openEyes, stateFile } from './link.ts'
import type { Bearings } from './step-work.ts'

/**
 * Looks until a direction waits neither for the peer nor for the cloud; writes nothing and takes no lock. Whoever writes
 * `wait` wants to wait, with a terminal or without one; `--no-wait` looks once.
 */
export async function watchTurn(
  context: Context,
  options: GlobalOptions,
  { intent }: Bearings,
  direction: DirectionName,
): Promise<Ending> {
  const eyes = await openEyes(context, options, intent)
  let status: LinkStatus | undefined
  const look = async () => {
    status = await statusOf(eyes, await readState(stateFile(context, options), intent), [direction])
    const now = status.directions[direction]
    if (!now || (now.actor !== 'peer' && now.actor !== 'cloud')) return { done: true, value: undefined } as const
    return { done: false, status: now.state } as const
  }
  const { clock, signal, emit } = context
  const onStatus = () => {
    const next = status?.directions[direction]?.next
    if (next) emit({ event: 'peer', direction, next })
  }
  try {
    if (options['no-wait']) await look()
    else
      await waitFor({ direction, step: `${direction}/connection` }, look, {
        clock,
        signal,
        timeoutMs: options.timeout,
        onStatus,
      })
  } catch (error) {
    // That the patience ran out is an end like any other: the status says whose turn it is.
    if (!isFault(error, 'WAIT_TIMEOUT') || !status) throw error
  }
  status ??= await statusOf(eyes, null, [direction])
  return { result: { kind: 'link', after: 'status', status, faults: [] }, exit: exitOf(status.directions[direction]) }
}

/** Connected, or asked for by the peer: what was waited for. Else who has to act decides, or nothing is to be expected. */
function exitOf(status: DirectionStatus | undefined): number {
  switch (status?.state) {
    case 'connected':
    case 'degraded':
    case 'waiting-for-you':
      return 0
    default:
      return status?.actor === 'peer' ? 8 : status?.actor === 'cloud' ? 5 : 3
  }
}
