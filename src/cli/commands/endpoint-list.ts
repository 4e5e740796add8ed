import { command } from '../command.ts'

export const endpointListCommand = command({
  name: 'endpoint list',
  flags: [],
  exits: [3, 4, 5],
  access: { reads: ['privatelink.ListVpcEndpoints'] },
  examples: ['plink endpoint list'],
  async run(context, options) {
    const { listEndpoints } = await import('../../actions/inventory.ts')
    const { openInventory } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const rows = await listEndpoints(inventory)
    return { result: { kind: 'listing', listing: { of: 'endpoints', rows } }, exit: 0 }
  },
})
