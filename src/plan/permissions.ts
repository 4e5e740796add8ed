import type { Action } from '../cloud/operations.ts'
import type { Role } from '../model/link.ts'

/** What a permission is needed for: looking, or changing. They are granted apart, so that `status` can be given to more people than `up`. */
export type Purpose = 'read' | 'write'

/** The kind of thing an action is about, as RAM names resources; `*` where it has none of its own. */
export type ResourceKind =
  | 'service'
  | 'endpoint'
  | 'load-balancer'
  | 'server-group'
  | 'vpc'
  | 'vswitch'
  | 'security-group'
  | '*'

/** One action that a side needs in one of its roles; `both` is needed whatever the role. */
export interface Permission {
  readonly action: Action
  readonly role: Role | 'both'
  readonly purpose: Purpose
  readonly about: readonly ResourceKind[]
  /** Needed only by links that make load balancers. */
  readonly makes?: true
}

/**
 * The actions of plan, up, status, test and down, by role. Lists and what is read before anything is known have no resource
 * of their own; attaching also checks the load balancer, creating an endpoint the VPC and its groups (RAM authorization of
 * PrivateLink). `sts:GetCallerIdentity` needs no grant that is documented, and is named all the same.
 */
export const permissions: readonly Permission[] = [
  ...rows('both', 'read', ['*'], ['sts.GetCallerIdentity', 'privatelink.CheckProductOpen']),

  ...rows('provider', 'read', ['*'], ['privatelink.ListVpcEndpointServices', 'privatelink.ListVpcEndpointConnections']),
  ...rows(
    'provider',
    'read',
    ['service'],
    [
      'privatelink.GetVpcEndpointServiceAttribute',
      'privatelink.ListVpcEndpointServiceResources',
      'privatelink.ListVpcEndpointServiceUsers',
    ],
  ),
  ...rows(
    'provider',
    'read',
    ['load-balancer'],
    [
      'slb.DescribeLoadBalancerAttribute',
      'slb.DescribeLoadBalancerListeners',
      'slb.DescribeHealthStatus',
      'nlb.GetLoadBalancerAttribute',
      'nlb.ListListeners',
      'nlb.GetListenerHealthStatus',
      'nlb.ListServerGroupServers',
    ],
  ),
  ...rows(
    'provider',
    'write',
    ['service', 'load-balancer'],
    [
      'privatelink.CreateVpcEndpointService',
      'privatelink.AttachResourceToVpcEndpointService',
      'privatelink.DetachResourceFromVpcEndpointService',
    ],
  ),
  ...rows(
    'provider',
    'write',
    ['service'],
    [
      'privatelink.DeleteVpcEndpointService',
      'privatelink.AddUserToVpcEndpointService',
      'privatelink.RemoveUserFromVpcEndpointService',
    ],
  ),
  ...rows(
    'provider',
    'write',
    ['service', 'endpoint'],
    [
      'privatelink.EnableVpcEndpointConnection',
      'privatelink.DisableVpcEndpointConnection',
      'privatelink.EnableVpcEndpointZoneConnection',
    ],
  ),

  ...making(
    'read',
    ['*'],
    [
      'slb.DescribeLoadBalancers',
      'slb.DescribeAvailableResource',
      'nlb.ListLoadBalancers',
      'nlb.ListServerGroups',
      'vpc.DescribeVSwitches',
      'ecs.DescribeInstances',
      'ecs.DescribeNetworkInterfaces',
    ],
  ),
  ...making('read', ['load-balancer'], ['slb.DescribeVServerGroups', 'slb.DescribeVServerGroupAttribute']),
  ...making(
    'write',
    ['load-balancer'],
    [
      'slb.CreateLoadBalancer',
      'slb.CreateVServerGroup',
      'slb.AddVServerGroupBackendServers',
      'slb.CreateLoadBalancerTCPListener',
      'slb.StartLoadBalancerListener',
      'slb.DeleteLoadBalancerListener',
      'slb.DeleteVServerGroup',
      'slb.SetLoadBalancerDeleteProtection',
      'slb.DeleteLoadBalancer',
      'nlb.DeleteListener',
      'nlb.DeleteLoadBalancer',
    ],
  ),
  ...making('write', ['load-balancer', 'vpc', 'vswitch'], ['nlb.CreateLoadBalancer']),
  ...making('write', ['load-balancer', 'server-group'], ['nlb.CreateListener']),
  ...making(
    'write',
    ['server-group'],
    ['nlb.CreateServerGroup', 'nlb.AddServersToServerGroup', 'nlb.DeleteServerGroup'],
  ),

  ...rows(
    'consumer',
    'read',
    ['*'],
    [
      'privatelink.ListVpcEndpoints',
      'privatelink.ListVpcEndpointServicesByEndUser',
      'vpc.DescribeVpcs',
      'vpc.DescribeVSwitches',
      'ecs.DescribeSecurityGroups',
    ],
  ),
  ...rows(
    'consumer',
    'read',
    ['endpoint'],
    [
      'privatelink.GetVpcEndpointAttribute',
      'privatelink.ListVpcEndpointZones',
      'privatelink.ListVpcEndpointSecurityGroups',
    ],
  ),
  ...rows('consumer', 'read', ['security-group'], ['ecs.DescribeSecurityGroupAttribute']),
  ...rows(
    'consumer',
    'write',
    ['endpoint', 'service', 'vpc', 'vswitch', 'security-group'],
    ['privatelink.CreateVpcEndpoint'],
  ),
  ...rows('consumer', 'write', ['endpoint', 'vswitch'], ['privatelink.AddZoneToVpcEndpoint']),
  ...rows(
    'consumer',
    'write',
    ['endpoint'],
    ['privatelink.DeleteVpcEndpoint', 'privatelink.RemoveZoneFromVpcEndpoint'],
  ),
  ...rows(
    'consumer',
    'write',
    ['endpoint', 'security-group'],
    ['privatelink.AttachSecurityGroupToVpcEndpoint', 'privatelink.DetachSecurityGroupFromVpcEndpoint'],
  ),
]

function rows(
  role: Permission['role'],
  purpose: Purpose,
  about: readonly ResourceKind[],
  actions: readonly Action[],
): Permission[] {
  return actions.map((action) => ({ action, role, purpose, about }))
}

function making(purpose: Purpose, about: readonly ResourceKind[], actions: readonly Action[]): Permission[] {
  return rows('provider', purpose, about, actions).map((row) => ({ ...row, makes: true }))
}
