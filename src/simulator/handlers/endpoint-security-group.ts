import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { EndpointEntity, SecurityGroupEntity } from '../world/entities.ts'
import { objectOf } from '../world/id.ts'
import { requireIdleEndpoint } from './endpoint-zone.ts'
import { requireEndpoint } from './lookup.ts'

/** Security groups per endpoint (PrivateLink CreateVpcEndpoint, SecurityGroupId.N). */
const groupQuota = 10

type EndpointGroupAction =
  | 'privatelink.AttachSecurityGroupToVpcEndpoint'
  | 'privatelink.DetachSecurityGroupFromVpcEndpoint'
  | 'privatelink.ListVpcEndpointSecurityGroups'

export const endpointSecurityGroups: Pick<Handlers, EndpointGroupAction> = {
  'privatelink.AttachSecurityGroupToVpcEndpoint': (context, { EndpointId, SecurityGroupId }) => {
    const endpoint = requireEndpoint(context, EndpointId)
    requireIdleEndpoint(endpoint)
    if (endpoint.connection === 'ServiceDeleted') throw apiError('EndpointServiceDeleted')
    if (endpoint.groups.some((group) => group.id === SecurityGroupId)) throw apiError('SecurityGroupExist')
    requireSecurityGroups(context, endpoint.vpc, [...endpoint.groups.map((group) => group.id), SecurityGroupId])
    context.commit()
    const group: EndpointEntity['groups'][number] = { id: SecurityGroupId, status: 'Attaching' }
    endpoint.groups.push(group)
    change(context, endpoint, () => {
      group.status = 'Attached'
    })
    return {}
  },

  'privatelink.DetachSecurityGroupFromVpcEndpoint': (context, { EndpointId, SecurityGroupId }) => {
    const endpoint = requireEndpoint(context, EndpointId)
    requireIdleEndpoint(endpoint)
    if (endpoint.connection === 'ServiceDeleted') throw apiError('EndpointServiceDeleted')
    const group = endpoint.groups.find((each) => each.id === SecurityGroupId)
    if (group === undefined) throw apiError('SecurityGroupNotFound')
    // The last one cannot go (PrivateLink DetachSecurityGroupFromVpcEndpoint).
    if (endpoint.groups.length === 1) throw apiError('EndpointMustContainSecurityGroup')
    context.commit()
    group.status = 'Detaching'
    change(context, endpoint, () => endpoint.groups.splice(endpoint.groups.indexOf(group), 1))
    return {}
  },

  'privatelink.ListVpcEndpointSecurityGroups': (context, input) => {
    const endpoint = requireEndpoint(context, input.EndpointId)
    const { items, size, next } = tokenPage(context.world, endpoint.groups, input, { normal: 50, most: 50 })
    return {
      // Null when there is none: Terraform's provider crashed on it (PR 5416).
      SecurityGroups:
        items.length === 0
          ? null
          : items.map((group) => ({ SecurityGroupId: group.id, SecurityGroupStatus: group.status })),
      MaxResults: size,
      TotalCount: endpoint.groups.length,
      ...next,
    }
  },
}

/** @throws ApiError unless there is at least one, all exist in this VPC, and all are of one type (PrivateLink CreateVpcEndpoint). */
export function requireSecurityGroups(
  context: CallContext,
  vpc: string,
  ids: readonly string[],
): SecurityGroupEntity[] {
  if (ids.length === 0) throw apiError('EndpointMustContainSecurityGroup')
  if (new Set(ids).size > groupQuota) throw apiError('QuotaMisMatched')
  const groups = [...new Set(ids)].map((id) => {
    const group = context.find(context.world.securityGroups, id)
    if (group === undefined || group.vpc !== vpc) throw apiError('SecurityGroupNotFound')
    return group
  })
  if (new Set(groups.map((group) => group.type)).size > 1) throw apiError('SecurityGroupTypeOnlySingleTypeSupporteded')
  return groups
}

/** The endpoint is Pending while its groups change (PrivateLink AttachSecurityGroupToVpcEndpoint). */
function change(context: CallContext, endpoint: EndpointEntity, finish: () => void): void {
  endpoint.status = 'Pending'
  context.begin({
    object: objectOf.endpoint(endpoint.id),
    needs: [],
    service: endpoint.service,
    from: 'Active',
    via: 'Pending',
    to: 'Active',
    ms: context.world.durations.groupChange,
    finish: () => {
      endpoint.status = 'Active'
      finish()
    },
  })
}
