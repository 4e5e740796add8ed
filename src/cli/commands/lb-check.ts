import { command, loadBalancerReads } from '../command.ts'

export const lbCheckCommand = command({
  name: 'lb check',
  argument: { name: 'lb', how: 'any' },
  flags: [],
  exits: [3, 4, 5, 6],
  access: { reads: loadBalancerReads },
  examples: ['plink lb check', 'plink lb check lb-bp1a2b3c'],
  async run(context, options, words) {
    const { checkLoadBalancer } = await import('../../actions/inventory.ts')
    const { loadBalancersOf, openInventory } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const ids = loadBalancersOf(inventory, words, context.command)
    const loadBalancers = await Promise.all(ids.map((id) => checkLoadBalancer(inventory, id)))
    const ok = loadBalancers.every((each) => each.ok)
    return { result: { kind: 'lb-check', ok, loadBalancers }, exit: ok ? 0 : 6 }
  },
})
