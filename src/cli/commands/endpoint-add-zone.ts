import { command } from '../command.ts'

export const endpointAddZoneCommand = command({
  name: 'endpoint add-zone',
  argument: { name: 'zone', how: 'many' },
  flags: ['dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'consumer', create: ['zone'] },
  examples: ['plink endpoint add-zone cn-hangzhou-i=vsw-bp1a2b3c'],
  async run(context, options, words) {
    const { editLink } = await import('../edit-link.ts')
    const { directionOf, endpointOverrides } = await import('../overrides.ts')
    const { parseZones, splitZone } = await import('../parse-zones.ts')
    const { applySteps, requireCreated } = await import('../step-command.ts')
    const edit = await editLink(
      context,
      options,
      'outbound',
      (intent) => {
        const { zones } = directionOf(intent, 'outbound').endpoint
        return endpointOverrides('outbound', { zones: { ...zones, ...parseZones(words, 'ZONE', intent.region) } })
      },
      'strict',
    )
    await requireCreated(context, options, edit, 'outbound/endpoint')
    const ids = words.map((word) => `outbound/zone:${splitZone(word)[0]}`)
    return applySteps(context, options, edit, { direction: 'outbound', only: ({ id }) => ids.includes(id) })
  },
})
