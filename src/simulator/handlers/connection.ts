import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { EndpointEntity, ServiceEntity, ZoneEntity } from '../world/entities.ts'
import { objectOf, timeText, zoneDomain } from '../world/id.ts'
import { beginTransition } from '../world/timeline.ts'
import type { World } from '../world/world.ts'
import { requireService } from './lookup.ts'

type Connected =
  | 'privatelink.ListVpcEndpointConnections'
  | 'privatelink.EnableVpcEndpointConnection'
  | 'privatelink.DisableVpcEndpointConnection'
  | 'privatelink.EnableVpcEndpointZoneConnection'

export const connections: Pick<Handlers, Connected> = {
  // The provider's view; whether consumers see their own endpoints here is not documented, so they do not.
  'privatelink.ListVpcEndpointConnections': (context, input) => {
    const { world } = context
    if (input.ServiceId !== undefined) requireService(context, input.ServiceId)
    const rows = [...world.endpoints.values()].filter((row) => {
      const service = context.find(world.services, row.service)
      return (
        service !== undefined &&
        context.sees(row.created) &&
        (input.ServiceId === undefined || row.service === input.ServiceId) &&
        (input.EndpointId === undefined || row.id === input.EndpointId) &&
        (input.EndpointOwnerId === undefined || row.owner === input.EndpointOwnerId) &&
        (input.ConnectionStatus === undefined || row.connection === input.ConnectionStatus)
      )
    })
    const { items, size, next } = tokenPage(world, rows, input)
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
          Bandwidth: 3072,
          ModifiedTime: timeText(row.modified),
          ResourceOwner: row.owner === context.account.uid,
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
            }
          }),
        }
      }),
      MaxResults: size,
      // Text here (PrivateLink ListVpcEndpointConnections).
      TotalCount: String(rows.length),
      ...next,
    }
  },

  'privatelink.EnableVpcEndpointConnection': (context, { ServiceId, EndpointId }) => {
    const { service, endpoint } = requirePair(context, ServiceId, EndpointId)
    // Enabling what is connected is not documented; this code is what "being processed" gets.
    if (endpoint.connection !== 'Disconnected') throw apiError('EndpointConnectionOperationDenied')
    if (endpoint.status !== 'Active') throw apiError('EndpointOperationDenied')
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
    connect(context.world, endpoint, (change) => context.begin(change))
    return {}
  },

  // Both refuses a request and cuts a live connection. Needs something to cut: the answer for one that is cut is not documented.
  'privatelink.DisableVpcEndpointConnection': (context, { ServiceId, EndpointId }) => {
    const { world } = context
    const { endpoint } = requirePair(context, ServiceId, EndpointId)
    if (endpoint.connection !== 'Connected') throw apiError('EndpointConnectionOperationDenied')
    context.commit()
    endpoint.connection = 'Disconnecting'
    endpoint.modified = context.now
    const cut = endpoint.zones.filter((zone) => zone.status === 'Connected')
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
        from: 'Connected',
        via: 'Disconnecting',
        to: world.rules.zoneAfterDisable,
        ms: world.durations.disconnect,
        finish: () => {
          if (zone.status === 'Disconnecting') zone.status = world.rules.zoneAfterDisable
        },
      })
    }
    return {}
  },

  'privatelink.EnableVpcEndpointZoneConnection': (context, { ServiceId, EndpointId, ZoneId }) => {
    const { world } = context
    // Its not-found codes are its own, dotted and HTTP 404 (PrivateLink EnableVpcEndpointZoneConnection).
    const service = context.find(world.services, ServiceId)
    if (service === undefined) throw apiError('ResourceNotFound.VpcEndpointService')
    const endpoint = world.endpoints.get(EndpointId)
    if (endpoint === undefined || !context.sees(endpoint.created)) throw apiError('ResourceNotFound.VpcEndpoint')
    if (endpoint.service !== service.id) throw apiError('ResourceNotFound.VpcEndpointConnection')
    const zone = endpoint.zones.find((each) => each.zone === ZoneId)
    if (zone === undefined) throw apiError('ResourceNotFound.VpcEndpointZone')
    if (service.business !== 'Normal') throw apiError('IncorrectBusinessStatus.VpcEndpointService')
    if (endpoint.business !== 'Normal') throw apiError('IncorrectBusinessStatus.VpcEndpoint')
    if (service.status !== 'Active') throw apiError('IncorrectStatus.VpcEndpointService')
    if (endpoint.status !== 'Active') throw apiError('IncorrectStatus.VpcEndpoint')
    if (endpoint.connection !== 'Connected') throw apiError('IncorrectStatus.VpcEndpointConnection')
    if (zone.status !== 'Disconnected') throw apiError('IncorrectStatus.VpcEndpointZone')
    context.commit()
    zone.status = 'Connecting'
    context.begin({
      object: objectOf.zone(endpoint.id, zone.zone),
      needs: [objectOf.connection(service.id, endpoint.id)],
      service: service.id,
      from: 'Disconnected',
      via: 'Connecting',
      to: 'Connected',
      ms: world.durations.connect,
      finish: () => {
        zone.status = 'Connected'
      },
    })
    return {}
  },
}

/** Disconnected → Connecting → Connected, the waiting zones with it. */
function connect(
  world: World,
  endpoint: EndpointEntity,
  start: (change: Parameters<typeof beginTransition>[1]) => void,
): void {
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

/** With AutoAcceptEnabled the service accepts by itself, as soon as the endpoint is there; the exact sequence is not documented. */
export function autoAccept(world: World, endpoint: EndpointEntity, at: number): void {
  connect(world, endpoint, (change) => beginTransition(world, change, { at, request: null, stuck: false }))
}

/** A connection is addressed by the two ids; only the service's owner may. */
function requirePair(
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
