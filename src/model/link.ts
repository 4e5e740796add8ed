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
export const payers = ['Endpoint', 'EndpointService'] as const
export type Payer = (typeof payers)[number]

/** Who the other side is: EMQX Cloud, or anybody else. */
export const peerKinds = ['emqx', 'generic'] as const
export type PeerKind = (typeof peerKinds)[number]

/** EMQX Cloud connects only to services that pay for its endpoint; everybody else's default is the cloud's own. */
export function defaultPayer({ kind }: { readonly kind: PeerKind }, direction: DirectionName): Payer {
  return kind === 'emqx' && direction === 'inbound' ? 'EndpointService' : 'Endpoint'
}

/** A load balancer that plink makes is called so unless it is given a name, which is needed only to tell several apart. */
export const usualLoadBalancerName = 'main'
