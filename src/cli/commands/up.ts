import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { withOnReady } from '../on-ready.ts'
import { readWanted } from '../open-link.ts'
import { type WorkFlags, workOn } from '../run-on-link.ts'

export async function run(context: CommandContext, options: WorkFlags & Options<'on-ready'>): Promise<CommandOutcome> {
  const { up } = await import('../../actions/up.ts')
  const ending = await workOn(context, 'up', options, (changeContext) =>
    up({ ...changeContext, reread: () => readWanted(context, options, changeContext.intent) }),
  )
  return withOnReady(context, options, ending)
}
