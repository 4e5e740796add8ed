import { PlinkError } from '../../model/fault.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { endpointWish, halfOf, peerKindWish, serviceWish } from '../overrides.ts'
import { allowancesIn, allowWishes } from '../parse-allow.ts'
import { zonesIn } from '../parse-zones.ts'
import { make, type StepWorkFlags, takeBearings } from '../step-command.ts'

type Flags = StepWorkFlags &
  Options<'service' | 'peer-kind' | 'vpc' | 'security-group' | 'zone' | 'allow' | 'description' | 'endpoint-name'>

export async function run(context: CommandContext, options: Flags): Promise<CommandOutcome> {
  const { service, vpc, description, 'endpoint-name': name, 'security-group': groups, 'peer-kind': kind } = options
  const allow = allowancesIn(options.allow)
  const bearings = await takeBearings(context, options, 'outbound', (intent) => [
    ...(kind !== null ? [peerKindWish(kind)] : []),
    ...(service !== null ? [serviceWish('outbound', 'id', service)] : []),
    ...(vpc !== null ? [endpointWish('outbound', 'vpc', vpc)] : []),
    ...(groups.length > 0 ? [endpointWish('outbound', 'securityGroups', groups)] : []),
    ...(options.zone.length > 0
      ? [endpointWish('outbound', 'zones', zonesIn(options.zone, '--zone', intent.region))]
      : []),
    ...allowWishes(intent, 'outbound', allow),
    ...(description !== null ? [endpointWish('outbound', 'description', description)] : []),
    ...(name !== null ? [endpointWish('outbound', 'name', name)] : []),
  ])
  const half = halfOf(bearings.intent, 'outbound')
  const questions = [
    { name: 'service', flag: '--service epsrv-…', missing: half.service.id === undefined && !options['peer-profile'] },
    { name: 'vpc', flag: '--vpc vpc-…', missing: half.endpoint.vpc === undefined },
    { name: 'securityGroups', flag: '--security-group sg-…', missing: half.endpoint.securityGroups.length === 0 },
    { name: 'zones', flag: '--zone ZONE=vsw-…', missing: Object.keys(half.endpoint.zones).length === 0 },
  ].flatMap(({ missing, ...question }) => (missing ? [question] : []))
  if (questions.length > 0 && half.endpoint.id === undefined) throw new PlinkError('INPUT_NEEDED', { questions })
  return make(context, options, bearings, {
    command: 'endpoint create',
    direction: 'outbound',
    only: ({ kind, wanted }) => wanted && ['endpoint', 'zone', 'security-group', 'rule'].includes(kind),
  })
}
