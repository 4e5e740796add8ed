import { planLink } from '../../plan/plan.ts'
import type { Context, Ending } from '../context.ts'
import { exitOfPlan } from '../exit.ts'
import type { Options } from '../flags.ts'
import { type LinkOptions, openLink } from '../link.ts'

export async function run(context: Context, options: LinkOptions & Options<'exit-code' | 'allow'>): Promise<Ending> {
  const { eyes, state, directions } = await openLink(context, options)
  const { name: link, region } = eyes.intent
  const plan = await planLink(eyes, state, { directions, approve: [] })
  const { changes, admissions, warnings, faults, cost } = plan
  return {
    result: { kind: 'plan', link, region, changes, admissions, warnings, faults, cost },
    exit: exitOfPlan(plan, options['exit-code']),
  }
}
