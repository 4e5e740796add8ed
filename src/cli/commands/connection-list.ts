import { command } from '../command.ts'

export const connectionListCommand = command({
  name: 'connection list',
  argument: { name: 'service', how: 'optional' },
  flags: [],
  exits: [3, 4, 5],
  access: { reads: ['privatelink.ListVpcEndpointConnections'] },
  examples: ['plink connection list'],
  async run(context, options, words) {
    const { listConnections } = await import('../../actions/inventory.ts')
    const { openInventory, serviceOf } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const rows = await listConnections(inventory, await serviceOf(inventory, words))
    return { result: { kind: 'listing', listing: { of: 'connections', rows } }, exit: 0 }
  },
})
