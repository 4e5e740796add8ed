import type { Output } from '../../alibaba/operations.ts'
import type { NlbListener, NlbLoadBalancer, NlbServerGroup, Tag } from '../../alibaba/types.ts'
import type { Reads } from '../../engine/reads.ts'
import type { BackendIntent } from '../../manifest/schema.ts'
import { unlessGone } from '../unless-gone.ts'
import { findVSwitch } from '../vswitch-reads.ts'
import type { Balancer, BalancerProduct, Group, Listening, Place } from './product.ts'

/** Servers in one call: 200, on older pages 40 (Nlb AddServersToServerGroup). */
const serversAtOnce = 40

/** Nlb answers with this for a load balancer that does not exist. */
export const nlbGone = ['ResourceNotFound.loadBalancer']
const groupGone = ['ResourceNotFound.serverGroup']

/** NLB, Nlb 2022-04-30: two zones at least; listeners run by themselves; every change is a job and takes a token. */
export const nlb: BalancerProduct = {
  type: 'nlb',

  async find(reads, id) {
    const found = await unlessGone(
      reads.get('nlb.GetLoadBalancerAttribute', { LoadBalancerId: id }),
      nlbGone,
      undefined,
    )
    const tags = found?.Tags ?? []
    return (
      found &&
      balancerOf(
        found,
        tags.map(({ TagKey: Key, TagValue: Value }) => ({ Key, Value })),
      )
    )
  },

  async tagged(reads, wanted) {
    const found = await reads.all('nlb.ListLoadBalancers', { Tag: wanted }, (page) => page.LoadBalancers)
    return found.map((each) => balancerOf(each, each.Tags ?? []))
  },

  async create(reads, { place }, LoadBalancerName, wanted) {
    const zones = 'zones' in place ? Object.entries(place.zones) : []
    const vswitch = await findVSwitch(reads, zones[0]?.[1] ?? '')
    return {
      action: 'nlb.CreateLoadBalancer',
      input: {
        LoadBalancerName,
        AddressType: 'Intranet',
        VpcId: vswitch?.VpcId ?? '',
        ZoneMappings: zones.map(([ZoneId, VSwitchId]) => ({ ZoneId, VSwitchId })),
        Tag: wanted,
      },
    }
  },

  created(reply) {
    // Safe: the reply of this product's own `create`. A small b, in this reply only.
    return (reply as Output<'nlb.CreateLoadBalancer'>).LoadbalancerId
  },

  async remove(_reads, LoadBalancerId) {
    return { action: 'nlb.DeleteLoadBalancer', input: { LoadBalancerId } }
  },

  async listeners(reads, id) {
    const found = await listenersOf(reads, id)
    return found.map((each) => ({ port: each.ListenerPort, Tags: each.Tags ?? [] }))
  },

  async tagsOfParts(reads, id, wanted) {
    const groups = reads.all('nlb.ListServerGroups', { Tag: wanted }, (page) => page.ServerGroups)
    const listeners = (await nlb.listeners(reads, id)).map(({ Tags }) => Tags)
    return [...listeners, ...(await groups).map((each) => each.Tags ?? [])]
  },

  async listening(place) {
    const { reads, balancer, port, owns } = place
    const [group, listeners] = await Promise.all([groupOf(place), listenersOf(reads, balancer)])
    const listener = listeners.find((each) => each.ListenerPort === port && each.ListenerProtocol !== 'UDP')
    return {
      group: group?.group,
      listener: listener && {
        id: listener.ListenerId,
        group: listener.ServerGroupId,
        status: listener.ListenerStatus,
        // Behind our own group it is ours, whether or not the cloud tells its tags.
        ours: owns(listener.Tags ?? []) || (group !== undefined && listener.ServerGroupId === group.group.id),
      },
      state: stateOf(listener, group?.row),
    }
  },

  createGroup({ group }, VpcId, _backends, _listener, wanted) {
    return {
      action: 'nlb.CreateServerGroup',
      input: { ServerGroupName: group, VpcId, Protocol: 'TCP', Tag: wanted },
    }
  },

  addServers(ServerGroupId, backends, { backendPort }) {
    return {
      action: 'nlb.AddServersToServerGroup',
      input: { ServerGroupId, Servers: backends.slice(0, serversAtOnce).map(serverAt(backendPort)) },
    }
  },

  createListener({ balancer, port }, ServerGroupId, wanted) {
    return {
      action: 'nlb.CreateListener',
      input: {
        LoadBalancerId: balancer,
        ListenerPort: port,
        ListenerProtocol: 'TCP',
        ServerGroupId,
        Tag: wanted,
      },
    }
  },

  start: (_place, ListenerId) => ({ action: 'nlb.StartListener', input: { ListenerId } }),
  removeListener: (_place, ListenerId) => ({ action: 'nlb.DeleteListener', input: { ListenerId } }),
  removeGroup: (ServerGroupId) => ({
    action: 'nlb.DeleteServerGroup',
    input: { ServerGroupId },
  }),
}

const balancerStates: Readonly<Record<NlbLoadBalancer['LoadBalancerStatus'], Balancer['state']>> = {
  Provisioning: 'working',
  Active: 'ready',
  Inactive: 'ready',
  Configuring: 'working',
  CreateFailed: 'broken',
  Deleting: 'deleting',
}

const listenerStates: Readonly<Record<NlbListener['ListenerStatus'], Listening['state']>> = {
  Provisioning: 'working',
  Running: 'running',
  Configuring: 'working',
  // Somebody stopped it: it started by itself.
  Stopped: 'stopped',
  Starting: 'working',
  Stopping: 'working',
  Deleting: 'deleting',
}

function balancerOf(found: NlbLoadBalancer, Tags: Tag[]): Balancer {
  return {
    id: found.LoadBalancerId,
    kind: 'nlb',
    addressType: found.AddressType,
    networkType: 'vpc',
    payType: found.LoadBalancerBillingConfig?.PayType ?? 'PostPay',
    zones: found.ZoneMappings.map((mapping) => mapping.ZoneId),
    vswitches: found.ZoneMappings.map((mapping) => mapping.VSwitchId),
    status: found.LoadBalancerStatus,
    active: found.LoadBalancerStatus === 'Active',
    // Any word this cloud learns later is shown and waited on.
    state: isLocked(found) ? 'locked' : (balancerStates[found.LoadBalancerStatus] ?? 'working'),
    // The call that turns it off (UpdateLoadBalancerProtection) is not one of ours: the cloud's refusal says what to do.
    isProtected: false,
    Tags,
  }
}

function listenersOf(reads: Reads, id: string): Promise<NlbListener[]> {
  return reads.all('nlb.ListListeners', { LoadBalancerIds: [id] }, (page) => page.Listeners)
}

/** The group's own changes count too: while it is being made or changed it takes no other. */
function stateOf(listener: NlbListener | undefined, group: NlbServerGroup | undefined): Listening['state'] {
  if (group?.ServerGroupStatus === 'Deleting') return 'deleting'
  const state = listener ? (listenerStates[listener.ListenerStatus] ?? 'working') : 'stopped'
  if (group && group.ServerGroupStatus !== 'Available' && state !== 'deleting') return 'working'
  return state
}

async function groupOf({
  reads,
  group,
  owns,
}: Place): Promise<{ readonly group: Group; readonly row: NlbServerGroup } | undefined> {
  const rows = await reads.all('nlb.ListServerGroups', { ServerGroupNames: [group] }, (page) => page.ServerGroups)
  const row = rows.find((each) => owns(each.Tags ?? []))
  if (!row) return undefined
  const { ServerGroupId } = row
  const read = reads.all('nlb.ListServerGroupServers', { ServerGroupId }, (page) => page.Servers)
  const found = await unlessGone(read, groupGone, undefined)
  const servers = found
    ?.filter((each) => each.Status !== 'Removing')
    .map((each) => ({ id: each.ServerId, port: each.Port ?? 0, weight: each.Weight ?? 100 }))
  return servers && { row, group: { id: ServerGroupId, servers } }
}

function serverAt(Port: number) {
  return ({ id, type, ip, weight }: BackendIntent) => ({
    ServerId: id,
    ServerType: types[type],
    ...(ip !== undefined && { ServerIp: ip }),
    Port,
    Weight: weight,
  })
}

const types = { ecs: 'Ecs', eni: 'Eni', eci: 'Eci' } as const satisfies Record<BackendIntent['type'], string>

/** Unpaid, or restricted (Nlb GetLoadBalancerAttribute, LoadBalancerBusinessStatus and OperationLocks). */
function isLocked({ LoadBalancerBusinessStatus, OperationLocks = [] }: NlbLoadBalancer): boolean {
  return LoadBalancerBusinessStatus === 'Abnormal' || OperationLocks.length > 0
}
