import { zoneForm } from '../../model/form.ts'
import type { LinkState } from '../../state/state.ts'
import { checkWord } from '../check-word.ts'
import { command } from '../command.ts'

export const endpointRemoveZoneCommand = command({
  name: 'endpoint remove-zone',
  argument: { name: 'zone', how: 'many' },
  flags: ['dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'consumer', delete: ['zone'] },
  examples: ['plink endpoint remove-zone cn-hangzhou-i'],
  async run(context, options, words) {
    const { getEndpoint } = await import('../../actions/inventory.ts')
    const { editLink } = await import('../edit-link.ts')
    const { openInventory } = await import('../inventory-context.ts')
    const { directionOf, endpointOverrides } = await import('../overrides.ts')
    const { withRecords } = await import('../remove-unrecorded.ts')
    const { removeSteps, requireCreated } = await import('../step-command.ts')
    const zones = words.map((word) => checkWord('ZONE', word, zoneForm(null), 'cn-hangzhou-h'))
    const edit = await editLink(
      context,
      options,
      'outbound',
      (intent) => {
        const all = Object.entries(directionOf(intent, 'outbound').endpoint.zones)
        const left = Object.fromEntries(all.filter(([zone]) => !zones.includes(zone)))
        return endpointOverrides('outbound', { zones: left })
      },
      'strict',
    )
    const endpoint = await requireCreated(context, options, edit, 'outbound/endpoint')
    const ids = Object.fromEntries(zones.map((zone) => [`outbound/zone:${zone}`, zone]))
    // Zones that somebody added by hand are removed as well: they were named.
    const before = async () => {
      const there = (await getEndpoint(await openInventory(context, options), endpoint)).zones.map(({ zone }) => zone)
      const found = Object.fromEntries(Object.entries(ids).filter(([, zone]) => there.includes(zone)))
      return (link: LinkState) => withRecords(link, found, context.clock.now())
    }
    return removeSteps(context, options, edit, { direction: 'outbound', only: ({ id }) => id in ids }, { before })
  },
})
