import { getEndpoint } from '../../actions/inventory.ts'
import { zoneForm } from '../../model/form.ts'
import type { LinkState } from '../../state/state.ts'
import { checked } from '../check-word.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import { recordFor } from '../in-memory-store.ts'
import { openInventory } from '../inventory-context.ts'
import { endpointWish, halfOf } from '../overrides.ts'
import { requireMade, type StepWorkFlags, takeBearings, unmake } from '../step-command.ts'

export async function run(
  context: CommandContext,
  options: StepWorkFlags,
  words: readonly string[],
): Promise<CommandOutcome> {
  const zones = words.map((word) => checked('ZONE', word, zoneForm(null), 'cn-hangzhou-h'))
  const bearings = await takeBearings(
    context,
    options,
    'outbound',
    (intent) => {
      const all = Object.entries(halfOf(intent, 'outbound').endpoint.zones)
      return [endpointWish('outbound', 'zones', Object.fromEntries(all.filter(([zone]) => !zones.includes(zone))))]
    },
    'strict',
  )
  const endpoint = requireMade(bearings, 'outbound/endpoint', 'endpoint create') ?? ''
  // A zone that was added by hand is removed as well: that is what was asked for, by name.
  const there = (await getEndpoint(await openInventory(context, options), endpoint)).zones.map(({ zone }) => zone)
  const now = context.clock.now()
  const before = (link: LinkState): LinkState => {
    const found = zones.filter((zone) => there.includes(zone))
    const noted = found.map((zone) => [`outbound/zone:${zone}`, recordFor(zone, true, now)] as const)
    return { ...link, steps: { ...link.steps, ...Object.fromEntries(noted) } }
  }
  const task = {
    command: 'endpoint remove-zone',
    direction: 'outbound',
    only: (step: { id: string }) => zones.some((zone) => step.id === `outbound/zone:${zone}`),
  } as const
  return unmake(context, options, bearings, task, { before })
}
