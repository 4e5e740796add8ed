import type { BackendHealth, LoadBalancerListener, NlbListener, NlbServerGroup } from '../../alibaba/types.ts'
import type { Reads } from '../../engine/reads.ts'
import { unlessGone } from '../unless-gone.ts'
import { clbGone } from './clb.ts'
import { nlbGone } from './nlb.ts'
import type { Balancer } from './product.ts'
import { productOfId } from './products.ts'

/** A load balancer with its listeners: what decides whether PrivateLink can use it, and whether traffic would pass. */
export interface LoadBalancerView extends Omit<Balancer, 'vswitches' | 'isProtected' | 'Tags'> {
  readonly listeners: readonly ListenerView[]
}

export interface ListenerView {
  /** NLB only: `lsn-…`. */
  readonly id: string | null
  readonly port: number
  /** The same as `port` but for NLB listeners of a range of ports. */
  readonly lastPort: number
  /** In small letters: `tcp`, `udp`, `tcpssl`, `http`, `https`. */
  readonly protocol: string
  readonly status: string
  readonly running: boolean
  /** On its way to another status. */
  readonly moving: boolean
  /** Null when there is none, or it is off. */
  readonly acl: { readonly type: string; readonly ids: readonly string[] } | null
  readonly proxyProtocol: boolean
  /** The port of the backends, where it is one for all; null where each server has its own. */
  readonly backendPort: number | null
  /** Null when nothing says so. */
  readonly checks: boolean | null
  /** The port that health checks go to; null when it is the server's own. */
  readonly checkPort: number | null
  readonly servers: readonly ServerView[]
}

export interface ServerView {
  readonly id: string
  readonly ip: string | null
  readonly port: number | null
  /** 0 to 100; one with 0 gets nothing. Null when it could not be read. */
  readonly weight: number | null
  readonly health: BackendHealth['ServerHealthStatus']
  /** NLB's ReasonCode, `CONNECT_TIMEOUT`. */
  readonly reason: string | null
}

type LoadBalancerPart = 'balancer' | 'listeners' | 'health' | 'health-check' | 'servers'
/** Reads one part; a reader that can do without it answers `otherwise` where that fails. */
type ReadPart = <T>(part: LoadBalancerPart, otherwise: T, read: () => Promise<T>) => Promise<T>

const orThrow: ReadPart = (_part, _otherwise, read) => read()

/** @returns undefined when there is no such load balancer in this account and region. */
export async function viewLoadBalancer(
  reads: Reads,
  id: string,
  part: ReadPart = orThrow,
): Promise<LoadBalancerView | undefined> {
  const product = productOfId(id)
  const unread = Symbol('unread')
  const listening = product.type === 'nlb' ? nlbListeners(reads, id, part) : clbListeners(reads, id, part)
  const [found, listeners] = await Promise.all([
    part<Balancer | undefined | typeof unread>('balancer', unread, () => product.find(reads, id)),
    listening,
  ])
  if (found === undefined) return undefined
  if (found === unread) return { ...unreadHead(id), listeners }
  const { vswitches, isProtected, Tags, ...head } = found
  return { ...head, listeners }
}

/** Of one whose own settings could not be read nothing is held against it. */
function unreadHead(id: string): Omit<LoadBalancerView, 'listeners'> {
  const kind = id.startsWith('nlb-') ? 'nlb' : 'clb'
  const billing = { addressType: 'intranet', networkType: 'vpc', payType: 'PayOnDemand' }
  return { id, kind, ...billing, zones: [], status: '', active: true, state: 'ready' }
}

type Server = Omit<ServerView, 'health' | 'reason'>

/** A CLB's default group, which its attributes list. */
async function defaultServers(reads: Reads, LoadBalancerId: string): Promise<Server[]> {
  const clb = await reads.get('slb.DescribeLoadBalancerAttribute', { LoadBalancerId })
  return (clb.BackendServers?.BackendServer ?? []).map((each) => ({
    id: each.ServerId,
    ip: each.ServerIp ?? null,
    port: null,
    weight: each.Weight ?? null,
  }))
}

async function clbListeners(reads: Reads, LoadBalancerId: string, part: ReadPart): Promise<ListenerView[]> {
  const [listeners, health] = await Promise.all([
    part<LoadBalancerListener[]>('listeners', [], () =>
      unlessGone(
        reads.all('slb.DescribeLoadBalancerListeners', { LoadBalancerId: [LoadBalancerId] }, (page) => page.Listeners),
        clbGone,
        [],
      ),
    ),
    part<BackendHealth[]>('health', [], async () => {
      const found = await unlessGone(reads.get('slb.DescribeHealthStatus', { LoadBalancerId }), clbGone, undefined)
      return found?.BackendServers?.BackendServer ?? []
    }),
  ])
  const usual = listeners.some(({ VServerGroupId }) => VServerGroupId === undefined)
    ? await part<Server[]>('servers', [], () => defaultServers(reads, LoadBalancerId))
    : []
  const ids = [...new Set(listeners.flatMap(({ VServerGroupId }) => VServerGroupId ?? []))]
  const groups = new Map(
    await Promise.all(
      ids.map(async (VServerGroupId) => {
        const servers = await part<Server[]>('servers', [], async () => {
          const found = await reads.get('slb.DescribeVServerGroupAttribute', { VServerGroupId })
          return (found.BackendServers?.BackendServer ?? []).map((each) => ({
            id: each.ServerId,
            ip: each.ServerIp ?? null,
            port: each.Port,
            weight: each.Weight ?? null,
          }))
        })
        return [VServerGroupId, servers] as const
      }),
    ),
  )
  return listeners.map((listener) => {
    const { VServerGroupId: group } = listener
    return clbListener(listener, group === undefined ? usual : (groups.get(group) ?? []), health)
  })
}

function clbListener(
  listener: LoadBalancerListener,
  servers: readonly Server[],
  health: readonly BackendHealth[],
): ListenerView {
  const { ListenerPort: port, ListenerProtocol: protocol, Status: status } = listener
  const rows = health.filter((row) => row.ListenerPort === port && (row.Protocol ?? protocol) === protocol)
  const settings = listener.TCPListenerConfig ?? {}
  const backendPort = listener.VServerGroupId === undefined ? (listener.BackendServerPort ?? null) : null
  const judged = rows.map((row): ServerView => {
    const server = servers.find((each) => each.id === row.ServerId && (each.port ?? row.Port) === row.Port)
    return {
      id: row.ServerId,
      ip: row.ServerIp ?? server?.ip ?? null,
      port: row.Port ?? server?.port ?? backendPort,
      weight: server?.weight ?? null,
      health: row.ServerHealthStatus,
      reason: null,
    }
  })
  // One that is given nothing may not be checked, and is in the group all the same.
  const others = servers.filter((each) => !rows.some((row) => row.ServerId === each.id))
  const checkPort = settings.HealthCheckConnectPort
  return {
    id: null,
    port,
    lastPort: port,
    protocol,
    status,
    running: status === 'running',
    moving: status === 'starting' || status === 'configuring' || status === 'stopping',
    acl: listener.AclStatus === 'on' ? { type: listener.AclType ?? 'white', ids: aclIds(listener) } : null,
    proxyProtocol: String(settings.ProxyProtocolV2Enabled) === 'true',
    backendPort,
    checks: settings.HealthCheck === undefined ? null : settings.HealthCheck === 'on',
    // Unless it is set it is the backend's.
    checkPort: checkPort && checkPort !== listener.BackendServerPort ? checkPort : null,
    servers: [...judged, ...others.map((each): ServerView => ({ ...each, health: 'unavailable', reason: null }))],
  }
}

function aclIds({ AclId, AclIds = [] }: LoadBalancerListener): string[] {
  return [...new Set([...(AclId === undefined ? [] : [AclId]), ...AclIds])]
}

const movingStatuses = ['Provisioning', 'Configuring', 'Starting', 'Stopping', 'Deleting']

async function nlbListeners(reads: Reads, id: string, part: ReadPart): Promise<ListenerView[]> {
  const listeners = await part<NlbListener[]>('listeners', [], () =>
    unlessGone(
      reads.all('nlb.ListListeners', { LoadBalancerIds: [id] }, (page) => page.Listeners),
      nlbGone,
      [],
    ),
  )
  return Promise.all(listeners.map((listener) => nlbListener(reads, listener, part)))
}

/** GetListenerHealthStatus lists only servers that are not well; who is behind the listener at all, the server group says. */
async function nlbListener(reads: Reads, listener: NlbListener, part: ReadPart): Promise<ListenerView> {
  const { ServerGroupId, ListenerId } = listener
  const [health, servers] = await Promise.all([
    part('health', null, () =>
      reads.all('nlb.GetListenerHealthStatus', { ListenerId }, (page) => page.ListenerHealthStatus),
    ),
    part('servers', [], async () =>
      ServerGroupId ? await reads.all('nlb.ListServerGroupServers', { ServerGroupId }, (page) => page.Servers) : [],
    ),
  ])
  const infos = (health ?? []).flatMap((each) => each.ServerGroupInfos ?? [])
  const bad = infos.flatMap((group) => group.NonNormalServers ?? [])
  const healthOf = (serverId: string, port: number | undefined): Pick<ServerView, 'health' | 'reason'> => {
    const found = bad.find((server) => server.ServerId === serverId && (server.Port ?? port) === port)
    if (!found) return { health: health === null ? 'unavailable' : 'normal', reason: null }
    const { Status, Reason } = found
    return { health: Status === 'Unhealthy' ? 'abnormal' : 'unavailable', reason: Reason?.ReasonCode ?? null }
  }
  const status = listener.ListenerStatus
  const isOff = infos.some((group) => group.HeathCheckEnabled === false)
  // Only of use where somebody fails the check.
  const checked = ServerGroupId && bad.length > 0 ? await checkOf(reads, ServerGroupId, part) : undefined
  return {
    id: ListenerId,
    port: listener.ListenerPort || Number(listener.StartPort ?? 0),
    lastPort: listener.ListenerPort || Number(listener.EndPort ?? 0),
    protocol: listener.ListenerProtocol.toLowerCase(),
    status,
    running: status === 'Running',
    moving: movingStatuses.includes(status),
    acl: null,
    proxyProtocol: listener.ProxyProtocolEnabled === true,
    backendPort: null,
    checks: isOff ? false : infos.length > 0 ? true : null,
    checkPort: checked?.HealthCheckConnectPort || null,
    servers: servers.map((server) => ({
      id: server.ServerId,
      ip: server.ServerIp ?? null,
      port: server.Port ?? null,
      weight: server.Weight ?? null,
      ...healthOf(server.ServerId, server.Port),
    })),
  }
}

/** How an NLB server group is checked; its port is 0 where each server's own is. */
async function checkOf(reads: Reads, group: string, part: ReadPart) {
  const found = await part<NlbServerGroup[]>('health-check', [], () =>
    reads.all('nlb.ListServerGroups', { ServerGroupIds: [group] }, (page) => page.ServerGroups),
  )
  return found.find(({ ServerGroupId }) => ServerGroupId === group)?.HealthCheck
}
