import { statusOf } from '../../actions/status.ts'
import { isOver } from '../../diagnose/direction-state.ts'
import { waitForPeople } from '../../engine/wait-for-peer.ts'
import type { LinkStatus, Result } from '../../model/result.ts'
import { readState } from '../../state/read.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import { exitOfStatus, exitOfWatch } from '../exit-codes.ts'
import type { Options } from '../flags.ts'
import { type LinkOptions, type OpenLink, openLink, readWanted, stateFile } from '../open-link.ts'

export async function run(
  context: CommandContext,
  options: LinkOptions & Options<'exit-code' | 'watch'>,
): Promise<CommandOutcome> {
  const link = await openLink(context, options)
  const look = async (): Promise<LinkStatus> => {
    // It may be watched while plink.yaml is edited.
    const { intent, directions } = await readWanted(context, options, link.linkContext.intent)
    const state = await readState(stateFile(context, options), intent)
    return statusOf({ ...link.linkContext, intent }, state, directions)
  }
  if (!options.watch) {
    const status = await look()
    return { result: resultOf(status), exit: exitOfStatus(status, options['exit-code']) }
  }
  const status = await watch(context, link, look)
  return { result: resultOf(status), exit: exitOfWatch(status, options['exit-code']) }
}

/** Shows every change until nothing more can change, or the signal aborts. */
async function watch(
  { clock, signal, show, emit }: CommandContext,
  { directions }: OpenLink,
  look: () => Promise<LinkStatus>,
): Promise<LinkStatus> {
  let status = await look()
  const isEnd = () => Object.values(status.directions).every(isOver)
  const [direction = 'inbound'] = directions
  if (isEnd()) return status
  show(resultOf(status))
  await waitForPeople(
    // What passes and what it waits for is in the picture; only trouble is told beside it.
    { clock, signal, emit: (event) => event.event === 'warning' && emit(event) },
    { direction, step: direction },
    async () => {
      status = await look()
      if (isEnd()) return { done: true, value: undefined }
      show(resultOf(status))
      // Any change is news: what follows a change may come soon.
      const { at, ...seen } = status
      return { done: false, status: JSON.stringify(seen) }
    },
    { timeoutMs: Number.POSITIVE_INFINITY },
  )
  return status
}

function resultOf(status: LinkStatus): Result {
  return { kind: 'link', after: 'status', status, faults: [] }
}
