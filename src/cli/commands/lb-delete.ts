import { command } from '../command.ts'

export const lbDeleteCommand = command({
  name: 'lb delete',
  argument: { name: 'lb', how: 'optional' },
  flags: ['disconnect', 'dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'provider', delete: ['load-balancer', 'listener', 'resource', 'connection'] },
  examples: ['plink lb delete --yes', 'plink lb delete lb-bp1a2b3c'],
  async run(context, options, [word]) {
    const { removeLoadBalancers } = await import('../remove-load-balancers.ts')
    return removeLoadBalancers(context, options, word)
  },
})
