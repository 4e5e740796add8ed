import { command } from '../command.ts'

export const connectionRejectCommand = command({
  name: 'connection reject',
  flags: ['endpoint', 'dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'provider', delete: ['connection'] },
  examples: ['plink connection reject --endpoint ep-bp1a2b3c'],
  async run(context, options) {
    const { rejectConnection } = await import('../connections.ts')
    return rejectConnection(context, options)
  },
})
