import { command } from '../command.ts'

export const serviceListCommand = command({
  name: 'service list',
  flags: [],
  exits: [3, 4, 5],
  access: { reads: ['privatelink.ListVpcEndpointServices'] },
  examples: ['plink service list'],
  async run(context, options) {
    const { listServices } = await import('../../actions/inventory.ts')
    const { openInventory } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const rows = await listServices(inventory)
    return { result: { kind: 'listing', listing: { of: 'services', rows } }, exit: 0 }
  },
})
