import type { ResourceType, ServiceResource } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { type Call, type Observation, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import { cutConsumers, usesLoadBalancer } from './foreign-consumers.ts'
import type { LoadBalancerOutput, LoadBalancerStep, ProviderHalf, ServiceStep } from './halves.ts'
import { resourcesOf, serviceGone } from './service-reads.ts'
import type { StepType } from './step-type.ts'

export const resourceType = {
  kind: 'resource',
  role: 'provider',
  isPart: true,
  codes: {
    gone: [...serviceGone, 'EndpointServiceResourceNotFound'],
    exists: ['EndpointServiceResourceExist'],
    // Cleared when the connections that use it have finished disconnecting; Terraform's provider retries it for 5 minutes.
    busy: ['EndpointServiceConnectionDependence', 'EndpointServiceResourceCannotRemove'],
  },
  firstLookMs: {
    'privatelink.AttachResourceToVpcEndpointService': 2_000,
    'privatelink.DetachResourceFromVpcEndpointService': 2_000,
  },
  // "Cannot be called in parallel for one endpoint service" (PrivateLink 2020-04-15, descriptions of both).
  locks: {
    'privatelink.AttachResourceToVpcEndpointService': 'ServiceId',
    'privatelink.DetachResourceFromVpcEndpointService': 'ServiceId',
  },
  permissions: [
    {
      change: 'create',
      about: ['service', 'load-balancer'],
      actions: ['privatelink.AttachResourceToVpcEndpointService'],
    },
    {
      change: 'delete',
      about: ['service', 'load-balancer'],
      actions: ['privatelink.DetachResourceFromVpcEndpointService'],
    },
    // What attaching switched on, and what keeps one of our own from being deleted.
    { change: 'delete', about: ['load-balancer'], actions: ['slb.SetLoadBalancerDeleteProtection'] },
  ],
} as const satisfies StepType

/**
 * One load balancer behind the service, in every zone it serves.
 * @param subject its id, or the name of one that plink makes
 */
export function resourceStep(
  { direction, side }: ProviderHalf,
  service: ServiceStep,
  loadBalancer: LoadBalancerStep,
  subject: string,
) {
  return step<LoadBalancerOutput, { service: ServiceStep; loadBalancer: LoadBalancerStep }>({
    ...resourceType,
    id: stepId(direction, 'resource', subject),
    direction,
    side,
    wanted: loadBalancer.wanted,
    creates: true,
    needs: { service, loadBalancer },
    parent: 'service',
    isInZones: true,
    async observe({ reads }, inputs): Promise<Observation<LoadBalancerOutput>> {
      const { zones } = inputs.loadBalancer
      const missing = missingZones(
        await attachmentsOf(reads, inputs.service.id, inputs.loadBalancer.id),
        inputs.loadBalancer,
      )
      const create = () => attachCall(inputs.service.id, inputs.loadBalancer, missing[0] ?? zones[0] ?? '')
      if (missing.length === zones.length) return { is: 'absent', create }
      if (missing.length > 0) return { is: 'absent', partial: inputs.loadBalancer, create }
      return { is: 'present', output: inputs.loadBalancer, settled: true, status: 'Attached', mine: 'parent' }
    },
    // Not known where the service is remembered no more: then it is found by its tags, and looked at as a whole.
    obstacle: async (readContext, { id }, inputs) =>
      cutConsumers(readContext, direction, inputs.service.id, (row) => usesLoadBalancer(row, id)),
    async deleteCall({ reads, hasCalled }, { id }, inputs): Promise<Call | null> {
      const { service, loadBalancer } = inputs
      const [left] = await attachmentsOf(reads, service.id, id)
      if (left) return detachCall(service.id, left)
      // Of the zones one says nothing of the others: a list may be older than what was attached there.
      const zones = loadBalancer.type === 'slb' ? [] : (loadBalancer.zones ?? [])
      const calls = zones.map((zone) => detachCall(service.id, resourceIn(loadBalancer, zone)))
      return (hasCalled && calls.find((call) => !hasCalled(call))) ?? null
    },
  })
}

/** The zone always goes along: the texts ask for it with NLB only, the metadata with every type. */
export function resourceIn({ id, type }: LoadBalancerOutput, zone: string) {
  return { ResourceId: id, ResourceType: type, ZoneId: zone }
}

export function detachCall(ServiceId: string, { ResourceId, ResourceType, ZoneId }: ServiceResource): Call {
  return {
    action: 'privatelink.DetachResourceFromVpcEndpointService',
    input: { ServiceId, ResourceId, ResourceType, ZoneId },
  }
}

function attachCall(ServiceId: string, loadBalancer: LoadBalancerOutput, zone: string): Call {
  return {
    action: 'privatelink.AttachResourceToVpcEndpointService',
    input: { ServiceId, ...resourceIn(loadBalancer, zone) },
  }
}

async function attachmentsOf(reads: Reads, ServiceId: string, loadBalancer: string): Promise<ServiceResource[]> {
  return (await resourcesOf(reads, ServiceId)).filter((each) => each.ResourceId === loadBalancer)
}

/** A CLB counts in its master zone only, whichever zone it was attached in. */
function missingZones(
  attached: readonly ServiceResource[],
  { type, zones }: { readonly type: ResourceType; readonly zones: readonly string[] },
): readonly string[] {
  if (type === 'slb') return attached.length > 0 ? [] : zones
  return zones.filter((zone) => !attached.some((each) => each.ZoneId === zone))
}
