import type { Output } from '../alibaba/operations.ts'
import type { Endpoint } from '../alibaba/types.ts'
import { type Call, type Observation, type ReadContext, type StepMap, type StepOf, step } from '../engine/step.ts'
import { ours } from '../engine/tags.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName, EndpointIntent, Intent, SideName } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import { findEndpoint, readEndpointZones, taggedEndpoints } from './endpoint-reads.ts'
import type { ServiceStep } from './service.ts'

export interface EndpointOut {
  readonly id: string
  readonly domain: string
}
export type EndpointStep = StepOf<EndpointOut>

/** The half of a direction that its consumer owns, made with the consumer's own credentials. */
export interface ConsumerHalf {
  readonly direction: DirectionName
  readonly side: SideName
  readonly intent: Intent
  readonly endpoint: EndpointIntent
}

/** `first` must be there before: the whitelist entry and the resources, without which the cloud refuses the endpoint. */
export function endpointStep(
  { direction, side, intent, endpoint }: ConsumerHalf,
  service: ServiceStep,
  first: StepMap,
): EndpointStep {
  const id = stepId(direction, 'endpoint')
  const find = async ({ reads, known, lineage }: ReadContext) => {
    const wanted = endpoint.id ?? known
    if (wanted) return findEndpoint(reads, wanted)
    const tagged = await taggedEndpoints(reads, intent.name, id)
    return ours(intent.name, lineage, tagged, (each) => each.EndpointId)
  }
  const texts = {
    ...(endpoint.name !== undefined && { EndpointName: endpoint.name }),
    ...(endpoint.description !== undefined && { EndpointDescription: endpoint.description }),
  }
  const isReworded = (found: Endpoint) =>
    found.EndpointStatus === 'Active' &&
    ((endpoint.name !== undefined && found.EndpointName !== endpoint.name) ||
      (endpoint.description !== undefined && found.EndpointDescription !== endpoint.description))
  return step<EndpointOut, StepMap & { service: ServiceStep }>({
    id,
    direction,
    kind: 'endpoint',
    side,
    wanted: true,
    needs: { ...first, service },
    async look(readContext, given): Promise<Observation<EndpointOut>> {
      const found = await find(readContext)
      if (!found) {
        if (endpoint.id) throw new PlinkError('ENDPOINT_NOT_FOUND', { side, id: endpoint.id, region: intent.region })
        const keys = missingKeys(endpoint).map((key) => `${direction}.endpoint.${key}`)
        return keys.length > 0 ? { is: 'awaits', next: { code: 'SPEC_LACKS', facts: { keys } } } : { is: 'absent' }
      }
      const { EndpointId, EndpointStatus, ConnectionStatus } = found
      if (EndpointStatus === 'Deleting') return { is: 'leaving', id: EndpointId, status: EndpointStatus }
      if (found.ServiceId !== given.service.id) {
        return { is: 'differs', id: EndpointId, field: 'service', found: found.ServiceId, wanted: given.service.id }
      }
      if (endpoint.vpc !== undefined && found.VpcId !== endpoint.vpc) {
        return { is: 'differs', id: EndpointId, field: 'vpc', found: found.VpcId, wanted: endpoint.vpc }
      }
      if (ConnectionStatus === 'ServiceDeleted') return { is: 'broken', id: EndpointId, status: ConnectionStatus }
      // What was adopted is used as it is.
      if (endpoint.id === undefined && isReworded(found))
        return { is: 'absent', partly: { id: EndpointId, domain: found.EndpointDomain } }
      return {
        is: 'there',
        out: { id: EndpointId, domain: found.EndpointDomain },
        settled: EndpointStatus === 'Active',
        status: EndpointStatus,
        mine: endpoint.id === undefined,
      }
    },
    async make(readContext, given, tags): Promise<Call> {
      // Only new words bring an endpoint that is there to this.
      const found = Object.keys(texts).length === 0 ? undefined : await find(readContext)
      if (found) {
        const input = { EndpointId: found.EndpointId, ...texts }
        return { action: 'privatelink.UpdateVpcEndpointAttribute', input }
      }
      return {
        action: 'privatelink.CreateVpcEndpoint',
        input: {
          ServiceId: given.service.id,
          EndpointType: 'Interface',
          EndpointName: `plink-${intent.name}-${direction}`,
          ...texts,
          // Asked for by `missingKeys` before it comes to this.
          VpcId: endpoint.vpc ?? '',
          SecurityGroupId: [...endpoint.securityGroups],
          // What is known now goes into the create call: ten zones at most, more by the zone steps.
          Zone: Object.entries(endpoint.zones)
            .slice(0, 10)
            .map(([ZoneId, VSwitchId]) => ({ ZoneId, VSwitchId })),
          Tag: [...tags],
        },
      }
    },
    made(reply) {
      // Safe: `made` is given the reply of this step's own `make`; that of an update has no id in it.
      if (!('EndpointId' in reply)) return undefined
      const { EndpointId, EndpointDomain } = reply as Output<'privatelink.CreateVpcEndpoint'>
      return { id: EndpointId, domain: EndpointDomain }
    },
    async unmake({ reads }, { id: EndpointId }): Promise<Call | null> {
      // An endpoint with zones cannot go (EndpointDependenceViolation); zones go one by one, also those added by hand.
      const [zone] = await readEndpointZones(reads, EndpointId)
      if (zone)
        return zone.ZoneStatus === 'Deleting'
          ? null
          : { action: 'privatelink.RemoveZoneFromVpcEndpoint', input: { EndpointId, ZoneId: zone.ZoneId } }
      return { action: 'privatelink.DeleteVpcEndpoint', input: { EndpointId } }
    },
  })
}

export function missingKeys(endpoint: EndpointIntent): string[] {
  const missing: [string, boolean][] = [
    ['vpc', endpoint.vpc === undefined],
    ['securityGroups', endpoint.securityGroups.length === 0],
    ['zones', Object.keys(endpoint.zones).length === 0],
  ]
  return missing.filter(([, isMissing]) => isMissing).map(([key]) => key)
}
