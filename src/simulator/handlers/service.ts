import type { EndpointService, ResourceType } from '../../alibaba/types.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { ResourceEntity, ServiceEntity } from '../world/entities.ts'
import { newId, objectOf, serviceDomain, serviceName, timeText } from '../world/id.ts'
import { hasTags, requireTags } from '../world/tags.ts'
import { mayUse, requireService, serviceZones } from './lookup.ts'
import { protectLoadBalancer, requireResource } from './service-resource.ts'

/** Endpoint services per account (PrivateLink help, "Quotas and limits"). */
const serviceQuota = 200
/** Resources in one CreateVpcEndpointService (PrivateLink CreateVpcEndpointService, Resource.N). */
const resourcesAtOnce = 10

type Served =
  | 'privatelink.CreateVpcEndpointService'
  | 'privatelink.GetVpcEndpointServiceAttribute'
  | 'privatelink.ListVpcEndpointServices'
  | 'privatelink.ListVpcEndpointServicesByEndUser'
  | 'privatelink.UpdateVpcEndpointServiceAttribute'
  | 'privatelink.DeleteVpcEndpointService'

export const services: Pick<Handlers, Served> = {
  'privatelink.CreateVpcEndpointService': (context, input) => {
    const { world, account } = context
    if (!account.productOpen) throw apiError('NeedOpenProduct')
    // Payer=EndpointService needs an allow-listed account (PrivateLink CreateVpcEndpointService, EndpointServicePayerForbidden).
    if (input.Payer === 'EndpointService' && !account.mayPay) throw apiError('EndpointServicePayerForbidden')
    const type = input.ServiceResourceType ?? input.Resource?.[0]?.ResourceType ?? 'slb'
    if (type !== 'slb' && type !== 'nlb') throw apiError('EndpointServiceResourceTypeNotSupport')
    requireTags(input.Tag ?? [])
    const asked = input.Resource ?? []
    if (asked.length > resourcesAtOnce || context.mine(world.services).length >= serviceQuota)
      throw apiError('QuotaMisMatched')
    const resources = asked.map((each): ResourceEntity => {
      if (each.ResourceType !== type) throw apiError('Mismatch.ResourceType')
      return requireResource(context, each)
    })
    context.commit()

    const row: ServiceEntity = {
      id: newId(world, 'epsrv'),
      owner: account.uid,
      region: context.region,
      created: context.now,
      status: 'Creating',
      business: 'Normal',
      description: input.ServiceDescription ?? '',
      payer: input.Payer ?? 'Endpoint',
      resourceType: type,
      autoAccept: input.AutoAcceptEnabled ?? false,
      tags: (input.Tag ?? []).map((tag) => ({ ...tag })),
      resources,
      // The owner is whitelisted by itself (PrivateLink help, "How PrivateLink works").
      users: [{ uid: account.uid, since: context.now }],
    }
    world.services.set(row.id, row)
    context.begin({
      object: objectOf.service(row.id),
      needs: [],
      service: row.id,
      from: '',
      via: 'Creating',
      to: 'Active',
      ms: world.durations.serviceCreate,
      finish: () => {
        row.status = 'Active'
        for (const each of row.resources) {
          each.status = 'attached'
          protectLoadBalancer(world, each)
        }
      },
    })
    return withoutReadOnly(view(context, row))
  },

  'privatelink.GetVpcEndpointServiceAttribute': (context, { ServiceId }) => {
    const row = requireService(context, ServiceId)
    return { ...view(context, row), Zones: serviceZones(row) }
  },

  'privatelink.ListVpcEndpointServices': (context, input) => {
    const rows = context
      .mine(context.world.services)
      .filter(
        (row) =>
          (input.ServiceId === undefined || row.id === input.ServiceId) &&
          (input.ServiceStatus === undefined || row.status === input.ServiceStatus) &&
          (input.ResourceId === undefined || row.resources.some((each) => each.id === input.ResourceId)) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      Services: items.map((row) => ({ ...view(context, row), Tags: row.tags })),
      MaxResults: size,
      TotalCount: rows.length,
      // This list ends with an empty token, others with none (PrivateLink ListVpcEndpointServices, sample reply).
      NextToken: '',
      ...next,
    }
  },

  'privatelink.ListVpcEndpointServicesByEndUser': (context, input) => {
    const rows = [...context.world.services.values()].filter(
      (row) =>
        row.region === context.region &&
        row.status !== 'Creating' &&
        row.status !== 'Deleting' &&
        mayUse(context, row) &&
        (input.ServiceId === undefined || row.id === input.ServiceId) &&
        (input.ServiceName === undefined || serviceName(row.region, row.id) === input.ServiceName),
    )
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      Services: items.map((row) => ({
        ServiceId: row.id,
        ServiceName: serviceName(row.region, row.id),
        ServiceDomain: serviceDomain(row.region, row.id),
        ServiceType: 'Interface',
        ServiceResourceType: row.resourceType,
        Payer: row.payer,
        AutoAcceptEnabled: row.autoAccept,
        Zones: serviceZones(row),
      })),
      MaxResults: size,
      // Text here (PrivateLink ListVpcEndpointServicesByEndUser).
      TotalCount: String(rows.length),
      ...next,
    }
  },

  'privatelink.UpdateVpcEndpointServiceAttribute': (context, { ServiceId, ServiceDescription }) => {
    const row = requireService(context, ServiceId)
    if (row.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    context.commit()
    if (ServiceDescription !== undefined) row.description = ServiceDescription
    return {}
  },

  'privatelink.DeleteVpcEndpointService': (context, { ServiceId }) => {
    const { world } = context
    const row = requireService(context, ServiceId)
    if (row.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    const endpoints = [...world.endpoints.values()].filter((each) => each.service === row.id)
    // Order of the checks is ours; the codes are those of PrivateLink DeleteVpcEndpointService.
    if (endpoints.some((each) => each.connection !== 'Disconnected'))
      throw apiError('EndpointServiceConnectionDependence')
    if (world.rules.serviceDeletion === 'strict') {
      if (endpoints.length > 0) throw apiError('DeleteFailedDueToEndpointExist')
      if (row.resources.length > 0) throw apiError('EndpointServiceDependenceViolation')
    }
    context.commit()
    row.status = 'Deleting'
    context.begin({
      object: objectOf.service(row.id),
      needs: [
        ...world.transitions.filter((each) => each.service === row.id && each.to === '').map((each) => each.object),
        ...endpoints.map((each) => objectOf.connection(row.id, each.id)),
      ],
      service: row.id,
      from: 'Active',
      via: 'Deleting',
      to: '',
      ms: world.durations.serviceDelete,
      finish: () => {
        world.services.delete(row.id)
        for (const each of world.endpoints.values()) if (each.service === row.id) each.connection = 'ServiceDeleted'
      },
    })
    return {}
  },
}

/** The owner's view, as GetVpcEndpointServiceAttribute and ListVpcEndpointServices share it. */
function view(context: CallContext, row: ServiceEntity): EndpointService {
  context.shows(objectOf.service(row.id))
  const resourceType: ResourceType = row.resourceType
  return {
    ServiceId: row.id,
    ServiceName: serviceName(row.region, row.id),
    ServiceDomain: serviceDomain(row.region, row.id),
    ServiceStatus: row.status,
    ServiceBusinessStatus: row.business,
    ServiceDescription: row.description,
    ServiceType: 'Interface',
    ServiceResourceType: resourceType,
    Payer: row.payer,
    AutoAcceptEnabled: row.autoAccept,
    RegionId: row.region,
    CreateTime: timeText(row.created),
  }
}

/** The reply of the create has fewer fields than a read (PrivateLink CreateVpcEndpointService). */
function withoutReadOnly(full: EndpointService): EndpointService {
  const { RegionId: _region, Payer: _payer, ServiceType: _type, ServiceResourceType: _resourceType, ...reply } = full
  return reply
}
