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
  /** What the cloud shows beside it; without one plink writes its own. */
  readonly description?: string
  /** UIDs that may connect besides the other side's. */
  readonly whitelist?: readonly string[]
}

export interface EndpointIntent {
  /** Own side: adopt this endpoint. Peer's side: pin it, and only it is approved. */
  readonly id?: string
  readonly vpc?: string
  readonly securityGroups: readonly string[]
  /** Zone id → vSwitch id. */
  readonly zones: Readonly<Record<string, string>>
  readonly name?: string
  readonly description?: string
}
