import { command } from '../command.ts'

export const lbListCommand = command({
  name: 'lb list',
  flags: [],
  exits: [3, 4, 5],
  access: { reads: ['slb.DescribeLoadBalancers', 'nlb.ListLoadBalancers'] },
  examples: ['plink lb list'],
  async run(context, options) {
    const { listLoadBalancers } = await import('../../actions/inventory.ts')
    const { openInventory } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const rows = await listLoadBalancers(inventory)
    return { result: { kind: 'listing', listing: { of: 'loadBalancers', rows } }, exit: 0 }
  },
})
