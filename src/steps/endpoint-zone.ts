import { type Call, type Observation, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import type { ConsumerHalf, EndpointStep } from './endpoint.ts'
import { readEndpointZones } from './endpoint-reads.ts'

/** One zone of the endpoint: an address in one vSwitch. Without a vSwitch it is one that nobody asks for any more. */
export function zoneStep(
  { direction, side }: ConsumerHalf,
  endpoint: EndpointStep,
  ZoneId: string,
  VSwitchId: string | undefined,
) {
  return step<{ id: string }, { endpoint: EndpointStep }>({
    id: stepId(direction, 'zone', ZoneId),
    direction,
    kind: 'zone',
    side,
    wanted: VSwitchId !== undefined,
    needs: { endpoint },
    parent: 'endpoint',
    async look({ reads }, given): Promise<Observation<{ id: string }>> {
      const zone = (await readEndpointZones(reads, given.endpoint.id)).find((each) => each.ZoneId === ZoneId)
      if (!zone) return { is: 'absent' }
      if (zone.ZoneStatus === 'Deleting') return { is: 'leaving', id: ZoneId, status: zone.ZoneStatus }
      if (VSwitchId !== undefined && zone.VSwitchId !== VSwitchId)
        return { is: 'differs', id: ZoneId, field: 'vSwitch', found: zone.VSwitchId, wanted: VSwitchId }
      // `Wait` is what a zone reads until the connection is approved, `Connected` afterwards: a waiter must take both.
      const settled = zone.ZoneStatus !== 'Creating'
      return { is: 'there', out: { id: ZoneId }, settled, status: zone.ZoneStatus, mine: 'parent' }
    },
    async make(_context, given): Promise<Call> {
      return {
        action: 'privatelink.AddZoneToVpcEndpoint',
        input: { EndpointId: given.endpoint.id, ZoneId, VSwitchId: VSwitchId ?? '' },
      }
    },
    async unmake(_context, _out, given): Promise<Call> {
      return {
        action: 'privatelink.RemoveZoneFromVpcEndpoint',
        input: { EndpointId: given.endpoint.id, ZoneId },
      }
    },
  })
}
