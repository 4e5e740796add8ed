import { getEndpoint } from '../../actions/inventory.ts'
import type { CommandOutcome, Context } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { endpointOf, openInventory } from '../inventory-context.ts'

export async function run(context: Context, options: GlobalOptions, words: readonly string[]): Promise<CommandOutcome> {
  const inventory = await openInventory(context, options)
  const item = await getEndpoint(inventory, endpointOf(inventory, words))
  return { result: { kind: 'item', item: { of: 'endpoint', item } }, exit: 0 }
}
