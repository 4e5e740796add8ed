import type { CommandContext, CommandOutcome } from '../context.ts'
import { endpointWish, halfOf } from '../overrides.ts'
import { splitZone, zonesIn } from '../parse-zones.ts'
import { make, requireMade, type StepWorkFlags, takeBearings } from '../step-command.ts'

export async function run(
  context: CommandContext,
  options: StepWorkFlags,
  words: readonly string[],
): Promise<CommandOutcome> {
  const bearings = await takeBearings(
    context,
    options,
    'outbound',
    (intent) => {
      const added = zonesIn(words, 'ZONE', intent.region)
      return [endpointWish('outbound', 'zones', { ...halfOf(intent, 'outbound').endpoint.zones, ...added })]
    },
    'strict',
  )
  requireMade(bearings, 'outbound/endpoint', 'endpoint create')
  const ids = words.map((word) => `outbound/zone:${splitZone(word)[0]}`)
  return make(context, options, bearings, {
    command: 'endpoint add-zone',
    direction: 'outbound',
    only: (step) => ids.includes(step.id),
  })
}
