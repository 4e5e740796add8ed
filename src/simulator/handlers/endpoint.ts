import type { ApiInput } from '../../api/actions.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { EndpointEntity, ServiceEntity } from '../world/entities.ts'
import { endpointDomain, newId, objectOf, serviceName, timeText } from '../world/id.ts'
import { isRegion } from '../world/regions.ts'
import { hasTags, requireTags, tagsOf } from '../world/tags.ts'
import { autoAccept } from './connection.ts'
import { requireSecurityGroups } from './endpoint-security-group.ts'
import { addZone, requireZone, type WantedZone } from './endpoint-zone.ts'
import { fits } from './filters.ts'
import { isOffered, mayUse, requireEndpoint } from './lookup.ts'
import { beginUpdate } from './update.ts'

/** Endpoints of an account that are not connected (PrivateLink help, billing; QuotaExceeded.totalIdleEndpoint). */
const idleQuota = 10
/** Endpoints in one VPC (PrivateLink help, "Quotas and limits"). */
const vpcQuota = 1000
/** Zones in one CreateVpcEndpoint (PrivateLink CreateVpcEndpoint, Zone.N). */
const zonesAtOnce = 10
/** Mbit/s (PrivateLink CreateVpcEndpoint, CrossRegionBandwidth); the upper limit is a quota whose value is not documented. */
const leastCrossRegionBandwidth = 100

type EndpointAction =
  | 'privatelink.CreateVpcEndpoint'
  | 'privatelink.GetVpcEndpointAttribute'
  | 'privatelink.ListVpcEndpoints'
  | 'privatelink.UpdateVpcEndpointAttribute'
  | 'privatelink.DeleteVpcEndpoint'

export const endpoints: Pick<Handlers, EndpointAction> = {
  'privatelink.CreateVpcEndpoint': (context, input) => {
    const { world, account } = context
    if (!account.productOpen) throw apiError('NeedOpenProduct')
    requireText(input)
    requireTags(input.Tag)
    const vpc = context.find(world.vpcs, input.VpcId)
    if (vpc === undefined) throw apiError('VpcNotFound')
    const service = requireTarget(context, input)
    if ((input.EndpointType ?? 'Interface') !== 'Interface') throw apiError('Mismatch.EndpointType')
    if (service.status !== 'Active') throw apiError('IncorrectStatus.VpcEndpointService')
    // No service here takes endpoint policies (PrivateLink CreateVpcEndpoint, PolicyDocument).
    if (input.PolicyDocument !== undefined) throw apiError('OperationDenied.EndpointPolicyNotSupport')
    const crossRegionBandwidth = requireCrossRegion(context, service, input.CrossRegionBandwidth)
    const groups = requireSecurityGroups(context, vpc.id, input.SecurityGroupId ?? [])
    const wanted = (input.Zone ?? []).map((zone) => completeZone(context, zone))
    if (wanted.length > zonesAtOnce) throw apiError('QuotaMisMatched')
    if (new Set(wanted.map((each) => each.ZoneId)).size < wanted.length) throw apiError('EndpointZoneDuplicated')
    for (const each of wanted) requireZone(context, service, vpc.id, each)
    const own = context.mine(world.endpoints)
    if (world.rules.oneEndpointPerVpc && own.some((each) => each.vpc === vpc.id && each.service === service.id)) {
      throw apiError('EndpointDuplicated')
    }
    if (own.filter((each) => each.vpc === vpc.id).length >= vpcQuota) throw apiError('QuotaExceeded.totalEpPerVpc')
    if (own.filter((each) => each.connection === 'Disconnected').length >= idleQuota)
      throw apiError('QuotaExceeded.totalIdleEndpoint')
    context.commit()

    const row: EndpointEntity = {
      id: newId(world, 'ep'),
      ...context.origin,
      name: input.EndpointName ?? '',
      description: input.EndpointDescription ?? '',
      status: 'Creating',
      business: 'Normal',
      // There is no word for waiting: a fresh endpoint reads Disconnected (Terraform alicloud provider, data source test).
      connection: 'Disconnected',
      modified: context.now,
      service: service.id,
      serviceRegion: service.region,
      serviceOwner: service.owner,
      payer: service.payer,
      vpc: vpc.id,
      groups: groups.map((group) => ({ id: group.id, status: 'Attached' })),
      zones: [],
      bandwidth: service.bandwidth,
      trafficControl: service.resourceType === 'slb' ? 'BandwidthLimit' : 'Scalability',
      crossRegionBandwidth,
      zoneAffinity: input.ZoneAffinityEnabled ?? false,
      resourceGroup: input.ResourceGroupId ?? account.resourceGroup,
      tags: tagsOf(input.Tag),
    }
    world.endpoints.set(row.id, row)
    context.begin({
      object: objectOf.endpoint(row.id),
      needs: [
        objectOf.service(service.id),
        ...service.resources.map((each) => objectOf.resource(service.id, each.id, each.zone)),
      ],
      service: service.id,
      from: '',
      via: 'Creating',
      to: 'Active',
      ms: world.durations.endpointCreate,
      finish: (at) => {
        row.status = 'Active'
        if (service.autoAccept && world.services.has(service.id)) autoAccept(world, row, at)
      },
    })
    for (const each of wanted) addZone(context, service, row, each)
    return summary(context, row)
  },

  'privatelink.GetVpcEndpointAttribute': (context, { EndpointId }) => {
    const row = requireEndpoint(context, EndpointId)
    return { ...full(context, row), Payer: row.payer, ZonePrivateIpAddressCount: 1 }
  },

  'privatelink.ListVpcEndpoints': (context, input) => {
    const rows = context
      .mine(context.world.endpoints)
      .filter(
        (row) =>
          fits(input.EndpointId, row.id) &&
          fits(input.EndpointName, row.name) &&
          fits(input.EndpointStatus, row.status) &&
          fits(input.EndpointType, 'Interface') &&
          fits(input.ConnectionStatus, row.connection) &&
          fits(input.ServiceName, serviceName(row.serviceRegion, row.service)) &&
          fits(input.ServiceRegionId, row.serviceRegion) &&
          fits(input.AddressIpVersion, 'IPv4') &&
          fits(input.ResourceGroupId, row.resourceGroup) &&
          fits(input.VpcId, row.vpc) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      // The list has tags and no payer, the single read a payer and no tags (PrivateLink ListVpcEndpoints).
      Endpoints: items.map((row) => ({ ...full(context, row), Tags: row.tags })),
      MaxResults: size,
      TotalCount: rows.length,
      NextToken: '',
      ...next,
    }
  },

  'privatelink.UpdateVpcEndpointAttribute': (context, input) => {
    const row = requireEndpoint(context, input.EndpointId)
    if (row.connection === 'ServiceDeleted') throw apiError('EndpointServiceDeleted')
    if (row.status !== 'Active') throw apiError('EndpointOperationDenied')
    if (row.connection === 'Connecting' || row.connection === 'Disconnecting')
      throw apiError('EndpointConnectionOperationDenied')
    requireText(input)
    if (input.PolicyDocument !== undefined) throw apiError('OperationDenied.EndpointPolicyNotSupport')
    const { CrossRegionBandwidth: bandwidth } = input
    if (bandwidth !== undefined && (row.crossRegionBandwidth === null || bandwidth < leastCrossRegionBandwidth))
      throw apiError('IllegalParamFormat.CrossRegionBandwidth')
    context.commit()
    if (input.EndpointName !== undefined) row.name = input.EndpointName
    if (input.EndpointDescription !== undefined) row.description = input.EndpointDescription
    if (input.ZoneAffinityEnabled !== undefined) row.zoneAffinity = input.ZoneAffinityEnabled
    if (bandwidth !== undefined) row.crossRegionBandwidth = bandwidth
    beginUpdate(context, row, objectOf.endpoint(row.id), row.service)
    return {}
  },

  'privatelink.DeleteVpcEndpoint': (context, { EndpointId }) => {
    const { world } = context
    const row = requireEndpoint(context, EndpointId)
    if (row.status !== 'Active') throw apiError('EndpointOperationDenied')
    // The zones must be gone; the connection need not be cut first (PrivateLink DeleteVpcEndpoint).
    if (row.zones.length > 0) throw apiError('EndpointDependenceViolation')
    context.commit()
    const before = row.connection
    row.status = 'Deleting'
    row.connection = 'Deleting'
    row.modified = context.now
    const needs = [
      objectOf.connection(row.service, row.id),
      ...world.transitions.filter((each) => each.object.startsWith(`zone ${row.id}:`)).map((each) => each.object),
    ]
    const gone = { service: row.service, via: 'Deleting', to: '', ms: world.durations.endpointDelete }
    context.begin({
      ...gone,
      object: objectOf.endpoint(row.id),
      needs,
      from: 'Active',
      finish: () => world.endpoints.delete(row.id),
    })
    // The connection vanishes with its endpoint: it is no object of its own.
    context.begin({
      ...gone,
      object: objectOf.connection(row.service, row.id),
      needs: [],
      from: before,
      finish: () => undefined,
    })
    return {}
  },
}

/** The service by its id or its name, in the region that is named or the endpoint's own. */
function requireTarget(context: CallContext, input: ApiInput<'privatelink.CreateVpcEndpoint'>): ServiceEntity {
  const { ServiceId: id, ServiceName: name, ServiceRegionId: region = context.region } = input
  if (id === undefined && name === undefined) throw apiError('MissingParam.ServiceId')
  if (!isRegion(region)) throw apiError('InvalidRegionId.NotFound')
  const service = [...context.world.services.values()].find(
    (row) =>
      fits(id, row.id) &&
      fits(name, serviceName(row.region, row.id)) &&
      row.region === region &&
      isOffered(row, context.region) &&
      context.sees(row.created),
  )
  if (service === undefined) throw apiError('EndpointServiceNotFound')
  if (!mayUse(context, service)) throw apiError('EndpointServiceNotAuthorized')
  return service
}

/** Null within one region, where the parameter means nothing. */
function requireCrossRegion(
  context: CallContext,
  service: ServiceEntity,
  bandwidth: number | undefined,
): number | null {
  if (service.region === context.region) return null
  const wanted = bandwidth ?? leastCrossRegionBandwidth
  if (wanted < leastCrossRegionBandwidth) throw apiError('IllegalParamFormat.CrossRegionBandwidth')
  return wanted
}

/** A zone that is left out is its vSwitch's (Terraform alicloud provider, PR 8535). */
function completeZone(
  context: CallContext,
  zone: NonNullable<ApiInput<'privatelink.CreateVpcEndpoint'>['Zone']>[number],
): WantedZone {
  const vswitch = context.find(context.world.vswitches, zone.VSwitchId ?? '')
  if (vswitch === undefined) throw apiError('VSwitchNotFound')
  return { ZoneId: zone.ZoneId ?? vswitch.zone, VSwitchId: vswitch.id, ip: zone.ip }
}

/** What the create and the reads share. */
function summary(context: CallContext, row: EndpointEntity) {
  context.shows(objectOf.endpoint(row.id))
  context.shows(objectOf.connection(row.service, row.id))
  return {
    EndpointId: row.id,
    EndpointName: row.name,
    EndpointDescription: row.description,
    EndpointDomain: endpointDomain(row),
    EndpointStatus: row.status,
    EndpointBusinessStatus: row.business,
    ConnectionStatus: row.connection,
    Bandwidth: row.bandwidth,
    ...(row.crossRegionBandwidth === null ? {} : { CrossRegionBandwidth: row.crossRegionBandwidth }),
    ServiceId: row.service,
    ServiceName: serviceName(row.serviceRegion, row.service),
    ServiceRegionId: row.serviceRegion,
    VpcId: row.vpc,
    AddressIpVersion: 'IPv4',
    ZoneAffinityEnabled: row.zoneAffinity,
    CreateTime: timeText(row.created),
  }
}

function full(context: CallContext, row: EndpointEntity) {
  return {
    ...summary(context, row),
    EndpointType: 'Interface',
    RegionId: row.region,
    ResourceGroupId: row.resourceGroup,
    ResourceOwner: row.owner === row.serviceOwner,
  }
}

/** Limits of PrivateLink CreateVpcEndpoint, EndpointName and EndpointDescription. */
function requireText(input: {
  readonly EndpointName?: string | undefined
  readonly EndpointDescription?: string | undefined
}): void {
  if (
    input.EndpointName !== undefined &&
    !/^[a-zA-Z\p{Script=Han}][\p{Script=Han}\w-]{1,127}$/u.test(input.EndpointName)
  ) {
    throw apiError('IllegalParamFormat.EndpointName')
  }
  if (input.EndpointDescription !== undefined && !/^(?!https?:\/\/).{2,256}$/su.test(input.EndpointDescription)) {
    throw apiError('IllegalParamFormat.EndpointDescription')
  }
}
