import type { Tag } from '../../alibaba/types.ts'
import type { Reads } from '../../engine/reads.ts'
import { type Call, type Observation, type ReadContext, step } from '../../engine/step.ts'
import { isOfStep, linkFilter, markOf } from '../../engine/tags.ts'
import type { LoadBalancerIntent } from '../../manifest/schema.ts'
import { PlinkError } from '../../model/fault.ts'
import { stepId } from '../../model/step-id.ts'
import { cutConsumersBehind } from '../foreign-consumers.ts'
import type { LoadBalancerOutput, LoadBalancerStep, ProviderHalf } from '../halves.ts'
import { findOwn, findTagged } from '../own.ts'
import type { StepType } from '../step-type.ts'
import { unlessDenied } from '../unless-gone.ts'
import { clbGone } from './clb.ts'
import { nlbGone } from './nlb.ts'
import { type Balancer, vswitchesOf } from './product.ts'
import { balancerProductOf, productOfId, products } from './products.ts'

export const loadBalancerType = {
  kind: 'load-balancer',
  role: 'provider',
  isOptional: 'load-balancers',
  codes: {
    gone: [...clbGone, ...nlbGone],
    // While PrivateLink lets go of it.
    busy: ['OperationDenied.DeleteProtectionIsOn', 'OperationDenied.DeletionProtectionEnabled'],
  },
  notFound: 'LB_NOT_FOUND',
  lastCalls: ['slb.DeleteLoadBalancer', 'nlb.DeleteLoadBalancer'],
  firstLookMs: { 'nlb.CreateLoadBalancer': 30_000, 'slb.DeleteLoadBalancer': 5_000, 'nlb.DeleteLoadBalancer': 5_000 },
  permissions: [
    { change: 'create', about: ['load-balancer'], actions: ['slb.CreateLoadBalancer'] },
    {
      change: 'delete',
      about: ['load-balancer'],
      actions: ['slb.DeleteLoadBalancer', 'nlb.DeleteLoadBalancer'],
    },
    { change: 'create', about: ['load-balancer', 'vpc', 'vswitch'], actions: ['nlb.CreateLoadBalancer'] },
  ],
} as const satisfies StepType

/** A load balancer of ours: an internal CLB paid by use, or an NLB. Without a `spec` nobody asks for it any more. */
export function ownedLoadBalancerStep(
  { direction, side, intent }: ProviderHalf,
  name: string,
  spec: LoadBalancerIntent | undefined,
): LoadBalancerStep {
  const id = stepId(direction, 'load-balancer', name)
  const lookupOf = (reads: Reads) => ({
    link: intent.name,
    step: id,
    kind: 'load-balancer' as const,
    idOf: (each: Balancer) => each.id,
    find: (wanted: string) => productOfId(wanted).find(reads, wanted),
    tagged: () => tagged(reads),
    isDeleting: (each: Balancer) => each.state === 'deleting',
  })
  /** One that nobody asks for any more may be of either product; the policy of a link without any allows to list none. */
  const tagged = async (reads: Reads): Promise<readonly Balancer[]> => {
    const tags = linkFilter(intent.name)
    const found = spec
      ? balancerProductOf(spec).tagged(reads, tags)
      : Promise.all(products.map((each) => unlessDenied(each.tagged(reads, tags)))).then((all) => all.flat())
    return (await found).filter((each) => isOfStep(each, id))
  }
  const find = (readContext: ReadContext) => findOwn(readContext, lookupOf(readContext.reads))
  const isOurs = (Tags: Tag[], lineage: string): boolean => {
    const mark = markOf({ Tags })
    return mark?.lineage === lineage && mark.step.startsWith(stepId(direction, 'listener', `${name}:`))
  }
  return step<LoadBalancerOutput, Record<never, never>>({
    ...loadBalancerType,
    id,
    direction,
    side,
    wanted: spec !== undefined,
    creates: true,
    needs: {},

    async observe(readContext): Promise<Observation<LoadBalancerOutput>> {
      const found = await find(readContext)
      const create = (tags: readonly Tag[]): Promise<Call> => {
        // What nobody asks for is never created.
        if (!spec) throw new Error(`${id} is not asked for`)
        return balancerProductOf(spec).create(readContext.reads, spec, `plink-${intent.name}-${name}`, [...tags])
      }
      if (!found) return { is: 'absent', create }
      const { id: balancer, status, state } = found
      const output: LoadBalancerOutput = { id: balancer, type: productOfId(balancer).type, zones: found.zones }
      if (state === 'deleting') return { is: 'deleting', id: balancer, status }
      if (!spec) return { is: 'present', output, settled: true, status, mine: true }
      const wanted = [...vswitchesOf(spec)].sort().join(', ')
      const vswitches = [...found.vswitches].sort().join(', ')
      if (vswitches !== wanted) return { is: 'differs', id: balancer, field: 'vswitch', found: vswitches, wanted }
      if (state === 'locked')
        return { is: 'waiting', next: { code: 'LOCKED', facts: { what: 'load-balancer', id: balancer, side } } }
      if (state === 'broken') return { is: 'broken', id: balancer, status }
      return { is: 'present', output, settled: state === 'ready', status, mine: true }
    },

    outputOf(reply) {
      if (!spec) return undefined
      const product = balancerProductOf(spec)
      // Its zones the next look tells.
      return { id: product.created(reply), type: product.type, zones: [] }
    },

    async owned(readContext) {
      const found = await findTagged(readContext, lookupOf(readContext.reads))
      return found.map((each) => ({ id: each.id, type: productOfId(each.id).type, zones: each.zones }))
    },

    obstacle: (readContext, { id: balancer }) => cutConsumersBehind(readContext, direction, balancer),

    async deleteCall({ reads, lineage }, { id: balancer }): Promise<Call | null> {
      const product = productOfId(balancer)
      // Our listeners go before it, or are about to in a rehearsal; the rest is somebody else's traffic.
      const listeners = await product.listeners(reads, balancer)
      const ports = listeners.filter(({ Tags }) => !isOurs(Tags, lineage)).map(({ port }) => port)
      if (ports.length > 0) throw new PlinkError('LB_CARRIES_OTHERS', { id: balancer, ports })
      return product.remove(reads, balancer)
    },
  })
}
