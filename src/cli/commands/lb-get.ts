import { PlinkError } from '../../model/fault.ts'
import { getLoadBalancer } from '../../plan/inventory.ts'
import type { Context, Ending } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { loadBalancersOf, openShelf } from '../shelf.ts'

export async function run(context: Context, options: GlobalOptions, words: readonly string[]): Promise<Ending> {
  const shelf = await openShelf(context, options)
  const [id = '', ...others] = loadBalancersOf(shelf, words, 'lb get')
  // Of several none is the one that is meant.
  if (others.length > 0)
    throw new PlinkError('MISSING_ARGUMENT', { name: [id, ...others].join(' | '), command: 'plink lb get' })
  const item = await getLoadBalancer(shelf, id)
  return { result: { kind: 'item', item: { of: 'loadBalancer', item } }, exit: 0 }
}
