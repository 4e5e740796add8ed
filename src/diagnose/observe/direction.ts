import type { ReadsOf } from '../../engine/account-reads.ts'
import type { Identities } from '../../engine/identities.ts'
import type { DirectionIntent, Intent } from '../../manifest/schema.ts'
import { type DirectionName, roles } from '../../model/link.ts'
import { parseStepId, stepId } from '../../model/step-id.ts'
import { idOf, type State, type StepRecord } from '../../state/state.ts'
import { portsToAdmit } from '../checks/asked.ts'
import { observeConsumer } from './consumer.ts'
import type { Claim, DirectionObservation, Memory, RememberedThing } from './observation.ts'
import { PartReader } from './part-reader.ts'
import { observeProvider } from './provider.ts'

/**
 * Reads one direction, both halves as far as credentials reach, all that is independent side by side. Never throws for what the cloud says.
 * @param isTested tests will go through it: who of the VPC gets in is read too, where that is not needed otherwise
 */
export async function observeDirection(
  direction: DirectionName,
  { name, region, peer }: Pick<Intent, 'name' | 'region' | 'peer'>,
  half: DirectionIntent,
  identities: Identities,
  readsOf: ReadsOf,
  state: State | null,
  isTested = false,
): Promise<DirectionObservation> {
  const { provider, consumer } = roles[direction]
  const memory = memoryOf(direction, state)
  const { holds, uids } = identities
  const claims: Claim[] = []
  const about = { link: name, direction, half, memory, lineage: state?.lineage, claims }
  const providing = holds[provider] ? new PartReader(readsOf(provider), provider) : null
  const consuming = holds[consumer] ? new PartReader(readsOf(consumer), consumer) : null
  const providerHalf = providing && (await observeProvider(providing, { ...about, consumerUid: uids[consumer] }))
  const serviceId = providerHalf?.service?.ServiceId ?? half.service.id ?? memory.service?.id
  const consumerHalf =
    consuming &&
    (await observeConsumer(consuming, {
      ...about,
      serviceId,
      ports: isTested ? null : portsToAdmit({ half, provider: providerHalf }),
      isProviderSeen: providerHalf?.service !== undefined,
    }))
  return {
    direction,
    link: name,
    region,
    peer: { ...peer, ...(uids.peer !== undefined && { uid: uids.peer }) },
    half,
    identities,
    memory,
    provider: providerHalf,
    consumer: consumerHalf,
    claims,
    unread: [...(providing?.unread ?? []), ...(consuming?.unread ?? [])],
    tests: [],
    asked: [],
  }
}

/** What the state file says of one direction. */
function memoryOf(direction: DirectionName, state: State | null): Memory {
  const steps = state?.link.steps ?? {}
  const connection = steps[stepId(direction, 'connection')]
  const balancers = Object.entries(steps).flatMap(([id, record]) => {
    const step = parseStepId(id)
    const known = idOf(record)
    if (step.direction !== direction || step.kind !== 'load-balancer' || known === undefined) return []
    return record.status !== 'intended' && record.mine ? [{ name: step.name, id: known }] : []
  })
  const service = thingOf(steps[stepId(direction, 'service')])
  const endpoint = thingOf(steps[stepId(direction, 'endpoint')])
  // One that was made anew since then was never approved, whatever the one before it was.
  const isOfThese = idOf(connection) === endpoint?.id && (connection?.since ?? '') >= (service?.since ?? '')
  return {
    service,
    endpoint,
    approvedSince: connection?.status === 'ready' && isOfThese ? connection.since : null,
    rejected: state?.link.rejected ?? [],
    loadBalancers: balancers,
  }
}

function thingOf(record: StepRecord | undefined): RememberedThing | null {
  const id = idOf(record)
  if (id === undefined || record === undefined || record.status === 'intended') return null
  return { id, mine: record.mine, seen: record.status === 'ready' || record.status === 'removing', since: record.since }
}
