import { statusOf } from '../actions/status.ts'
import { waitForPeople } from '../engine/wait-for-peer.ts'
import type { DirectionName } from '../model/link.ts'
import type { DirectionStatus, LinkStatus } from '../model/result.ts'
import type { CommandContext, CommandOutcome } from './context.ts'
import type { Options } from './flags.ts'
import { withOnReady } from './on-ready.ts'
import { openEyes, requireSameLink, stateFile } from './open-link.ts'
import { type StepWorkFlags, takeBearings } from './step-command.ts'

export type TurnFlags = StepWorkFlags & Options<'on-ready'>

/**
 * Looks until a direction waits neither for the peer nor for the cloud; writes nothing and takes no lock. Whoever writes
 * `wait` wants to wait, with a terminal or without one; `--no-wait` looks once.
 */
export async function watchTurn(
  context: CommandContext,
  options: TurnFlags,
  direction: DirectionName,
): Promise<CommandOutcome> {
  const bearings = () => takeBearings(context, options, direction, () => [])
  const { intent: first } = await bearings()
  const linkContext = await openEyes(context, options, first)
  const { clock, signal, emit } = context
  let asked = ''
  const see = async (): Promise<LinkStatus> => {
    // What the peer tells a person comes through plink.yaml, which may be edited meanwhile.
    const { intent, state } = await bearings()
    requireSameLink(stateFile(context, options), first, intent)
    const status = await statusOf({ ...linkContext, intent }, state, [direction])
    const now = status.directions[direction]
    const next = JSON.stringify(now?.next)
    if (now?.actor === 'peer' && next !== asked) emit({ event: 'peer', direction, next: now.next })
    asked = next
    return status
  }
  let status = await see()
  if (isAwaited(status.directions[direction]) && !options['no-wait']) {
    await waitForPeople(
      { clock, signal, emit },
      { direction, step: `${direction}/connection` },
      async () => {
        status = await see()
        const now = status.directions[direction]
        return isAwaited(now) ? { done: false, status: now.state } : { done: true, value: undefined }
      },
      { timeoutMs: options.timeout },
    )
  }
  // That the patience ran out is an end like any other: the status says whose turn it is.
  const result = { kind: 'link', after: 'status', status, faults: [] } as const
  return withOnReady(context, options, { result, exit: exitOf(status.directions[direction]) })
}

function isAwaited(status: DirectionStatus | undefined): status is DirectionStatus {
  return status?.actor === 'peer' || status?.actor === 'cloud'
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
