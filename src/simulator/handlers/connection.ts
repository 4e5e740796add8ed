import type { ApiInput } from '../../api/actions.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { EndpointEntity, ServiceEntity, ZoneEntity } from '../world/entities.ts'
import { objectOf, timeText, zoneDomain } from '../world/id.ts'
import { beginTransition } from '../world/timeline.ts'
import type { TransitionSpec } from '../world/transition.ts'
import type { World } from '../world/world.ts'
import { fits } from './filters.ts'
import { requireService } from './lookup.ts'

/** Mbit/s that a connection may have, by the type of the service (PrivateLink EnableVpcEndpointConnection, Bandwidth). */
const bandwidths = { slb: { least: 100, most: 10_240 }, nlb: { least: 100, most: 50_000 } } as const
const trafficControls = { slb: ['BandwidthLimit'], nlb: ['Scalability', 'BandwidthLimit'] } as const

type ConnectionAction =
  | 'privatelink.ListVpcEndpointConnections'
  | 'privatelink.EnableVpcEndpointConnection'
  | 'privatelink.DisableVpcEndpointConnection'
  | 'privatelink.UpdateVpcEndpointConnectionAttribute'

export const connections: Pick<Handlers, ConnectionAction> = {
  // The provider's view. Whether consumers see their own endpoints here is rule `consumerSeesConnections`.
  'privatelink.ListVpcEndpointConnections': (context, input) => {
    const { world } = context
    const isOwn = (row: EndpointEntity) =>
      world.rules.consumerSeesConnections && row.owner === context.account.uid && row.region === context.region
    const { ServiceId: serviceId } = input
    const isConsumer = [...world.endpoints.values()].some((row) => row.service === serviceId && isOwn(row))
    if (serviceId !== undefined && !isConsumer) requireService(context, serviceId)
    const rows = [...world.endpoints.values()].filter(
      (row) =>
        (context.find(world.services, row.service) !== undefined || isOwn(row)) &&
        context.sees(row.created) &&
        fits(input.ServiceId, row.service) &&
        fits(input.EndpointId, row.id) &&
        fits(input.EndpointOwnerId, row.owner) &&
        fits(input.ConnectionStatus, row.connection) &&
        fits(input.ResourceGroupId, row.resourceGroup) &&
        (input.EniId === undefined || row.zones.some((zone) => zone.eni === input.EniId)) &&
        (input.ResourceId === undefined || row.zones.some((zone) => zone.resource === input.ResourceId)) &&
        (input.ReplacedResourceId === undefined ||
          row.zones.some((zone) => zone.replaced?.resource === input.ReplacedResourceId)),
    )
    const { items, size, next } = tokenPage(world, rows, input, { normal: 50, most: 1000 })
    return {
      Connections: items.map((row) => {
        context.shows(objectOf.connection(row.service, row.id))
        return {
          ServiceId: row.service,
          EndpointId: row.id,
          EndpointOwnerId: row.owner,
          EndpointVpcId: row.vpc,
          EndpointRegionId: row.region,
          ServiceRegionId: row.serviceRegion,
          ConnectionStatus: row.connection,
          Bandwidth: row.bandwidth,
          TrafficControlMode: row.trafficControl,
          ModifiedTime: timeText(row.modified),
          ResourceOwner: row.owner === context.account.uid,
          ResourceGroupId: row.resourceGroup,
          // The ENI's address is the consumer's: this list does not show it.
          Zones: row.zones.map((zone) => {
            context.shows(objectOf.zone(row.id, zone.zone))
            return {
              ZoneId: zone.zone,
              VSwitchId: zone.vswitch,
              EniId: zone.eni,
              ZoneDomain: zoneDomain(world, row, zone.zone),
              ZoneStatus: zone.status,
              ...(zone.resource === null ? {} : { ResourceId: zone.resource }),
              ...(zone.replaced === null
                ? {}
                : { ReplacedResourceId: zone.replaced.resource, ReplacedEniId: zone.replaced.eni }),
            }
          }),
        }
      }),
      MaxResults: size,
      TotalCount: rows.length,
      ...next,
    }
  },

  'privatelink.EnableVpcEndpointConnection': (context, input) => {
    const { service, endpoint } = requirePair(context, input.ServiceId, input.EndpointId)
    if (endpoint.connection === 'Connected' && context.world.rules.enableConnected === 'succeeds') {
      context.commit()
      return {}
    }
    // Enabling what is connected is not documented; this code is what "being processed" gets.
    if (endpoint.connection !== 'Disconnected') throw apiError('EndpointConnectionOperationDenied')
    if (endpoint.status !== 'Active') throw apiError('EndpointOperationDenied')
    const wanted = requireBandwidth(service, input)
    // A service without resources and an endpoint without zones may be connected (Terraform alicloud provider, acceptance
    // test of vpc_endpoint_connection); an endpoint zone without a resource may not.
    if (
      endpoint.zones.some(
        (zone) => !service.resources.some((each) => each.zone === zone.zone && each.status === 'attached'),
      )
    ) {
      throw apiError('OperationDenied.NoAvailableServiceResource')
    }
    context.commit()
    Object.assign(endpoint, wanted)
    connect(context.world, endpoint, (change) => context.begin(change))
    return {}
  },

  // Both turns down a request and cuts a live connection (PrivateLink DisableVpcEndpointConnection).
  'privatelink.DisableVpcEndpointConnection': (context, { ServiceId, EndpointId }) => {
    const { endpoint } = requirePair(context, ServiceId, EndpointId)
    if (endpoint.connection === 'Disconnected' && context.world.rules.disableDisconnected === 'succeeds') {
      context.commit()
      return {}
    }
    if (endpoint.connection !== 'Connected') throw apiError('EndpointConnectionOperationDenied')
    context.commit()
    disconnect(context, endpoint)
    return {}
  },

  // Pending, then Connected again (Terraform alicloud provider, vpc_endpoint_connection).
  'privatelink.UpdateVpcEndpointConnectionAttribute': (context, input) => {
    const { world } = context
    const { service, endpoint } = requirePair(context, input.ServiceId, input.EndpointId)
    if (endpoint.connection !== 'Connected') throw apiError('EndpointConnectionOperationDenied')
    const wanted = requireBandwidth(service, input)
    context.commit()
    Object.assign(endpoint, wanted)
    endpoint.connection = 'Pending'
    endpoint.modified = context.now
    context.begin({
      object: objectOf.connection(endpoint.service, endpoint.id),
      needs: [],
      service: endpoint.service,
      from: 'Connected',
      via: 'Pending',
      to: 'Connected',
      ms: world.durations.bandwidthChange,
      finish: (at) => {
        if (endpoint.connection === 'Pending') endpoint.connection = 'Connected'
        endpoint.modified = at
      },
    })
    return {}
  },
}

/** The default is the service's for a CLB, and none for an NLB. */
function requireBandwidth(
  service: ServiceEntity,
  input: ApiInput<'privatelink.UpdateVpcEndpointConnectionAttribute'>,
): Partial<Pick<EndpointEntity, 'bandwidth' | 'trafficControl'>> {
  const { Bandwidth: bandwidth, TrafficControlMode: mode } = input
  const { least, most } = bandwidths[service.resourceType]
  if (bandwidth !== undefined && (bandwidth < least || bandwidth > most)) throw apiError('IllegalParamFormat.Bandwidth')
  const known = trafficControls[service.resourceType].find((each) => each === mode)
  if (mode !== undefined && known === undefined) throw apiError('IllegalParamFormat.TrafficControlMode')
  return {
    ...(bandwidth === undefined ? {} : { bandwidth }),
    ...(known === undefined ? {} : { trafficControl: known }),
  }
}

/** Connected → Disconnecting → Disconnected, the connected zones with it. */
export function disconnect(context: CallContext, endpoint: EndpointEntity): void {
  const { world } = context
  endpoint.connection = 'Disconnecting'
  endpoint.modified = context.now
  const cut = endpoint.zones.filter((zone) => zone.status === 'Connected' || zone.status === 'Migrated')
  const from = new Map<ZoneEntity, string>(cut.map((zone) => [zone, zone.status]))
  for (const zone of cut) zone.status = 'Disconnecting'
  context.begin({
    object: objectOf.connection(endpoint.service, endpoint.id),
    needs: [objectOf.endpoint(endpoint.id)],
    service: endpoint.service,
    from: 'Connected',
    via: 'Disconnecting',
    to: 'Disconnected',
    ms: world.durations.disconnect,
    finish: (at) => {
      endpoint.connection = 'Disconnected'
      endpoint.modified = at
    },
  })
  for (const zone of cut) {
    context.begin({
      object: objectOf.zone(endpoint.id, zone.zone),
      needs: [],
      service: endpoint.service,
      from: from.get(zone) ?? '',
      via: 'Disconnecting',
      to: world.rules.zoneAfterDisable,
      ms: world.durations.disconnect,
      finish: () => {
        if (zone.status === 'Disconnecting') zone.status = world.rules.zoneAfterDisable
      },
    })
  }
}

/** Disconnected → Connecting → Connected, the waiting zones with it. */
function connect(world: World, endpoint: EndpointEntity, start: (change: TransitionSpec) => void): void {
  endpoint.connection = 'Connecting'
  endpoint.modified = world.clock.now()
  const waiting = endpoint.zones.filter((zone) => zone.status === 'Wait' || zone.status === 'Disconnected')
  const from = new Map<ZoneEntity, string>(waiting.map((zone) => [zone, zone.status]))
  for (const zone of waiting) zone.status = 'Connecting'
  start({
    object: objectOf.connection(endpoint.service, endpoint.id),
    needs: [objectOf.endpoint(endpoint.id), ...endpoint.zones.map((zone) => objectOf.zone(endpoint.id, zone.zone))],
    service: endpoint.service,
    from: 'Disconnected',
    via: 'Connecting',
    to: 'Connected',
    ms: world.durations.connect,
    finish: (at) => {
      endpoint.connection = 'Connected'
      endpoint.modified = at
      // Zones that became ready meanwhile are not left behind.
      for (const zone of endpoint.zones) if (zone.status === 'Wait') zone.status = 'Connected'
    },
  })
  for (const zone of waiting) {
    start({
      object: objectOf.zone(endpoint.id, zone.zone),
      needs: [],
      service: endpoint.service,
      from: from.get(zone) ?? '',
      via: 'Connecting',
      to: 'Connected',
      ms: world.durations.connect,
      finish: () => {
        if (zone.status === 'Connecting') zone.status = 'Connected'
      },
    })
  }
}

/** With AutoAcceptEnabled the service accepts as soon as the endpoint is Active; the exact sequence is not documented. */
export function autoAccept(world: World, endpoint: EndpointEntity, at: number): void {
  connect(world, endpoint, (change) => beginTransition(world, change, { at, request: null, stuck: false }))
}

/** A connection is addressed by the two ids; only the service's owner may change it. */
export function requirePair(
  context: CallContext,
  serviceId: string,
  endpointId: string,
): { service: ServiceEntity; endpoint: EndpointEntity } {
  const service = requireService(context, serviceId)
  const endpoint = context.world.endpoints.get(endpointId)
  if (endpoint === undefined || endpoint.service !== service.id || !context.sees(endpoint.created)) {
    throw apiError('EndpointConnectionNotFound')
  }
  return { service, endpoint }
}
