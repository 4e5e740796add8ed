import type { CommandContext, CommandOutcome } from '../context.ts'
import { type WorkFlags, workOn } from '../run-on-link.ts'

export async function run(context: CommandContext, options: WorkFlags): Promise<CommandOutcome> {
  const { down } = await import('../../actions/down.ts')
  return workOn(context, 'down', options, down)
}
