import { statusOf } from '../actions/status.ts'
import { isOver } from '../diagnose/direction-state.ts'
import { waitForPeople } from '../engine/wait-for-peer.ts'
import type { DirectionName } from '../model/link.ts'
import type { DirectionStatus, LinkStatus } from '../model/result.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { editLink } from './edit-link.ts'
import type { Options } from './flags.ts'
import { withOnReady } from './on-ready.ts'
import { openAccounts, requireSameLink, stateFile } from './open-link.ts'
import type { StepOptions } from './step-command.ts'

export type ConnectionWaitOptions = StepOptions & Options<'on-ready'>

/**
 * Waits until a direction needs neither the peer nor the cloud; writes nothing and takes no lock. It waits without a
 * terminal as well, unlike `up`; `--no-wait` looks once.
 */
export async function waitForDirection(
  context: CommandContext,
  options: ConnectionWaitOptions,
  direction: DirectionName,
): Promise<CommandOutcome> {
  const read = () => editLink(context, options, direction)
  const { intent: first } = await read()
  const linkContext = await openAccounts(context, options, first)
  const { clock, signal, emit } = context
  let asked = ''
  const see = async (): Promise<LinkStatus> => {
    // plink.yaml may be edited meanwhile with what the peer says.
    const { intent, state } = await read()
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
  // A timeout is a normal end: the status says who must act.
  const result = { kind: 'link', after: 'status', status, faults: [] } as const
  return withOnReady(context, options, { result, exit: exitOf(status.directions[direction]) })
}

/** What ended badly is not mended by waiting, whoever has to act. */
function isAwaited(status: DirectionStatus | undefined): status is DirectionStatus {
  return status !== undefined && !isOver(status) && (status.actor === 'peer' || status.actor === 'cloud')
}

/** 0 if connected or pending our approval, which is what was waited for; otherwise by who must act. */
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
