import { PlinkError } from '../../model/fault.ts'
import { command, loadBalancerReads } from '../command.ts'

export const lbGetCommand = command({
  name: 'lb get',
  argument: { name: 'lb', how: 'optional' },
  flags: [],
  exits: [3, 4, 5],
  access: { reads: loadBalancerReads },
  examples: ['plink lb get lb-bp1a2b3c'],
  async run(context, options, words) {
    const { getLoadBalancer } = await import('../../actions/inventory.ts')
    const { loadBalancersOf, openInventory } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const [id = '', ...others] = loadBalancersOf(inventory, words, context.command)
    // The link has several, and none was named.
    if (others.length > 0)
      throw new PlinkError('MISSING_ARGUMENT', { name: [id, ...others].join(' | '), command: 'plink lb get' })
    const item = await getLoadBalancer(inventory, id)
    return { result: { kind: 'item', item: { of: 'loadBalancer', item } }, exit: 0 }
  },
})
