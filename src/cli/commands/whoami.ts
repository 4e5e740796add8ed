import { command } from '../command.ts'

export const whoamiCommand = command({
  name: 'whoami',
  flags: [],
  exits: [3, 4, 5],
  access: { reads: ['sts.GetCallerIdentity'] },
  examples: ['plink whoami', 'plink whoami --peer-profile partner'],
  async run(context, options) {
    const { identitiesInUse } = await import('../identities.ts')
    return { result: { kind: 'whoami', ...(await identitiesInUse(context, options)) }, exit: 0 }
  },
})
