import { up } from '../actions/up.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import type { Options } from './flags.ts'
import { withOnReady } from './on-ready.ts'
import { rereadIntent } from './open-link.ts'
import { type LinkChangeOptions, runOnLink } from './run-on-link.ts'

/** `plink up`, which `plink init` can run as well. */
export async function runUp(
  context: CommandContext,
  options: LinkChangeOptions & Options<'on-ready'>,
): Promise<CommandOutcome> {
  const outcome = await runOnLink({ ...context, command: 'up' }, 'up', options, (changeContext) =>
    up({ ...changeContext, reread: () => rereadIntent(context, options, changeContext.intent) }),
  )
  return withOnReady(context, options, outcome)
}
