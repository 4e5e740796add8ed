import type { ResourceType } from '../alibaba/types.ts'
import type { StepOf } from '../engine/step.ts'
import type { DirectionIntent, EndpointIntent, Intent, ServiceIntent } from '../manifest/schema.ts'
import type { DirectionName, SideName } from '../model/link.ts'

/** The half of a direction that its provider owns, made with the provider's own credentials. */
export interface ProviderHalf {
  readonly direction: DirectionName
  readonly side: SideName
  readonly intent: Intent
  readonly service: ServiceIntent
}

/** The half of a direction that its consumer owns, made with the consumer's own credentials. */
export interface ConsumerHalf {
  readonly direction: DirectionName
  readonly side: SideName
  readonly intent: Intent
  readonly endpoint: EndpointIntent
}

/** The peer's half of a direction, seen from our account: never created by us, only watched. */
export interface PeerHalf {
  readonly direction: DirectionName
  /** The side that reads: ours. */
  readonly side: SideName
  readonly intent: Intent
  readonly half: DirectionIntent
  /** Our own account id, to tell the peer. */
  readonly uid: string
}

/** A load balancer, PrivateLink's word for its type, and the zones it serves. */
export interface LoadBalancerOutput {
  readonly id: string
  readonly type: ResourceType
  readonly zones: readonly string[]
  /** Of one that was adopted. */
  readonly isProtected?: boolean
}
export type LoadBalancerStep = StepOf<LoadBalancerOutput>

export interface ServiceOutput {
  readonly id: string
  readonly name: string
}
export type ServiceStep = StepOf<ServiceOutput>

export interface EndpointOutput {
  readonly id: string
  readonly domain: string
}
export type EndpointStep = StepOf<EndpointOutput>
