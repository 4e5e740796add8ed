import { randomUUID } from 'node:crypto'
import type { Tools } from '../plan/tools.ts'
import type { LinkOutcome } from '../plan/up.ts'
import { askWith } from './ask.ts'
import type { Context, Ending } from './context.ts'
import { exitOfLink } from './exit.ts'
import type { Options } from './flags.ts'
import { type LinkOptions, openLink, stateFile } from './link.ts'

/** What `up` and `down` take; a flag that only the other one has stands at its default. */
export type WorkFlags = LinkOptions & Partial<Options<'approve' | 'open-product' | 'disconnect' | 'without-peer'>>

/** Works on a link with its state file locked. */
export async function workOn(
  context: Context,
  after: 'up' | 'down',
  options: WorkFlags,
  act: (tools: Tools) => Promise<LinkOutcome>,
): Promise<Ending> {
  const { eyes, directions } = await openLink(context, options)
  const { clock, signal, host } = context
  const { openStore } = await import('../state/file.ts')
  const {
    approve = [],
    disconnect = [],
    'open-product': openProduct = false,
    'without-peer': withoutPeer = false,
  } = options
  const store = await openStore({
    file: stateFile(context, options),
    name: eyes.intent.name,
    region: eyes.intent.region,
    command: `plink ${after}`,
    host: host.hostname,
    pid: host.pid,
    isAlive: host.isAlive,
    newLineage: randomUUID,
    clock,
    signal,
  })
  try {
    const { status, faults, exit } = await act({
      ...eyes,
      store,
      ask: askWith(context, { yes: options.yes, openProduct, approve, disconnect }),
      newToken: randomUUID,
      options: {
        timeoutMs: options.timeout,
        waitForPeer: context.confirm !== null && !options['no-wait'],
        approve,
        disconnect,
        withoutPeer,
        directions,
      },
    })
    const result = { kind: 'link', after, status, faults } as const
    return { result, exit: exitOfLink(exit, faults) }
  } finally {
    await store.close()
  }
}
