import type { Action } from '../../alibaba/operations.ts'
import type { Role } from '../../model/link.ts'
import type { StepKind } from '../../model/step-kind.ts'

/** What a permission is needed for: reading or changing. They are granted apart, so that `status` can be given to more people than `up`. */
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

/** What may happen to a step: it is made, changed in place, or taken back. */
type Work = 'make' | 'change' | 'unmake'

/** One action that a side needs in one of its roles; `both` is needed whatever the role. */
export interface Permission {
  readonly action: Action
  readonly role: Role | 'both'
  readonly purpose: Purpose
  readonly about: readonly ResourceKind[]
  /** Needed only by links that make load balancers. */
  readonly makes?: true
  /** Which step's work calls a change; a read serves every step. */
  readonly for?: { readonly step: StepKind; readonly work: Work }
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
  ...changes('provider', 'service', ['service', 'load-balancer'], { make: ['privatelink.CreateVpcEndpointService'] }),
  ...changes('provider', 'service', ['service'], {
    change: ['privatelink.UpdateVpcEndpointServiceAttribute'],
    unmake: ['privatelink.DeleteVpcEndpointService'],
  }),
  ...changes('provider', 'resource', ['service', 'load-balancer'], {
    make: ['privatelink.AttachResourceToVpcEndpointService'],
    unmake: ['privatelink.DetachResourceFromVpcEndpointService'],
  }),
  ...changes('provider', 'whitelist', ['service'], {
    make: ['privatelink.AddUserToVpcEndpointService'],
    unmake: ['privatelink.RemoveUserFromVpcEndpointService'],
  }),
  ...changes('provider', 'connection', ['service', 'endpoint'], {
    make: ['privatelink.EnableVpcEndpointConnection', 'privatelink.EnableVpcEndpointZoneConnection'],
    unmake: ['privatelink.DisableVpcEndpointConnection'],
  }),

  ...making(
    rows(
      'provider',
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
  ),
  ...making(
    rows('provider', 'read', ['load-balancer'], ['slb.DescribeVServerGroups', 'slb.DescribeVServerGroupAttribute']),
  ),
  ...making(
    changes('provider', 'load-balancer', ['load-balancer'], {
      make: ['slb.CreateLoadBalancer'],
      unmake: ['slb.SetLoadBalancerDeleteProtection', 'slb.DeleteLoadBalancer', 'nlb.DeleteLoadBalancer'],
    }),
  ),
  ...making(
    changes('provider', 'load-balancer', ['load-balancer', 'vpc', 'vswitch'], { make: ['nlb.CreateLoadBalancer'] }),
  ),
  ...making(
    changes('provider', 'listener', ['load-balancer'], {
      make: [
        'slb.CreateVServerGroup',
        'slb.AddVServerGroupBackendServers',
        'slb.CreateLoadBalancerTCPListener',
        'slb.StartLoadBalancerListener',
      ],
      unmake: ['slb.DeleteLoadBalancerListener', 'slb.DeleteVServerGroup', 'nlb.DeleteListener'],
    }),
  ),
  ...making(changes('provider', 'listener', ['load-balancer', 'server-group'], { make: ['nlb.CreateListener'] })),
  ...making(
    changes('provider', 'listener', ['server-group'], {
      make: ['nlb.CreateServerGroup', 'nlb.AddServersToServerGroup'],
      unmake: ['nlb.DeleteServerGroup'],
    }),
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
  ...changes('consumer', 'endpoint', ['endpoint', 'service', 'vpc', 'vswitch', 'security-group'], {
    make: ['privatelink.CreateVpcEndpoint'],
  }),
  ...changes('consumer', 'endpoint', ['endpoint'], {
    change: ['privatelink.UpdateVpcEndpointAttribute'],
    unmake: ['privatelink.DeleteVpcEndpoint'],
  }),
  ...changes('consumer', 'zone', ['endpoint', 'vswitch'], { make: ['privatelink.AddZoneToVpcEndpoint'] }),
  ...changes('consumer', 'zone', ['endpoint'], { unmake: ['privatelink.RemoveZoneFromVpcEndpoint'] }),
  ...changes('consumer', 'security-group', ['endpoint', 'security-group'], {
    make: ['privatelink.AttachSecurityGroupToVpcEndpoint'],
    unmake: ['privatelink.DetachSecurityGroupFromVpcEndpoint'],
  }),
  // Only where rules are asked for (policy.ts).
  ...changes('consumer', 'rule', ['security-group'], {
    make: ['ecs.AuthorizeSecurityGroup'],
    unmake: ['ecs.RevokeSecurityGroup'],
  }),
]

function rows(
  role: Permission['role'],
  purpose: 'read',
  about: readonly ResourceKind[],
  actions: readonly Action[],
): Permission[] {
  return actions.map((action) => ({ action, role, purpose, about }))
}

/** Rows that only links which make load balancers need. */
function making(made: readonly Permission[]): Permission[] {
  return made.map((row) => ({ ...row, makes: true }))
}

function changes(
  role: Role,
  step: StepKind,
  about: readonly ResourceKind[],
  actions: Partial<Record<Work, readonly Action[]>>,
): Permission[] {
  // Safe: the keys of a record of works are works.
  return (Object.entries(actions) as [Work, readonly Action[]][]).flatMap(([work, named]) =>
    named.map((action): Permission => ({ action, role, purpose: 'write', about, for: { step, work } })),
  )
}
