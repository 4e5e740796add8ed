import type { Action } from '../../alibaba/operations.ts'

/** What shows a load balancer with its listeners, backends and health. */
export const balancerReads: readonly Action[] = [
  'slb.DescribeLoadBalancerAttribute',
  'slb.DescribeLoadBalancerListeners',
  'slb.DescribeHealthStatus',
  'slb.DescribeVServerGroupAttribute',
  'nlb.GetLoadBalancerAttribute',
  'nlb.ListListeners',
  'nlb.GetListenerHealthStatus',
  'nlb.ListServerGroupServers',
]
