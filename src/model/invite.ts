import type { Payer, Role } from './link.ts'

/**
 * What one party hands to the other, in words that mean the same to both: provider and consumer. What is not known yet is
 * absent. It holds no secret.
 */
export interface Invite {
  readonly region: string
  /** Main-account UID of the party that wrote it. */
  readonly sender: string
  /** UID of the party it is for, once that is known. */
  readonly receiver?: string
  readonly ways: readonly InvitedWay[]
}

/** An invite, or what was read from one over the phone: then the sender's UID may be missing. */
export type ReceivedInvite = Omit<Invite, 'sender'> & { readonly sender?: string }

/** One direction: an endpoint of the consumer at an endpoint service of the provider. */
export interface InvitedWay {
  /** The role in which the sender is. */
  readonly sender: Role
  readonly service: {
    readonly id?: string
    /** What the cloud calls it besides its id. */
    readonly name?: string
    /** Where it can be reached; an endpoint can only be in these. */
    readonly zones?: readonly string[]
    /** TCP ports that the provider's load balancers listen on. */
    readonly ports?: readonly number[]
    /** Who pays for the endpoint; fixed when the service is created. */
    readonly payer?: Payer
  }
  readonly endpoint: {
    readonly id?: string
    /** Where the consumer wants it, or has it. */
    readonly zones?: readonly string[]
    /** TCP ports that the consumer wants to reach. */
    readonly ports?: readonly number[]
  }
}

/** The values of an invite that a person may read over the phone: the flags of `plink accept`. */
export interface SpokenValues {
  readonly uid?: string
  readonly service?: string
  readonly zones?: readonly string[]
  readonly payer?: Payer
  readonly endpoint?: string
}

/** One value that is to stand in plink.yaml. */
export interface Amendment {
  /** Dotted, as the faults of plink.yaml name it: `inbound.endpoint.id`. */
  readonly key: string
  readonly path: readonly string[]
  /** What stands there; null for nothing. */
  readonly was: string | null
  readonly will: string
  /** The same, as it is written. */
  readonly value: unknown
  /** `invite`: a file of the other party; `flag`: typed here; `link`: follows from there being such a link. */
  readonly from: 'invite' | 'flag' | 'link'
}

/** What `plink invite` hands over. */
export interface InviteDocument {
  /** Null when the other party has no use for a file. */
  readonly path: string | null
  readonly audience: 'emqx' | 'generic'
  readonly checksum: string
  readonly invite: Invite
  readonly spoken: SpokenValues
  /** Checksum of what is spoken. */
  readonly spokenChecksum: string
  readonly link: string
}
