import { type Call, type Observation, step } from '../../engine/step.ts'
import { PlinkError } from '../../model/fault.ts'
import { shell } from '../../model/shell.ts'
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
      const output = { id, type: product.type, zones: found.zones, isProtected: found.isProtected }
      return { is: 'present', output, settled: true, status: 'Active', mine: false }
    },
    // Before it is attached: PrivateLink's service role may switch on the protection of what it uses (product.ts).
    remember({ unprotected = [], ...link }, { isProtected = false }, isNew) {
      if (!isNew) return { ...link, ...(unprotected.length > 0 && { unprotected }) }
      const others = unprotected.filter((each) => each !== id)
      const now = isProtected ? others : [...others, id]
      return { ...link, ...(now.length > 0 && { unprotected: now }) }
    },
    async release({ reads, unprotected = [], deleted = new Set() }) {
      const product = productOfId(id)
      const found = unprotected.includes(id) ? await product.find(reads, id) : undefined
      const call = found?.isProtected ? product.unprotect?.(id) : undefined
      if (!call) return null
      const users = await reads.all('privatelink.ListVpcEndpointServices', { ResourceId: id }, (page) => page.Services)
      const isUsed = users.some(({ ServiceId }) => !deleted.has(ServiceId))
      const command = shell`aliyun slb SetLoadBalancerDeleteProtection --RegionId ${reads.region} --LoadBalancerId ${id} --DeleteProtection off`
      return { call: isUsed ? null : call, otherwise: { code: 'PROTECTION_LEFT', facts: { id, command } } }
    },
    obstacle: (readContext) => cutConsumersBehind(readContext, direction, id),
    async deleteCall({ reads }): Promise<Call | null> {
      return productOfId(id).remove(reads, id)
    },
  })
}
