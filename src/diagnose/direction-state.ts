import type { ZoneStatus } from '../alibaba/types.ts'
import { type Finding, type FindingCode, faultOf, isBreach } from '../model/finding.ts'
import { roles } from '../model/link.ts'
import type { Actor, DirectionState, Next } from '../model/result.ts'
import {
  connectedZones,
  connectionStatusOf,
  type DirectionObservation,
  expectedConnection,
  expectedEndpoint,
  offeredZones,
} from './observe/observation.ts'

/** A direction's state, who must act, and what is next: never a raw word of the cloud alone. */
export interface DirectionSummary {
  readonly state: DirectionState
  readonly actor: Actor
  readonly next: Next
}

/**
 * Whether nothing more will change, by itself or by anybody: the one place that says when watching ends. A direction where
 * somebody's move is due goes on being watched, whoever it is, since you may act in another window. What failed is mended by
 * no waiting; what was rejected stays so.
 */
export function isOver({ state, actor }: Pick<DirectionSummary, 'state' | 'actor'>): boolean {
  return actor === 'nobody' || state === 'failed'
}

/**
 * Derives where a direction stands. The cloud has no word for "waiting for approval": a fresh endpoint that nobody approved
 * reads `Disconnected` with its zones in `Wait`, so connection, zones, money, memory and findings are read together. The
 * cloud wins: what is connected is connected, no matter who approved it or what the state file says.
 */
export function summarizeDirection(observation: DirectionObservation, findings: readonly Finding[]): DirectionSummary {
  return (
    money(findings) ??
    (connectionStatusOf(observation) === 'Connected' ? connected(observation, findings) : undefined) ??
    gone(findings) ??
    unreadable(observation, findings) ??
    existence(observation) ??
    motion(observation) ??
    company(observation) ??
    connection(observation, findings)
  )
}

function find<C extends FindingCode>(
  findings: readonly Finding[],
  ...codes: readonly C[]
): Extract<Finding, { code: C }> | undefined {
  // Safe: the code says which member of the union it is.
  return findings.find(({ code }) => (codes as readonly FindingCode[]).includes(code)) as
    | Extract<Finding, { code: C }>
    | undefined
}

function fixing(state: DirectionState, finding: Finding): DirectionSummary {
  const { hop, side } = finding
  return { state, actor: side, next: { code: 'FIX', facts: { hop, finding: faultOf(finding) } } }
}

function money(findings: readonly Finding[]): DirectionSummary | undefined {
  const locked = find(findings, 'SERVICE_LOCKED', 'ENDPOINT_LOCKED', 'LB_LOCKED')
  if (!locked) return undefined
  const { side, id } = locked.facts
  const what = { SERVICE_LOCKED: 'service', ENDPOINT_LOCKED: 'endpoint', LB_LOCKED: 'load-balancer' }[locked.code]
  return { state: 'locked', actor: side, next: { code: 'LOCKED', facts: { what, id, side } } }
}

/** `Connected` is not "works": zones may lag or be cut, and the hops behind may be broken. */
function connected(observation: DirectionObservation, findings: readonly Finding[]): DirectionSummary {
  const breach = findings.find(isBreach)
  const zones: readonly ZoneStatus[] = connectedZones(observation).map((zone) => zone.ZoneStatus)
  const up = zones.filter((zone) => zone === 'Connected' || zone === 'Migrated')
  const moving = zones.find((zone) => ['Creating', 'Connecting', 'Wait', 'Migrating'].includes(zone))
  if (zones.length > 0 && up.length === 0 && moving && !breach)
    return { state: 'connecting', actor: 'cloud', next: { code: 'WAIT', facts: { step: 'zone', status: moving } } }
  if (breach) return fixing('degraded', breach)
  return { state: 'connected', actor: 'nobody', next: { code: 'RUN_TEST', facts: {} } }
}

/** What was there once and is not any more. */
function gone(findings: readonly Finding[]): DirectionSummary | undefined {
  const lost = find(
    findings,
    'SERVICE_GONE',
    'SERVICE_NOT_FOUND',
    'ENDPOINT_GONE',
    'ENDPOINT_NOT_FOUND',
    'SERVICE_DELETED_BY_PEER',
    'PEER_ENDPOINT_GONE',
  )
  return lost && fixing('failed', lost)
}

/** Without the service or the endpoint nothing can be said of the rest. */
function unreadable({ unread, provider, consumer }: DirectionObservation, findings: readonly Finding[]) {
  const blind = unread.some(
    ({ part }) =>
      (part === 'service' && provider?.service === undefined) ||
      (part === 'endpoint' && consumer?.endpoint === undefined) ||
      (part === 'connections' && !consumer?.endpoint),
  )
  const why = find(findings, 'NOT_PERMITTED', 'NOT_READ')
  return blind && why ? fixing('waiting-for-you', why) : undefined
}

/** Nothing of ours yet, or the peer's half missing before ours can be made. */
function existence({ provider, consumer, half, peer, identities, region }: DirectionObservation) {
  if (provider) return provider.service ? undefined : absent
  if (!consumer || consumer.endpoint) return undefined
  const emqx = peer.kind === 'emqx'
  const uid = identities.uids.you
  if (!half.service.id) {
    const zones = Object.keys(half.endpoint.zones)
    return peers({ code: 'PEER_TELL_SERVICE', facts: { emqx, uid, region, zones } })
  }
  if (!consumer.service) return peers({ code: 'PEER_WHITELIST', facts: { service: half.service.id, uid } })
  return absent
}

/** Nothing of ours is there, and it is for us to begin. */
export const absent: DirectionSummary = { state: 'absent', actor: 'you', next: { code: 'RUN_UP', facts: {} } }

function motion({ provider, consumer }: DirectionObservation): DirectionSummary | undefined {
  const moving = [
    { step: 'service', status: provider?.service?.ServiceStatus },
    { step: 'endpoint', status: consumer?.endpoint?.EndpointStatus },
  ].find(({ status }) => status !== undefined && status !== 'Active')
  if (!moving?.status) return undefined
  const next: Next = { code: 'WAIT', facts: { step: moving.step, status: moving.status } }
  return { state: moving.status === 'Deleting' ? 'deleting' : 'creating', actor: 'cloud', next }
}

/** The provider's view of who has come: nobody, somebody unnamed, or the one expected. */
function company(observation: DirectionObservation): DirectionSummary | undefined {
  const { provider, consumer, direction, peer, identities, memory } = observation
  if (!provider?.service) return undefined
  const uid = identities.uids[roles[direction].consumer]
  const emqx = peer.kind === 'emqx'
  const service = provider.service.ServiceId
  const zones = offeredZones(observation)
  const since = provider.service.CreateTime
  if (expectedConnection(observation)) return undefined
  if (uid === undefined) return peers({ code: 'PEER_TELL_UID', facts: { emqx, service, zones, since } })
  const { unread } = observation
  const isListed = provider.users.includes(uid) || unread.some(({ part }) => part === 'whitelist')
  if (!isListed || (consumer && !consumer.endpoint)) return { ...absent, state: 'creating' }
  if (consumer) return undefined
  const theirs = provider.connections.filter(
    (row) => row.EndpointOwnerId === uid && row.ConnectionStatus !== 'Deleting',
  )
  const asking = theirs.filter((row) => !memory.rejected.includes(row.EndpointId))
  if (theirs.length > 0 && asking.length === 0) return turnedAway
  if (asking.length === 0) {
    return peers({
      code: 'PEER_CREATE_ENDPOINT',
      facts: { emqx, service, serviceName: provider.service.ServiceName, zones, uid, since },
    })
  }
  const endpoints = asking.map((row) => ({
    id: row.EndpointId,
    ownerUid: row.EndpointOwnerId,
    vpc: row.EndpointVpcId ?? null,
    since: row.ModifiedTime ?? null,
    expectedUid: true,
  }))
  return { state: 'waiting-for-you', actor: 'you', next: { code: 'APPROVE', facts: { endpoints } } }
}

function connection(observation: DirectionObservation, findings: readonly Finding[]): DirectionSummary {
  const { provider, memory, consumer, peer } = observation
  const status = connectionStatusOf(observation)
  const wait = (state: DirectionState): DirectionSummary => ({
    state,
    actor: 'cloud',
    next: { code: 'WAIT', facts: { step: 'connection', status: status ?? '' } },
  })
  switch (status) {
    case 'Disconnected': {
      const endpoint = expectedEndpoint(observation)
      if (provider && endpoint !== undefined && memory.rejected.includes(endpoint)) return turnedAway
      if (provider) {
        const cut = find(findings, 'CONNECTION_CUT_HERE')
        return { state: cut ? 'disconnected' : 'waiting-for-you', actor: 'you', next: { code: 'RUN_UP', facts: {} } }
      }
      const own = consumer?.endpoint
      const cut = find(findings, 'CONNECTION_CUT_BY_PEER')
      const facts = {
        emqx: peer.kind === 'emqx',
        service: own?.ServiceId ?? '',
        endpoint: own?.EndpointId ?? '',
        since: own?.CreateTime ?? null,
      }
      return { ...peers({ code: 'PEER_APPROVE', facts }), state: cut ? 'disconnected' : 'waiting-for-peer' }
    }
    case 'Deleting':
      return wait('deleting')
    case 'Disconnecting':
      return wait('disconnected')
    default:
      // Connecting, Pending, not listed yet, and any word the cloud learns later: shown, and waited on.
      return wait('connecting')
  }
}

/** What we rejected stays so until somebody approves it. */
const turnedAway: DirectionSummary = { state: 'rejected', actor: 'nobody', next: { code: 'NOTHING', facts: {} } }

function peers(next: Next): DirectionSummary {
  return { state: 'waiting-for-peer', actor: 'peer', next }
}
