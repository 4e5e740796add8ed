import type { LoadBalancerListener, NlbListener, NlbLoadBalancer, NlbServerGroup, Tag } from '../../alibaba/types.ts'
import type { Entity, Grouped } from './entities.ts'

/** Load balancers as the simulator keeps them: classic ones (CLB, Slb's API) and network ones (NLB). */
export type LoadBalancerEntity = ClbEntity | NlbEntity

interface Balancing extends Entity, Grouped {
  name: string
  readonly vpc: string
  /** `NonProtection`, or `ConsoleProtection` with a reason: it keeps people from changing it in the console. */
  modificationProtection: { readonly status: string; readonly reason: string; readonly since: number }
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
  /** Mbit/s; -1 or 5120 for an internal one. */
  bandwidth: number
  internetChargeType: 'paybytraffic' | 'paybybandwidth'
  deleteProtected: boolean
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
  group: string | null
  bandwidth: number
  description: string
  readonly tags: Tag[]
  /** Whether it checks its servers at all. */
  checks: boolean
  /** A list of those it admits; endpoints are on none. Null: off. */
  acl: 'white' | 'black' | null
  proxyProtocol: boolean
  /** The other parameters of the action that made it, by their names. */
  readonly settings: Settings
  /** It has run long enough to have a verdict on those it had from the start. */
  checked: boolean
}

export interface NlbEntity extends Balancing {
  readonly type: 'nlb'
  status: NlbLoadBalancer['LoadBalancerStatus']
  addressType: 'Intranet' | 'Internet'
  /** Why it is locked (Nlb, LockType); null when it is not. */
  lock: 'FinancialLocked' | 'SecurityLocked' | null
  deletionProtection: { readonly enabled: boolean; readonly reason: string; readonly since: number }
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
  readonly tags: Tag[]
  readonly settings: Settings
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
  weight: number
  readonly description: string
  /** NLB only: CLB's are there at once. */
  status: 'Adding' | 'Available' | 'Removing'
  /** False while it has been in a group in use for too short a time to have a verdict. */
  checked: boolean
}

interface ServerGroup extends Entity, Grouped {
  name: string
  readonly servers: ServerEntity[]
}

/** Parameters that are kept as they came, and shown again, without a further meaning here. */
export type Settings = Record<string, unknown>

/** A CLB's, and of one CLB only. */
export interface VServerGroupEntity extends ServerGroup {
  readonly type: 'slb'
  readonly loadBalancer: string
}

export interface NlbGroupEntity extends ServerGroup {
  readonly type: 'nlb'
  readonly kind: 'Instance' | 'Ip'
  readonly vpc: string
  readonly protocol: string
  checks: boolean
  readonly settings: Settings
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
