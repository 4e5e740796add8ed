import type { CommandContext, CommandOutcome } from '../context.ts'
import { endpointWish, halfOf } from '../overrides.ts'
import { zonesIn } from '../parse-zones.ts'
import { make, requireMade, type StepWorkFlags, takeBearings } from '../step-command.ts'

export async function run(
  context: CommandContext,
  options: StepWorkFlags,
  words: readonly string[],
): Promise<CommandOutcome> {
  const added = zonesIn(words, 'ZONE')
  const bearings = await takeBearings(
    context,
    options,
    'outbound',
    (intent) => [endpointWish('outbound', 'zones', { ...halfOf(intent, 'outbound').endpoint.zones, ...added })],
    'strict',
  )
  requireMade(bearings, 'outbound/endpoint', 'endpoint create')
  const ids = Object.keys(added).map((zone) => `outbound/zone:${zone}`)
  return make(context, options, bearings, {
    command: 'endpoint add-zone',
    direction: 'outbound',
    only: (step) => ids.includes(step.id),
  })
}
