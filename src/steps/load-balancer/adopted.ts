import { type Call, type Observation, step } from '../../engine/step.ts'
import { PlinkError } from '../../model/fault.ts'
import { stepId } from '../../model/step-id.ts'
import { cutConsumersBehind } from '../foreign-consumers.ts'
import type { LoadBalancerOutput, LoadBalancerStep, ProviderHalf } from '../halves.ts'
import { loadBalancerType } from './owned.ts'
import { productOfId } from './products.ts'

/** A load balancer that exists already: read, checked (checks.ts), used, never changed; deleted when a command names it. */
export function adoptedLoadBalancerStep(
  { direction, side }: ProviderHalf,
  id: string,
  wanted = true,
): LoadBalancerStep {
  return step({
    ...loadBalancerType,
    id: stepId(direction, 'load-balancer', id),
    direction,
    side,
    wanted,
    creates: false,
    needs: {},
    async observe({ reads }): Promise<Observation<LoadBalancerOutput>> {
      const product = productOfId(id)
      const found = await product.find(reads, id)
      if (!found) throw new PlinkError('LB_NOT_FOUND', { side, id, region: reads.region })
      const output = { id, type: product.type, zones: found.zones }
      return { is: 'present', output, settled: true, status: 'Active', mine: false }
    },
    obstacle: (readContext) => cutConsumersBehind(readContext, direction, id),
    async deleteCall({ reads }): Promise<Call | null> {
      return productOfId(id).remove(reads, id)
    },
  })
}
