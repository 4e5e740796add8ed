import { PlinkError } from '../../model/fault.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { halfOf, loadBalancersWish } from '../overrides.ts'
import { requireMade, type StepWorkFlags, takeBearings, unmake } from '../step-command.ts'

export async function run(context: CommandContext, options: StepWorkFlags & Options<'lb'>): Promise<CommandOutcome> {
  const { lb } = options
  if (lb.length === 0) {
    throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'loadBalancers', flag: '--lb lb-…' }] })
  }
  const bearings = await takeBearings(
    context,
    options,
    'inbound',
    (intent) => {
      const left = halfOf(intent, 'inbound').service.loadBalancers.filter((id) => !lb.includes(id))
      return [loadBalancersWish('inbound', { ...halfOf(intent, 'inbound').service, loadBalancers: left })]
    },
    'strict',
  )
  requireMade(bearings, 'inbound/service', 'service create')
  const ids = lb.flatMap((id) => [`inbound/resource:${id}`, `inbound/load-balancer:${id}`])
  return unmake(context, options, bearings, {
    command: 'service detach',
    direction: 'inbound',
    // A load balancer that plink made is `lb delete`'s.
    only: (step) => ids.includes(step.id),
  })
}
