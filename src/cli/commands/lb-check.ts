import { checkLoadBalancer } from '../../actions/inventory.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { loadBalancersOf, openInventory } from '../inventory-context.ts'

export async function run(
  context: CommandContext,
  options: GlobalOptions,
  words: readonly string[],
): Promise<CommandOutcome> {
  const inventory = await openInventory(context, options)
  const ids = loadBalancersOf(inventory, words, 'lb check')
  const loadBalancers = await Promise.all(ids.map((id) => checkLoadBalancer(inventory, id)))
  const ok = loadBalancers.every((each) => each.ok)
  return { result: { kind: 'lb-check', ok, loadBalancers }, exit: ok ? 0 : 6 }
}
