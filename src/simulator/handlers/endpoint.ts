import type { Endpoint } from '../../alibaba/types.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { EndpointEntity } from '../world/entities.ts'
import { endpointDomain, newId, objectOf, serviceName, timeText } from '../world/id.ts'
import { hasTags, requireTags } from '../world/tags.ts'
import { autoAccept } from './connection.ts'
import { requireSecurityGroups } from './endpoint-security-group.ts'
import { addZone, requireZone } from './endpoint-zone.ts'
import { mayUse, requireEndpoint } from './lookup.ts'

/** Endpoints of an account that are not connected (PrivateLink help, billing; QuotaExceeded.totalIdleEndpoint). */
const idleQuota = 10
/** Zones in one CreateVpcEndpoint (PrivateLink CreateVpcEndpoint, Zone.N). */
const zonesAtOnce = 10

type Served =
  | 'privatelink.CreateVpcEndpoint'
  | 'privatelink.GetVpcEndpointAttribute'
  | 'privatelink.ListVpcEndpoints'
  | 'privatelink.UpdateVpcEndpointAttribute'
  | 'privatelink.DeleteVpcEndpoint'

export const endpoints: Pick<Handlers, Served> = {
  'privatelink.CreateVpcEndpoint': (context, input) => {
    const { world, account } = context
    if (!account.productOpen) throw apiError('NeedOpenProduct')
    requireText(input)
    requireTags(input.Tag ?? [])
    const vpc = context.find(world.vpcs, input.VpcId)
    if (vpc === undefined) throw apiError('VpcNotFound')
    const service = world.services.get(input.ServiceId)
    if (service === undefined || service.region !== context.region || !context.sees(service.created)) {
      throw apiError('EndpointServiceNotFound')
    }
    if (!mayUse(context, service)) throw apiError('EndpointServiceNotAuthorized')
    if ((input.EndpointType ?? 'Interface') !== 'Interface') throw apiError('Mismatch.EndpointType')
    if (service.status !== 'Active') throw apiError('IncorrectStatus.VpcEndpointService')
    const groups = requireSecurityGroups(context, vpc.id, input.SecurityGroupId ?? [])
    const wanted = input.Zone ?? []
    if (wanted.length > zonesAtOnce) throw apiError('QuotaMisMatched')
    if (new Set(wanted.map((each) => each.ZoneId)).size < wanted.length) throw apiError('EndpointZoneDuplicated')
    for (const each of wanted) requireZone(context, service, vpc.id, each)
    const own = context.mine(world.endpoints)
    if (world.rules.oneEndpointPerVpc && own.some((each) => each.vpc === vpc.id && each.service === service.id)) {
      throw apiError('EndpointDuplicated')
    }
    if (own.filter((each) => each.connection === 'Disconnected').length >= idleQuota)
      throw apiError('QuotaExceeded.totalIdleEndpoint')
    context.commit()

    const row: EndpointEntity = {
      id: newId(world, 'ep'),
      owner: account.uid,
      region: context.region,
      created: context.now,
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
      tags: (input.Tag ?? []).map((tag) => ({ ...tag })),
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
    const { RegionId: _region, EndpointType: _type, Payer: _payer, ResourceOwner: _own, ...reply } = view(context, row)
    return reply
  },

  'privatelink.GetVpcEndpointAttribute': (context, { EndpointId }) =>
    view(context, requireEndpoint(context, EndpointId)),

  'privatelink.ListVpcEndpoints': (context, input) => {
    const rows = context
      .mine(context.world.endpoints)
      .filter(
        (row) =>
          (input.EndpointId === undefined || row.id === input.EndpointId) &&
          (input.EndpointName === undefined || row.name === input.EndpointName) &&
          (input.EndpointStatus === undefined || row.status === input.EndpointStatus) &&
          (input.VpcId === undefined || row.vpc === input.VpcId) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      // The list has tags and no payer, the single read a payer and no tags (PrivateLink ListVpcEndpoints).
      Endpoints: items.map((row) => {
        const { Payer: _payer, ...listed } = view(context, row)
        return { ...listed, Tags: row.tags }
      }),
      MaxResults: size,
      TotalCount: rows.length,
      NextToken: '',
      ...next,
    }
  },

  'privatelink.UpdateVpcEndpointAttribute': (context, input) => {
    const row = requireEndpoint(context, input.EndpointId)
    if (row.status !== 'Active') throw apiError('EndpointOperationDenied')
    requireText(input)
    context.commit()
    if (input.EndpointName !== undefined) row.name = input.EndpointName
    if (input.EndpointDescription !== undefined) row.description = input.EndpointDescription
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

function view(context: CallContext, row: EndpointEntity): Endpoint {
  context.shows(objectOf.endpoint(row.id))
  context.shows(objectOf.connection(row.service, row.id))
  return {
    EndpointId: row.id,
    EndpointName: row.name,
    EndpointDescription: row.description,
    EndpointDomain: endpointDomain(row),
    EndpointStatus: row.status,
    EndpointBusinessStatus: row.business,
    EndpointType: 'Interface',
    ConnectionStatus: row.connection,
    Bandwidth: 3072,
    ServiceId: row.service,
    ServiceName: serviceName(row.serviceRegion, row.service),
    ServiceRegionId: row.serviceRegion,
    VpcId: row.vpc,
    RegionId: row.region,
    Payer: row.payer,
    ResourceOwner: row.owner === row.serviceOwner,
    CreateTime: timeText(row.created),
  }
}

/** Limits of PrivateLink CreateVpcEndpoint, EndpointName and EndpointDescription. */
function requireText(input: { EndpointName?: string; EndpointDescription?: string }): void {
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
