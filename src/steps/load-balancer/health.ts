import { isRefusal } from '../../alibaba/cloud-error.ts'
import type { BackendHealth, LoadBalancerListener, NlbListener } from '../../alibaba/types.ts'
import type { Reads } from '../../engine/reads.ts'

/** A load balancer of either kind, in one shape: what decides whether PrivateLink can use it, and whether bytes would pass. */
export interface LoadBalancerView {
  readonly id: string
  readonly kind: 'clb' | 'nlb'
  readonly status: string
  readonly active: boolean
  readonly addressType: string
  readonly networkType: string
  readonly payType: string
  readonly zones: readonly string[]
  readonly listeners: readonly ListenerView[]
}

interface ListenerView {
  readonly port: number
  readonly protocol: string
  readonly status: string
  readonly running: boolean
  readonly servers: readonly { readonly id: string; readonly health: BackendHealth['ServerHealthStatus'] }[]
}

/** @returns undefined when there is no such load balancer in this account and region. */
export async function viewLoadBalancer(reads: Reads, id: string): Promise<LoadBalancerView | undefined> {
  try {
    return await (id.startsWith('nlb-') ? viewNlb(reads, id) : viewClb(reads, id))
  } catch (error) {
    if (isRefusal(error, 'InvalidLoadBalancerId.NotFound', 'ResourceNotFound.loadBalancer')) return undefined
    throw error
  }
}

async function viewClb(reads: Reads, id: string): Promise<LoadBalancerView> {
  const [clb, listeners, health] = await Promise.all([
    reads.get('slb.DescribeLoadBalancerAttribute', { LoadBalancerId: id }),
    reads.all('slb.DescribeLoadBalancerListeners', { LoadBalancerId: [id] }, (page) => page.Listeners),
    reads.get('slb.DescribeHealthStatus', { LoadBalancerId: id }),
  ])
  const rows = health.BackendServers?.BackendServer ?? []
  return {
    id,
    kind: 'clb',
    status: clb.LoadBalancerStatus,
    active: clb.LoadBalancerStatus === 'active',
    addressType: clb.AddressType,
    networkType: clb.NetworkType,
    payType: clb.PayType,
    zones: [clb.MasterZoneId],
    listeners: listeners.map((listener) => clbListener(listener, rows)),
  }
}

function clbListener(listener: LoadBalancerListener, rows: readonly BackendHealth[]): ListenerView {
  const servers = rows
    .filter(
      (row) =>
        row.ListenerPort === listener.ListenerPort &&
        (row.Protocol ?? listener.ListenerProtocol) === listener.ListenerProtocol,
    )
    .map((row) => ({ id: row.ServerId, health: row.ServerHealthStatus }))
  return {
    port: listener.ListenerPort,
    protocol: listener.ListenerProtocol,
    status: listener.Status,
    running: listener.Status === 'running',
    servers,
  }
}

async function viewNlb(reads: Reads, id: string): Promise<LoadBalancerView> {
  const [nlb, listeners] = await Promise.all([
    reads.get('nlb.GetLoadBalancerAttribute', { LoadBalancerId: id }),
    reads.all('nlb.ListListeners', { LoadBalancerIds: [id] }, (page) => page.Listeners),
  ])
  return {
    id,
    kind: 'nlb',
    status: nlb.LoadBalancerStatus,
    active: nlb.LoadBalancerStatus === 'Active',
    addressType: nlb.AddressType,
    networkType: 'vpc',
    payType: nlb.LoadBalancerBillingConfig?.PayType ?? 'PostPay',
    zones: nlb.ZoneMappings.map((mapping) => mapping.ZoneId),
    listeners: await Promise.all(listeners.map((listener) => nlbListener(reads, listener))),
  }
}

/** GetListenerHealthStatus lists only servers that are not well; who is behind the listener at all, the server group says. */
async function nlbListener(reads: Reads, listener: NlbListener): Promise<ListenerView> {
  const { ServerGroupId } = listener
  const [health, servers] = await Promise.all([
    reads.all('nlb.GetListenerHealthStatus', { ListenerId: listener.ListenerId }, (page) => page.ListenerHealthStatus),
    ServerGroupId ? reads.all('nlb.ListServerGroupServers', { ServerGroupId }, (page) => page.Servers) : [],
  ])
  const bad = health.flatMap((each) => each.ServerGroupInfos ?? []).flatMap((group) => group.NonNormalServers ?? [])
  const healthOf = (serverId: string) => {
    const found = bad.find((server) => server.ServerId === serverId)
    if (!found) return 'normal' as const
    return found.Status === 'Unhealthy' ? ('abnormal' as const) : ('unavailable' as const)
  }
  return {
    port: listener.ListenerPort,
    protocol: listener.ListenerProtocol.toLowerCase(),
    status: listener.ListenerStatus,
    running: listener.ListenerStatus === 'Running',
    servers: servers.map((server) => ({ id: server.ServerId, health: healthOf(server.ServerId) })),
  }
}
