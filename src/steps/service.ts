import { type CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import type { Output } from '../alibaba/operations.ts'
import type { EndpointService, Tag } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { type AnyStep, type Call, type Observation, type ReadContext, type StepMap, step } from '../engine/step.ts'
import { PlinkError } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import { cutConsumers, endpointsToRemove, rejectPending } from './foreign-consumers.ts'
import type { LoadBalancerOutput, LoadBalancerStep, ProviderHalf, ServiceOutput, ServiceStep } from './halves.ts'
import { findOwn, findTagged, type OwnLookup } from './own.ts'
import { findService, resourcesOf, serviceGone, taggedServices } from './service-reads.ts'
import { detachCall, resourceIn } from './service-resource.ts'
import type { StepType } from './step-type.ts'

export const serviceType = {
  kind: 'service',
  role: 'provider',
  isRehearsed: true,
  notFound: 'SERVICE_NOT_FOUND',
  codes: {
    // Before it goes, what is attached to it is detached, and foreign connections are cut.
    // A request that was rejected before cannot be rejected again (EndpointConnectionOperationDenied).
    gone: [
      ...serviceGone,
      'EndpointServiceResourceNotFound',
      'EndpointConnectionNotFound',
      'EndpointConnectionOperationDenied',
    ],
    busy: [
      'EndpointServiceConnectionDependence',
      'EndpointServiceDependenceViolation',
      'EndpointServiceResourceCannotRemove',
      'DeleteFailedDueToEndpointExist',
    ],
  },
  lastCalls: ['privatelink.DeleteVpcEndpointService'],
  firstLookMs: {
    'privatelink.CreateVpcEndpointService': 2_000,
    'privatelink.DetachResourceFromVpcEndpointService': 2_000,
    'privatelink.DisableVpcEndpointConnection': 5_000,
    'privatelink.DeleteVpcEndpointService': 5_000,
  },
  // "Cannot be called in parallel within one Alibaba Cloud account", or for one endpoint service (PrivateLink 2020-04-15).
  locks: {
    'privatelink.DeleteVpcEndpointService': 'account',
    'privatelink.UpdateVpcEndpointServiceAttribute': 'account',
    'privatelink.DisableVpcEndpointConnection': 'account',
    'privatelink.DetachResourceFromVpcEndpointService': 'ServiceId',
  },
  permissions: [
    { change: 'create', about: ['service', 'load-balancer'], actions: ['privatelink.CreateVpcEndpointService'] },
    { change: 'update', about: ['service'], actions: ['privatelink.UpdateVpcEndpointServiceAttribute'] },
    { change: 'delete', about: ['service'], actions: ['privatelink.DeleteVpcEndpointService'] },
  ],
} as const satisfies StepType

/** How the service of a step is found. */
export function serviceLookup(reads: Reads, link: string, step: string): OwnLookup<EndpointService> {
  return {
    link,
    step,
    kind: 'service',
    idOf: (each) => each.ServiceId,
    find: (wanted) => findService(reads, wanted),
    tagged: () => taggedServices(reads, link, step),
    isDeleting: (each) => each.ServiceStatus === 'Deleting',
    isUsable: (each) => each.ServiceStatus !== 'Creating',
    createdAt: (each) => each.CreateTime,
  }
}

export function serviceStep(
  { direction, side, intent, service }: ProviderHalf,
  loadBalancers: readonly LoadBalancerStep[],
): ServiceStep {
  const id = stepId(direction, 'service')
  const needs: Record<string, AnyStep> = Object.fromEntries(loadBalancers.map((each) => [each.id, each]))
  const lookupOf = (reads: Reads) => serviceLookup(reads, intent.name, id)
  const find = (readContext: ReadContext) => {
    const { reads } = readContext
    return service.id === undefined ? findOwn(readContext, lookupOf(reads)) : findService(reads, service.id)
  }
  const isReworded = ({ ServiceStatus, ServiceDescription }: EndpointService) =>
    ServiceStatus === 'Active' && service.description !== undefined && ServiceDescription !== service.description
  const createCall = (resources: readonly LoadBalancerOutput[], tags: readonly Tag[]): Call => {
    const all = resources.flatMap((each) => each.zones.map((zone) => resourceIn(each, zone)))
    return {
      action: 'privatelink.CreateVpcEndpointService',
      input: {
        Payer: service.payer,
        ServiceDescription: service.description ?? `plink ${intent.name}`,
        // The API takes ten at once; resource steps attach the rest one by one.
        Resource: all.slice(0, 10),
        ...(all[0] && { ServiceResourceType: all[0].ResourceType }),
        Tag: [...tags],
      },
    }
  }
  const rewordCall = (ServiceId: string): Call => ({
    action: 'privatelink.UpdateVpcEndpointServiceAttribute',
    input: { ServiceId, ServiceDescription: service.description ?? '' },
  })
  return step<ServiceOutput, StepMap>({
    ...serviceType,
    id,
    direction,
    side,
    wanted: true,
    creates: true,
    needs,
    async observe(readContext, inputs): Promise<Observation<ServiceOutput>> {
      const found = await find(readContext)
      if (!found) {
        if (service.id) throw new PlinkError('SERVICE_NOT_FOUND', { side, id: service.id, region: intent.region })
        if (loadBalancers.length === 0)
          return {
            is: 'waiting',
            next: { code: 'SPEC_LACKS', facts: { keys: [`${direction}.service.loadBalancers`] } },
          }
        // Safe: the needs of this step are load balancers, and nothing else.
        return { is: 'absent', create: (tags) => createCall(Object.values(inputs) as LoadBalancerOutput[], tags) }
      }
      if (found.ServiceStatus === 'Deleting')
        return { is: 'deleting', id: found.ServiceId, status: found.ServiceStatus }
      if (found.Payer !== undefined && found.Payer !== service.payer) {
        return { is: 'differs', id: found.ServiceId, field: 'payer', found: found.Payer, wanted: service.payer }
      }
      // What was adopted is used as it is.
      if (service.id === undefined && isReworded(found))
        return {
          is: 'absent',
          partial: { id: found.ServiceId, name: found.ServiceName },
          create: () => rewordCall(found.ServiceId),
        }
      return {
        is: 'present',
        output: { id: found.ServiceId, name: found.ServiceName },
        settled: found.ServiceStatus === 'Active',
        status: found.ServiceStatus,
        mine: service.id === undefined,
      }
    },
    outputOf(reply) {
      // Safe: the reply of one of this step's own calls; that of an update has no id in it.
      if (!('ServiceId' in reply)) return undefined
      const { ServiceId, ServiceName } = reply as Output<'privatelink.CreateVpcEndpointService'>
      return { id: ServiceId, name: ServiceName }
    },
    async deleteCall({ reads }, { id: ServiceId }): Promise<Call> {
      // What somebody attached by hand would keep the service from going (EndpointServiceDependenceViolation).
      const [left] = await resourcesOf(reads, ServiceId)
      if (left) return detachCall(ServiceId, left)
      return { action: 'privatelink.DeleteVpcEndpointService', input: { ServiceId } }
    },
    async owned(readContext) {
      const found = await findTagged(readContext, lookupOf(readContext.reads))
      return found.map((each) => ({ id: each.ServiceId, name: each.ServiceName }))
    },
    async obstacle(readContext, { id: ServiceId }) {
      return (await cutConsumers(readContext, direction, ServiceId)) ?? rejectPending(readContext, ServiceId)
    },
    refused: (readContext, { id: ServiceId }) => endpointsToRemove(readContext, intent, ServiceId),
    explain: (error) => payerForbidden(error, side),
  })
}

/** The refusal that one must ask the cloud to be let pay for endpoints, explained; undefined for any other. */
export function payerForbidden(error: CloudError, side: SideName): PlinkError | undefined {
  if (!isRefusal(error, 'EndpointServicePayerForbidden')) return undefined
  const { facts } = error
  const requestId = 'requestId' in facts && typeof facts.requestId === 'string' ? facts.requestId : null
  return new PlinkError('PAYER_FORBIDDEN', { payer: 'EndpointService', side, requestId }, { cause: error })
}
