import { type Memory, summarizeDirection } from '../diagnose/direction-state.ts'
import { hopsOf } from '../diagnose/hops.ts'
import { type DirectionFacts, factsOf, offeredZones } from '../diagnose/snapshot.ts'
import { type ReadsOf, readsOf, snapshot } from '../engine/account-reads.ts'
import type { Identities } from '../engine/identities.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import type { Intent } from '../manifest/schema.ts'
import { derivedDomain } from '../model/endpoint-domain.ts'
import { type DirectionName, directionNames } from '../model/link.ts'
import type { DirectionStatus, EndpointStatusDocument, LinkStatus, ServiceStatusDocument } from '../model/result.ts'
import { stepId } from '../model/step-id.ts'
import { idOf, isAdopted, type State } from '../state/state.ts'

/** Each direction hop by hop and who must act next. Writes nothing and takes no lock. */
export async function statusOf(
  context: LinkContext,
  state: State | null,
  directions: readonly DirectionName[] = directionNames,
): Promise<LinkStatus> {
  return statusFor(context, await identitiesOf(context, state), snapshot(readsOf(context)), state, directions)
}

/** The same, when it is known already whose keys these are. */
export async function statusFor(
  context: LinkContext,
  identities: Identities,
  reads: ReadsOf,
  state: State | null,
  directions: readonly DirectionName[],
): Promise<LinkStatus> {
  const { intent } = context
  const entries = await Promise.all(
    directions.map(async (direction) => {
      const half = intent.directions[direction]
      if (!half) return []
      const facts = await factsOf(direction, intent, half, identities, reads, state)
      return [[direction, directionStatus(facts, intent, identities, state)] as const]
    }),
  )
  return {
    at: context.clock.now(),
    link: intent.name,
    region: intent.region,
    directions: Object.fromEntries(entries.flat()),
  }
}

function directionStatus(
  facts: DirectionFacts,
  intent: Intent,
  identities: Identities,
  state: State | null,
): DirectionStatus {
  const memory = memoryOf(facts, state)
  const hops = hopsOf(facts, intent, memory.endpoint)
  return {
    ...summarizeDirection(facts, intent, identities, memory, hops),
    service: serviceOf(facts, state),
    endpoints: endpointsOf(facts, intent, identities, memory, state),
    hops,
  }
}

function memoryOf({ direction, half, consumer }: DirectionFacts, state: State | null): Memory {
  const remembered = idOf(state?.link.steps[stepId(direction, 'endpoint')])
  return {
    endpoint: consumer?.endpoint?.EndpointId ?? half.endpoint.id ?? remembered,
    approved: state?.link.steps[stepId(direction, 'connection')]?.status === 'ready',
    rejected: state?.link.rejected ?? [],
  }
}

function serviceOf(facts: DirectionFacts, state: State | null): ServiceStatusDocument | null {
  const { provider, consumer, direction, half } = facts
  const own = provider?.service
  if (own) {
    return {
      id: own.ServiceId,
      name: own.ServiceName,
      status: own.ServiceStatus,
      mine: isMine(state, stepId(direction, 'service')),
      zones: offeredZones(facts),
    }
  }
  const id = consumer?.serviceId ?? half.service.id
  if (provider || id === undefined) return null
  // What the other account does not show us is null or empty, never invented.
  return {
    id,
    name: consumer?.service?.ServiceName ?? null,
    status: null,
    mine: false,
    zones: consumer?.service?.Zones ?? [],
  }
}

function endpointsOf(
  facts: DirectionFacts,
  intent: Intent,
  identities: Identities,
  memory: Memory,
  state: State | null,
): EndpointStatusDocument[] {
  const { provider, consumer, direction } = facts
  const own = consumer?.endpoint
  const mine = isMine(state, stepId(direction, 'endpoint'))
  const documents: EndpointStatusDocument[] = own
    ? [
        {
          id: own.EndpointId,
          ownerUid: identities.uids[consumer.side] ?? null,
          expected: true,
          mine,
          domain: own.EndpointDomain,
          derived: false,
          ips: consumer.zones.flatMap((zone) => zone.EniIp ?? []),
          zones: consumer.zones.map((zone) => ({
            zone: zone.ZoneId,
            status: zone.ZoneStatus,
            ip: zone.EniIp ?? null,
            domain: zone.ZoneDomain ?? null,
          })),
          connectionStatus: own.ConnectionStatus,
        },
      ]
    : []
  const foreign = (provider?.connections ?? []).filter((row) => row.EndpointId !== own?.EndpointId)
  return [
    ...documents,
    ...foreign.map((row) => ({
      id: row.EndpointId,
      ownerUid: row.EndpointOwnerId,
      expected: row.EndpointId === memory.endpoint,
      mine: false,
      domain: derivedDomain(row.EndpointId, row.ServiceId, intent.region),
      derived: true,
      ips: [],
      zones: (row.Zones ?? []).map((zone) => ({
        zone: zone.ZoneId,
        status: zone.ZoneStatus,
        ip: null,
        domain: zone.ZoneDomain ?? null,
      })),
      connectionStatus: row.ConnectionStatus,
    })),
  ]
}

function isMine(state: State | null, id: string): boolean {
  const record = state?.link.steps[id]
  return record !== undefined && !isAdopted(record)
}
