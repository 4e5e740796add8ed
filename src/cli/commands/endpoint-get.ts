import { command } from '../command.ts'

export const endpointGetCommand = command({
  name: 'endpoint get',
  argument: { name: 'endpoint', how: 'optional' },
  flags: [],
  exits: [3, 4, 5],
  access: {
    reads: [
      'privatelink.GetVpcEndpointAttribute',
      'privatelink.ListVpcEndpointZones',
      'privatelink.ListVpcEndpointSecurityGroups',
    ],
  },
  examples: ['plink endpoint get'],
  async run(context, options, words) {
    const { getEndpoint } = await import('../../actions/inventory.ts')
    const { endpointOf, openInventory } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const item = await getEndpoint(inventory, await endpointOf(inventory, words))
    return { result: { kind: 'item', item: { of: 'endpoint', item } }, exit: 0 }
  },
})
