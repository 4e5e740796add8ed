import { command } from '../command.ts'

export const acceptCommand = command({
  name: 'accept',
  argument: { name: 'invite', word: 'FILE', how: 'optional' },
  flags: ['direction', 'service', 'zone', 'payer', 'endpoint', 'uid', 'checksum', 'replace'],
  exits: [3, 4, 5, 7],
  access: { reads: 'both' },
  examples: [
    'plink accept plink-invite-1417000000000001.yaml',
    'plink accept --uid 1417000000000001',
    'plink accept --service epsrv-bp1… --zone cn-hangzhou-h',
    'plink accept --endpoint ep-bp1…',
  ],
  async run(context, options, words) {
    const { acceptInvite } = await import('../accept-invite.ts')
    return acceptInvite(context, options, words)
  },
})
