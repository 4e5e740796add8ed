import { command } from '../command.ts'

export const whitelistListCommand = command({
  name: 'whitelist list',
  argument: { name: 'service', how: 'optional' },
  flags: [],
  exits: [3, 4, 5],
  access: { reads: ['privatelink.ListVpcEndpointServiceUsers'] },
  examples: ['plink whitelist list'],
  async run(context, options, words) {
    const { listWhitelist } = await import('../../actions/inventory.ts')
    const { openInventory, serviceOf } = await import('../inventory-context.ts')
    const inventory = await openInventory(context, options)
    const rows = await listWhitelist(inventory, await serviceOf(inventory, words))
    return { result: { kind: 'listing', listing: { of: 'whitelist', rows } }, exit: 0 }
  },
})
