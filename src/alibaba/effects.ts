import type { Action } from './operations.ts'

const whatServicesShow: readonly Action[] = [
  'privatelink.ListVpcEndpointServices',
  'privatelink.GetVpcEndpointServiceAttribute',
  'privatelink.ListVpcEndpointServiceResources',
  'privatelink.ListVpcEndpointServiceUsers',
  'privatelink.ListVpcEndpointServicesByEndUser',
]
const whatConnectionsShow: readonly Action[] = [
  'privatelink.ListVpcEndpoints',
  'privatelink.GetVpcEndpointAttribute',
  'privatelink.ListVpcEndpointZones',
  'privatelink.ListVpcEndpointConnections',
]
const whatEndpointsShow: readonly Action[] = [...whatConnectionsShow, 'privatelink.ListVpcEndpointSecurityGroups']
/** PrivateLink protects a load balancer behind a service from being deleted. */
const whatBalancersShow: readonly Action[] = ['slb.DescribeLoadBalancerAttribute', 'nlb.GetLoadBalancerAttribute']

/** The reads, of any account, whose answers a call may change; one that is not listed may change anything. */
const changedBy: Readonly<Partial<Record<Action, readonly Action[]>>> = {
  'privatelink.CreateVpcEndpointService': [...whatServicesShow, ...whatBalancersShow],
  'privatelink.AddUserToVpcEndpointService': [
    'privatelink.ListVpcEndpointServiceUsers',
    'privatelink.ListVpcEndpointServicesByEndUser',
  ],
  'privatelink.CreateVpcEndpoint': [...whatEndpointsShow, 'vpc.DescribeVSwitches'],
  'privatelink.EnableVpcEndpointConnection': whatConnectionsShow,
  'privatelink.DisableVpcEndpointConnection': whatConnectionsShow,
  'privatelink.RemoveZoneFromVpcEndpoint': whatConnectionsShow,
  'privatelink.DeleteVpcEndpoint': [...whatEndpointsShow, 'vpc.DescribeVSwitches'],
  'privatelink.DetachResourceFromVpcEndpointService': [...whatServicesShow, ...whatBalancersShow],
  'slb.SetLoadBalancerDeleteProtection': whatBalancersShow,
  'privatelink.DeleteVpcEndpointService': [...whatServicesShow, ...whatEndpointsShow, ...whatBalancersShow],
}

/** What changes by itself, whoever calls: at the end of a run it is always asked for anew. */
const restless: readonly Action[] = ['slb.DescribeHealthStatus', 'nlb.GetListenerHealthStatus']

/** Whether what a read answered may be different after a call; null stands for no call at all. */
export function mayChange(call: Action | null, read: Action): boolean {
  if (call === null) return restless.includes(read)
  return changedBy[call]?.includes(read) ?? true
}
