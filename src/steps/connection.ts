import { isRefusal } from '../alibaba/cloud-error.ts'
import type { EndpointConnection } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { type Call, type Observation, type StepMap, type StepOf, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import type { EndpointOut } from './endpoint.ts'
import type { ProviderHalf, ServiceStep } from './service.ts'
import { connectionsOf } from './service-reads.ts'

/**
 * The endpoint connection, approved. It has no id of its own: the pair of service and endpoint names it, and the endpoint's
 * id stands for it here. Approving is `Enable…`; the cloud has no word for "waiting for approval", it says `Disconnected`.
 */
export function connectionStep(
  { direction, side }: ProviderHalf,
  service: ServiceStep,
  endpoint: StepOf<EndpointOut>,
  first: StepMap,
) {
  return step<{ id: string }, StepMap & { service: ServiceStep; endpoint: StepOf<EndpointOut> }>({
    id: stepId(direction, 'connection'),
    direction,
    kind: 'connection',
    side,
    wanted: true,
    needs: { ...first, service, endpoint },
    parent: 'service',
    async look({ reads }, given): Promise<Observation<{ id: string }>> {
      const row = await findConnection(reads, given.service.id, given.endpoint.id)
      return row ? connectionSight(row) : { is: 'unseen' }
    },
    async make({ reads }, given): Promise<Call> {
      const pair = { ServiceId: given.service.id, EndpointId: given.endpoint.id }
      const row = await findConnection(reads, given.service.id, given.endpoint.id)
      const closed =
        row?.ConnectionStatus === 'Connected'
          ? row.Zones?.find((zone) => zone.ZoneStatus === 'Disconnected')
          : undefined
      if (closed)
        return { action: 'privatelink.EnableVpcEndpointZoneConnection', input: { ...pair, ZoneId: closed.ZoneId } }
      return { action: 'privatelink.EnableVpcEndpointConnection', input: pair }
    },
    async unmake(_context, out, given): Promise<Call> {
      return {
        action: 'privatelink.DisableVpcEndpointConnection',
        input: { ServiceId: given.service.id, EndpointId: out.id },
      }
    },
  })
}

/** A connection is there when it and every zone of it is connected: `Connected` alone carries no bytes. */
export function connectionSight(
  row: Pick<EndpointConnection, 'EndpointId' | 'ConnectionStatus' | 'Zones'>,
): Observation<{ id: string }> {
  const id = row.EndpointId
  switch (row.ConnectionStatus) {
    case 'Disconnected':
      return { is: 'absent' }
    case 'Disconnecting':
    case 'Deleting':
      return { is: 'leaving', id, status: row.ConnectionStatus }
    case 'ServiceDeleted':
      return { is: 'broken', id, status: row.ConnectionStatus }
    case 'Connected': {
      const zones = row.Zones ?? []
      if (zones.some((zone) => zone.ZoneStatus === 'Disconnected')) return { is: 'absent' }
      const busy = zones.find((zone) => zone.ZoneStatus !== 'Connected' && zone.ZoneStatus !== 'Migrated')
      const status = busy ? `${busy.ZoneId}: ${busy.ZoneStatus}` : row.ConnectionStatus
      return { is: 'there', out: { id }, settled: busy === undefined, status, mine: 'parent' }
    }
    default:
      // Connecting, Pending, and any word this cloud learns later: it exists, and is shown and waited on.
      return { is: 'there', out: { id }, settled: false, status: row.ConnectionStatus, mine: 'parent' }
  }
}

async function findConnection(
  reads: Reads,
  ServiceId: string,
  EndpointId: string,
): Promise<EndpointConnection | undefined> {
  try {
    return (await connectionsOf(reads, ServiceId)).find((row) => row.EndpointId === EndpointId)
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return undefined
    throw error
  }
}
