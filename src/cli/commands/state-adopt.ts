import { command } from '../command.ts'

export const stateAdoptCommand = command({
  name: 'state adopt',
  argument: { name: 'adoption', word: 'STEP ID', how: 'any' },
  flags: ['lineage'],
  exits: [3, 4, 5, 7],
  access: { reads: 'both' },
  examples: [
    'plink state adopt',
    'plink state adopt --peer-profile emqx --yes',
    'plink state adopt inbound/service epsrv-bp1…',
  ],
  async run(context, options, words) {
    const { adoptResources } = await import('../adopt-resources.ts')
    return adoptResources(context, options, words)
  },
})
