import type { Identities } from '../engine/identities.ts'
import type { Reads } from '../engine/reads.ts'
import type { Intent } from '../manifest/schema.ts'
import type { PlannedCost } from '../model/cost.ts'
import { PlinkError } from '../model/fault.ts'
import { type DirectionName, roles, type SideName } from '../model/link.ts'
import type { PlannedChange } from '../model/result.ts'
import { parseStepId } from '../model/step-id.ts'
import { seenService } from '../steps/service-reads.ts'

/** What each direction will cost, from its zones and from who pays. Asks the cloud only for what it was just asked for. */
export async function costOf(
  intent: Intent,
  identities: Identities,
  reads: (side: SideName) => Reads,
  changes: readonly PlannedChange[],
): Promise<PlannedCost[]> {
  const directions = [...new Set(changes.map(({ direction }) => direction))]
  const costs = await Promise.all(
    directions.map(async (direction): Promise<PlannedCost | undefined> => {
      const own = changes.filter((change) => change.direction === direction && change.action !== 'delete')
      const kindOf = ({ step }: PlannedChange) => parseStepId(step).kind
      if (!own.some((change) => kindOf(change) === 'endpoint')) return undefined
      const zones = own.filter((change) => kindOf(change) === 'zone').length
      return {
        direction,
        zones: identities.holds[roles[direction].consumer] && zones > 0 ? zones : null,
        payer: await payerOf(direction, intent, identities, reads),
        loadBalancers: own.filter((change) => kindOf(change) === 'load-balancer' && change.action === 'create').length,
        addOn: intent.peer.kind === 'emqx' && roles[direction].provider === 'peer',
      }
    }),
  )
  return costs.filter((cost) => cost !== undefined)
}

async function payerOf(
  direction: DirectionName,
  { directions }: Intent,
  { holds }: Identities,
  reads: (side: SideName) => Reads,
): Promise<SideName | null> {
  const { provider, consumer } = roles[direction]
  const service = directions[direction]?.service
  const see = async (id: string) => {
    try {
      return (await seenService(reads(consumer), id))?.Payer
    } catch (error) {
      // That it cannot be looked at is told where it is looked for.
      if (error instanceof PlinkError) return undefined
      throw error
    }
  }
  const payer = holds[provider] ? service?.payer : service?.id === undefined ? undefined : await see(service.id)
  if (payer === undefined) return null
  return payer === 'EndpointService' ? provider : consumer
}
