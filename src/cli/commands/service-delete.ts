import { command } from '../command.ts'

export const serviceDeleteCommand = command({
  name: 'service delete',
  argument: { name: 'service', how: 'optional' },
  flags: ['disconnect', 'without-peer', 'dry-run'],
  exits: [3, 4, 5, 7, 8],
  access: { reads: 'provider', delete: ['service', 'resource'] },
  examples: ['plink service delete --yes', 'plink service delete epsrv-bp1a2b3c'],
  async run(context, options, [word]) {
    const { removeResource } = await import('../remove-resource.ts')
    return removeResource(context, options, word, 'service', {
      direction: 'inbound',
      // Its whitelist and attachments go with it. Adopted load balancers stay, and are forgotten.
      only: ({ id, kind }) => ['service', 'resource', 'whitelist'].includes(kind) || /\/load-balancer:n?lb-/.test(id),
    })
  },
})
