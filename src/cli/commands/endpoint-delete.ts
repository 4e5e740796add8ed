import { command } from '../command.ts'

export const endpointDeleteCommand = command({
  name: 'endpoint delete',
  argument: { name: 'endpoint', how: 'optional' },
  flags: ['dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'consumer', delete: ['endpoint', 'zone', 'rule'] },
  examples: ['plink endpoint delete --yes'],
  async run(context, options, [word]) {
    const { removeResource } = await import('../remove-resource.ts')
    return removeResource(context, options, word, 'endpoint', {
      direction: 'outbound',
      // The endpoint's own step removes its zones; the records of its parts go with it.
      only: ({ kind }) => ['endpoint', 'zone', 'security-group', 'rule'].includes(kind),
    })
  },
})
