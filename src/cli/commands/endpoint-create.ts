import { PlinkError } from '../../model/fault.ts'
import { command } from '../command.ts'

export const endpointCreateCommand = command({
  name: 'endpoint create',
  flags: [
    'service',
    'peer-kind',
    'vpc',
    'security-group',
    'allow',
    'zone',
    'description',
    'endpoint-name',
    'name',
    'open-product',
    'dry-run',
  ],
  exits: [3, 4, 5, 7, 8],
  access: { reads: 'consumer', create: ['endpoint', 'zone', 'security-group', 'rule'] },
  examples: [
    'plink endpoint create --security-group sg-bp1a2b3c --allow 10.0.0.0/8:1883',
    'plink endpoint create --service epsrv-bp1a2b3c',
  ],
  async run(context, options) {
    const { editLink } = await import('../edit-link.ts')
    const { directionOf, endpointOverrides, peerKindOverrides, serviceOverrides } = await import('../overrides.ts')
    const { allowOverrides, parseAllow } = await import('../parse-allow.ts')
    const { parseZones } = await import('../parse-zones.ts')
    const { applySteps } = await import('../step-command.ts')
    const { service, vpc, description, 'endpoint-name': name, 'security-group': groups, 'peer-kind': kind } = options
    const allow = parseAllow(options.allow)
    const edit = await editLink(context, options, 'outbound', (intent) => [
      ...peerKindOverrides(kind),
      ...serviceOverrides('outbound', { id: service }),
      ...endpointOverrides('outbound', {
        vpc,
        securityGroups: groups.length > 0 ? groups : null,
        zones: options.zone.length > 0 ? parseZones(options.zone, '--zone', intent.region) : null,
      }),
      ...allowOverrides(intent, 'outbound', allow),
      ...endpointOverrides('outbound', { description, name }),
    ])
    const { service: theirs, endpoint } = directionOf(edit.intent, 'outbound')
    const questions = [
      { name: 'service', flag: '--service epsrv-…', missing: theirs.id === undefined && !options['peer-profile'] },
      { name: 'vpc', flag: '--vpc vpc-…', missing: endpoint.vpc === undefined },
      { name: 'securityGroups', flag: '--security-group sg-…', missing: endpoint.securityGroups.length === 0 },
      { name: 'zones', flag: '--zone ZONE=vsw-…', missing: Object.keys(endpoint.zones).length === 0 },
    ].flatMap(({ missing, ...question }) => (missing ? [question] : []))
    if (questions.length > 0 && endpoint.id === undefined) throw new PlinkError('INPUT_NEEDED', { questions })
    return applySteps(context, options, edit, {
      direction: 'outbound',
      only: (step) => step.wanted && ['endpoint', 'zone', 'security-group', 'rule'].includes(step.kind),
    })
  },
})
