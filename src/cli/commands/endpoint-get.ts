import { getEndpoint } from '../../actions/inventory.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { endpointOf, openInventory } from '../inventory-context.ts'

export async function run(
  context: CommandContext,
  options: GlobalOptions,
  words: readonly string[],
): Promise<CommandOutcome> {
  const inventory = await openInventory(context, options)
  const item = await getEndpoint(inventory, endpointOf(inventory, words))
  return { result: { kind: 'item', item: { of: 'endpoint', item } }, exit: 0 }
}
