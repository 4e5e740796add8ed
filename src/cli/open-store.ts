import { randomUUID } from 'node:crypto'
import type { Store } from '../state/store.ts'
import type { CommandContext } from './command.ts'
import type { Options } from './flags.ts'
import { stateFile } from './open-link.ts'

/**
 * Opens the state file of a link for writing, locked.
 * @param lineage for a state that is still empty, instead of a new one
 */
export async function openStoreFor(
  context: CommandContext,
  options: Options<'state'>,
  { name, region }: { readonly name: string; readonly region: string },
  lineage?: string,
): Promise<Store> {
  const { command, clock, signal } = context
  const { hostname: host, pid, isAlive } = context.host
  const { openStore } = await import('../state/file-store.ts')
  return openStore({
    file: stateFile(context, options),
    name,
    region,
    command: `plink ${command}`,
    host,
    pid,
    isAlive,
    newLineage: randomUUID,
    ...(lineage !== undefined && { lineage }),
    clock,
    signal,
  })
}
