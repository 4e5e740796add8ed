import { getLoadBalancer } from '../../plan/inventory.ts'
import type { Context, Ending } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { loadBalancersOf, openShelf } from '../shelf.ts'

export async function run(context: Context, options: GlobalOptions, words: readonly string[]): Promise<Ending> {
  const shelf = await openShelf(context, options)
  const [id = ''] = loadBalancersOf(shelf, words, 'lb get')
  const item = await getLoadBalancer(shelf, id)
  return { result: { kind: 'item', item: { of: 'loadBalancer', item } }, exit: 0 }
}
