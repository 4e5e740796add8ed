import { getLoadBalancer } from '../../actions/inventory.ts'
import { PlinkError } from '../../model/fault.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { loadBalancersOf, openInventory } from '../inventory-context.ts'

export async function run(
  context: CommandContext,
  options: GlobalOptions,
  words: readonly string[],
): Promise<CommandOutcome> {
  const inventory = await openInventory(context, options)
  const [id = '', ...others] = loadBalancersOf(inventory, words, 'lb get')
  // Of several none is the one that is meant.
  if (others.length > 0)
    throw new PlinkError('MISSING_ARGUMENT', { name: [id, ...others].join(' | '), command: 'plink lb get' })
  const item = await getLoadBalancer(inventory, id)
  return { result: { kind: 'item', item: { of: 'loadBalancer', item } }, exit: 0 }
}
