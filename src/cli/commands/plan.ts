import { planLink } from '../../actions/plan.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import { exitOfPlan } from '../exit-codes.ts'
import type { Options } from '../flags.ts'
import { type LinkOptions, openLink } from '../open-link.ts'

export async function run(
  context: CommandContext,
  options: LinkOptions & Options<'exit-code' | 'allow'>,
): Promise<CommandOutcome> {
  const { linkContext, state, directions } = await openLink(context, options)
  const { name: link, region } = linkContext.intent
  const plan = await planLink(linkContext, state, { directions, approve: [] })
  const { changes, admissions, warnings, faults, cost } = plan
  return {
    result: { kind: 'plan', link, region, changes, admissions, warnings, faults, cost },
    exit: exitOfPlan(plan, options['exit-code']),
  }
}
