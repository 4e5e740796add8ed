import { checkLoadBalancer } from '../../plan/inventory.ts'
import type { Context, Ending } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { loadBalancersOf, openShelf } from '../shelf.ts'

export async function run(context: Context, options: GlobalOptions, words: readonly string[]): Promise<Ending> {
  const shelf = await openShelf(context, options)
  const ids = loadBalancersOf(shelf, words, 'lb check')
  const loadBalancers = await Promise.all(ids.map((id) => checkLoadBalancer(shelf, id)))
  const ok = loadBalancers.every((each) => each.ok)
  return { result: { kind: 'lb-check', ok, loadBalancers }, exit: ok ? 0 : 6 }
}
