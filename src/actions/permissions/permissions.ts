import type { Action } from '../../alibaba/operations.ts'
import type { Role } from '../../model/link.ts'
import type { StepKind } from '../../model/step-kind.ts'
import type { Change, ResourceKind, StepType } from '../../steps/step-type.ts'
import { stepTypes } from '../../steps/step-types.ts'

/** What a permission is needed for: reading or changing. They are granted apart, so that `status` can be given to more people than `up`. */
export type Purpose = 'read' | 'write'

/** One action that a side needs in one of its roles; `both` is needed whatever the role. */
export interface Permission {
  readonly action: Action
  readonly role: Role | 'both'
  readonly purpose: Purpose
  readonly about: readonly ResourceKind[]
  /** Needed only by links that ask for such steps. */
  readonly onlyFor?: StepType['isOptional']
  /** The change of a step that needs it; a read serves every step and the diagnosis. */
  readonly for?: { readonly step: StepKind; readonly change: Change }
}

/**
 * The actions of plan, up, status, test and down, by role; the changes are those that the steps declare. Lists and what is
 * read before anything is known have no resource of their own; attaching also checks the load balancer, creating an endpoint
 * the VPC and its groups (RAM authorization of PrivateLink). `sts:GetCallerIdentity` needs no grant that is documented, and
 * is named all the same.
 */
export const permissions: readonly Permission[] = [
  ...reads('both', ['*'], ['sts.GetCallerIdentity', 'privatelink.CheckProductOpen']),
  ...reads(
    'provider',
    ['*'],
    ['privatelink.ListVpcEndpointConnections', 'ecs.DescribeInstances', 'nlb.ListServerGroups'],
  ),
  ...reads(
    'provider',
    ['service'],
    [
      'privatelink.GetVpcEndpointServiceAttribute',
      'privatelink.ListVpcEndpointServiceResources',
      'privatelink.ListVpcEndpointServiceUsers',
    ],
  ),
  ...reads(
    'provider',
    ['load-balancer'],
    [
      'slb.DescribeLoadBalancerAttribute',
      'slb.DescribeLoadBalancerListeners',
      'slb.DescribeHealthStatus',
      'slb.DescribeVServerGroupAttribute',
      'nlb.GetLoadBalancerAttribute',
      'nlb.ListListeners',
      'nlb.GetListenerHealthStatus',
      'nlb.ListServerGroupServers',
    ],
  ),
  // Resources of this link are looked for by their tags, in both roles, before anything is created or called removed.
  ...reads(
    'both',
    ['*'],
    [
      'privatelink.ListVpcEndpointServices',
      'privatelink.ListVpcEndpoints',
      'slb.DescribeLoadBalancers',
      'nlb.ListLoadBalancers',
    ],
  ),
  ...reads(
    'provider',
    ['*'],
    ['slb.DescribeAvailableResource', 'vpc.DescribeVSwitches', 'ecs.DescribeNetworkInterfaces'],
    'load-balancers',
  ),
  ...reads('provider', ['load-balancer'], ['slb.DescribeVServerGroups'], 'load-balancers'),
  ...reads(
    'consumer',
    ['*'],
    [
      'privatelink.ListVpcEndpointServicesByEndUser',
      'vpc.DescribeVpcs',
      'vpc.DescribeVSwitches',
      'ecs.DescribeSecurityGroups',
    ],
  ),
  ...reads(
    'consumer',
    ['endpoint'],
    [
      'privatelink.GetVpcEndpointAttribute',
      'privatelink.ListVpcEndpointZones',
      'privatelink.ListVpcEndpointSecurityGroups',
    ],
  ),
  ...reads('consumer', ['security-group'], ['ecs.DescribeSecurityGroupAttribute']),
  ...stepTypes.flatMap(changes),
]

function reads(
  role: Permission['role'],
  about: readonly ResourceKind[],
  actions: readonly Action[],
  onlyFor?: StepType['isOptional'],
): Permission[] {
  return actions.map((action) => ({ action, role, purpose: 'read', about, ...(onlyFor && { onlyFor }) }))
}

function changes({ kind: step, role, permissions: declared, isOptional: onlyFor }: StepType): Permission[] {
  return declared.flatMap(({ change, about, actions }) =>
    actions.map((action): Permission => {
      return { action, role, purpose: 'write', about, for: { step, change }, ...(onlyFor && { onlyFor }) }
    }),
  )
}
