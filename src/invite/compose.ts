import { idIn } from '../actions/inventory.ts'
import { listeningOf } from '../diagnose/checks/asked.ts'
import { observeDirection } from '../diagnose/observe/direction.ts'
import { type DirectionObservation, offeredZones } from '../diagnose/observe/observation.ts'
import { readsOf, snapshot } from '../engine/account-reads.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { portsOf } from '../manifest/test-ports.ts'
import type { Invite, InvitedWay, SpokenValues } from '../model/invite.ts'
import { type DirectionName, roles } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import type { State } from '../state/state.ts'

/** What there is to tell the other party now, looked up with our keys. Writes nothing and takes no lock. */
export async function inviteOf(
  context: LinkContext,
  state: State | null,
  directions: readonly DirectionName[],
): Promise<Invite> {
  const { intent } = context
  const identities = await identitiesOf(context, state)
  const reads = snapshot(readsOf(context))
  const ways = await Promise.all(
    directions.map(async (direction): Promise<InvitedWay[]> => {
      const half = intent.directions[direction]
      if (!half) return []
      return [wayOf(await observeDirection(direction, intent, half, identities, reads, state), state)]
    }),
  )
  const { you, peer } = identities.uids
  return { region: intent.region, sender: you, ...(peer !== undefined && { receiver: peer }), ways: ways.flat() }
}

function wayOf(observation: DirectionObservation, state: State | null): InvitedWay {
  const { direction, half, provider, consumer } = observation
  const sender = roles[direction].provider === 'you' ? 'provider' : 'consumer'
  const own = provider?.service
  const seen = consumer?.service
  const serviceId = own?.ServiceId ?? (sender === 'consumer' ? consumer?.serviceId : undefined)
  const name = own?.ServiceName ?? seen?.ServiceName
  const payer = sender === 'provider' ? (own?.Payer ?? half.service.payer) : seen?.Payer
  const ports = [
    ...new Set(
      listeningOf(observation)
        .filter(({ listener }) => listener.running)
        .map(({ listener }) => listener.port),
    ),
  ].toSorted((a, b) => a - b)
  const zones = offeredZones(observation)
  const endpointId = consumer?.endpoint?.EndpointId ?? half.endpoint.id ?? idIn(state, stepId(direction, 'endpoint'))
  const wanted = consumer?.zones.map((zone) => zone.ZoneId) ?? []
  const endpointZones = wanted.length > 0 ? wanted : Object.keys(half.endpoint.zones)
  const wantedPorts = sender === 'consumer' ? portsOf(half.tests) : []
  return {
    sender,
    service: {
      ...(serviceId !== undefined && { id: serviceId }),
      ...(name !== undefined && { name }),
      ...(zones.length > 0 && { zones }),
      ...(ports.length > 0 && { ports }),
      ...((payer === 'Endpoint' || payer === 'EndpointService') && { payer }),
    },
    endpoint: {
      ...(endpointId !== undefined && { id: endpointId }),
      ...(endpointZones.length > 0 && { zones: endpointZones }),
      ...(wantedPorts.length > 0 && { ports: wantedPorts }),
    },
  }
}

/** What of an invite can be read over the phone: the flags of `plink accept`. */
export function spokenOf({ sender, ways }: Invite): SpokenValues {
  const offered = ways.find((way) => way.sender === 'provider')?.service
  const wanting = ways.find((way) => way.sender === 'consumer')?.endpoint
  return {
    uid: sender,
    ...(offered?.id !== undefined && {
      service: offered.id,
      ...(offered.zones && { zones: offered.zones }),
      ...(offered.payer && { payer: offered.payer }),
    }),
    ...(wanting?.id !== undefined && { endpoint: wanting.id }),
  }
}
