import type { EndpointConnection } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { type Observation, type Present, type StepMap, step } from '../engine/step.ts'
import { derivedDomain } from '../model/endpoint-domain.ts'
import type { DirectionIntent, DirectionName, Intent, SideName } from '../model/link.ts'
import type { Next } from '../model/result.ts'
import { stepId } from '../model/step-id.ts'
import { connectionSight } from './connection.ts'
import type { EndpointOut, EndpointStep } from './endpoint.ts'
import { findEndpoint, readEndpointZones } from './endpoint-reads.ts'
import type { ServiceOut, ServiceStep } from './service.ts'
import { connectionsOf, findService } from './service-reads.ts'

/** The peer's half of a direction, seen from our account: never made by us, only watched for. */
export interface WatchedHalf {
  readonly direction: DirectionName
  /** The side that looks: ours. */
  readonly side: SideName
  readonly intent: Intent
  readonly half: DirectionIntent
  /** Our own account id, to tell the peer. */
  readonly uid: string
}

/** The peer's endpoint service: we see it once the peer whitelisted us. */
export function watchedServiceStep({ direction, side, intent, half, uid }: WatchedHalf): ServiceStep {
  const emqx = intent.peer.kind === 'emqx'
  return step<ServiceOut, StepMap>({
    id: stepId(direction, 'service'),
    direction,
    kind: 'service',
    side,
    wanted: true,
    needs: {},
    async look({ reads }): Promise<Observation<ServiceOut>> {
      const ServiceId = half.service.id
      if (ServiceId === undefined) {
        const zones = Object.keys(half.endpoint.zones)
        return { is: 'awaits', next: { code: 'PEER_TELL_SERVICE', facts: { emqx, uid, region: intent.region, zones } } }
      }
      const seen = await seenService(reads, ServiceId)
      if (!seen) return { is: 'awaits', next: { code: 'PEER_WHITELIST', facts: { service: ServiceId, uid } } }
      return {
        is: 'there',
        out: { id: ServiceId, name: seen.ServiceName },
        settled: true,
        status: 'Visible',
        mine: false,
      }
    },
  })
}

/** The peer's approval of our endpoint, and its zones: read from our endpoint. */
export function watchedConnectionStep(
  { direction, side, intent }: WatchedHalf,
  endpoint: EndpointStep,
  first: StepMap,
) {
  const emqx = intent.peer.kind === 'emqx'
  return step<{ id: string }, StepMap & { endpoint: EndpointStep }>({
    id: stepId(direction, 'connection'),
    direction,
    kind: 'connection',
    side,
    wanted: true,
    needs: { ...first, endpoint },
    parent: 'endpoint',
    async look({ reads }, given): Promise<Observation<{ id: string }>> {
      const EndpointId = given.endpoint.id
      const [found, zones] = await Promise.all([findEndpoint(reads, EndpointId), readEndpointZones(reads, EndpointId)])
      if (!found) return { is: 'unseen' }
      const observation = connectionSight({ EndpointId, ConnectionStatus: found.ConnectionStatus, Zones: zones })
      if (observation.is !== 'absent') return observation
      const facts = { emqx, service: found.ServiceId, endpoint: EndpointId, since: found.CreateTime }
      return { is: 'awaits', next: { code: 'PEER_APPROVE', facts } }
    },
  })
}

/**
 * The peer's endpoint at our service. Only the one we expect is taken: named in plink.yaml, by `--approve`, or by a person
 * who compared it with what the peer says. The account id alone authorises nobody: EMQX's may be shared by its tenants.
 */
export function watchedEndpointStep(
  { direction, side, intent, half }: WatchedHalf,
  service: ServiceStep,
  first: StepMap,
): EndpointStep {
  const emqx = intent.peer.kind === 'emqx'
  /** Accounts whose endpoint may be pinned. */
  const listed = [intent.peer.uid ?? [], half.service.whitelist ?? []].flat()
  const presence = (row: EndpointConnection): Present<EndpointOut> => ({
    is: 'there',
    out: { id: row.EndpointId, domain: derivedDomain(row.EndpointId, row.ServiceId, intent.region) },
    // Whether it is Active is not shown to us; approving too early answers EndpointOperationDenied, which is retried.
    settled: true,
    status: row.ConnectionStatus,
    mine: false,
  })
  return step<EndpointOut, StepMap & { service: ServiceStep }>({
    id: stepId(direction, 'endpoint'),
    direction,
    kind: 'endpoint',
    side,
    wanted: true,
    needs: { ...first, service },
    async look({ reads, known, approve, rejected = [] }, given): Promise<Observation<EndpointOut>> {
      const ServiceId = given.service.id
      const rows = (await connectionsOf(reads, ServiceId)).filter((row) => row.ConnectionStatus !== 'Deleting')
      const fromPeer = rows.filter((row) => intent.peer.uid !== undefined && row.EndpointOwnerId === intent.peer.uid)
      const pinned = half.endpoint.id
      // A pin in plink.yaml names one endpoint and rules out every other; a memory counts while that endpoint is still there.
      const named =
        pinned === undefined
          ? fromPeer.find((row) => row.EndpointId === known || approve.includes(row.EndpointId))
          : rows.find((row) => row.EndpointId === pinned && listed.includes(row.EndpointOwnerId))
      if (named) return presence(named)
      const waiting = fromPeer.filter((row) => !rejected.includes(row.EndpointId))
      const [candidate] = pinned === undefined ? waiting : []
      if (!candidate) {
        const seen = await findService(reads, ServiceId)
        const facts = {
          emqx,
          service: ServiceId,
          serviceName: given.service.name,
          zones: seen?.Zones ?? [],
          uid: intent.peer.uid ?? null,
          since: seen?.CreateTime ?? null,
        }
        return { is: 'awaits', next: { code: 'PEER_CREATE_ENDPOINT', facts } }
      }
      const next: Next = { code: 'APPROVE', facts: { endpoints: waiting.map(asking) } }
      return {
        is: 'asks',
        asking: { code: 'APPROVE', facts: { ...about(candidate), service: ServiceId } },
        next,
        yes: presence(candidate),
      }
    },
    async release({ reads }, given): Promise<Next | null> {
      // EMQX documents that removing the provider's half first leaves its own record in `failed`; others can be cut off.
      if (!emqx) return null
      const left = (await connectionsOf(reads, given.service.id)).filter(
        (row) => row.EndpointOwnerId === intent.peer.uid,
      )
      const facts = { emqx, service: given.service.id, endpoints: left.map((row) => row.EndpointId) }
      return left.length > 0 ? { code: 'PEER_REMOVE_ENDPOINT', facts } : null
    },
  })
  function asking(row: EndpointConnection) {
    return {
      id: row.EndpointId,
      ownerUid: row.EndpointOwnerId,
      vpc: row.EndpointVpcId ?? null,
      since: row.ModifiedTime ?? null,
      expectedUid: row.EndpointOwnerId === intent.peer.uid,
    }
  }
  function about(row: EndpointConnection) {
    return {
      endpoint: row.EndpointId,
      ownerUid: row.EndpointOwnerId,
      vpc: row.EndpointVpcId ?? null,
      since: row.ModifiedTime ?? null,
    }
  }
}

/** The consumer's view of a service: undefined when it is not whitelisted, or the service does not exist. */
export async function seenService(reads: Reads, ServiceId: string) {
  const seen = await reads.all('privatelink.ListVpcEndpointServicesByEndUser', { ServiceId }, (page) => page.Services)
  return seen.find((service) => service.ServiceId === ServiceId)
}
