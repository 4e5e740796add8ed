import { freeAddresses, isFree, takeAddress } from '../network/address.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { EndpointEntity, ServiceEntity, ZoneEntity } from '../world/entities.ts'
import { newId, objectOf, zoneDomain } from '../world/id.ts'
import { requireEndpoint, serviceZones } from './lookup.ts'
import { chooseResource } from './service-resource.ts'

type EndpointZoneAction =
  | 'privatelink.AddZoneToVpcEndpoint'
  | 'privatelink.RemoveZoneFromVpcEndpoint'
  | 'privatelink.ListVpcEndpointZones'

export interface WantedZone {
  readonly ZoneId: string
  readonly VSwitchId: string
  readonly ip?: string | undefined
}

export const endpointZones: Pick<Handlers, EndpointZoneAction> = {
  'privatelink.AddZoneToVpcEndpoint': (context, input) => {
    const endpoint = requireEndpoint(context, input.EndpointId)
    requireIdleEndpoint(endpoint)
    if (endpoint.connection === 'ServiceDeleted') throw apiError('EndpointServiceDeleted')
    const service = context.world.services.get(endpoint.service)
    if (service === undefined || service.status === 'Deleting') throw apiError('EndpointServiceDeleted')
    // One ENI per zone (PrivateLink AddZoneToVpcEndpoint).
    if (endpoint.zones.some((zone) => zone.zone === input.ZoneId)) throw apiError('EndpointZoneDuplicated')
    requireZone(context, service, endpoint.vpc, input)
    context.commit()
    addZone(context, service, endpoint, input)
    return {}
  },

  'privatelink.RemoveZoneFromVpcEndpoint': (context, { EndpointId, ZoneId }) => {
    const { world } = context
    const endpoint = requireEndpoint(context, EndpointId)
    requireIdleEndpoint(endpoint)
    const zone = endpoint.zones.find((each) => each.zone === ZoneId)
    if (zone === undefined) throw apiError('EndpointZoneNotFound')
    if (zone.status === 'Creating' || zone.status === 'Deleting' || zone.status === 'Connecting')
      throw apiError('EndpointOperationDenied')
    context.commit()
    const before = zone.status
    zone.status = 'Deleting'
    context.begin({
      object: objectOf.zone(endpoint.id, zone.zone),
      needs: [objectOf.connection(endpoint.service, endpoint.id)],
      service: endpoint.service,
      from: before,
      via: 'Deleting',
      to: '',
      ms: world.durations.zoneDelete,
      finish: () => {
        endpoint.zones.splice(endpoint.zones.indexOf(zone), 1)
        world.vswitches.get(zone.vswitch)?.taken.delete(zone.ip)
      },
    })
    return {}
  },

  'privatelink.ListVpcEndpointZones': (context, input) => {
    const { world } = context
    const endpoint = requireEndpoint(context, input.EndpointId)
    const rows = endpoint.zones.filter((zone) => context.sees(zone.created))
    const { items, size, next } = tokenPage(world, rows, input)
    return {
      Zones: items.map((zone) => {
        context.shows(objectOf.zone(endpoint.id, zone.zone))
        return {
          ZoneId: zone.zone,
          VSwitchId: zone.vswitch,
          EniId: zone.eni,
          EniIp: zone.ip,
          ZoneStatus: zone.status,
          ZoneDomain: zoneDomain(world, endpoint, zone.zone),
          RegionId: endpoint.region,
        }
      }),
      MaxResults: size,
      TotalCount: rows.length,
      ...next,
    }
  },
}

/** @throws ApiError while the endpoint or its connection is being changed (PrivateLink AddZoneToVpcEndpoint, RemoveZoneFromVpcEndpoint). */
export function requireIdleEndpoint(endpoint: EndpointEntity): void {
  if (endpoint.status !== 'Active') throw apiError('EndpointOperationDenied')
  if (endpoint.connection === 'Connecting' || endpoint.connection === 'Disconnecting') {
    throw apiError('EndpointConnectionOperationDenied')
  }
}

/** @throws ApiError when the endpoint cannot have this zone (PrivateLink CreateVpcEndpoint, AddZoneToVpcEndpoint). */
export function requireZone(context: CallContext, service: ServiceEntity, vpc: string, wanted: WantedZone): void {
  if (!serviceZones(service).includes(wanted.ZoneId)) throw apiError('EndpointServiceNotSupportedZone')
  const vswitch = context.find(context.world.vswitches, wanted.VSwitchId)
  if (vswitch === undefined || vswitch.vpc !== vpc || vswitch.zone !== wanted.ZoneId) throw apiError('VSwitchNotFound')
  if (wanted.ip !== undefined && !isFree(vswitch, wanted.ip)) throw apiError('EniIpUnavailable')
  if (freeAddresses(vswitch) <= 0) throw apiError('ResourceNotEnough.VSwitchIp')
}

/** Puts an ENI with an address into the vSwitch: Creating, then Wait or, when the connection is up by then, Connected. */
export function addZone(
  context: CallContext,
  service: ServiceEntity,
  endpoint: EndpointEntity,
  wanted: WantedZone,
): void {
  const { world } = context
  const vswitch = world.vswitches.get(wanted.VSwitchId)
  const ip = vswitch === undefined ? undefined : takeAddress(vswitch, wanted.ip)
  if (vswitch === undefined || ip === undefined) throw apiError('ResourceNotEnough.VSwitchIp')
  const resource = chooseResource(context, service, wanted.ZoneId) ?? null
  const zone: ZoneEntity = {
    zone: wanted.ZoneId,
    created: context.now,
    vswitch: vswitch.id,
    eni: newId(world, 'eni'),
    ip,
    status: 'Creating',
    resource,
    replaced: null,
  }
  endpoint.zones.push(zone)
  context.begin({
    object: objectOf.zone(endpoint.id, zone.zone),
    needs: [
      endpoint.status === 'Active' ? objectOf.endpoint(endpoint.id) : objectOf.service(service.id),
      ...(resource === null ? [] : [objectOf.resource(service.id, resource, zone.zone)]),
    ],
    service: service.id,
    from: '',
    via: 'Creating',
    to: endpoint.connection === 'Connected' ? 'Connected' : 'Wait',
    ms: world.durations.zoneCreate,
    // Added while connected it ends as Connected, else as Wait (Terraform alicloud provider, PR 3278).
    finish: () => {
      if (zone.status === 'Creating') zone.status = endpoint.connection === 'Connected' ? 'Connected' : 'Wait'
    },
  })
}
