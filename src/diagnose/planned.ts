import type { SecurityGroupPermission } from '../alibaba/types.ts'
import { rulesWanted } from '../steps/ingress-rule.ts'
import type { ConsumerObservation, DirectionObservation, ProviderObservation } from './observe/observation.ts'

/**
 * The direction as it will be once `up` has done what it can: groups and zones that were taken off are back, rules that
 * are asked for are there, load balancers are attached in all their zones, and a load balancer of ours is left out while it is made or made whole.
 * @param isBalancing whether something is about to be done to a load balancer of ours
 */
export function asPlanned(observation: DirectionObservation, isBalancing: boolean): DirectionObservation {
  const { provider, consumer } = observation
  return {
    ...observation,
    provider: provider && plannedProvider(provider, observation, isBalancing),
    consumer: consumer && plannedConsumer(consumer, observation),
  }
}

function plannedProvider(
  provider: ProviderObservation,
  { half, identities, memory }: DirectionObservation,
  isBalancing: boolean,
): ProviderObservation {
  const listed = Object.values(identities.uids).filter((uid) => uid !== undefined)
  // What plink made stands in plink.yaml by its name; if it is gone it is made again, in the zones that are asked for.
  const ours = (half.service.create ?? []).flatMap(({ name, place }) => {
    const id = memory.loadBalancers.find((each) => each.name === name)?.id
    return id === undefined ? [] : [{ id, zones: 'zones' in place ? Object.keys(place.zones) : [] }]
  })
  const coming = [...half.service.loadBalancers, ...ours.map(({ id }) => id)].flatMap((id) => {
    const attached = provider.resources.filter(({ ResourceId }) => ResourceId === id).map(({ ZoneId }) => ZoneId)
    const view = provider.loadBalancers.find((each) => each.id === id)?.view
    const ResourceType = id.startsWith('nlb-') ? ('nlb' as const) : ('slb' as const)
    const asked = ours.find((each) => each.id === id)?.zones ?? ['']
    return (view?.zones ?? (attached.length > 0 ? [] : asked))
      .filter((ZoneId) => !attached.includes(ZoneId))
      .map((ZoneId) => ({ ResourceId: id, ResourceType, ZoneId }))
  })
  const { service } = provider
  // A service is in the zones of its resources; one that says nothing of its zones goes on saying nothing.
  const zones = [...(service?.Zones ?? []), ...coming.map(({ ZoneId }) => ZoneId)].filter((zone) => zone !== '')
  return {
    ...provider,
    service: service?.Zones?.length ? { ...service, Zones: [...new Set(zones)] } : service,
    users: [...provider.users, ...listed],
    resources: [...provider.resources, ...coming],
    loadBalancers: provider.loadBalancers.filter(({ made }) => !(made && isBalancing)),
  }
}

function plannedConsumer(consumer: ConsumerObservation, { half }: DirectionObservation): ConsumerObservation {
  const { securityGroups } = half.endpoint
  const wanted = rulesWanted(half).rules
  return {
    ...consumer,
    attached: [...new Set([...consumer.attached, ...securityGroups])],
    groups: consumer.groups.map(({ id, view }) => {
      const rules = wanted
        .filter(({ group }) => group === id)
        .map(
          ({ port, cidr }): SecurityGroupPermission => ({
            Direction: 'ingress',
            IpProtocol: 'TCP',
            PortRange: `${port}/${port}`,
            SourceCidrIp: cidr,
            Policy: 'Accept',
            Priority: '1',
          }),
        )
      return { id, view: view && { ...view, rules: [...view.rules, ...rules] } }
    }),
  }
}
