/** Behaviour that the documentation leaves open or that differs between accounts: one value per switch, set by the scenario or the operator. */
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
  /** A second endpoint of one VPC to one service is `EndpointDuplicated`: the code exists, its scope is not documented. */
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
  /** What EnableVpcEndpointConnection answers for a connection that is connected. Not documented. */
  enableConnected: 'denied' | 'succeeds'
  /**
   * What DisableVpcEndpointConnection answers for one that is disconnected. It also turns down requests, which read the
   * same; whether it does so for one that was cut before is not documented.
   */
  disableDisconnected: 'denied' | 'succeeds'
  /** Whether switching AutoAcceptEnabled on connects endpoints that wait already. Not documented. */
  autoAcceptWaiting: boolean
  /** Whether taking an account off the whitelist cuts its connections. Not documented. */
  removingUserCuts: boolean
  /** Whether services and endpoints read `Pending` after an update of their attributes; the word exists, its use is not documented. */
  updateIsPending: boolean
  /** Whether a consumer finds its own endpoints in ListVpcEndpointConnections. Not documented. */
  consumerSeesConnections: boolean
  /** Whether the names of an endpoint resolve before it is connected. Not documented. */
  namesResolve: 'always' | 'connected'
  /** PrivateLink's code for what RAM refuses: not documented; its siblings have the other words. */
  deniedCode: 'NoPermission' | 'Forbidden.RAM' | 'Forbidden.NoPermission'
  /** Reads do not see a new thing for so long, in virtual milliseconds. */
  lagMs: number
  /** For how long a ClientToken is known again, in virtual milliseconds; not documented. null: as long as the simulator runs. */
  tokenLifeMs: number | null
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
  enableConnected: ['denied', 'succeeds'],
  disableDisconnected: ['denied', 'succeeds'],
  namesResolve: ['always', 'connected'],
  deniedCode: ['NoPermission', 'Forbidden.RAM', 'Forbidden.NoPermission'],
  pageLimit: ['a number', null],
  tokenLifeMs: ['a number', null],
} as const satisfies { readonly [K in keyof Rules]?: readonly (Rules[K] | 'a number')[] }

export const defaultRules: Rules = {
  stoppedListener: 'refuse',
  noBackend: 'accept-close',
  disconnected: 'drop',
  zoneAfterDisable: 'Disconnected',
  concurrentStatus: 400,
  serviceDeletion: 'strict',
  oneEndpointPerVpc: true,
  enableConnected: 'denied',
  disableDisconnected: 'succeeds',
  autoAcceptWaiting: false,
  removingUserCuts: false,
  updateIsPending: false,
  consumerSeesConnections: false,
  namesResolve: 'always',
  deniedCode: 'NoPermission',
  busyLoadBalancer: 'ServiceIsConfiguring',
  attachProtects: true,
  closedProduct: 'creates',
  lagMs: 0,
  tokenLifeMs: null,
  pageLimit: null,
  absentLists: false,
  oldZoneDomain: false,
}
