import { getService } from '../../plan/inventory.ts'
import type { Context, Ending } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { openShelf, serviceOf } from '../shelf.ts'

export async function run(context: Context, options: GlobalOptions, words: readonly string[]): Promise<Ending> {
  const shelf = await openShelf(context, options)
  const item = await getService(shelf, serviceOf(shelf, words))
  return { result: { kind: 'item', item: { of: 'service', item } }, exit: 0 }
}
