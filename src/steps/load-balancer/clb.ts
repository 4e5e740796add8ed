import { isRefusal } from '../../alibaba/cloud-error.ts'
import type { Output } from '../../alibaba/operations.ts'
import type { LoadBalancer, LoadBalancerListener, ReadTag, Tag, VSwitch } from '../../alibaba/types.ts'
import type { Reads } from '../../engine/reads.ts'
import type { Call } from '../../engine/step.ts'
import type { BackendIntent, ListenerIntent } from '../../manifest/schema.ts'
import { unlessGone } from '../unless-gone.ts'
import { findVSwitch } from '../vswitch-reads.ts'
import type { Balancer, BalancerProduct, Group, Listening, Place } from './product.ts'

/** Items in one call (Slb CreateVServerGroup, BackendServers). */
const serversAtOnce = 20

/** Slb answers with this for a load balancer that does not exist. */
export const clbGone = ['InvalidLoadBalancerId.NotFound']

/** CLB, Slb 2014-05-15: one zone and its stand-by; a listener has to be started; no call but the first takes a token. */
export const clb: BalancerProduct = {
  type: 'slb',

  async find(reads, id) {
    const found = await unlessGone(
      reads.get('slb.DescribeLoadBalancerAttribute', { LoadBalancerId: id }),
      clbGone,
      undefined,
    )
    return found && balancerOf(found)
  },

  async tagged(reads, Tag) {
    const found = await reads.all(
      'slb.DescribeLoadBalancers',
      { Tag, PageNumber: 1, PageSize: 100 },
      (page) => page.LoadBalancers?.LoadBalancer,
    )
    return found.map(balancerOf)
  },

  async create(reads, { place }, LoadBalancerName, Tag) {
    const VSwitchId = 'vswitch' in place ? place.vswitch : ''
    const vswitch = await findVSwitch(reads, VSwitchId)
    return {
      action: 'slb.CreateLoadBalancer',
      input: {
        LoadBalancerName,
        // Internal is what a vSwitch makes of it, said all the same: the default is `internet`.
        AddressType: 'intranet',
        VSwitchId,
        ...(vswitch && { VpcId: vswitch.VpcId, ...(await zonesFor(reads, vswitch)) }),
        InstanceChargeType: 'PayByCLCU',
        Tag,
      },
    }
  },

  created(reply) {
    // Safe: the reply of this product's own `create`.
    return (reply as Output<'slb.CreateLoadBalancer'>).LoadBalancerId
  },

  unprotect: unprotectCall,

  async remove(reads, LoadBalancerId) {
    // PrivateLink protects what it uses (its service-linked role may call SetLoadBalancerDeleteProtection).
    const found = await clb.find(reads, LoadBalancerId)
    // It is deleted a little later, and nobody would see whether it is: one that is not visible yet is waited for.
    if (!found) return null
    return found.isProtected
      ? unprotectCall(LoadBalancerId)
      : { action: 'slb.DeleteLoadBalancer', input: { LoadBalancerId } }
  },

  async listeners(reads, id) {
    const found = await unlessGone(listenersOf(reads, id), clbGone, [])
    return found.map((each) => ({ port: each.ListenerPort, Tags: bothKeys(each.Tags) }))
  },

  async tagsOfParts(reads, id) {
    return (await clb.listeners(reads, id)).map(({ Tags }) => Tags)
  },

  async listening(place) {
    const { reads, balancer, port, owns } = place
    // Its listeners and groups went with it (Slb DeleteLoadBalancer).
    const listenerRead = unlessGone(listenersOf(reads, balancer), clbGone, []).then((listeners) =>
      listeners.find((each) => each.ListenerPort === port && each.ListenerProtocol === 'tcp'),
    )
    const [group, listener] = await Promise.all([
      unlessGone(groupOf(place, listenerRead), clbGone, undefined),
      listenerRead,
    ])
    return {
      group,
      listener: listener && {
        id: `${balancer}_tcp_${port}`,
        group: listener.VServerGroupId,
        status: listener.Status,
        // Behind our own group it is ours, whether or not the cloud tells its tags.
        ours: owns(bothKeys(listener.Tags)) || (group !== undefined && listener.VServerGroupId === group.id),
      },
      state: listener ? states[listener.Status] : 'stopped',
    }
  },

  createGroup({ balancer, group }, _vpc, backends, listener, Tag) {
    return {
      action: 'slb.CreateVServerGroup',
      input: {
        LoadBalancerId: balancer,
        VServerGroupName: group,
        BackendServers: servers(backends, listener),
        Tag,
      },
    }
  },

  addServers(VServerGroupId, backends, listener) {
    return {
      action: 'slb.AddVServerGroupBackendServers',
      input: { VServerGroupId, BackendServers: servers(backends, listener) },
    }
  },

  createListener({ balancer, port }, VServerGroupId, Tag) {
    return {
      action: 'slb.CreateLoadBalancerTCPListener',
      // No cap of its own: the only bandwidth there is for an internal one.
      input: { LoadBalancerId: balancer, ListenerPort: port, Bandwidth: -1, VServerGroupId, Tag },
    }
  },

  start: (place) => ({ action: 'slb.StartLoadBalancerListener', input: listenerIn(place) }),
  removeListener: (place) => ({ action: 'slb.DeleteLoadBalancerListener', input: listenerIn(place) }),
  removeGroup: (VServerGroupId) => ({
    action: 'slb.DeleteVServerGroup',
    input: { VServerGroupId },
  }),
}

/** SDK: only running and stopped; the others are in older pages. */
const states: Readonly<Record<LoadBalancerListener['Status'], Listening['state']>> = {
  stopped: 'stopped',
  starting: 'working',
  running: 'running',
  configuring: 'working',
  stopping: 'deleting',
}

function unprotectCall(LoadBalancerId: string): Call {
  return { action: 'slb.SetLoadBalancerDeleteProtection', input: { LoadBalancerId, DeleteProtection: 'off' } }
}

function balancerOf(found: LoadBalancer): Balancer {
  return {
    id: found.LoadBalancerId,
    kind: 'clb',
    addressType: found.AddressType,
    networkType: found.NetworkType,
    payType: found.PayType,
    // A CLB counts in its master zone only.
    zones: [found.MasterZoneId],
    vswitches: [found.VSwitchId],
    status: found.LoadBalancerStatus,
    active: found.LoadBalancerStatus === 'active',
    // `inactive` is one without listeners (CLB help, "Instance status").
    state: found.LoadBalancerStatus === 'locked' ? 'locked' : 'ready',
    isProtected: found.DeleteProtection === 'on',
    Tags: bothKeys(found.Tags?.Tag),
  }
}

function listenersOf(reads: Reads, id: string): Promise<LoadBalancerListener[]> {
  return reads.all('slb.DescribeLoadBalancerListeners', { LoadBalancerId: [id] }, (page) => page.Listeners)
}

/** The vSwitch's zone as master, with a stand-by that is on offer (Slb DescribeAvailableResource): no other pair is accepted. */
async function zonesFor(reads: Reads, { ZoneId }: VSwitch) {
  const pair = (await readZonePairs(reads)).find((each) => each.MasterZoneId === ZoneId)
  return { MasterZoneId: ZoneId, ...(pair?.SlaveZoneId && { SlaveZoneId: pair.SlaveZoneId }) }
}

/** Pairs of zones in which an internal CLB can be had. */
export async function readZonePairs(reads: Reads) {
  const found = await reads.get('slb.DescribeAvailableResource', { AddressType: 'vpc' })
  return found.AvailableResources?.AvailableResource ?? []
}

/** A load balancer's own groups: a name is enough to know ours by. */
/** The group of a port's name: that of its listener, should a call that arrived late have made a second one. */
async function groupOf(
  { reads, balancer, group }: Place,
  listenerRead: Promise<Pick<LoadBalancerListener, 'VServerGroupId'> | undefined>,
): Promise<Group | undefined> {
  const [found, listener] = await Promise.all([
    reads.get('slb.DescribeVServerGroups', { LoadBalancerId: balancer }),
    listenerRead,
  ])
  const named = found.VServerGroups?.VServerGroup.filter((each) => each.VServerGroupName === group) ?? []
  const row = named.find((each) => each.VServerGroupId === listener?.VServerGroupId) ?? named[0]
  if (!row) return undefined
  const { VServerGroupId } = row
  try {
    const { BackendServers } = await reads.get('slb.DescribeVServerGroupAttribute', { VServerGroupId })
    const rows = BackendServers?.BackendServer ?? []
    return {
      id: VServerGroupId,
      servers: rows.map((each) => ({ id: each.ServerId, port: each.Port, weight: each.Weight ?? 100 })),
    }
  } catch (error) {
    // It went between the two calls: 404 InvalidParameter, known by its sentence (as Terraform's provider does).
    if (
      isRefusal(error, 'InvalidParameter') &&
      'apiMessage' in error.facts &&
      /does not exist/.test(error.facts.apiMessage)
    )
      return undefined
    throw error
  }
}

/** Written as Key and Value, read as TagKey and TagValue. */
function bothKeys(tags: readonly ReadTag[] = []): Tag[] {
  return tags.map(({ TagKey: Key, TagValue: Value }) => ({ Key, Value }))
}

/** JSON text in one value. */
function servers(backends: readonly BackendIntent[], { backendPort }: ListenerIntent): string {
  return JSON.stringify(
    backends.slice(0, serversAtOnce).map(({ id, type, ip, weight }) => ({
      ServerId: id,
      Type: type,
      ...(ip !== undefined && { ServerIp: ip }),
      Port: String(backendPort),
      Weight: String(weight),
    })),
  )
}

/** The protocol always goes along: two listeners may share a port (TooManyListeners). */
function listenerIn({ balancer, port }: Place) {
  return { LoadBalancerId: balancer, ListenerPort: port, ListenerProtocol: 'tcp' }
}
