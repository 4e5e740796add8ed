import { listEndpoints } from '../../actions/inventory.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { openInventory } from '../inventory-context.ts'

export async function run(context: CommandContext, options: GlobalOptions): Promise<CommandOutcome> {
  const rows = await listEndpoints(await openInventory(context, options))
  return { result: { kind: 'listing', listing: { of: 'endpoints', rows } }, exit: 0 }
}
