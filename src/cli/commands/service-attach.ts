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
    const { directionOf, loadBalancersOverride } = await import('../overrides.ts')
    const { applySteps, requireCreated } = await import('../step-command.ts')
    const { lb } = options
    if (lb.length === 0) {
      throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'loadBalancers', flag: '--lb lb-…' }] })
    }
    const overrides = (intent: Parameters<typeof directionOf>[0]) => {
      const { service } = directionOf(intent, 'inbound')
      return [loadBalancersOverride({ ...service, loadBalancers: [...new Set([...service.loadBalancers, ...lb])] })]
    }
    const edit = await editLink(context, options, 'inbound', overrides, 'strict')
    await requireCreated(context, options, edit, 'inbound/service')
    const ids = lb.map((id) => `inbound/resource:${id}`)
    return applySteps(context, options, edit, { direction: 'inbound', only: ({ id }) => ids.includes(id) })
  },
})
