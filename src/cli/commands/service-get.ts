import { command } from '../command.ts'

export const serviceGetCommand = command({
  name: 'service get',
  argument: { name: 'service', how: 'optional' },
  flags: [],
  exits: [3, 4, 5],
  access: {
    reads: [
      'privatelink.GetVpcEndpointServiceAttribute',
      'privatelink.ListVpcEndpointServiceResources',
      'privatelink.ListVpcEndpointServiceUsers',
      'privatelink.ListVpcEndpointConnections',
    ],
  },
  examples: ['plink service get', 'plink service get epsrv-bp1a2b3c -o json'],
  async run(context, options, words) {
    const { getService } = await import('../../actions/inventory.ts')
    const { openInventory, serviceOf } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const item = await getService(inventory, await serviceOf(inventory, words))
    return { result: { kind: 'item', item: { of: 'service', item } }, exit: 0 }
  },
})
