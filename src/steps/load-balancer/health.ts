import type { BackendHealth, LoadBalancerListener, NlbListener } from '../../alibaba/types.ts'
import type { Reads } from '../../engine/reads.ts'
import { unlessGone } from '../unless-gone.ts'
import { clbGone } from './clb.ts'
import { nlbGone } from './nlb.ts'
import type { Balancer } from './product.ts'
import { productOfId } from './products.ts'

/** A load balancer with its listeners: what decides whether PrivateLink can use it, and whether traffic would pass. */
export interface LoadBalancerView extends Balancer {
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
  const product = productOfId(id)
  const listeners = product.type === 'nlb' ? viewNlbListeners(reads, id) : viewClbListeners(reads, id)
  const [found, views] = await Promise.all([
    product.find(reads, id),
    unlessGone(listeners, [...clbGone, ...nlbGone], []),
  ])
  return found && { ...found, listeners: views }
}

async function viewClbListeners(reads: Reads, id: string): Promise<ListenerView[]> {
  const [listeners, health] = await Promise.all([
    reads.all('slb.DescribeLoadBalancerListeners', { LoadBalancerId: [id] }, (page) => page.Listeners),
    reads.get('slb.DescribeHealthStatus', { LoadBalancerId: id }),
  ])
  const rows = health.BackendServers?.BackendServer ?? []
  return listeners.map((listener) => clbListener(listener, rows))
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

async function viewNlbListeners(reads: Reads, id: string): Promise<ListenerView[]> {
  const listeners = await reads.all('nlb.ListListeners', { LoadBalancerIds: [id] }, (page) => page.Listeners)
  return Promise.all(listeners.map((listener) => nlbListener(reads, listener)))
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
