import type { LoadBalancerIntent } from '../../manifest/schema.ts'
import { clb } from './clb.ts'
import { nlb } from './nlb.ts'
import type { BalancerProduct } from './product.ts'

/** One vSwitch makes a CLB, one per zone an NLB. */
export function balancerProductOf({ place }: LoadBalancerIntent): BalancerProduct {
  return 'vswitch' in place ? clb : nlb
}

/** `nlb-…` or `lb-…`. */
export function productOfId(id: string): BalancerProduct {
  return id.startsWith('nlb-') ? nlb : clb
}

export const products: readonly BalancerProduct[] = [clb, nlb]
