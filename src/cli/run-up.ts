import { up } from '../actions/up.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import type { Options } from './flags.ts'
import { withOnReady } from './on-ready.ts'
import { rereadIntent } from './open-link.ts'
import { askWithPlan, loadPlan, requireSameIntent } from './plan-file.ts'
import { type LinkChangeOptions, runOnLink } from './run-on-link.ts'

/** `plink up`, which `plink init` can run as well. @param file a plan that was reviewed, of `plan --out` */
export async function runUp(
  context: CommandContext,
  options: LinkChangeOptions & Options<'on-ready'>,
  file?: string,
): Promise<CommandOutcome> {
  const plan = file === undefined ? undefined : loadPlan(context, file)
  const outcome = await runOnLink({ ...context, command: 'up' }, 'up', options, (changeContext) => {
    const { intent, ask, options: runOptions } = changeContext
    const reread = () => rereadIntent(context, options, intent)
    if (file === undefined || plan === undefined) return up({ ...changeContext, reread })
    requireSameIntent(file, plan, intent, runOptions.directions)
    return up({ ...changeContext, reread, ask: askWithPlan(ask, file, plan) })
  })
  return withOnReady(context, options, outcome)
}
