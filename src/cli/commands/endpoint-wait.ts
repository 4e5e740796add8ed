import type { Context, Ending } from '../context.ts'
import { type StepWorkFlags, takeBearings } from '../step-work.ts'
import { watchTurn } from '../watch-turn.ts'

export async function run(context: Context, options: StepWorkFlags): Promise<Ending> {
  return watchTurn(context, options, await takeBearings(context, options, 'outbound', () => []), 'outbound')
}
