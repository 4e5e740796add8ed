import { listServices } from '../../plan/inventory.ts'
import type { Context, Ending } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { openShelf } from '../shelf.ts'

export async function run(context: Context, options: GlobalOptions): Promise<Ending> {
  const rows = await listServices(await openShelf(context, options))
  return { result: { kind: 'listing', listing: { of: 'services', rows } }, exit: 0 }
}
