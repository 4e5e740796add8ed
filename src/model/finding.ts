import type { HopName } from './hop.ts'
import type { DirectionName, SideName } from './link.ts'
import type { VantageName, VantageObstacle } from './vantage.ts'

/** A thing that is missing on a side. */
export type Missing = { readonly side: SideName; readonly id: string; readonly region: string }
type OfLoadBalancer = { readonly id: string }
/** A listener: the id of its load balancer, and its port. */
type OfListener = { readonly id: string; readonly port: number }
type Servers = { readonly servers: readonly string[] }
type Target = { readonly target: string }
type Answered = Target & { readonly answer: string }

/** What is declared once for each finding; its sentences are in text/, its check in diagnose/checks/. */
interface FindingRecord<Facts> {
  /** Where on the path it lies; a finding may name another hop, such as the one that could not be read. */
  readonly hop: HopName
  /** Of a command that refuses because of it. */
  readonly exit: 3
  readonly owner: FindingOwner
  /** Type only: what the sentences are made from. */
  readonly facts?: Facts
}

/** Who can mend it, said once for all: the `side` of its facts, or a role. */
type FindingOwner = 'side' | 'provider' | 'consumer' | 'both' | 'you'
const owners: Readonly<Record<HopName, FindingOwner>> = {
  'peer-addon': 'provider',
  dns: 'consumer',
  endpoint: 'consumer',
  'security-group': 'consumer',
  zone: 'consumer',
  connection: 'both',
  service: 'provider',
  listener: 'provider',
  backend: 'provider',
  protocol: 'provider',
}

function finding<Facts>(hop: HopName, owner: FindingOwner = owners[hop]): FindingRecord<Facts> {
  return { hop, exit: 3, owner }
}

/** Everything that a look at a link or a test through it can find. */
export const findings = {
  /** Resources with the link's tags that this state file does not know; `ids` has several where several claim one step. */
  LINEAGE_FOREIGN: finding<{
    link: string
    lineages: readonly string[]
    ids: readonly string[]
    /** What this state's link has besides. */
    own?: readonly string[]
  }>('service', 'you'),

  // Reads: any hop.
  NOT_PERMITTED: finding<{ side: SideName; permission: string; requestId: string | null }>('service', 'side'),
  NOT_READ: finding<{ side: SideName; action: string; reason: string }>('service', 'side'),
  /** Being created, changed or removed just now. */
  IN_TRANSITION: finding<{ what: string; id: string; status: string }>('service'),

  // The name.
  DNS_STALE: finding<{ name: string; resolved: readonly string[]; expected: readonly string[] }>('dns'),
  NAME_NOT_FOUND: finding<{ name: string; reason: string }>('dns'),
  RESOLVER_FAILED: finding<{ name: string; reason: string }>('dns'),

  // The endpoint.
  ENDPOINT_GONE: finding<Missing & { since: string | null }>('endpoint', 'side'),
  ENDPOINT_NOT_FOUND: finding<Missing>('endpoint', 'side'),
  PEER_ENDPOINT_GONE: finding<{ id: string; service: string }>('endpoint'),
  ENDPOINT_LOCKED: finding<{ side: SideName; id: string; status: string }>('endpoint', 'side'),
  ENDPOINT_OF_OTHER_SERVICE: finding<{ id: string; service: string; wanted: string }>('endpoint'),
  VPC_NOT_FOUND: finding<Missing>('endpoint', 'side'),

  // Its security groups.
  ENDPOINT_WITHOUT_GROUP: finding<{ endpoint: string }>('security-group'),
  GROUP_NOT_ATTACHED: finding<{ id: string; endpoint: string; attached: readonly string[] }>('security-group'),
  SECURITY_GROUP_NOT_FOUND: finding<Missing>('security-group', 'side'),
  SECURITY_GROUP_OF_OTHER_VPC: finding<{ id: string; vpc: string; wanted: string }>('security-group'),
  SECURITY_GROUPS_MIXED: finding<{ normal: readonly string[]; enterprise: readonly string[] }>('security-group'),
  /** `open`: the TCP ports that are admitted instead, as ECS writes them. */
  SECURITY_GROUP_CLOSED: finding<{ ids: readonly string[]; port: number; open: readonly string[] }>('security-group'),
  /** Drop beats Accept at the same priority number, and a lower number beats a higher one. */
  SECURITY_GROUP_DROPS: finding<{
    group: string
    port: number
    source: string
    priority: number
    drop: string | null
    accept: string | null
  }>('security-group'),
  SECURITY_GROUP_OTHER_SOURCE: finding<{
    ids: readonly string[]
    port: number
    sources: readonly string[]
    wanted: readonly string[]
  }>('security-group'),
  SECURITY_GROUP_OTHER_PROTOCOL: finding<{ ids: readonly string[]; port: number; protocol: string }>('security-group'),
  ALLOWS_EVERYBODY: finding<{ direction: DirectionName; allowed: string }>('security-group', 'you'),

  // Its zones.
  ENDPOINT_WITHOUT_ZONE: finding<{ endpoint: string }>('zone'),
  ZONE_REMOVED: finding<{ zone: string; endpoint: string }>('zone'),
  ZONE_DISCONNECTED: finding<{ zone: string; endpoint: string; side: SideName }>('zone', 'side'),
  ZONE_WITHOUT_RESOURCE: finding<{ zone: string; service: string }>('zone'),
  ZONE_MISMATCH: finding<{ service: readonly string[]; endpoint: readonly string[] }>('zone', 'both'),
  VSWITCH_NOT_FOUND: finding<Missing>('zone', 'side'),
  VSWITCH_OF_OTHER_VPC: finding<{ id: string; vpc: string; wanted: string }>('zone'),
  VSWITCH_IN_OTHER_ZONE: finding<{ id: string; zone: string; wanted: string }>('zone'),
  /** Addresses that are free, and how many are needed. */
  VSWITCH_FULL: finding<{ id: string; free: number; needed: number }>('zone'),

  // The connection.
  NOBODY_ASKED: finding<{ service: string; uid: string; zones: readonly string[]; emqx: boolean }>('connection'),
  APPROVAL_NEEDED: finding<{ endpoint: string; ownerUid: string; service: string }>('connection'),
  NOT_APPROVED_BY_PEER: finding<{ endpoint: string; service: string; emqx: boolean }>('connection'),
  CONNECTION_CUT_BY_PEER: finding<{ endpoint: string; service: string; since: string | null; emqx: boolean }>(
    'connection',
  ),
  CONNECTION_CUT_HERE: finding<{ endpoint: string; service: string }>('connection'),
  CONNECTION_REJECTED: finding<{ endpoint: string; service: string }>('connection'),
  SERVICE_DELETED_BY_PEER: finding<{ endpoint: string; service: string; emqx: boolean }>('connection'),
  /** An account that the link does not know is connected to our service. */
  STRANGER_CONNECTED: finding<{ endpoint: string; ownerUid: string; service: string }>('connection'),
  /** Another endpoint of the peer's account than the one that was named. */
  WRONG_ENDPOINT_CONNECTED: finding<{ endpoint: string; ownerUid: string; service: string; expected: string }>(
    'connection',
  ),

  // The endpoint service.
  SERVICE_GONE: finding<Missing & { since: string | null }>('service', 'side'),
  SERVICE_NOT_FOUND: finding<Missing>('service', 'side'),
  /** The consumer's view: not whitelisted, another region, a mistyped id, or deleted. */
  SERVICE_NOT_VISIBLE: finding<{ id: string; uid: string; region: string }>('service'),
  SERVICE_LOCKED: finding<{ side: SideName; id: string; status: string }>('service', 'side'),
  SERVICE_WITHOUT_RESOURCE: finding<{ id: string }>('service'),
  RESOURCE_NOT_ATTACHED: finding<{ id: string; service: string }>('service'),
  /** `live`: the connection was made before and goes on. */
  NOT_WHITELISTED: finding<{ service: string; uid: string; live: boolean }>('service'),
  SERVICE_AUTO_ACCEPTS: finding<{ id: string }>('service'),

  // Load balancers and their listeners.
  LB_NOT_FOUND: finding<Missing>('listener', 'side'),
  LB_NOT_INTERNAL: finding<OfLoadBalancer & { addressType: string }>('listener'),
  LB_NOT_IN_VPC: finding<OfLoadBalancer & { networkType: string }>('listener'),
  LB_PREPAID: finding<OfLoadBalancer & { payType: string }>('listener'),
  LB_NOT_ACTIVE: finding<OfLoadBalancer & { status: string }>('listener'),
  LB_LOCKED: finding<OfLoadBalancer & { side: SideName; status: string }>('listener', 'side'),
  LB_WITHOUT_LISTENER: finding<OfLoadBalancer>('listener'),
  /** No internal CLB can be had with this master zone. */
  LB_ZONE_NOT_OFFERED: finding<{ zone: string; offered: readonly string[] }>('listener'),
  PORT_WITHOUT_LISTENER: finding<{
    direction: DirectionName
    port: number
    ids: readonly string[]
    listening: readonly number[]
  }>('listener'),
  LISTENER_STOPPED: finding<OfListener & { protocol: string; status: string }>('listener'),
  LISTENER_TCPSSL: finding<OfListener>('listener'),
  LISTENER_UDP: finding<OfListener>('listener'),
  LISTENER_ACL: finding<OfListener & { type: string; acls: readonly string[] }>('listener'),
  LISTENER_PROXY_PROTOCOL: finding<OfListener>('listener'),

  // The servers behind them.
  LISTENER_WITHOUT_BACKEND: finding<OfListener>('backend'),
  /** `healthy`: how many others are well. `reason` is NLB's ReasonCode; CLB gives none. */
  BACKEND_UNHEALTHY: finding<OfListener & Servers & { healthy: number; reason: string | null }>('backend'),
  BACKEND_HEALTH_UNKNOWN: finding<OfListener>('backend'),
  HEALTH_CHECK_OFF: finding<OfListener>('backend'),
  BACKEND_WEIGHT_ZERO: finding<OfListener & Servers>('backend'),
  /** Traffic goes to another port than the listener's, and nothing healthy is there. */
  BACKEND_PORT: finding<OfListener & Servers & { backendPort: number; wanted: number }>('backend'),
  HEALTH_CHECK_PORT: finding<OfListener & Servers & { checkPort: number; backendPort: number }>('backend'),
  BACKEND_NOT_FOUND: finding<Missing>('backend', 'side'),
  BACKEND_NOT_RUNNING: finding<{ id: string; status: string }>('backend'),
  /** The cloud keeps it from running; `reason` is ECS's LockReason, `financial` where a payment is overdue. */
  BACKEND_LOCKED: finding<{ id: string; side: SideName; status: string; reason: string }>('backend', 'side'),
  BACKEND_OF_OTHER_VPC: finding<{ id: string; vpc: string; wanted: string }>('backend'),
  BACKEND_OTHER_ADDRESS: finding<{ id: string; ip: string; has: readonly string[] }>('backend'),
  /** Asked directly, the server answers; the load balancer's checks do not get through. */
  BACKEND_BLOCKS_LOAD_BALANCER: finding<{ server: string; address: string; port: number }>('backend'),
  BACKEND_NOT_LISTENING: finding<{ server: string; address: string; port: number }>('backend'),

  // What a test through the link found.
  /** Tested, and refused, where this account's half is in order: what refuses is behind the peer's service. */
  PEER_REFUSES: finding<Target & { address: string }>('listener'),
  PEER_DROPS: finding<Target & { ms: number }>('security-group'),
  PEER_CLOSES: finding<Target>('backend'),
  /** A zone of the endpoint does not carry what another one carries. */
  ZONE_DEAD: finding<{ zone: string; address: string; verdict: string }>('zone'),
  TRAFFIC_FAILS: finding<Target & { verdict: string }>('protocol'),
  SERVER_SILENT: finding<Target & { ms: number }>('protocol'),
  WRONG_PROTOCOL: finding<Answered>('protocol'),
  WEBSOCKET_REFUSED: finding<Answered>('protocol'),
  UNEXPECTED_ANSWER: finding<Answered & { expected: string }>('protocol'),
  LOGIN_REFUSED: finding<Answered>('protocol'),
  REDIS_PROTECTED_MODE: finding<Answered>('protocol'),
  SERVER_LOADING: finding<Answered>('protocol'),
  SERVER_FULL: finding<Answered>('protocol'),
  SERVER_BUSY: finding<Answered>('protocol'),
  CLUSTER_DOWN: finding<Answered>('protocol'),
  ADDRESS_OUTSIDE_LINK: finding<Target & { node: string }>('protocol'),
  TLS_TO_PLAIN_PORT: finding<Target>('protocol'),
  PLAIN_TO_TLS_PORT: finding<Target>('protocol'),
  CERTIFICATE_EXPIRED: finding<Target & { subject: string; from: string; until: string }>('protocol'),
  CERTIFICATE_OTHER_NAME: finding<Target & { names: readonly string[]; wanted: string }>('protocol'),
  CERTIFICATE_UNTRUSTED: finding<Target & { subject: string; issuer: string }>('protocol'),
  TLS_FAILED: finding<Target & { reason: string }>('protocol'),
  /** `about`: the VPC a test has to start in, the variable that is not set, or what EMQX said that tells nothing. */
  NOT_TESTED: finding<Target & { reason: 'outside-vpc' | 'peer-vpc' | 'unset' | 'unclear'; about: string | null }>(
    'protocol',
    'you',
  ),
  /** The place that tests start from could not be asked, or did not tell. */
  VANTAGE_BUSY: finding<{ status: number }>('protocol'),
  VANTAGE_REFUSED: finding<{ status: number; answer: string }>('protocol'),
  VANTAGE_UNAVAILABLE: finding<{ status: number | null; answer: string }>('protocol'),
  VANTAGE_FORBIDS_PRIVATE: finding<{ answer: string }>('protocol'),
  /** The machine that `--from` names did not make the test. */
  VANTAGE_CANNOT_RUN: finding<{ from: VantageName; reason: VantageObstacle; about: string | null }>('protocol', 'you'),
} as const

export type FindingCode = keyof typeof findings
/** The facts of each finding. */
export type FindingFacts = { readonly [C in FindingCode]: NonNullable<(typeof findings)[C]['facts']> }

/**
 * `error`: no traffic passes, or none of a part that was asked for, or somebody who should not is connected. `warning`:
 * worth knowing. `info`: nothing is wrong, somebody has yet to act.
 */
export type Severity = 'error' | 'warning' | 'info'
export type Certainty = 'confirmed' | 'probable' | 'undetermined'

/** What was read or tested, `DescribeLoadBalancerListeners.Status` → `stopped`; never a secret. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>

/** What mends it. `apply` is only there where it is safe: it changes nothing but what the finding is about. */
export interface Fix {
  /** A command line, to be copied. */
  readonly command: string
  readonly apply:
    | { readonly how: 'up' }
    | { readonly how: 'call'; readonly side: SideName; readonly action: string; readonly input: object }
    | null
}

/** One result of a check. */
export type Finding = {
  readonly [C in FindingCode]: {
    readonly code: C
    readonly facts: FindingFacts[C]
    readonly severity: Severity
    readonly certainty: Certainty
    readonly hop: HopName
    /** Who can mend it. */
    readonly side: SideName
    readonly evidence: Evidence
    /** What the checks of the same hop looked for and did not find. */
    readonly ruledOut: readonly FindingCode[]
    readonly fix: Fix | null
  }
}[FindingCode]

/**
 * Whether it says that something is broken, surely or probably: what states and exit codes follow. Only what is sure stops a
 * command before it makes anything (`isConfirmed`).
 */
export function isBreach({ severity, certainty }: Pick<Finding, 'severity' | 'certainty'>): boolean {
  return severity === 'error' && certainty !== 'undetermined'
}

/** Whether no doubt is left about it. */
export function isConfirmed({ severity, certainty }: Pick<Finding, 'severity' | 'certainty'>): boolean {
  return severity === 'error' && certainty === 'confirmed'
}

/** A finding's code and facts, from which its sentences are made; as an error it is what a command refuses with. */
export type FindingData = {
  readonly [C in FindingCode]: { readonly code: C; readonly facts: FindingFacts[C] }
}[FindingCode]

export function faultOf({ code, facts }: Finding): FindingData {
  // Safe: they were together in the finding; the compiler loses the pairing when they are taken apart.
  return { code, facts } as FindingData
}
