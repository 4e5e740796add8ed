import { listServices } from '../../actions/inventory.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { openInventory } from '../inventory-context.ts'

export async function run(context: CommandContext, options: GlobalOptions): Promise<CommandOutcome> {
  const rows = await listServices(await openInventory(context, options))
  return { result: { kind: 'listing', listing: { of: 'services', rows } }, exit: 0 }
}
