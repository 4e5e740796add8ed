import type { EndpointConnection } from '../alibaba/types.ts'
import { type Observation, type Present, type StepMap, step } from '../engine/step.ts'
import { derivedDomain } from '../model/endpoint-domain.ts'
import type { Next } from '../model/result.ts'
import { stepId } from '../model/step-id.ts'
import { chooseEndpoint } from './approval.ts'
import { connectionType, observeConnection } from './connection.ts'
import { endpointType } from './endpoint.ts'
import { findEndpoint, readEndpointZones } from './endpoint-reads.ts'
import type { EndpointOutput, EndpointStep, PeerHalf, ServiceOutput, ServiceStep } from './halves.ts'
import { serviceType } from './service.ts'
import { connectionsOf, findService, seenService } from './service-reads.ts'

/**
 * The peer's endpoint service: we see it once the peer whitelisted us.
 * @param isUsed an endpoint of ours is at it
 */
export function peerServiceStep({ direction, side, intent, half, uid }: PeerHalf, isUsed: boolean): ServiceStep {
  const emqx = intent.peer.kind === 'emqx'
  const id = stepId(direction, 'service')
  return step<ServiceOutput, StepMap>({
    ...serviceType,
    id,
    direction,
    side,
    wanted: true,
    creates: false,
    needs: {},
    async observe({ reads, known }): Promise<Observation<ServiceOutput>> {
      // Made by plink with the peer's credentials, which are not at hand now.
      const ServiceId = half.service.id ?? known
      const zones = Object.keys(half.endpoint.zones)
      if (ServiceId === undefined) {
        return {
          is: 'waiting',
          next: { code: 'PEER_TELL_SERVICE', facts: { emqx, uid, region: intent.region, zones } },
        }
      }
      const seen = await seenService(reads, ServiceId)
      if (!seen) {
        const own = await reads.all('privatelink.ListVpcEndpoints', {}, (page) => page.Endpoints)
        const left = own.find((each) => each.ServiceId === ServiceId && each.ConnectionStatus === 'ServiceDeleted')
        if (left) return { is: 'broken', id: ServiceId, status: left.ConnectionStatus }
        return { is: 'waiting', next: { code: 'PEER_WHITELIST', facts: { service: ServiceId, uid } } }
      }
      // Made by plink, and a removal that was interrupted has taken load balancers from it: no endpoint can be made there.
      const { Zones: offered = zones } = seen
      const isEmptied = half.service.id === undefined && !isUsed && zones.some((zone) => !offered.includes(zone))
      if (isEmptied) return { is: 'waiting', next: { code: 'PEER_KEYS_NEEDED', facts: { step: id, id: ServiceId } } }
      return {
        is: 'present',
        output: { id: ServiceId, name: seen.ServiceName },
        settled: true,
        status: 'Visible',
        mine: false,
      }
    },
  })
}

/** The peer's approval of our endpoint, and its zones: read from our endpoint. */
export function peerConnectionStep({ direction, side, intent }: PeerHalf, endpoint: EndpointStep, first: StepMap) {
  const emqx = intent.peer.kind === 'emqx'
  return step<{ id: string }, StepMap & { endpoint: EndpointStep }>({
    ...connectionType,
    id: stepId(direction, 'connection'),
    direction,
    side,
    wanted: true,
    creates: false,
    needs: { ...first, endpoint },
    parent: 'endpoint',
    async observe({ reads }, inputs): Promise<Observation<{ id: string }>> {
      const EndpointId = inputs.endpoint.id
      const [found, zones] = await Promise.all([findEndpoint(reads, EndpointId), readEndpointZones(reads, EndpointId)])
      if (!found) return { is: 'not-visible' }
      const row = { EndpointId, ConnectionStatus: found.ConnectionStatus, Zones: zones }
      const observation = observeConnection(row, notOurs)
      if (observation.is !== 'absent') return observation
      const facts = { emqx, service: found.ServiceId, endpoint: EndpointId, since: found.CreateTime }
      return { is: 'waiting', next: { code: 'PEER_APPROVE', facts } }
    },
  })
}

/** The peer's endpoint at our service, as approval.ts chooses it. */
export function peerEndpointStep(
  { direction, side, intent, half }: PeerHalf,
  service: ServiceStep,
  first: StepMap,
): EndpointStep {
  const emqx = intent.peer.kind === 'emqx'
  const presence = (row: EndpointConnection): Present<EndpointOutput> => ({
    is: 'present',
    output: { id: row.EndpointId, domain: derivedDomain(row.EndpointId, row.ServiceId, intent.region) },
    // Whether it is Active is not shown to us; approving too early answers EndpointOperationDenied, which is retried.
    settled: true,
    status: row.ConnectionStatus,
    mine: false,
  })
  return step<EndpointOutput, StepMap & { service: ServiceStep }>({
    ...endpointType,
    id: stepId(direction, 'endpoint'),
    direction,
    side,
    wanted: true,
    creates: false,
    needs: { ...first, service },
    parent: 'service',
    async observe({ reads, known, approve, rejected = [] }, inputs): Promise<Observation<EndpointOutput>> {
      const ServiceId = inputs.service.id
      const rows = await connectionsOf(reads, ServiceId)
      const { named, waiting } = chooseEndpoint(rows, {
        pinned: half.endpoint.id,
        peer: intent.peer.uid,
        whitelist: half.service.whitelist ?? [],
        known,
        approve,
        rejected,
      })
      if (named) return presence(named)
      const [candidate] = waiting
      if (!candidate) {
        const seen = await findService(reads, ServiceId)
        const facts = {
          emqx,
          service: ServiceId,
          serviceName: inputs.service.name,
          zones: seen?.Zones ?? [],
          uid: intent.peer.uid ?? null,
          since: seen?.CreateTime ?? null,
        }
        return { is: 'waiting', next: { code: 'PEER_CREATE_ENDPOINT', facts } }
      }
      const next: Next = { code: 'APPROVE', facts: { endpoints: waiting.map(asking) } }
      return {
        is: 'needs-approval',
        asking: { code: 'APPROVE', facts: { ...about(candidate), service: ServiceId } },
        next,
        approved: presence(candidate),
      }
    },
    async peerFirst({ reads }, inputs): Promise<Next | null> {
      // EMQX documents that removing the provider's half first leaves its own record in `failed`; others can be cut off.
      if (!emqx) return null
      const left = (await connectionsOf(reads, inputs.service.id)).filter(
        (row) => row.EndpointOwnerId === intent.peer.uid,
      )
      const facts = { emqx, service: inputs.service.id, endpoints: left.map((row) => row.EndpointId), refused: false }
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

/** Only the provider approves. */
function notOurs(): never {
  throw new Error("the peer's connection is not ours to approve")
}
