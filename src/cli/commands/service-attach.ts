import { PlinkError } from '../../model/fault.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { halfOf, loadBalancersWish } from '../overrides.ts'
import { make, requireMade, type StepWorkFlags, takeBearings } from '../step-command.ts'

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
      const all = [...new Set([...halfOf(intent, 'inbound').service.loadBalancers, ...lb])]
      return [loadBalancersWish('inbound', { ...halfOf(intent, 'inbound').service, loadBalancers: all })]
    },
    'strict',
  )
  requireMade(bearings, 'inbound/service', 'service create')
  const ids = lb.map((id) => `inbound/resource:${id}`)
  return make(context, options, bearings, {
    command: 'service attach',
    direction: 'inbound',
    only: (step) => ids.includes(step.id),
  })
}
