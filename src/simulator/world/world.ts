import type {
  BusinessStatus,
  ConnectionStatus,
  EndpointStatus,
  SecurityGroupPermission,
  ServiceStatus,
  Tag,
  WirePayer,
  ZoneStatus,
} from '../../alibaba/types.ts'
import type { VirtualClock } from './clock.ts'
import type { LoadBalancerRow, ServerGroupRow } from './load-balancer.ts'
import type { Transition } from './transition.ts'

/** Everything one simulator knows. It is passed around, so that many can live in one process. Times are virtual milliseconds. */
export interface World {
  readonly clock: VirtualClock
  readonly region: string
  readonly rules: Rules
  readonly durations: Durations
  readonly accounts: Account[]
  /** By access key id. */
  readonly keys: Map<string, Key>
  /** By ARN. */
  readonly roles: Map<string, RoleRow>
  readonly vpcs: Map<string, VpcRow>
  readonly vswitches: Map<string, VSwitchRow>
  readonly securityGroups: Map<string, SecurityGroupRow>
  readonly hosts: Map<string, HostRow>
  readonly loadBalancers: Map<string, LoadBalancerRow>
  readonly serverGroups: Map<string, ServerGroupRow>
  /** NLB's jobs by id. */
  readonly jobs: Map<string, JobRow>
  readonly services: Map<string, ServiceRow>
  /** The endpoint's row holds its connection too: in the cloud it is no object of its own, but the pair of the two ids. */
  readonly endpoints: Map<string, EndpointRow>
  /** Transitions that have begun since the log was last emptied, running ones first among them; see transition.ts. */
  readonly transitions: Transition[]
  /** Lock → virtual time when it is let go. */
  readonly locks: Map<string, number>
  /** Number of the log's last entry. */
  seq: number
  /** A whole number from 0 up to, not including, `below`. */
  readonly random: (below: number) => number
  readonly listeners: Set<() => void>
}

/** Behaviour that the published papers leave open, or that differs between accounts: one value per switch, set by scenario or operator. */
export interface Rules {
  /** What a client sees of a listener that is stopped. Not documented. */
  stoppedListener: Blocked
  /** What it sees when no backend is healthy. Not documented; a layer-4 balancer may well accept first. */
  noBackend: Blocked
  /** What it sees while the connection is not `Connected`. Not documented. */
  disconnected: Blocked
  /** A status of the zone after DisableVpcEndpointConnection. Not documented; both are in the list of zone statuses. */
  zoneAfterDisable: 'Disconnected' | 'Wait'
  /** HTTP status of `ConcurrentCallNotSupported`: unknown for PrivateLink, 429 in Resource Directory. */
  concurrentStatus: 400 | 429
  /**
   * `strict`: a service goes only without resources and without any endpoint (texts of DeleteVpcEndpointService and of its
   * error DeleteFailedDueToEndpointExist). `loose`: endpoints that are not connected outlive it as `ServiceDeleted`, and
   * resources go with it, as the enumeration of ConnectionStatus and Terraform's acceptance tests have it.
   */
  serviceDeletion: 'strict' | 'loose'
  /** A second endpoint of one VPC to one service is `EndpointDuplicated`. Off: the code's scope is not documented, and it would hide doubles. */
  oneEndpointPerVpc: boolean
  /** What needs an opened product: creates, as the error tables say, or every call but opening. */
  closedProduct: 'creates' | 'every-call'
  /**
   * What a second change of a load balancer gets while one is running; `never`: both are taken. Slb's papers have both
   * codes; Nlb's is `Conflict.Lock`.
   */
  busyLoadBalancer: 'ServiceIsConfiguring' | 'SystemBusy' | 'never'
  /**
   * Attaching a CLB turns its DeleteProtection on. Not documented, but PrivateLink's service role may do it (policy
   * AliyunServiceRolePolicyForPrivatelink).
   */
  attachProtects: boolean
  /** Reads do not see a new thing for so long, in virtual milliseconds. */
  lagMs: number
  /** The largest page, whatever the caller asks for; null: the documented limits. */
  pageLimit: number | null
  /** Empty lists are left out of replies, as was seen of ListVpcEndpointSecurityGroups (Terraform alicloud provider, PR 5416). */
  absentLists: boolean
  /** The older documented form of ZoneDomain. */
  oldZoneDomain: boolean
}
const blocked = ['refuse', 'reset', 'drop', 'accept-close', 'silent'] as const
type Blocked = (typeof blocked)[number]

/** The values of the switches that are words, or may be null; the others are numbers and booleans. */
export const ruleChoices = {
  stoppedListener: blocked,
  noBackend: blocked,
  disconnected: blocked,
  zoneAfterDisable: ['Disconnected', 'Wait'],
  concurrentStatus: [400, 429],
  serviceDeletion: ['strict', 'loose'],
  closedProduct: ['creates', 'every-call'],
  busyLoadBalancer: ['ServiceIsConfiguring', 'SystemBusy', 'never'],
  pageLimit: ['a number', null],
} as const satisfies { readonly [K in keyof Rules]?: readonly (Rules[K] | 'a number')[] }

/** Virtual milliseconds each transition takes. Real durations are not documented. */
export interface Durations {
  serviceCreate: number
  serviceDelete: number
  attach: number
  detach: number
  endpointCreate: number
  endpointDelete: number
  zoneCreate: number
  zoneDelete: number
  connect: number
  disconnect: number
  groupChange: number
  listenerStart: number
  listenerStop: number
  listenerDelete: number
  /** How long a load balancer is busy after a change. */
  configure: number
  /** From a listener's start, or a server's addition, to the first verdict on it. */
  firstVerdict: number
  clbDelete: number
  nlbCreate: number
  nlbDelete: number
  nlbListener: number
  nlbGroup: number
  /** How long a call without a transition keeps its lock. */
  lock: number
}

export interface Account {
  readonly name: string
  /** Main-account id; decimal text, for it may pass 2^53. */
  readonly uid: string
  /** The RAM user the keys belong to: another id than the account's, so that whoever mixes them up notices. */
  readonly user: { readonly id: string; readonly name: string }
  productOpen: boolean
  /** Allow-listed for Payer=EndpointService. */
  mayPay: boolean
}

export interface Key {
  readonly id: string
  readonly secret: string
  readonly uid: string
  active: boolean
  readonly session: Session | null
}

/** Temporary keys, handed out by Sts AssumeRole. */
interface Session {
  readonly token: string
  /** Real milliseconds since the epoch, as all that belongs to signatures. */
  readonly expires: number
  readonly arn: string
  /** `<role id>:<session name>` */
  readonly principal: string
}

interface RoleRow {
  readonly arn: string
  readonly id: string
  readonly owner: string
  /** UIDs whose users may take it on. */
  readonly trusts: readonly string[]
  readonly externalId: string | null
}

export interface Row {
  readonly id: string
  /** UID of the account it belongs to. */
  readonly owner: string
  readonly region: string
  readonly created: number
}

interface VpcRow extends Row {
  readonly name: string
  readonly cidr: string
}

export interface VSwitchRow extends Row {
  readonly name: string
  readonly vpc: string
  readonly zone: string
  readonly cidr: string
  /** Addresses in use. */
  readonly taken: Set<string>
  /** Offset of the address given out last: a freed one is not used again at once. */
  cursor: number
}

export interface SecurityGroupRow extends Row {
  readonly name: string
  readonly type: 'normal' | 'enterprise'
  readonly vpc: string
  rules: SecurityGroupPermission[]
}

export interface HostRow extends Row {
  readonly ip: string
  /** Its primary interface. */
  readonly eni: string
  readonly vpc: string
  readonly vswitch: string
  /** Stopped by the operator: it fails its health checks and gets no traffic, whatever listens at its address. */
  status: 'Running' | 'Stopped'
}

interface JobRow extends Row {
  done: boolean
}

export interface ServiceRow extends Row {
  status: ServiceStatus
  business: BusinessStatus
  description: string
  readonly payer: WirePayer
  readonly resourceType: 'slb' | 'nlb'
  readonly autoAccept: boolean
  readonly tags: Tag[]
  readonly resources: ResourceRow[]
  readonly users: { readonly uid: string; readonly since: number }[]
}
export interface ResourceRow {
  readonly id: string
  readonly type: 'slb' | 'nlb'
  readonly zone: string
  /** The API shows no status: an attaching resource is not listed yet, a detaching one still is. */
  status: 'attaching' | 'attached' | 'detaching'
}

export interface EndpointRow extends Row {
  name: string
  description: string
  status: EndpointStatus
  business: BusinessStatus
  connection: ConnectionStatus
  /** When the connection last changed. */
  modified: number
  readonly service: string
  readonly serviceRegion: string
  /** Kept here, for the service may be gone first. */
  readonly payer: WirePayer
  readonly serviceOwner: string
  readonly vpc: string
  readonly groups: { readonly id: string; status: 'Attaching' | 'Attached' | 'Detaching' }[]
  readonly zones: ZoneRow[]
  readonly tags: Tag[]
}
export interface ZoneRow {
  readonly zone: string
  readonly vswitch: string
  readonly eni: string
  readonly ip: string
  status: ZoneStatus
  /** The load balancer behind it; chosen when the zone is made, null when the service had none there. */
  resource: string | null
}

/** Tells everybody who asked that the world may look different now. */
export function changed(world: World): void {
  for (const listener of world.listeners) listener()
}
