import { isRefusal } from '../alibaba/cloud-error.ts'
import type { ResourceType, ServiceResource } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { type Call, type Observation, type StepOf, step } from '../engine/step.ts'
import { PlinkError } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import { productOfId } from './load-balancer/product.ts'
import type { ProviderHalf, ServiceStep } from './service.ts'
import { resourcesOf } from './service-reads.ts'

/** PrivateLink's word for the load balancer's type, and the zones it serves. */
export interface LoadBalancerOut {
  readonly id: string
  readonly type: ResourceType
  readonly zones: readonly string[]
}

export type LoadBalancerStep = StepOf<LoadBalancerOut>

/** A load balancer that exists already: read, checked (checks.ts), used, never changed; deleted when a command names it. */
export function loadBalancerStep({ direction, side }: ProviderHalf, id: string, wanted = true): LoadBalancerStep {
  return step({
    id: stepId(direction, 'load-balancer', id),
    direction,
    kind: 'load-balancer',
    side,
    wanted,
    needs: {},
    async look({ reads }): Promise<Observation<LoadBalancerOut>> {
      const out = await readLoadBalancer(reads, side, id)
      return { is: 'there', out, settled: true, status: 'Active', mine: false }
    },
    async unmake({ reads }, out): Promise<Call | null> {
      return productOfId(out.id).remove(reads, out.id)
    },
  })
}

async function readLoadBalancer(reads: Reads, side: SideName, id: string): Promise<LoadBalancerOut> {
  try {
    if (id.startsWith('nlb-')) {
      const nlb = await reads.get('nlb.GetLoadBalancerAttribute', { LoadBalancerId: id })
      return { id, type: 'nlb', zones: nlb.ZoneMappings.map((mapping) => mapping.ZoneId) }
    }
    const clb = await reads.get('slb.DescribeLoadBalancerAttribute', { LoadBalancerId: id })
    // A CLB counts in its master zone only.
    return { id, type: 'slb', zones: [clb.MasterZoneId] }
  } catch (error) {
    if (isRefusal(error, 'InvalidLoadBalancerId.NotFound', 'ResourceNotFound.loadBalancer')) {
      throw new PlinkError('LB_NOT_FOUND', { side, id, region: reads.region }, { cause: error })
    }
    throw error
  }
}

/**
 * One load balancer behind the service, in every zone it serves.
 * @param about its id, or the name of one that plink makes
 */
export function resourceStep(
  { direction, side }: ProviderHalf,
  service: ServiceStep,
  loadBalancer: LoadBalancerStep,
  about: string,
) {
  const attached = async (reads: Reads, ServiceId: string, lb: string) =>
    (await resourcesOf(reads, ServiceId)).filter((each) => each.ResourceId === lb)
  const missing = async (reads: Reads, ServiceId: string, { id, type, zones }: LoadBalancerOut) => {
    const there = await attached(reads, ServiceId, id)
    if (type === 'slb') return there.length > 0 ? [] : zones
    return zones.filter((zone) => !there.some((each) => each.ZoneId === zone))
  }
  return step<LoadBalancerOut, { service: ServiceStep; loadBalancer: LoadBalancerStep }>({
    id: stepId(direction, 'resource', about),
    direction,
    kind: 'resource',
    side,
    wanted: loadBalancer.wanted,
    needs: { service, loadBalancer },
    parent: 'service',
    async look({ reads }, given): Promise<Observation<LoadBalancerOut>> {
      const left = await missing(reads, given.service.id, given.loadBalancer)
      if (left.length === given.loadBalancer.zones.length) return { is: 'absent' }
      if (left.length > 0) return { is: 'absent', partly: given.loadBalancer }
      return { is: 'there', out: given.loadBalancer, settled: true, status: 'Attached', mine: 'parent' }
    },
    async make({ reads }, given): Promise<Call> {
      const [zone] = await missing(reads, given.service.id, given.loadBalancer)
      const input = {
        ServiceId: given.service.id,
        ...resourceOf(given.loadBalancer, zone ?? given.loadBalancer.zones[0] ?? ''),
      }
      return { action: 'privatelink.AttachResourceToVpcEndpointService', input }
    },
    async unmake({ reads }, { id }, given): Promise<Call | null> {
      const [left] = await attached(reads, given.service.id, id)
      return left ? detach(given.service.id, left) : null
    },
  })
}

/** The zone always goes along: the texts ask for it with NLB only, the metadata with every type. */
export function resourceOf({ id, type }: LoadBalancerOut, zone: string) {
  return { ResourceId: id, ResourceType: type, ZoneId: zone }
}

export function detach(ServiceId: string, { ResourceId, ResourceType, ZoneId }: ServiceResource): Call {
  return {
    action: 'privatelink.DetachResourceFromVpcEndpointService',
    input: { ServiceId, ResourceId, ResourceType, ZoneId },
  }
}
