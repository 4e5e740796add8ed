import type { Call, ReadContext } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import type { Next } from '../model/result.ts'
import { connectionsOf, serviceGone } from './service-reads.ts'
import { unlessGone } from './unless-gone.ts'

/**
 * Endpoints that are still at a service of ours: cut only when named, and gone only when their owner deletes them.
 * @returns the next call that cuts one, what their owners must do, or null when none is left
 * @throws PlinkError FOREIGN_CONSUMERS
 */
export async function foreignConsumers(
  { reads, disconnect = [] }: ReadContext,
  direction: DirectionName,
  intent: Intent,
  service: string,
): Promise<Call | Next | null> {
  const all = await unlessGone(connectionsOf(reads, service), serviceGone, [])
  const rows = all.filter((row) => row.ConnectionStatus !== 'Deleting')
  const open = rows.filter(({ ConnectionStatus: status }) => status !== 'Disconnected' && status !== 'Disconnecting')
  const unnamed = open.filter((row) => !disconnect.includes(row.EndpointId))
  if (unnamed.length > 0) {
    const endpoints = unnamed.map((row) => ({ id: row.EndpointId, ownerUid: row.EndpointOwnerId }))
    throw new PlinkError('FOREIGN_CONSUMERS', { direction, service, endpoints })
  }
  const [first] = open
  if (first) {
    const input = { ServiceId: service, EndpointId: first.EndpointId }
    return { action: 'privatelink.DisableVpcEndpointConnection', input }
  }
  if (rows.length === 0 || rows.some((row) => row.ConnectionStatus === 'Disconnecting')) return null
  const endpoints = rows.map((row) => row.EndpointId)
  return { code: 'PEER_REMOVE_ENDPOINT', facts: { emqx: intent.peer.kind === 'emqx', service, endpoints } }
}
