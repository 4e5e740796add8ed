import { command } from '../command.ts'

export const connectionWaitCommand = command({
  name: 'connection wait',
  flags: ['on-ready'],
  exits: [3, 4, 5, 8],
  access: { reads: 'provider' },
  examples: ['plink connection wait --timeout 1h'],
  async run(context, options) {
    const { waitForDirection } = await import('../wait.ts')
    return waitForDirection(context, options, 'inbound')
  },
})
