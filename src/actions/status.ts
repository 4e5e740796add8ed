import { type Diagnosis, diagnose } from '../diagnose/diagnose.ts'
import { observeDirection } from '../diagnose/observe/direction.ts'
import { type DirectionObservation, expectedEndpoint, offeredZones } from '../diagnose/observe/observation.ts'
import { type ReadsOf, readsOf, snapshot } from '../engine/account-reads.ts'
import { type Identities, identitiesOf } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { derivedDomain } from '../model/endpoint-domain.ts'
import { type DirectionName, directionNames } from '../model/link.ts'
import type { DirectionStatus, EndpointStatusDocument, LinkStatus, ServiceStatusDocument } from '../model/result.ts'
import { stepId } from '../model/step-id.ts'
import { isAdopted, type State } from '../state/state.ts'

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
  const observations = await observeLink(context, identities, reads, state, directions)
  return statusFrom(context, observations.map(diagnose), state)
}

/** What there is to see of each direction. @param isTested tests will go through it */
export async function observeLink(
  { intent }: Pick<LinkContext, 'intent'>,
  identities: Identities,
  reads: ReadsOf,
  state: State | null,
  directions: readonly DirectionName[],
  isTested = false,
): Promise<DirectionObservation[]> {
  const observed = await Promise.all(
    directions.map(async (direction) => {
      const half = intent.directions[direction]
      return half ? [await observeDirection(direction, intent, half, identities, reads, state, isTested)] : []
    }),
  )
  return observed.flat()
}

/** The status document of what was diagnosed. */
export function statusFrom(
  { intent, clock }: Pick<LinkContext, 'intent' | 'clock'>,
  diagnoses: readonly Diagnosis[],
  state: State | null,
): LinkStatus {
  return {
    at: clock.now(),
    link: intent.name,
    region: intent.region,
    directions: Object.fromEntries(diagnoses.map((each) => [each.observation.direction, directionStatus(each, state)])),
  }
}

function directionStatus({ observation, findings, hops, summary }: Diagnosis, state: State | null): DirectionStatus {
  return {
    ...summary,
    service: serviceOf(observation, state),
    endpoints: endpointsOf(observation, state),
    hops,
    findings,
  }
}

function serviceOf(observation: DirectionObservation, state: State | null): ServiceStatusDocument | null {
  const { provider, consumer, half } = observation
  const own = provider?.service
  if (own) {
    return {
      id: own.ServiceId,
      name: own.ServiceName,
      status: own.ServiceStatus,
      mine: isMine(state, observation, 'service'),
      zones: offeredZones(observation),
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

function endpointsOf(observation: DirectionObservation, state: State | null): EndpointStatusDocument[] {
  const { provider, consumer, identities, region } = observation
  const own = consumer?.endpoint
  const expected = expectedEndpoint(observation)
  const documents: EndpointStatusDocument[] = own
    ? [
        {
          id: own.EndpointId,
          ownerUid: identities.uids[consumer.side] ?? null,
          expected: true,
          mine: isMine(state, observation, 'endpoint'),
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
      expected: row.EndpointId === expected,
      mine: false,
      domain: derivedDomain(row.EndpointId, row.ServiceId, region),
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

/** Evidence is judged without a state file: it carries what the state remembered. */
function isMine(
  state: State | null,
  { direction, memory }: DirectionObservation,
  kind: 'service' | 'endpoint',
): boolean {
  if (state === null) return memory[kind]?.mine === true
  const record = state.link.steps[stepId(direction, kind)]
  return record !== undefined && !isAdopted(record)
}
