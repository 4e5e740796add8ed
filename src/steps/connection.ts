import type { EndpointConnection } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { type Call, type Observation, type StepMap, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import type { EndpointStep, ProviderHalf, ServiceStep } from './halves.ts'
import { connectionsOf, serviceGone } from './service-reads.ts'
import type { StepType } from './step-type.ts'
import { unlessGone } from './unless-gone.ts'

export const connectionType = {
  kind: 'connection',
  role: 'provider',
  sharesId: true,
  codes: {
    // The last: it was rejected before.
    gone: [...serviceGone, 'EndpointConnectionNotFound', 'EndpointNotFound', 'EndpointConnectionOperationDenied'],
  },
  firstLookMs: {
    'privatelink.EnableVpcEndpointConnection': 5_000,
    'privatelink.DisableVpcEndpointConnection': 5_000,
    'privatelink.EnableVpcEndpointZoneConnection': 5_000,
  },
  // PrivateLink 2020-04-15: approving and cutting cannot run in parallel within one account, a zone for one endpoint.
  locks: {
    'privatelink.EnableVpcEndpointConnection': 'account',
    'privatelink.DisableVpcEndpointConnection': 'account',
    'privatelink.EnableVpcEndpointZoneConnection': 'EndpointId',
  },
  permissions: [
    {
      change: 'create',
      about: ['service', 'endpoint'],
      actions: ['privatelink.EnableVpcEndpointConnection', 'privatelink.EnableVpcEndpointZoneConnection'],
    },
    { change: 'delete', about: ['service', 'endpoint'], actions: ['privatelink.DisableVpcEndpointConnection'] },
  ],
} as const satisfies StepType

/**
 * The endpoint connection, approved. It has no id of its own: the pair of service and endpoint names it, and the endpoint's
 * id stands for it here. Approving is `Enable…`; the cloud has no word for "waiting for approval", it says `Disconnected`.
 */
export function connectionStep(
  { direction, side }: ProviderHalf,
  service: ServiceStep,
  endpoint: EndpointStep,
  first: StepMap,
) {
  return step<{ id: string }, StepMap & { service: ServiceStep; endpoint: EndpointStep }>({
    ...connectionType,
    id: stepId(direction, 'connection'),
    direction,
    side,
    wanted: true,
    creates: true,
    needs: { ...first, service, endpoint },
    parent: 'service',
    async observe({ reads }, inputs): Promise<Observation<{ id: string }>> {
      const pair = { ServiceId: inputs.service.id, EndpointId: inputs.endpoint.id }
      const row = await findConnection(reads, pair.ServiceId, pair.EndpointId)
      return row ? observeConnection(row, () => enableCall(pair, row)) : { is: 'not-visible' }
    },
    // Who is let in is not rejected any more.
    remember({ rejected = [], ...link }, output) {
      const left = rejected.filter((each) => each !== output.id)
      return left.length > 0 ? { ...link, rejected: left } : link
    },
    async deleteCall(_context, out, inputs): Promise<Call> {
      return {
        action: 'privatelink.DisableVpcEndpointConnection',
        input: { ServiceId: inputs.service.id, EndpointId: out.id },
      }
    },
  })
}

/**
 * A connection is present when it and every zone of it is connected: `Connected` alone carries no bytes.
 * @param create the call that approves it, or a zone of it
 */
export function observeConnection(
  row: Pick<EndpointConnection, 'EndpointId' | 'ConnectionStatus' | 'Zones'>,
  create: () => Call,
): Observation<{ id: string }> {
  const { EndpointId: id, ConnectionStatus: status, Zones: zones = [] } = row
  switch (status) {
    case 'Disconnected':
      return { is: 'absent', create }
    case 'Disconnecting':
    case 'Deleting':
      return { is: 'deleting', id, status }
    case 'ServiceDeleted':
      return { is: 'broken', id, status }
    case 'Connected': {
      if (zones.some((zone) => zone.ZoneStatus === 'Disconnected')) return { is: 'absent', create }
      const busy = zones.find((zone) => zone.ZoneStatus !== 'Connected' && zone.ZoneStatus !== 'Migrated')
      const shown = busy ? `${busy.ZoneId}: ${busy.ZoneStatus}` : status
      return { is: 'present', output: { id }, settled: busy === undefined, status: shown, mine: 'parent' }
    }
    default:
      // Connecting, Pending, and any word this cloud learns later: it exists, and is shown and waited on.
      return { is: 'present', output: { id }, settled: false, status, mine: 'parent' }
  }
}

type Pair = { readonly ServiceId: string; readonly EndpointId: string }

function enableCall(pair: Pair, { ConnectionStatus, Zones = [] }: EndpointConnection): Call {
  const closed = ConnectionStatus === 'Connected' ? Zones.find((zone) => zone.ZoneStatus === 'Disconnected') : undefined
  return closed
    ? { action: 'privatelink.EnableVpcEndpointZoneConnection', input: { ...pair, ZoneId: closed.ZoneId } }
    : { action: 'privatelink.EnableVpcEndpointConnection', input: pair }
}

async function findConnection(
  reads: Reads,
  ServiceId: string,
  EndpointId: string,
): Promise<EndpointConnection | undefined> {
  const rows = await unlessGone(connectionsOf(reads, ServiceId), serviceGone, [])
  return rows.find((row) => row.EndpointId === EndpointId)
}
