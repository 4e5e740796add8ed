import type { SecurityGroupPermission } from '../alibaba/types.ts'
import { rulesWanted } from '../steps/ingress-rule.ts'
import type { ConsumerObservation, DirectionObservation, ProviderObservation } from './observe/observation.ts'

/**
 * The direction as it will be once `up` has done what it can: groups and zones that were taken off are back, rules that
 * are asked for are there, and a load balancer of ours is left out while it is made or made whole.
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
  { half, identities }: DirectionObservation,
  isBalancing: boolean,
): ProviderObservation {
  const listed = Object.values(identities.uids).filter((uid) => uid !== undefined)
  const { loadBalancers } = half.service
  const missing = loadBalancers.filter((id) => !provider.resources.some(({ ResourceId }) => ResourceId === id))
  return {
    ...provider,
    users: [...provider.users, ...listed],
    resources: [
      ...provider.resources,
      ...missing.flatMap((id) => {
        const view = provider.loadBalancers.find((each) => each.id === id)?.view
        const ResourceType = id.startsWith('nlb-') ? ('nlb' as const) : ('slb' as const)
        return (view?.zones ?? ['']).map((ZoneId) => ({ ResourceId: id, ResourceType, ZoneId }))
      }),
    ],
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
