import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { EndpointEntity, ServiceEntity, ZoneEntity } from '../world/entities.ts'
import { newId, objectOf } from '../world/id.ts'
import { requirePair } from './connection.ts'

type ZoneConnectionAction =
  | 'privatelink.EnableVpcEndpointZoneConnection'
  | 'privatelink.DisableVpcEndpointZoneConnection'
  | 'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute'

interface ZoneInput {
  readonly ServiceId: string
  readonly EndpointId: string
  readonly ZoneId: string
}

export const zoneConnections: Pick<Handlers, ZoneConnectionAction> = {
  'privatelink.EnableVpcEndpointZoneConnection': (context, input) => {
    const { service, endpoint, zone } = requireZoneConnection(context, input)
    if (zone.status !== 'Disconnected') throw apiError('IncorrectStatus.VpcEndpointZone')
    context.commit()
    zone.status = 'Connecting'
    change(context, { service, endpoint, zone }, { from: 'Disconnected', via: 'Connecting', to: 'Connected' }, () => {
      zone.status = 'Connected'
    })
    return {}
  },

  // With ReplacedResource what is left on the old resource of a graceful migration is closed instead (PrivateLink
  // DisableVpcEndpointZoneConnection).
  'privatelink.DisableVpcEndpointZoneConnection': (context, input) => {
    const { service, endpoint, zone } = requireZoneConnection(context, input)
    if (zone.status !== 'Connected' && zone.status !== 'Migrated') throw apiError('IncorrectStatus.VpcEndpointZone')
    const from = zone.status
    if (input.ReplacedResource === true) {
      if (zone.replaced === null) throw apiError('IncorrectStatus.VpcEndpointZone')
      context.commit()
      zone.replaced = null
      zone.status = 'Connected'
      return {}
    }
    context.commit()
    zone.status = 'Disconnecting'
    change(context, { service, endpoint, zone }, { from, via: 'Disconnecting', to: 'Disconnected' }, () => {
      zone.status = 'Disconnected'
      zone.replaced = null
    })
    return {}
  },

  // Chooses the resource of a zone while it is disconnected, or moves a connected one (PrivateLink
  // UpdateVpcEndpointZoneConnectionResourceAttribute). Closed by default in the cloud; open here.
  'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute': (context, input) => {
    const { world } = context
    const { service, endpoint } = requirePair(context, input.ServiceId, input.EndpointId)
    const zone = endpoint.zones.find((each) => each.zone === input.ZoneId)
    if (zone === undefined) throw apiError('EndpointZoneNotFound')
    const { ResourceAllocateMode: allocate, ResourceReplaceMode: replace, ResourceId: id, ResourceType: type } = input
    if (allocate === undefined && replace === undefined) throw apiError('MissingParam.ResourceAllocateMode')
    if (replace !== undefined && replace !== 'Graceful' && replace !== 'Force')
      throw apiError('IllegalParam.ResourceReplaceMode')
    if (type !== undefined && type !== service.resourceType) throw apiError('EndpointServiceResourceTypeNotSupport')
    const isConnected = endpoint.connection === 'Connected'
    if (allocate !== undefined && isConnected) throw apiError('IllegalParam.ResourceAllocateMode')
    if (replace !== undefined && !isConnected) throw apiError('IllegalParam.ResourceReplaceMode')
    if (id === undefined && (replace !== undefined || allocate === 'Manual')) throw apiError('MissingParam.ResourceId')
    const target =
      id === undefined
        ? service.resources.find((each) => each.zone === zone.zone && each.autoAllocated)
        : service.resources.find((each) => each.id === id && each.zone === zone.zone)
    if (target === undefined) {
      const isElsewhere = service.resources.some((each) => each.id === id)
      throw apiError(isElsewhere ? 'Mismatch.ZoneId' : 'EndpointServiceResourceNotFound')
    }
    const present = service.resources.find((each) => each.id === zone.resource && each.zone === zone.zone)
    if (replace !== undefined && present?.autoAllocated === true)
      throw apiError('OperationDenied.CurrentResourceAutoAllocated')
    if (service.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    context.commit()
    const before = zone.resource
    if (replace === undefined) zone.resource = target.id
    else {
      zone.status = 'Migrating'
      change(context, { service, endpoint, zone }, { from: 'Connected', via: 'Migrating', to: 'Migrated' }, () => {
        zone.resource = target.id
        const isGraceful = replace === 'Graceful' && before !== null
        zone.replaced = isGraceful ? { resource: before, eni: zone.eni } : null
        if (isGraceful) zone.eni = newId(world, 'eni')
        zone.status = isGraceful ? 'Migrated' : 'Connected'
      })
    }
    service.status = 'Pending'
    context.begin({
      object: objectOf.service(service.id),
      needs: [],
      service: service.id,
      from: 'Active',
      via: 'Pending',
      to: 'Active',
      ms: world.durations.migrate,
      finish: () => {
        service.status = 'Active'
      },
    })
    return {}
  },
}

function change(
  context: CallContext,
  { service, endpoint, zone }: { service: ServiceEntity; endpoint: EndpointEntity; zone: ZoneEntity },
  way: { from: string; via: string; to: string },
  finish: () => void,
): void {
  const { durations } = context.world
  context.begin({
    object: objectOf.zone(endpoint.id, zone.zone),
    needs: [objectOf.connection(service.id, endpoint.id)],
    service: service.id,
    ...way,
    ms: { Connecting: durations.connect, Migrating: durations.migrate }[way.via] ?? durations.disconnect,
    finish,
  })
}

/** The not-found codes of these actions are their own, dotted and HTTP 404 (PrivateLink EnableVpcEndpointZoneConnection). */
function requireZoneConnection(
  context: CallContext,
  { ServiceId, EndpointId, ZoneId }: ZoneInput,
): { service: ServiceEntity; endpoint: EndpointEntity; zone: ZoneEntity } {
  const { world } = context
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
  return { service, endpoint, zone }
}
