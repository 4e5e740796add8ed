import type { CommandContext, CommandOutcome } from '../context.ts'
import { type TurnFlags, watchTurn } from '../wait.ts'

export async function run(context: CommandContext, options: TurnFlags): Promise<CommandOutcome> {
  return watchTurn(context, options, 'outbound')
}
