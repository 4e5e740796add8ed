import { observeDirection } from '../diagnose/observe/direction.ts'
import type { DirectionObservation } from '../diagnose/observe/observation.ts'
import { readsOf, snapshot } from '../engine/account-reads.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { type FaultData, PlinkError } from '../model/fault.ts'
import type { ReceivedInvite } from '../model/invite.ts'
import type { DirectionName } from '../model/link.ts'
import type { State } from '../state/state.ts'
import { zoneFaults } from '../steps/compatibility.ts'

/**
 * Compares what the other party says with what our keys can see of it.
 * @param context with the intent as it will be
 * @returns what does not fit yet and may come right, such as a service that we are not whitelisted for
 * @throws PlinkError for what waiting does not mend: INVITE_OWN, INVITE_ELSEWHERE, ENDPOINT_NOT_ASKING, ENDPOINT_OF_STRANGER
 */
export async function misfitsOf(
  context: LinkContext,
  state: State | null,
  told: ReceivedInvite & { readonly receiver?: string },
  directions: readonly DirectionName[],
): Promise<FaultData[]> {
  const identities = await identitiesOf(context, state)
  const { you } = identities.uids
  if (told.sender === you) throw new PlinkError('INVITE_OWN', { uid: you })
  if (told.receiver !== undefined && told.receiver !== you) {
    throw new PlinkError('INVITE_ELSEWHERE', { what: 'uid', invite: told.receiver, here: you })
  }
  const reads = snapshot(readsOf(context))
  const found = await Promise.all(
    told.ways.map(async (way) => {
      const direction = way.sender === 'provider' ? 'outbound' : 'inbound'
      const half = context.intent.directions[direction]
      if (!half || !directions.includes(direction)) return []
      const facts = await observeDirection(direction, context.intent, half, identities, reads, state)
      return direction === 'inbound'
        ? inboundMisfits(facts, way, told.sender ?? context.intent.peer.uid)
        : outboundMisfits(facts, way, you, context.intent.region)
    }),
  )
  return found.flat()
}

type Way = ReceivedInvite['ways'][number]

/** We provide: is that endpoint at our service, and theirs? */
function inboundMisfits(
  { provider }: DirectionObservation,
  { service, endpoint }: Way,
  uid: string | undefined,
): FaultData[] {
  const own = provider?.service
  if (!own) return []
  if (service.id !== undefined && service.id !== own.ServiceId) {
    throw new PlinkError('INVITE_ELSEWHERE', { what: 'service', invite: service.id, here: own.ServiceId })
  }
  if (endpoint.id === undefined) return []
  const row = provider?.connections.find((each) => each.EndpointId === endpoint.id)
  if (!row) {
    const asking = (provider?.connections ?? []).map((each) => each.EndpointId)
    throw new PlinkError('ENDPOINT_NOT_ASKING', { id: endpoint.id, service: own.ServiceId, asking })
  }
  if (uid !== undefined && row.EndpointOwnerId !== uid) {
    throw new PlinkError('ENDPOINT_OF_STRANGER', { id: endpoint.id, ownerUid: row.EndpointOwnerId, known: [uid] })
  }
  return []
}

/** We consume: can we see their service, is it where we want to be, and does who pays agree? */
function outboundMisfits(
  { consumer, half }: DirectionObservation,
  { service }: Way,
  uid: string,
  region: string,
): FaultData[] {
  const { id, payer } = service
  if (id === undefined) return []
  const seen = consumer?.service
  const zones = seen?.Zones ?? service.zones ?? []
  const ours = Object.keys(half.endpoint.zones)
  return [
    ...(seen ? [] : [{ code: 'SERVICE_NOT_VISIBLE', facts: { id, uid, region } } as const]),
    ...zoneFaults(zones, ours),
    ...(payer !== undefined && seen?.Payer !== undefined && seen.Payer !== payer
      ? [{ code: 'PAYER_DIFFERS', facts: { id, said: payer, is: seen.Payer } } as const]
      : []),
  ]
}
