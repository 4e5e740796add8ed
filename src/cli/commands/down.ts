import type { CommandOutcome, Context } from '../context.ts'
import { type WorkFlags, workOn } from '../run-on-link.ts'

export async function run(context: Context, options: WorkFlags): Promise<CommandOutcome> {
  const { down } = await import('../../actions/down.ts')
  return workOn(context, 'down', options, down)
}
