import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { ResourceEntity } from '../world/entities.ts'
import { objectOf } from '../world/id.ts'
import type { LoadBalancerEntity } from '../world/load-balancer.ts'
import type { World } from '../world/world.ts'
import { requireService } from './lookup.ts'

/** Resources per service and per zone of one (PrivateLink help, "Quotas and limits"). */
const quota = { service: 500, zone: 100 } as const

type ResourceAction =
  | 'privatelink.AttachResourceToVpcEndpointService'
  | 'privatelink.DetachResourceFromVpcEndpointService'
  | 'privatelink.ListVpcEndpointServiceResources'
  | 'privatelink.UpdateVpcEndpointServiceResourceAttribute'

export const resources: Pick<Handlers, ResourceAction> = {
  'privatelink.AttachResourceToVpcEndpointService': (context, input) => {
    const { world } = context
    const service = requireService(context, input.ServiceId)
    if (service.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    if (input.ResourceType !== 'slb' && input.ResourceType !== 'nlb')
      throw apiError('EndpointServiceResourceTypeNotSupport')
    if (input.ResourceType !== service.resourceType) throw apiError('EndpointServiceResourceTypeNotEqual')
    const row = requireResource(context, { ...input, ResourceType: input.ResourceType })
    if (service.resources.some((each) => each.id === row.id && each.zone === row.zone))
      throw apiError('EndpointServiceResourceExist')
    if (
      service.resources.length >= quota.service ||
      service.resources.filter((each) => each.zone === row.zone).length >= quota.zone
    ) {
      throw apiError('QuotaMisMatched')
    }
    context.commit()
    service.resources.push(row)
    context.begin({
      object: objectOf.resource(service.id, row.id, row.zone),
      needs: [objectOf.service(service.id)],
      service: service.id,
      from: '',
      via: 'attaching',
      to: 'attached',
      ms: world.durations.attach,
      finish: () => {
        row.status = 'attached'
        protectLoadBalancer(world, row)
      },
    })
    return {}
  },

  'privatelink.DetachResourceFromVpcEndpointService': (context, input) => {
    const { world } = context
    const service = requireService(context, input.ServiceId)
    if (service.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    const row = service.resources.find(
      (each) => each.id === input.ResourceId && (input.ZoneId === undefined || each.zone === input.ZoneId),
    )
    if (row === undefined) throw apiError('EndpointServiceResourceNotFound')
    if (input.ResourceType !== undefined && input.ResourceType !== row.type)
      throw apiError('EndpointServiceResourceTypeNotEqual')
    // ZoneId is needed for all types but CLB (PrivateLink DetachResourceFromVpcEndpointService).
    if (row.type !== 'slb' && input.ZoneId === undefined) throw apiError('MissingParam.ZoneId')
    if (row.status !== 'attached') throw apiError('EndpointServiceOperationDenied')
    const users = [...world.endpoints.values()].filter(
      (endpoint) =>
        endpoint.service === service.id &&
        endpoint.zones.some((zone) => zone.resource === row.id && zone.zone === row.zone),
    )
    // Clears when the endpoint has finished disconnecting: Terraform's provider retries this code for five minutes.
    if (users.some((endpoint) => endpoint.connection !== 'Disconnected'))
      throw apiError('EndpointServiceConnectionDependence')
    context.commit()
    row.status = 'detaching'
    context.begin({
      object: objectOf.resource(service.id, row.id, row.zone),
      needs: world.transitions
        .filter((each) => each.service === service.id && isCut(each.object, each.to))
        .map((each) => each.object),
      service: service.id,
      from: 'attached',
      via: 'detaching',
      to: '',
      ms: world.durations.detach,
      finish: () => {
        service.resources.splice(service.resources.indexOf(row), 1)
        for (const endpoint of users)
          for (const zone of endpoint.zones) if (zone.resource === row.id) zone.resource = null
      },
    })
    return {}
  },

  'privatelink.ListVpcEndpointServiceResources': (context, input) => {
    const service = requireService(context, input.ServiceId)
    for (const row of service.resources) context.shows(objectOf.resource(service.id, row.id, row.zone))
    const rows = service.resources.filter((row) => row.status !== 'attaching' && context.sees(row.created))
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      // No TotalCount here (PrivateLink ListVpcEndpointServiceResources).
      Resources: items.map((row) => {
        const place = placeOf(context.world.loadBalancers.get(row.id), row.zone)
        return {
          ResourceId: row.id,
          ResourceType: row.type,
          ZoneId: row.zone,
          RegionId: service.region,
          AutoAllocatedEnabled: row.autoAllocated,
          RelatedEndpointCount: relatedEndpoints(context, service.id, row),
          RelatedDeprecatedEndpointCount: replacedEndpoints(context, service.id, row),
          ...(place === undefined ? {} : { VpcId: place.vpc, VSwitchId: place.vswitch, Ip: place.ip }),
        }
      }),
      MaxResults: size,
      ...next,
    }
  },

  // At least one resource of a zone keeps automatic allocation (PrivateLink UpdateVpcEndpointServiceResourceAttribute).
  'privatelink.UpdateVpcEndpointServiceResourceAttribute': (context, input) => {
    const service = requireService(context, input.ServiceId)
    if (service.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    const row = service.resources.find(
      (each) => each.id === input.ResourceId && (input.ZoneId === undefined || each.zone === input.ZoneId),
    )
    if (row === undefined) throw apiError('EndpointServiceResourceNotFound')
    if (row.type !== 'slb' && input.ZoneId === undefined) throw apiError('MissingParam.ZoneId')
    const others = service.resources.filter((each) => each !== row && each.zone === row.zone && each.autoAllocated)
    if (!input.AutoAllocatedEnabled && others.length === 0) throw apiError('ResourceAutoAllocateViolation')
    context.commit()
    row.autoAllocated = input.AutoAllocatedEnabled
    return {}
  },
}

/**
 * A load balancer of the caller that may become a resource, in its zone. Rules: PrivateLink help, "Share your services".
 * @throws ApiError with the codes of PrivateLink AttachResourceToVpcEndpointService.
 */
export function requireResource(
  context: CallContext,
  asked: { readonly ResourceId: string; readonly ResourceType: string; readonly ZoneId?: string | undefined },
): ResourceEntity {
  const loadBalancer = context.find(context.world.loadBalancers, asked.ResourceId)
  if (loadBalancer === undefined || loadBalancer.type !== asked.ResourceType || isGoing(loadBalancer))
    throw apiError('LoadBalancerNotFound')
  switch (loadBalancer.type) {
    case 'slb': {
      // A CLB must be internal, in a VPC, and pay-as-you-go. It counts in its master zone only.
      const { addressType, networkType, payType, masterZone } = loadBalancer
      if (addressType !== 'intranet' || networkType !== 'vpc' || payType !== 'PayOnDemand') {
        throw apiError('LoadBalancerNotSupportPrivateLink')
      }
      if (asked.ZoneId !== undefined && asked.ZoneId !== masterZone) throw apiError('EndpointServiceNotSupportedZone')
      return {
        id: loadBalancer.id,
        type: 'slb',
        zone: masterZone,
        status: 'attaching',
        autoAllocated: true,
        created: context.now,
      }
    }
    case 'nlb': {
      // An NLB is attached once per zone, and may be public or private.
      if (asked.ZoneId === undefined) throw apiError('MissingParam.ZoneId')
      if (!loadBalancer.zones.some((each) => each.zone === asked.ZoneId))
        throw apiError('EndpointServiceNotSupportedZone')
      return {
        id: loadBalancer.id,
        type: 'nlb',
        zone: asked.ZoneId,
        status: 'attaching',
        autoAllocated: true,
        created: context.now,
      }
    }
    default:
      return loadBalancer satisfies never
  }
}

/** What attaching does to the load balancer itself (rule `attachProtects`). Detaching does not undo it. */
export function protectLoadBalancer(world: World, row: ResourceEntity): void {
  const loadBalancer = world.loadBalancers.get(row.id)
  if (!world.rules.attachProtects || loadBalancer === undefined) return
  if (loadBalancer.type === 'slb') loadBalancer.deleteProtected = true
}

/** The resource that a new endpoint zone is put on: the one with the fewest endpoints (automatic allocation). */
export function chooseResource(
  context: CallContext,
  service: { id: string; resources: readonly ResourceEntity[] },
  zone: string,
): string | undefined {
  const there = service.resources.filter((row) => row.zone === zone && row.status === 'attached' && row.autoAllocated)
  return there.toSorted(
    (a, b) => relatedEndpoints(context, service.id, a) - relatedEndpoints(context, service.id, b),
  )[0]?.id
}

function relatedEndpoints(context: CallContext, service: string, row: ResourceEntity): number {
  return [...context.world.endpoints.values()].filter(
    (endpoint) =>
      endpoint.service === service && endpoint.zones.some((zone) => zone.resource === row.id && zone.zone === row.zone),
  ).length
}

function replacedEndpoints(context: CallContext, service: string, row: ResourceEntity): number {
  return [...context.world.endpoints.values()].filter(
    (endpoint) =>
      endpoint.service === service &&
      endpoint.zones.some((zone) => zone.replaced?.resource === row.id && zone.zone === row.zone),
  ).length
}

/** True of what had to be over before a resource may go: cut connections, removed zones. */
function isCut(object: string, to: string): boolean {
  return (
    (object.startsWith('connection ') && (to === 'Disconnected' || to === '')) ||
    (object.startsWith('zone ') && to === '')
  )
}

function placeOf(
  row: LoadBalancerEntity | undefined,
  zone: string,
): { vpc: string; vswitch: string; ip: string } | undefined {
  if (row === undefined) return undefined
  if (row.type === 'slb') return { vpc: row.vpc, vswitch: row.vswitch, ip: row.address }
  const mapping = row.zones.find((each) => each.zone === zone)
  return mapping === undefined ? undefined : { vpc: row.vpc, vswitch: mapping.vswitch, ip: mapping.address }
}

function isGoing(row: LoadBalancerEntity): boolean {
  return row.type === 'slb' ? row.leaving : row.status === 'Deleting'
}
