import type { ApiInput, ApiReply } from '../../api/actions.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { ResourceEntity, ServiceEntity } from '../world/entities.ts'
import { newId, objectOf, serviceDomain, serviceName, timeText } from '../world/id.ts'
import { isRegion } from '../world/regions.ts'
import { hasTags, requireTags, tagsOf } from '../world/tags.ts'
import { beginTransition } from '../world/timeline.ts'
import { autoAccept } from './connection.ts'
import { fits } from './filters.ts'
import { isOffered, mayUse, requireService, serviceZones } from './lookup.ts'
import { protectLoadBalancer, requireResource } from './service-resource.ts'
import { beginUpdate } from './update.ts'

/** Endpoint services per account (PrivateLink help, "Quotas and limits"). */
const serviceQuota = 200
/** Resources in one CreateVpcEndpointService (PrivateLink CreateVpcEndpointService, Resource.N). */
const resourcesAtOnce = 10
/** Mbit/s (PrivateLink UpdateVpcEndpointServiceAttribute, ConnectBandwidth). */
const bandwidths = { normal: 3072, least: 100, most: 10_240 } as const

type ServiceAction =
  | 'privatelink.CreateVpcEndpointService'
  | 'privatelink.GetVpcEndpointServiceAttribute'
  | 'privatelink.ListVpcEndpointServices'
  | 'privatelink.ListVpcEndpointServicesByEndUser'
  | 'privatelink.UpdateVpcEndpointServiceAttribute'
  | 'privatelink.DeleteVpcEndpointService'

export const services: Pick<Handlers, ServiceAction> = {
  'privatelink.CreateVpcEndpointService': (context, input) => {
    const { world, account } = context
    if (!account.productOpen) throw apiError('NeedOpenProduct')
    const { Payer: payer = 'Endpoint' } = input
    if (payer !== 'Endpoint' && payer !== 'EndpointService') throw apiError('IllegalParamFormat.Payer')
    // Payer=EndpointService needs an allow-listed account (PrivateLink CreateVpcEndpointService, EndpointServicePayerForbidden).
    if (payer === 'EndpointService' && !account.mayPay) throw apiError('EndpointServicePayerForbidden')
    const type = input.ServiceResourceType ?? input.Resource?.[0]?.ResourceType ?? 'slb'
    if (type !== 'slb' && type !== 'nlb') throw apiError('EndpointServiceResourceTypeNotSupport')
    requireDescription(input.ServiceDescription)
    requireTags(input.Tag)
    const asked = input.Resource ?? []
    if (asked.length > resourcesAtOnce || context.mine(world.services).length >= serviceQuota)
      throw apiError('QuotaMisMatched')
    const resources = asked.map((each): ResourceEntity => {
      if (each.ResourceType !== type) throw apiError('Mismatch.ResourceType')
      if (each.ResourceId === undefined) throw apiError('MissingParam.ResourceId')
      return requireResource(context, { ...each, ResourceId: each.ResourceId, ResourceType: type })
    })
    const regions = input.SupportedRegionList ?? []
    if (!regions.every(isRegion)) throw apiError('IllegalParamFormat.SupportedRegionList')
    context.commit()

    const row: ServiceEntity = {
      id: newId(world, 'epsrv'),
      ...context.origin,
      status: 'Creating',
      business: 'Normal',
      description: input.ServiceDescription ?? '',
      payer,
      resourceType: type,
      autoAccept: input.AutoAcceptEnabled ?? false,
      zoneAffinity: input.ZoneAffinityEnabled ?? false,
      bandwidth: bandwidths.normal,
      regions: [...new Set([context.region, ...regions])].map((id) => ({ id, status: 'Available' })),
      resourceGroup: input.ResourceGroupId ?? account.resourceGroup,
      tags: tagsOf(input.Tag),
      resources,
      // The owner is whitelisted from the start (PrivateLink help, "How PrivateLink works").
      users: [{ uid: account.uid, since: context.now }],
      userArns: [],
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
    return { ...summary(context, row), ...ownerFields(row) }
  },

  'privatelink.GetVpcEndpointServiceAttribute': (context, { ServiceId }) => {
    const row = requireService(context, ServiceId)
    return { ...full(context, row), Zones: serviceZones(row) }
  },

  'privatelink.ListVpcEndpointServices': (context, input) => {
    const rows = context
      .mine(context.world.services)
      .filter(
        (row) =>
          fits(input.ServiceId, row.id) &&
          fits(input.ServiceName, serviceName(row.region, row.id)) &&
          fits(input.ServiceStatus, row.status) &&
          fits(input.ServiceBusinessStatus, row.business) &&
          fits(input.AutoAcceptEnabled, row.autoAccept) &&
          fits(input.ZoneAffinityEnabled, row.zoneAffinity) &&
          fits(input.AddressIpVersion, 'IPv4') &&
          fits(input.ServiceResourceType, row.resourceType) &&
          fits(input.ResourceGroupId, row.resourceGroup) &&
          (input.ResourceId === undefined || row.resources.some((each) => each.id === input.ResourceId)) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      Services: items.map((row) => ({ ...full(context, row), Tags: row.tags })),
      MaxResults: size,
      TotalCount: rows.length,
      // This list ends with an empty token, others with none (PrivateLink ListVpcEndpointServices, sample reply).
      NextToken: '',
      ...next,
    }
  },

  'privatelink.ListVpcEndpointServicesByEndUser': (context, input) => {
    const region = input.ServiceRegionId ?? context.region
    const rows = [...context.world.services.values()].filter(
      (row) =>
        row.region === region &&
        isOffered(row, context.region) &&
        row.status !== 'Creating' &&
        row.status !== 'Deleting' &&
        mayUse(context, row) &&
        fits(input.ServiceId, row.id) &&
        fits(input.ServiceName, serviceName(row.region, row.id)) &&
        fits(input.ServiceType, 'Interface') &&
        fits(input.ResourceGroupId, row.resourceGroup) &&
        hasTags(row.tags, input.Tag),
    )
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      // Tags and resource group are the owner's own, and not shown to others.
      Services: items.map((row) => ({
        ...names(row),
        AutoAcceptEnabled: row.autoAccept,
        ZoneAffinityEnabled: row.zoneAffinity,
        AddressIpVersion: 'IPv4',
        ...typeFields(row),
        ...(row.owner === context.account.uid ? { ResourceGroupId: row.resourceGroup, Tags: row.tags } : {}),
        Zones: serviceZones(row),
      })),
      MaxResults: size,
      TotalCount: rows.length,
      ...next,
    }
  },

  'privatelink.UpdateVpcEndpointServiceAttribute': (context, input) => {
    const row = requireService(context, input.ServiceId)
    if (row.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    requireDescription(input.ServiceDescription)
    const { ConnectBandwidth: bandwidth } = input
    if (bandwidth !== undefined && row.resourceType !== 'slb') throw apiError('UpdateBandWidthUnSupported')
    if (bandwidth !== undefined && (bandwidth < bandwidths.least || bandwidth > bandwidths.most))
      throw apiError('IllegalParamFormat.ConnectBandwidth')
    const { AddSupportedRegionSet: added = [], DeleteSupportedRegionSet: deleted = [] } = input
    if (![...added, ...deleted].every(isRegion)) throw apiError('IllegalParamFormat.SupportedRegionList')
    context.commit()
    if (input.ServiceDescription !== undefined) row.description = input.ServiceDescription
    if (input.ZoneAffinityEnabled !== undefined) row.zoneAffinity = input.ZoneAffinityEnabled
    if (bandwidth !== undefined) row.bandwidth = bandwidth
    if (input.AutoAcceptEnabled !== undefined) setAutoAccept(context, row, input.AutoAcceptEnabled)
    changeRegions(context, row, added, deleted)
    beginUpdate(context, row, objectOf.service(row.id), row.id)
    return {}
  },

  'privatelink.DeleteVpcEndpointService': (context, { ServiceId }) => {
    const { world } = context
    const row = requireService(context, ServiceId)
    if (row.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    const endpoints = [...world.endpoints.values()].filter((each) => each.service === row.id)
    // The order of the checks is ours; the codes are those of PrivateLink DeleteVpcEndpointService.
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

/** On accepts new endpoints; whether it accepts those that wait already is rule `autoAcceptWaiting`. */
function setAutoAccept({ world, now }: CallContext, row: ServiceEntity, isOn: boolean): void {
  const wasOn = row.autoAccept
  row.autoAccept = isOn
  if (wasOn || !isOn || !world.rules.autoAcceptWaiting) return
  for (const endpoint of world.endpoints.values()) {
    if (endpoint.service === row.id && endpoint.status === 'Active' && endpoint.connection === 'Disconnected')
      autoAccept(world, endpoint, now)
  }
}

function changeRegions(
  { world, now, region }: CallContext,
  row: ServiceEntity,
  added: readonly string[],
  deleted: readonly string[],
): void {
  const change = (id: string, via: string, to: string, finish: () => void) =>
    beginTransition(
      world,
      {
        object: `region ${row.id}:${id}`,
        needs: [],
        service: row.id,
        from: '',
        via,
        to,
        ms: world.durations.regionAdd,
        finish,
      },
      { at: now, request: null, stuck: false },
    )
  for (const id of added.filter((each) => !row.regions.some((known) => known.id === each))) {
    const entry: ServiceEntity['regions'][number] = { id, status: 'Pending' }
    row.regions.push(entry)
    change(id, 'Pending', 'Available', () => {
      entry.status = 'Available'
    })
  }
  for (const id of deleted.filter((each) => each !== region)) {
    const entry = row.regions.find((each) => each.id === id)
    if (entry === undefined || entry.status === 'Deleting') continue
    entry.status = 'Deleting'
    change(id, 'Deleting', '', () => row.regions.splice(row.regions.indexOf(entry), 1))
  }
}

type Shown = ApiReply<'privatelink.GetVpcEndpointServiceAttribute'>

function names(row: ServiceEntity) {
  return {
    ServiceId: row.id,
    ServiceName: serviceName(row.region, row.id),
    ServiceDomain: serviceDomain(row.region, row.id),
  }
}

/** What the create and the reads share. */
function summary(context: CallContext, row: ServiceEntity) {
  context.shows(objectOf.service(row.id))
  return {
    ...names(row),
    AutoAcceptEnabled: row.autoAccept,
    ZoneAffinityEnabled: row.zoneAffinity,
    AddressIpVersion: 'IPv4',
    ResourceGroupId: row.resourceGroup,
  } satisfies Shown
}

function ownerFields(row: ServiceEntity) {
  return {
    ServiceStatus: row.status,
    ServiceBusinessStatus: row.business,
    ServiceDescription: row.description,
    CreateTime: timeText(row.created),
    SupportedRegionSet: row.regions.map((each) => ({
      SupportedRegionId: each.id,
      RegionServiceStatus: each.status,
      RegionBusinessStatus: 'Normal',
    })),
  } satisfies Shown
}

function typeFields(row: ServiceEntity) {
  return { Payer: row.payer, ServiceType: 'Interface', ServiceResourceType: row.resourceType } satisfies Shown
}

/** The owner's view, as GetVpcEndpointServiceAttribute and ListVpcEndpointServices share it. */
function full(context: CallContext, row: ServiceEntity) {
  return {
    ...summary(context, row),
    ...ownerFields(row),
    ...typeFields(row),
    RegionId: row.region,
    MinBandwidth: bandwidths.least,
    MaxBandwidth: bandwidths.most,
    // Read back for CLB only (Terraform alicloud provider, unit test of vpc_endpoint_service).
    ...(row.resourceType === 'slb' ? { ConnectBandwidth: row.bandwidth } : {}),
  } satisfies Shown
}

/** 2 to 256 characters, no URL (ROS, ALIYUN::PrivateLink::VpcEndpointService). */
function requireDescription(
  text: ApiInput<'privatelink.UpdateVpcEndpointServiceAttribute'>['ServiceDescription'],
): void {
  if (text !== undefined && !/^(?!https?:\/\/).{2,256}$/su.test(text))
    throw apiError('IllegalParamFormat.ServiceDescription')
}
