import type { ConnectionStatus, ZoneStatus } from '../alibaba/types.ts'
import type { Identities } from '../engine/identities.ts'
import type { Intent } from '../manifest/schema.ts'
import type { Hop } from '../model/hop.ts'
import { roles } from '../model/link.ts'
import type { Actor, DirectionState, Next } from '../model/result.ts'
import { type DirectionFacts, offeredZones } from './snapshot.ts'

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

/** What the facts alone do not say. */
export interface Memory {
  /** The endpoint we expect at our service: pinned, remembered, or our own. */
  readonly endpoint: string | undefined
  /** True once the connection was seen approved. */
  readonly approved: boolean
  /** Endpoints that we turned away. */
  readonly rejected: readonly string[]
}

/**
 * Derives where a direction stands. The cloud has no word for "waiting for approval": a fresh endpoint that nobody approved
 * reads `Disconnected` with its zones in `Wait`, so connection, zones, money and memory are read together.
 */
export function summarizeDirection(
  facts: DirectionFacts,
  intent: Intent,
  identities: Identities,
  memory: Memory,
  hops: readonly Hop[],
): DirectionSummary {
  return (
    money(facts) ??
    existence(facts, intent, identities) ??
    motion(facts) ??
    company(facts, intent, identities, memory) ??
    connection(facts, intent, memory, hops)
  )
}

function money({ provider, consumer }: DirectionFacts): DirectionSummary | undefined {
  const service = provider?.service
  if (service && service.ServiceBusinessStatus !== 'Normal') return locked('service', service.ServiceId, provider.side)
  const endpoint = consumer?.endpoint
  if (endpoint && endpoint.EndpointBusinessStatus !== 'Normal')
    return locked('endpoint', endpoint.EndpointId, consumer.side)
  return undefined
}

function locked(what: string, id: string, side: 'you' | 'peer'): DirectionSummary {
  return { state: 'locked', actor: side, next: { code: 'LOCKED', facts: { what, id, side } } }
}

/** Nothing of ours yet, or the peer's half missing before ours can be made. */
function existence(facts: DirectionFacts, intent: Intent, identities: Identities): DirectionSummary | undefined {
  const { provider, consumer, half } = facts
  if (provider)
    return provider.service ? undefined : { state: 'absent', actor: 'you', next: { code: 'RUN_UP', facts: {} } }
  if (!consumer || consumer.endpoint) return undefined
  const emqx = intent.peer.kind === 'emqx'
  const uid = identities.uids.you
  if (!half.service.id) {
    const zones = Object.keys(half.endpoint.zones)
    return peers({ code: 'PEER_TELL_SERVICE', facts: { emqx, uid, region: intent.region, zones } })
  }
  if (!consumer.service) return peers({ code: 'PEER_WHITELIST', facts: { service: half.service.id, uid } })
  return { state: 'absent', actor: 'you', next: { code: 'RUN_UP', facts: {} } }
}

function motion({ provider, consumer }: DirectionFacts): DirectionSummary | undefined {
  const moving = [
    { step: 'service', status: provider?.service?.ServiceStatus },
    { step: 'endpoint', status: consumer?.endpoint?.EndpointStatus },
  ].find(({ status }) => status !== undefined && status !== 'Active')
  if (!moving?.status) return undefined
  const next: Next = { code: 'WAIT', facts: { step: moving.step, status: moving.status } }
  return { state: moving.status === 'Deleting' ? 'deleting' : 'creating', actor: 'cloud', next }
}

/** The provider's view of who has come: nobody, somebody unnamed, or the one expected. */
function company(
  facts: DirectionFacts,
  intent: Intent,
  identities: Identities,
  memory: Memory,
): DirectionSummary | undefined {
  const { provider, consumer, direction } = facts
  if (!provider?.service) return undefined
  const uid = identities.uids[roles[direction].consumer]
  const emqx = intent.peer.kind === 'emqx'
  const service = provider.service.ServiceId
  const zones = offeredZones(facts)
  const since = provider.service.CreateTime
  if (uid === undefined) return peers({ code: 'PEER_TELL_UID', facts: { emqx, service, zones, since } })
  if (!provider.users.includes(uid)) return { state: 'creating', actor: 'you', next: { code: 'RUN_UP', facts: {} } }
  if (provider.connections.some((row) => row.EndpointId === memory.endpoint)) return undefined
  if (consumer)
    return consumer.endpoint ? undefined : { state: 'creating', actor: 'you', next: { code: 'RUN_UP', facts: {} } }
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

function connection(facts: DirectionFacts, intent: Intent, memory: Memory, hops: readonly Hop[]): DirectionSummary {
  const { provider, consumer } = facts
  const row = provider?.connections.find((each) => each.EndpointId === memory.endpoint)
  const status: ConnectionStatus | undefined = row?.ConnectionStatus ?? consumer?.endpoint?.ConnectionStatus
  const zones: readonly ZoneStatus[] = (consumer?.endpoint ? consumer.zones : (row?.Zones ?? [])).map(
    (zone) => zone.ZoneStatus,
  )
  const wait = (state: DirectionState): DirectionSummary => ({
    state,
    actor: 'cloud',
    next: { code: 'WAIT', facts: { step: 'connection', status: status ?? '' } },
  })
  switch (status) {
    case 'Connected':
      return connected(zones, hops)
    case 'Disconnected':
      if (provider && row && memory.rejected.includes(row.EndpointId)) return turnedAway
      if (provider)
        return {
          state: memory.approved ? 'disconnected' : 'waiting-for-you',
          actor: 'you',
          next: { code: 'RUN_UP', facts: {} },
        }
      return disconnectedByPeer(facts, intent, memory)
    case 'ServiceDeleted':
      return {
        state: 'failed',
        actor: provider ? 'you' : 'peer',
        next: {
          code: 'PEER_REPAIR',
          facts: {
            emqx: intent.peer.kind === 'emqx',
            status,
            service: consumer?.endpoint?.ServiceId ?? row?.ServiceId ?? '',
          },
        },
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

function disconnectedByPeer({ consumer }: DirectionFacts, intent: Intent, memory: Memory): DirectionSummary {
  const endpoint = consumer?.endpoint
  const emqx = intent.peer.kind === 'emqx'
  const service = endpoint?.ServiceId ?? ''
  const next: Next = {
    code: 'PEER_APPROVE',
    facts: { emqx, service, endpoint: endpoint?.EndpointId ?? '', since: endpoint?.CreateTime ?? null },
  }
  return { state: memory.approved ? 'disconnected' : 'waiting-for-peer', actor: 'peer', next }
}

/** `Connected` is not "works": zones may lag or be cut, and the hops behind may be broken. */
function connected(zones: readonly ZoneStatus[], hops: readonly Hop[]): DirectionSummary {
  const up = zones.filter((zone) => zone === 'Connected' || zone === 'Migrated')
  const moving = zones.find((zone) => zone === 'Creating' || zone === 'Connecting' || zone === 'Wait')
  if (zones.length > 0 && up.length === 0 && moving)
    return { state: 'connecting', actor: 'cloud', next: { code: 'WAIT', facts: { step: 'zone', status: moving } } }
  const bad =
    hops.find((hop) => hop.state === 'fail') ??
    (up.length < zones.length ? hops.find((hop) => hop.hop === 'zone') : undefined)
  if (bad) {
    const status = 'status' in bad.evidence ? (bad.evidence.status ?? bad.state) : bad.state
    const ids = bad.hop === 'security-group' ? (bad.evidence.ids ?? []) : []
    return { state: 'degraded', actor: 'you', next: { code: 'FIX', facts: { hop: bad.hop, status, ids } } }
  }
  return { state: 'connected', actor: 'nobody', next: { code: 'RUN_TEST', facts: {} } }
}

function peers(next: Next): DirectionSummary {
  return { state: 'waiting-for-peer', actor: 'peer', next }
}
