import { type Call, type Observation, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import { endpointGone, readEndpointZones } from './endpoint-reads.ts'
import type { ConsumerHalf, EndpointStep } from './halves.ts'
import type { StepType } from './step-type.ts'

export const zoneType = {
  kind: 'zone',
  role: 'consumer',
  isPart: true,
  codes: { gone: [...endpointGone, 'EndpointZoneNotFound'], exists: ['EndpointZoneDuplicated'] },
  firstLookMs: { 'privatelink.AddZoneToVpcEndpoint': 5_000, 'privatelink.RemoveZoneFromVpcEndpoint': 5_000 },
  // "Cannot be called in parallel for one endpoint" (PrivateLink 2020-04-15, descriptions of both).
  locks: { 'privatelink.AddZoneToVpcEndpoint': 'EndpointId', 'privatelink.RemoveZoneFromVpcEndpoint': 'EndpointId' },
  permissions: [
    { change: 'create', about: ['endpoint', 'vswitch'], actions: ['privatelink.AddZoneToVpcEndpoint'] },
    { change: 'delete', about: ['endpoint'], actions: ['privatelink.RemoveZoneFromVpcEndpoint'] },
  ],
} as const satisfies StepType

/** One zone of the endpoint: an address in one vSwitch. Without a vSwitch it is one that nobody asks for any more. */
export function zoneStep(
  { direction, side }: ConsumerHalf,
  endpoint: EndpointStep,
  ZoneId: string,
  VSwitchId: string | undefined,
) {
  return step<{ id: string }, { endpoint: EndpointStep }>({
    ...zoneType,
    id: stepId(direction, 'zone', ZoneId),
    direction,
    side,
    wanted: VSwitchId !== undefined,
    creates: true,
    needs: { endpoint },
    parent: 'endpoint',
    async observe({ reads }, inputs): Promise<Observation<{ id: string }>> {
      const zone = (await readEndpointZones(reads, inputs.endpoint.id)).find((each) => each.ZoneId === ZoneId)
      const create = (): Call => ({
        action: 'privatelink.AddZoneToVpcEndpoint',
        input: { EndpointId: inputs.endpoint.id, ZoneId, VSwitchId: VSwitchId ?? '' },
      })
      if (!zone) return { is: 'absent', create }
      if (zone.ZoneStatus === 'Deleting') return { is: 'deleting', id: ZoneId, status: zone.ZoneStatus }
      if (VSwitchId !== undefined && zone.VSwitchId !== VSwitchId)
        return { is: 'differs', id: ZoneId, field: 'vSwitch', found: zone.VSwitchId, wanted: VSwitchId }
      const settled = settledStatuses.has(zone.ZoneStatus)
      return { is: 'present', output: { id: ZoneId }, settled, status: zone.ZoneStatus, mine: 'parent' }
    },
    async deleteCall(_context, _out, inputs): Promise<Call> {
      return {
        action: 'privatelink.RemoveZoneFromVpcEndpoint',
        input: { EndpointId: inputs.endpoint.id, ZoneId },
      }
    },
  })
}

/**
 * `Wait` is what a zone reads until the connection is approved, `Connected` afterwards: a waiter must take both. Connecting and
 * cutting are the connection's. Any word this cloud learns later is shown and waited on.
 */
const settledStatuses: ReadonlySet<string> = new Set([
  'Wait',
  'Connected',
  'Connecting',
  'Disconnecting',
  'Disconnected',
  'Migrated',
])
