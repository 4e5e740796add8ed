import { listWhitelist } from '../../actions/inventory.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { openInventory, serviceOf } from '../inventory-context.ts'

export async function run(
  context: CommandContext,
  options: GlobalOptions,
  words: readonly string[],
): Promise<CommandOutcome> {
  const inventory = await openInventory(context, options)
  const rows = await listWhitelist(inventory, serviceOf(inventory, words))
  return { result: { kind: 'listing', listing: { of: 'whitelist', rows } }, exit: 0 }
}
