import { getEndpoint } from '../../plan/inventory.ts'
import type { Context, Ending } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { endpointOf, openShelf } from '../shelf.ts'

export async function run(context: Context, options: GlobalOptions, words: readonly string[]): Promise<Ending> {
  const shelf = await openShelf(context, options)
  const item = await getEndpoint(shelf, endpointOf(shelf, words))
  return { result: { kind: 'item', item: { of: 'endpoint', item } }, exit: 0 }
}
