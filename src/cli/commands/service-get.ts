import { getService } from '../../actions/inventory.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { openInventory, serviceOf } from '../inventory-context.ts'

export async function run(
  context: CommandContext,
  options: GlobalOptions,
  words: readonly string[],
): Promise<CommandOutcome> {
  const inventory = await openInventory(context, options)
  const item = await getService(inventory, serviceOf(inventory, words))
  return { result: { kind: 'item', item: { of: 'service', item } }, exit: 0 }
}
