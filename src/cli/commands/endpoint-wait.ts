import { command } from '../command.ts'

export const endpointWaitCommand = command({
  name: 'endpoint wait',
  flags: ['on-ready'],
  exits: [3, 4, 5, 8],
  access: { reads: 'consumer' },
  examples: ['plink endpoint wait --timeout 1h'],
  async run(context, options) {
    const { waitForDirection } = await import('../wait.ts')
    return waitForDirection(context, options, 'outbound')
  },
})
