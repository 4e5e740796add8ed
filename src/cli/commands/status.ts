import type { LinkStatus, Result } from '../../model/result.ts'
import { statusOf } from '../../plan/status.ts'
import { readState } from '../../state/read.ts'
import type { Context, Ending } from '../context.ts'
import { exitOfStatus } from '../exit.ts'
import type { Options } from '../flags.ts'
import { type LinkOptions, type OpenLink, openLink, stateFile } from '../link.ts'

export async function run(context: Context, options: LinkOptions & Options<'exit-code' | 'watch'>): Promise<Ending> {
  const link = await openLink(context, options)
  const look = async (): Promise<LinkStatus> => {
    const state = await readState(stateFile(context, options), link.eyes.intent)
    return statusOf(link.eyes, state, link.directions)
  }
  const status = options.watch ? await watch(context, link, look) : await look()
  return { result: resultOf(status), exit: exitOfStatus(status, options['exit-code']) }
}

/** Between looks: enough to see a zone come up, little enough for the API's limits. */
const pauseMs = 3000

/** Shows every change until nothing more will change by itself or by anybody's turn, or the signal aborts. */
async function watch({ clock, signal, show }: Context, { eyes }: OpenLink, look: () => Promise<LinkStatus>) {
  let shown = ''
  for (;;) {
    const status = await look()
    if (Object.values(status.directions).every(({ actor }) => actor === 'nobody')) return status
    // Evidence moves (times, counts of a health check) while nothing happens: a change is what a person can see.
    const seen = JSON.stringify(status)
    if (seen !== shown) show(resultOf(status))
    shown = seen
    await clock.sleep(pauseMs, signal)
    eyes.signal.throwIfAborted()
  }
}

function resultOf(status: LinkStatus): Result {
  return { kind: 'link', after: 'status', status, faults: [] }
}
