import type {
  Endpoint,
  EndpointConnection,
  EndpointService,
  EndpointZone,
  EndUserService,
  ServiceResource,
  Vpc,
  VSwitch,
} from '../../alibaba/types.ts'
import type { Identities } from '../../engine/identities.ts'
import type { DirectionIntent, Peer } from '../../manifest/schema.ts'
import type { DirectionName, SideName } from '../../model/link.ts'
import type { TestResult } from '../../model/result.ts'
import type { PlannedBalancer } from '../../steps/load-balancer/desired.ts'
import type { LoadBalancerView } from '../../steps/load-balancer/view.ts'
import type { SecurityGroupView } from '../../steps/security-group-reads.ts'
import type { UnreadPart } from './part-reader.ts'

/**
 * Everything that is known of one direction at one moment: what the cloud shows with the credentials at hand, what the
 * state file remembers, and what tests through it found. Plain JSON, so that it can be handed on as evidence.
 */
export interface DirectionObservation {
  readonly direction: DirectionName
  /** The link's name. */
  readonly link: string
  readonly region: string
  readonly peer: Peer
  readonly half: DirectionIntent
  readonly identities: Identities
  readonly memory: Memory
  /** A half that is not ours to see is null. */
  readonly provider: ProviderObservation | null
  readonly consumer: ConsumerObservation | null
  /** What was found by its tags, where neither plink.yaml nor the state names it. */
  readonly claims: readonly Claim[]
  /** What could not be read: of this nothing is known, and it hides nothing else. */
  readonly unread: readonly UnreadPart[]
  /** What tests through this direction found; empty where none was made. */
  readonly tests: readonly TestedTarget[]
  /** Servers behind the load balancer that were asked directly, without the link. */
  readonly asked: readonly AskedServer[]
}

/** What the state file remembers: a record of the past, which the cloud overrules. */
export interface Memory {
  readonly service: RememberedThing | null
  readonly endpoint: RememberedThing | null
  /** When the connection was last seen approved, ISO 8601; null when it never was. */
  readonly approvedSince: string | null
  /** Endpoints that we turned away. */
  readonly rejected: readonly string[]
  /** Load balancers that plink made, by the name in plink.yaml. */
  readonly loadBalancers: readonly { readonly name: string; readonly id: string }[]
}

export interface RememberedThing {
  readonly id: string
  readonly mine: boolean
  /** It was seen in use: when it is not found any more, it is gone. */
  readonly seen: boolean
  /** When it was written down, ISO 8601. */
  readonly since: string
}

/** Something that says by its tags which step it is of. */
export interface Claim {
  readonly step: string
  readonly id: string
  readonly lineage: string
  /** Of another state file than ours. */
  readonly foreign: boolean
}

export interface ProviderObservation {
  readonly side: SideName
  /** Undefined where there is none, or where it could not be read (see `unread`). */
  readonly service: EndpointService | undefined
  /** The id it was looked for by. */
  readonly serviceId: string | undefined
  readonly resources: readonly ServiceResource[]
  readonly connections: readonly EndpointConnection[]
  /** Account ids on the whitelist; read only when the consumer's is known. */
  readonly users: readonly string[]
  /** Those that are there, undefined for one that is not; `made` by plink for this link. */
  readonly loadBalancers: readonly {
    readonly id: string
    readonly view: LoadBalancerView | undefined
    readonly made: boolean
  }[]
  /** Those that are still to be made. */
  readonly planned: readonly PlannedBalancer[]
  /** Servers that were looked up because something is wrong with them; null for an id that is not there. */
  readonly instances: Readonly<Record<string, SeenInstance | null>>
}

interface SeenInstance {
  readonly InstanceId: string
  readonly Status: string
  /** Why the cloud has locked it; null when it has not. Left out in evidence that an older plink wrote. */
  readonly lock?: string | null | undefined
}

export interface ConsumerObservation {
  readonly side: SideName
  readonly endpoint: Endpoint | undefined
  readonly zones: readonly EndpointZone[]
  /** Ids of the groups on the endpoint; the planned ones where there is no endpoint yet. */
  readonly attached: readonly string[]
  /** The service as the consumer sees it: only when whitelisted. */
  readonly service: EndUserService | undefined
  /** Id of the service the endpoint is or would be of. */
  readonly serviceId: string | undefined
  /** Undefined where there was no need to ask, or it could not be read. */
  readonly vpc: { readonly id: string; readonly view: Vpc | undefined } | undefined
  /** Blocks of addresses that are in the VPC: all of them, or enough to tell who gets in; none when they are not known. */
  readonly inside: readonly string[]
  readonly vswitches: readonly { readonly id: string; readonly zone: string; readonly view: VSwitch | undefined }[]
  readonly groups: readonly { readonly id: string; readonly view: SecurityGroupView | undefined }[]
}

/** One test of a target of this direction. */
export interface TestedTarget {
  readonly port: number
  readonly result: TestResult
  /** Where the name resolved to; null when it was not asked. */
  readonly resolved: { readonly name: string; readonly addresses: readonly string[] } | null
  /** The addresses of the machine that it started from, where that is this one. */
  readonly sources: readonly string[]
}

/** A server behind a listener that was asked from its own VPC. */
export interface AskedServer {
  readonly server: string
  readonly address: string
  readonly port: number
  /** The port of the listener that it is behind. */
  readonly listener: number
  readonly answer: 'opens' | 'refused' | 'silent'
  /** What it said in the protocol of the listener's test, without a login; null where no test names one. */
  readonly result: TestResult | null
}

/** The endpoint that this direction is about: our own, the one that was named, or the one that is connected. */
export function expectedEndpoint({ consumer, half, memory, provider, peer }: DirectionObservation): string | undefined {
  if (consumer?.endpoint) return consumer.endpoint.EndpointId
  const named = half.endpoint.id ?? memory.endpoint?.id
  const rows = provider?.connections ?? []
  if (half.endpoint.id !== undefined || rows.some((row) => row.EndpointId === named)) return named
  // The state may be lost or old: a connected endpoint of the peer's account is the link's, whoever approved it.
  const connected = rows.filter(
    (row) =>
      row.ConnectionStatus === 'Connected' &&
      row.EndpointOwnerId === peer.uid &&
      !memory.rejected.includes(row.EndpointId),
  )
  return (connected.length === 1 ? connected[0]?.EndpointId : undefined) ?? named
}

/** The connection of the expected endpoint, as the provider sees it. */
export function expectedConnection(observation: DirectionObservation): EndpointConnection | undefined {
  const endpoint = expectedEndpoint(observation)
  return observation.provider?.connections.find((row) => row.EndpointId === endpoint)
}

/** The connection's status, from whichever half shows it. */
export function connectionStatusOf(observation: DirectionObservation) {
  return expectedConnection(observation)?.ConnectionStatus ?? observation.consumer?.endpoint?.ConnectionStatus
}

/** The zones of the connection, from whichever half shows them. */
export function connectedZones(observation: DirectionObservation) {
  const { consumer } = observation
  return consumer?.endpoint ? consumer.zones : (expectedConnection(observation)?.Zones ?? [])
}

/** The zones an endpoint may use: what the service says, or what the load balancers that will back it are in. */
export function offeredZones({ provider, consumer }: DirectionObservation): readonly string[] {
  const said = provider?.service?.Zones ?? consumer?.service?.Zones ?? []
  const coming = provider?.planned.flatMap(({ vswitches }) => vswitches.flatMap(({ view }) => view?.ZoneId ?? [])) ?? []
  if (said.length > 0) return [...new Set([...said, ...coming])]
  return [...new Set([...(provider?.loadBalancers.flatMap(({ view }) => view?.zones ?? []) ?? []), ...coming])]
}
