/** The words of the product: a link, its two sides, its one or two directions. */

/** `you` is the account plink runs as; `peer` the other account. */
export type SideName = 'you' | 'peer'

/** `inbound`: peer → you, you own the endpoint service. `outbound`: you → peer, you own the endpoint. */
export type DirectionName = 'inbound' | 'outbound'

/** Owns the endpoint service, or owns the endpoint. */
export type Role = 'provider' | 'consumer'

/** A direction is nothing but a pair of roles over the same two sides: there is no second code path for the way back. */
export const roles: Readonly<Record<DirectionName, Readonly<Record<Role, SideName>>>> = {
  inbound: { provider: 'you', consumer: 'peer' },
  outbound: { provider: 'peer', consumer: 'you' },
}

export const directionNames: readonly DirectionName[] = ['inbound', 'outbound']

/** Who pays for the endpoint (per zone and hour, and per GB); fixed when the service is created. */
export type Payer = 'Endpoint' | 'EndpointService'

/** EMQX Cloud connects only to services that pay for its endpoint; everybody else's default is the cloud's own. */
export function defaultPayer({ kind }: Pick<Peer, 'kind'>, direction: DirectionName): Payer {
  return kind === 'emqx' && direction === 'inbound' ? 'EndpointService' : 'Endpoint'
}

/** What the user asked for: plink.yaml, or flags of step commands. Nothing after it asks a question. */
export interface Intent {
  readonly name: string
  readonly region: string
  readonly peer: Peer
  readonly directions: Readonly<Partial<Record<DirectionName, DirectionIntent>>>
}

export interface Peer {
  readonly kind: 'emqx' | 'generic'
  /** Main-account id, 16 digits as text. May be missing at first: EMQX shows it only once your service exists. */
  readonly uid?: string
}

/** One way through the link; both directions have the same two halves. */
export interface DirectionIntent {
  readonly service: ServiceIntent
  readonly endpoint: EndpointIntent
  /** Targets for `plink test`, as written: `redis://:${REDIS_PASSWORD}@{inbound}:6379`. */
  readonly tests: readonly string[]
}

export interface ServiceIntent {
  /** Adopt this endpoint service; without it the provider creates one. */
  readonly id?: string
  readonly payer: Payer
  /** Ids of load balancers to adopt as service resources (`lb-…` is CLB, `nlb-…` is NLB). */
  readonly loadBalancers: readonly string[]
  /** Load balancers to make. */
  readonly create?: readonly LoadBalancerIntent[]
  /** What the cloud shows beside it; without one plink writes its own. */
  readonly description?: string
  /** UIDs that may connect besides the other side's. */
  readonly whitelist?: readonly string[]
}

/** A load balancer to make: one vSwitch makes a CLB, one per zone (two at least) an NLB. */
export interface LoadBalancerIntent {
  /** Tells several apart; part of the names of its steps. */
  readonly name: string
  readonly place: { readonly vswitch: string } | { readonly zones: Readonly<Record<string, string>> }
  readonly listeners: readonly ListenerIntent[]
  /** The same behind every listener. */
  readonly backends: readonly BackendIntent[]
}

/** TCP, which carries every protocol that plink speaks. */
export interface ListenerIntent {
  readonly port: number
  /** The port on the backends. */
  readonly backendPort: number
}

export interface BackendIntent {
  /** `i-…`, `eni-…` or `eci-…`. */
  readonly id: string
  readonly type: 'ecs' | 'eni' | 'eci'
  /** Which of its addresses; needed for ENI and ECI. */
  readonly ip?: string
  /** 0 to 100; one with 0 gets nothing. */
  readonly weight: number
}

export interface EndpointIntent {
  /** Own side: adopt this endpoint. Peer's side: pin it, and only it is approved. */
  readonly id?: string
  readonly vpc?: string
  readonly securityGroups: readonly string[]
  /** Zone id → vSwitch id. */
  readonly zones: Readonly<Record<string, string>>
  /** IPv4 blocks that its first security group shall let in: `10.0.0.0/8`, or on one port `10.0.0.0/8:6379`. */
  readonly allow?: readonly string[]
  /** The same, as `--allow` said; it has no key in plink.yaml. */
  readonly alsoAllow?: readonly string[]
  readonly name?: string
  readonly description?: string
}
