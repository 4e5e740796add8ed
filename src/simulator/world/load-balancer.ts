import type { LoadBalancerListener, NlbListener, NlbLoadBalancer, NlbServerGroup, Tag } from '../../alibaba/types.ts'
import type { Entity } from './entities.ts'

/** Load balancers as the simulator keeps them: classic ones (CLB, Slb's API) and network ones (NLB). */
export type LoadBalancerEntity = ClbEntity | NlbEntity

interface Balancing extends Entity {
  readonly name: string
  readonly vpc: string
  readonly tags: readonly Tag[]
  /** A change is running, and others are refused (rule `busyLoadBalancer`). */
  busy: boolean
}

export interface ClbEntity extends Balancing {
  readonly type: 'slb'
  status: 'active' | 'inactive' | 'locked'
  address: string
  addressType: 'intranet' | 'internet'
  networkType: 'vpc' | 'classic'
  payType: 'PayOnDemand' | 'PrePay'
  readonly vswitch: string
  readonly masterZone: string
  readonly slaveZone: string
  /** DeleteProtection. */
  shielded: boolean
  /** On its way out; Slb has no status for it. */
  leaving: boolean
  /** The default server group. */
  readonly servers: ServerEntity[]
  readonly listeners: ClbListenerEntity[]
}

export interface ClbListenerEntity {
  readonly port: number
  readonly protocol: LoadBalancerListener['ListenerProtocol']
  status: LoadBalancerListener['Status']
  readonly backendPort: number
  /** Null: the default group. */
  readonly group: string | null
  readonly bandwidth: number
  readonly description: string
  readonly tags: readonly Tag[]
  /** Whether it checks its servers at all. */
  checks: boolean
  /** A list of those it admits; endpoints are on none. Null: off. */
  acl: 'white' | 'black' | null
  proxyProtocol: boolean
  /** It has run long enough to have a verdict on those it had from the start. */
  checked: boolean
}

export interface NlbEntity extends Balancing {
  readonly type: 'nlb'
  status: NlbLoadBalancer['LoadBalancerStatus']
  addressType: 'Intranet' | 'Internet'
  readonly zones: readonly {
    readonly zone: string
    readonly vswitch: string
    readonly address: string
    /** Addresses that it checks and forwards from. */
    readonly locals: readonly string[]
    readonly eni: string
  }[]
  readonly listeners: NlbListenerEntity[]
}

export interface NlbListenerEntity {
  readonly id: string
  readonly port: number
  readonly protocol: NlbListener['ListenerProtocol']
  status: NlbListener['ListenerStatus']
  readonly group: string
  readonly description: string
  readonly tags: readonly Tag[]
  proxyProtocol: boolean
  checked: boolean
}

export interface ServerEntity {
  /** A host's id, its interface's, or an address of an NLB group of type Ip. */
  readonly server: string
  readonly type: 'ecs' | 'eni' | 'eci' | 'ip'
  readonly ip: string
  /** Null in a CLB's default group: there the listener's BackendServerPort decides. */
  readonly port: number | null
  readonly weight: number
  readonly description: string
  /** NLB only: CLB's are there at once. */
  status: 'Adding' | 'Available'
  /** False while it has been in a group in use for too short a time to have a verdict. */
  checked: boolean
}

interface Group extends Entity {
  readonly name: string
  readonly tags: readonly Tag[]
  readonly servers: ServerEntity[]
}

/** A CLB's, and of one CLB only. */
export interface VServerGroupEntity extends Group {
  readonly type: 'slb'
  readonly loadBalancer: string
}

export interface NlbGroupEntity extends Group {
  readonly type: 'nlb'
  readonly kind: 'Instance' | 'Ip'
  readonly vpc: string
  readonly protocol: string
  checks: boolean
  status: NlbServerGroup['ServerGroupStatus']
}

export type ServerGroupEntity = VServerGroupEntity | NlbGroupEntity

/** What a listener has on it: a group by its id, or a CLB's default group. */
export function groupServers(
  groups: ReadonlyMap<string, ServerGroupEntity>,
  loadBalancer: LoadBalancerEntity,
  listener: { readonly group: string | null },
): readonly ServerEntity[] {
  if (listener.group !== null) return groups.get(listener.group)?.servers ?? []
  return loadBalancer.type === 'slb' ? loadBalancer.servers : []
}
