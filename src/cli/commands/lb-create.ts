import { command } from '../command.ts'

export const lbCreateCommand = command({
  name: 'lb create',
  flags: ['vswitch', 'zone', 'listener', 'backend', 'lb-name', 'name', 'dry-run'],
  exits: [3, 4, 5],
  access: { reads: 'provider', create: ['load-balancer', 'listener'] },
  examples: [
    'plink lb create --vswitch vsw-bp1a2b3c --listener 6379 --backend i-bp1a2b3c',
    'plink lb create --dry-run',
  ],
  async run(context, options) {
    const { editLoadBalancers } = await import('../edit-load-balancers.ts')
    const { applySteps } = await import('../step-command.ts')
    const { edit, only } = await editLoadBalancers(context, options)
    return applySteps(context, options, edit, { direction: 'inbound', only })
  },
})
