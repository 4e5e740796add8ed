import { command } from '../command.ts'

export const serviceZonesCommand = command({
  name: 'service zones',
  argument: { name: 'service', how: 'optional' },
  flags: [],
  exits: [3, 4, 5],
  access: {
    reads: [
      'privatelink.GetVpcEndpointServiceAttribute',
      'privatelink.ListVpcEndpointServiceResources',
      'privatelink.ListVpcEndpointServicesByEndUser',
    ],
  },
  examples: ['plink service zones epsrv-bp1a2b3c'],
  async run(context, options, words) {
    const { listServiceZones } = await import('../../actions/inventory.ts')
    const { openInventory, serviceOf } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const rows = await listServiceZones(inventory, await serviceOf(inventory, words))
    return { result: { kind: 'listing', listing: { of: 'zones', rows } }, exit: 0 }
  },
})
