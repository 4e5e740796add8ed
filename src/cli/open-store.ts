import { randomUUID } from 'node:crypto'
import type { Store } from '../state/store.ts'
import type { CommandContext } from './context.ts'

/**
 * Opens a link's state file for writing, locked.
 * @param lineage what a state that remembers nothing yet shall have instead of a new one
 */
export async function openStoreFor(
  { host, clock, signal }: CommandContext,
  command: string,
  file: string,
  link: { readonly name: string; readonly region: string },
  lineage?: string,
): Promise<Store> {
  const { openStore } = await import('../state/file-store.ts')
  return openStore({
    file,
    name: link.name,
    region: link.region,
    command: `plink ${command}`,
    host: host.hostname,
    pid: host.pid,
    isAlive: host.isAlive,
    newLineage: randomUUID,
    ...(lineage !== undefined && { lineage }),
    clock,
    signal,
  })
}
