import { PlinkError } from '../../model/fault.ts'
import { command } from '../command.ts'

export const serviceAttachCommand = command({
  name: 'service attach',
  flags: ['lb', 'dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'provider', create: ['resource'] },
  examples: ['plink service attach --lb lb-bp1a2b3c'],
  async run(context, options) {
    const { editLink } = await import('../edit-link.ts')
    const { madeLoadBalancers, resourceStepOf, withLoadBalancers } = await import('../made-load-balancers.ts')
    const { applySteps, requireCreated } = await import('../step-command.ts')
    const { lb } = options
    if (lb.length === 0) {
      throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'loadBalancers', flag: '--lb lb-…' }] })
    }
    const made = await madeLoadBalancers(context, options, lb)
    const edit = await editLink(
      context,
      options,
      'inbound',
      (intent) => [withLoadBalancers(intent, lb, made)],
      'strict',
    )
    await requireCreated(context, options, edit, 'inbound/service')
    const ids = lb.map((id) => resourceStepOf(id, made))
    return applySteps(context, options, edit, { direction: 'inbound', only: ({ id }) => ids.includes(id) })
  },
})
