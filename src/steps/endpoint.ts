import type { Output } from '../alibaba/operations.ts'
import type { Endpoint, Tag } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { type Call, type Observation, type ReadContext, type StepMap, step } from '../engine/step.ts'
import type { EndpointIntent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { stepId } from '../model/step-id.ts'
import { endpointGone, findEndpoint, readEndpointZones, taggedEndpoints } from './endpoint-reads.ts'
import type { ConsumerHalf, EndpointOutput, EndpointStep, ServiceStep } from './halves.ts'
import { findOwn, findTagged, type OwnLookup } from './own.ts'
import type { StepType } from './step-type.ts'

export const endpointType = {
  kind: 'endpoint',
  role: 'consumer',
  isRehearsed: true,
  notFound: 'ENDPOINT_NOT_FOUND',
  codes: {
    // Before it goes, its zones are removed.
    gone: [...endpointGone, 'EndpointZoneNotFound'],
    busy: ['EndpointDependenceViolation'],
  },
  lastCalls: ['privatelink.DeleteVpcEndpoint'],
  firstLookMs: {
    'privatelink.CreateVpcEndpoint': 5_000,
    'privatelink.RemoveZoneFromVpcEndpoint': 5_000,
    'privatelink.DeleteVpcEndpoint': 5_000,
  },
  // "Cannot be called in parallel within one Alibaba Cloud account", or for one endpoint (PrivateLink 2020-04-15).
  locks: { 'privatelink.UpdateVpcEndpointAttribute': 'account', 'privatelink.RemoveZoneFromVpcEndpoint': 'EndpointId' },
  permissions: [
    {
      change: 'create',
      about: ['endpoint', 'service', 'vpc', 'vswitch', 'security-group'],
      actions: ['privatelink.CreateVpcEndpoint'],
    },
    { change: 'update', about: ['endpoint'], actions: ['privatelink.UpdateVpcEndpointAttribute'] },
    { change: 'delete', about: ['endpoint'], actions: ['privatelink.DeleteVpcEndpoint'] },
  ],
} as const satisfies StepType

/** How the endpoint of a step is found. */
export function endpointLookup(reads: Reads, link: string, step: string): OwnLookup<Endpoint> {
  return {
    link,
    step,
    kind: 'endpoint',
    idOf: (each) => each.EndpointId,
    find: (wanted) => findEndpoint(reads, wanted),
    tagged: () => taggedEndpoints(reads, link, step),
    isDeleting: (each) => each.EndpointStatus === 'Deleting',
    isUsable: (each) => each.EndpointStatus !== 'Creating',
    createdAt: (each) => each.CreateTime,
  }
}

/** `first` must be there before: the whitelist entry and the resources, without which the cloud refuses the endpoint. */
export function endpointStep(
  { direction, side, intent, endpoint }: ConsumerHalf,
  service: ServiceStep,
  first: StepMap,
): EndpointStep {
  const id = stepId(direction, 'endpoint')
  const lookupOf = (reads: Reads) => endpointLookup(reads, intent.name, id)
  const find = (readContext: ReadContext) => {
    const { reads } = readContext
    return endpoint.id === undefined ? findOwn(readContext, lookupOf(reads)) : findEndpoint(reads, endpoint.id)
  }
  const texts = {
    ...(endpoint.name !== undefined && { EndpointName: endpoint.name }),
    ...(endpoint.description !== undefined && { EndpointDescription: endpoint.description }),
  }
  const isReworded = (found: Endpoint) =>
    found.EndpointStatus === 'Active' &&
    ((endpoint.name !== undefined && found.EndpointName !== endpoint.name) ||
      (endpoint.description !== undefined && found.EndpointDescription !== endpoint.description))
  const createCall = (ServiceId: string, tags: readonly Tag[]): Call => ({
    action: 'privatelink.CreateVpcEndpoint',
    input: {
      ServiceId,
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
  })
  const rewordCall = (EndpointId: string): Call => ({
    action: 'privatelink.UpdateVpcEndpointAttribute',
    input: { EndpointId, ...texts },
  })
  return step<EndpointOutput, StepMap & { service: ServiceStep }>({
    ...endpointType,
    id,
    direction,
    side,
    wanted: true,
    creates: true,
    needs: { ...first, service },
    async observe(readContext, inputs): Promise<Observation<EndpointOutput>> {
      const found = await find(readContext)
      if (!found) {
        if (endpoint.id) throw new PlinkError('ENDPOINT_NOT_FOUND', { side, id: endpoint.id, region: intent.region })
        const keys = missingKeys(endpoint).map((key) => `${direction}.endpoint.${key}`)
        if (keys.length > 0) return { is: 'waiting', next: { code: 'SPEC_LACKS', facts: { keys } } }
        return { is: 'absent', create: (tags) => createCall(inputs.service.id, tags) }
      }
      const { EndpointId, EndpointStatus, ConnectionStatus } = found
      if (EndpointStatus === 'Deleting') return { is: 'deleting', id: EndpointId, status: EndpointStatus }
      // One of several that is deleted by its own id may be of another service.
      if (!readContext.exact && found.ServiceId !== inputs.service.id) {
        return { is: 'differs', id: EndpointId, field: 'service', found: found.ServiceId, wanted: inputs.service.id }
      }
      if (endpoint.vpc !== undefined && found.VpcId !== endpoint.vpc) {
        return { is: 'differs', id: EndpointId, field: 'vpc', found: found.VpcId, wanted: endpoint.vpc }
      }
      if (ConnectionStatus === 'ServiceDeleted') return { is: 'broken', id: EndpointId, status: ConnectionStatus }
      // What was adopted is used as it is.
      if (endpoint.id === undefined && isReworded(found))
        return {
          is: 'absent',
          partial: { id: EndpointId, domain: found.EndpointDomain },
          create: () => rewordCall(EndpointId),
        }
      return {
        is: 'present',
        output: { id: EndpointId, domain: found.EndpointDomain },
        settled: EndpointStatus === 'Active',
        status: EndpointStatus,
        mine: endpoint.id === undefined,
      }
    },
    async owned(readContext) {
      const found = await findTagged(readContext, lookupOf(readContext.reads))
      return found.map((each) => ({ id: each.EndpointId, domain: each.EndpointDomain }))
    },
    outputOf(reply) {
      // Safe: the reply of one of this step's own calls; that of an update has no id in it.
      if (!('EndpointId' in reply)) return undefined
      const { EndpointId, EndpointDomain } = reply as Output<'privatelink.CreateVpcEndpoint'>
      return { id: EndpointId, domain: EndpointDomain }
    },
    async deleteCall({ reads }, { id: EndpointId }): Promise<Call | null> {
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
