import type { Context, Ending } from '../context.ts'
import { type TurnFlags, watchTurn } from '../watch-turn.ts'

export async function run(context: Context, options: TurnFlags): Promise<Ending> {
  return watchTurn(context, options, 'outbound')
}
