import type { CommandOutcome, Context } from '../context.ts'
import { type TurnFlags, watchTurn } from '../wait.ts'

export async function run(context: Context, options: TurnFlags): Promise<CommandOutcome> {
  return watchTurn(context, options, 'inbound')
}
