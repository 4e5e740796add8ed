import type { FaultData } from './fault.ts'
import type { Payer } from './link.ts'

/** Things of the account as the list and get commands show them: in our words, states in the cloud's. */
export interface ServiceSummary {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly businessStatus: string
  readonly payer: Payer | null
  readonly autoAccept: boolean
  readonly description: string
  /** Empty in a list: only the single read sends them. */
  readonly zones: readonly string[]
  readonly since: string
  /** Made by plink for this link, as the state has it. */
  readonly mine: boolean
}

/** One service with what is behind it, who may connect, and who has. */
export interface ServiceDetails extends ServiceSummary {
  readonly resources: readonly { readonly id: string; readonly type: string; readonly zone: string }[]
  readonly whitelist: readonly string[]
  readonly connections: readonly ConnectionSummary[]
}

export interface WhitelistEntry {
  readonly uid: string
  /** The other side of this link, or one that was added for it. */
  readonly expected: boolean
}

export interface ConnectionSummary {
  readonly endpoint: string
  readonly ownerUid: string
  readonly status: string
  readonly vpc: string | null
  readonly since: string | null
  /** Of the account on the other side. */
  readonly expectedUid: boolean
  /** The endpoint that this link lets in. */
  readonly expected: boolean
  readonly rejected: boolean
}

export interface EndpointSummary {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly connectionStatus: string
  readonly service: string
  readonly vpc: string
  readonly domain: string
  readonly description: string
  readonly since: string
  readonly mine: boolean
}

export interface EndpointDetails extends EndpointSummary {
  readonly zones: readonly {
    readonly zone: string
    readonly vswitch: string
    readonly status: string
    readonly ip: string | null
    readonly domain: string | null
  }[]
  readonly securityGroups: readonly string[]
}

/** A zone in which endpoints can connect to a service. */
export interface ServiceZone {
  readonly zone: string
  /** Service resources in it; empty for a service of another account, which does not show them. */
  readonly resources: readonly string[]
}

export interface LoadBalancerSummary {
  readonly id: string
  readonly type: 'clb' | 'nlb'
  readonly name: string
  readonly status: string
  readonly addressType: string
  readonly vpc: string
  readonly zones: readonly string[]
  /** Behind this link's service, or meant to be. */
  readonly inLink: boolean
}

export interface LoadBalancerDetails {
  readonly id: string
  readonly type: 'clb' | 'nlb'
  readonly status: string
  readonly addressType: string
  readonly networkType: string
  readonly payType: string
  readonly zones: readonly string[]
  readonly listeners: readonly {
    readonly port: number
    readonly protocol: string
    readonly status: string
    readonly servers: readonly { readonly id: string; readonly health: string }[]
  }[]
}

/** What `lb check` found of one check; faults are empty when all is well. */
interface CheckRow {
  readonly check: string
  readonly severity: 'stops' | 'warns'
  readonly faults: readonly FaultData[]
}

export interface CheckedLoadBalancer {
  readonly id: string
  /** Nothing that would stop `up` was found. */
  readonly ok: boolean
  readonly checks: readonly CheckRow[]
}

/** The list commands, by the key of their list in the document. */
export interface Listings {
  services: ServiceSummary
  whitelist: WhitelistEntry
  connections: ConnectionSummary
  zones: ServiceZone
  endpoints: EndpointSummary
  loadBalancers: LoadBalancerSummary
}
export type Listing = {
  readonly [K in keyof Listings]: { readonly of: K; readonly rows: readonly Listings[K][] }
}[keyof Listings]

/** The get commands, by the key of their thing in the document. */
interface Items {
  service: ServiceDetails
  endpoint: EndpointDetails
  loadBalancer: LoadBalancerDetails
}
export type Item = { readonly [K in keyof Items]: { readonly of: K; readonly item: Items[K] } }[keyof Items]
