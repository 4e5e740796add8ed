import type { EndpointConnection } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import type { Call, ReadContext } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import type { Next } from '../model/result.ts'
import { connectionsOf, serviceGone } from './service-reads.ts'
import { unlessGone } from './unless-gone.ts'

/**
 * Endpoints whose traffic a service carries. Before anything is done that would cut them, they are named with
 * `--disconnect`, or are deleted by this very run.
 * @param isCut which of them it would cut; all, unless it is said
 * @returns the next call that cuts one that was named, or null when nobody would be cut
 * @throws PlinkError FOREIGN_CONSUMERS
 */
export async function cutConsumers(
  { reads, disconnect = [], deleting = new Set() }: ReadContext,
  direction: DirectionName,
  service: string,
  isCut: (row: EndpointConnection) => boolean = () => true,
): Promise<Call | null> {
  const open = (await consumersOf(reads, service)).filter((row) => isOpen(row) && isCut(row))
  const unnamed = open.filter(({ EndpointId: id }) => !disconnect.includes(id) && !deleting.has(id))
  if (unnamed.length > 0)
    throw new PlinkError('FOREIGN_CONSUMERS', { direction, service, endpoints: unnamed.map(asConsumer) })
  const first = open.find(({ EndpointId: id }) => disconnect.includes(id))
  return first ? disableCall(service, first) : null
}

/** The same for whatever is behind services by way of a load balancer. */
export async function cutConsumersBehind(
  readContext: ReadContext,
  direction: DirectionName,
  loadBalancer: string,
): Promise<Call | null> {
  const services = await readContext.reads.all(
    'privatelink.ListVpcEndpointServices',
    { ResourceId: loadBalancer },
    (page) => page.Services,
  )
  for (const { ServiceId } of services) {
    const call = await cutConsumers(readContext, direction, ServiceId, (row) => usesLoadBalancer(row, loadBalancer))
    if (call) return call
  }
  return null
}

/** The next request that nobody approved, rejected: refused as well where it was rejected before. */
export async function rejectPending(
  { reads, deleting = new Set(), hasCalled }: ReadContext,
  service: string,
): Promise<Call | null> {
  const pending = (await consumersOf(reads, service)).filter(
    (row) => row.ConnectionStatus === 'Disconnected' && !deleting.has(row.EndpointId),
  )
  return pending.map((row) => disableCall(service, row)).find((call) => !hasCalled?.(call)) ?? null
}

/** Who must delete an endpoint before the cloud lets the service go; null while connections are still being cut. */
export async function endpointsToRemove(
  { reads, deleted = new Set() }: ReadContext,
  { peer }: Intent,
  service: string,
): Promise<Next | null> {
  const rows = await consumersOf(reads, service)
  const left = rows.filter((row) => !deleted.has(row.EndpointId))
  if (left.length === 0 || left.some((row) => row.ConnectionStatus !== 'Disconnected')) return null
  const endpoints = left.map((row) => row.EndpointId)
  return { code: 'PEER_REMOVE_ENDPOINT', facts: { emqx: peer.kind === 'emqx', service, endpoints, refused: true } }
}

/** Endpoints at a service, but for those that are being deleted. */
export async function consumersOf(reads: Reads, service: string): Promise<EndpointConnection[]> {
  const rows = await unlessGone(connectionsOf(reads, service), serviceGone, [])
  return rows.filter((row) => row.ConnectionStatus !== 'Deleting')
}

export function isOpen({ ConnectionStatus: status }: EndpointConnection): boolean {
  return status !== 'Disconnected' && status !== 'Disconnecting' && status !== 'ServiceDeleted'
}

/** Each zone of a connection has one load balancer behind it; where the cloud does not say which, it may be any. */
export function usesLoadBalancer({ Zones = [] }: EndpointConnection, loadBalancer: string): boolean {
  return Zones.length === 0 || Zones.some(({ ResourceId }) => ResourceId === undefined || ResourceId === loadBalancer)
}

export function asConsumer({ EndpointId: id, EndpointOwnerId: ownerUid }: EndpointConnection) {
  return { id, ownerUid }
}

export function disableCall(ServiceId: string, { EndpointId }: EndpointConnection): Call {
  return { action: 'privatelink.DisableVpcEndpointConnection', input: { ServiceId, EndpointId } }
}
