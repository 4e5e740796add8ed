import { ecsApi } from './ecs.ts'
import type { ActionTree, InputOf, ReplyOf } from './fields.ts'
import { nlbApi } from './nlb.ts'
import { privatelinkApi } from './privatelink.ts'
import { slbApi } from './slb.ts'
import { stsApi } from './sts.ts'
import { vpcApi } from './vpc.ts'

const products = {
  privatelink: privatelinkApi,
  slb: slbApi,
  nlb: nlbApi,
  vpc: vpcApi,
  ecs: ecsApi,
  sts: stsApi,
} as const
type Products = typeof products

/** Versions of the products' APIs. */
export const apiVersions = {
  privatelink: '2020-04-15',
  slb: '2014-05-15',
  nlb: '2022-04-30',
  vpc: '2016-04-28',
  ecs: '2014-05-26',
  sts: '2015-04-01',
} as const satisfies Record<keyof Products, string>

export type ApiProduct = keyof Products

/** `privatelink.CreateVpcEndpoint`: every action of the trees. */
export type ApiAction = { [P in ApiProduct]: `${P}.${keyof Products[P] & string}` }[ApiProduct]

type TreeOf<A extends ApiAction> = A extends `${infer P extends ApiProduct}.${infer N}`
  ? N extends keyof Products[P]
    ? Products[P][N]
    : never
  : never

/** The request of an action as it is read. */
export type ApiInput<A extends ApiAction> = TreeOf<A> extends { readonly in: infer T } ? InputOf<T> : never
/** What a handler answers. */
export type ApiReply<A extends ApiAction> = TreeOf<A> extends { readonly out: infer T } ? ReplyOf<T> : never

/** All actions by name. */
export const apiActions: Readonly<Record<ApiAction, ActionTree>> = Object.fromEntries(
  Object.entries(products).flatMap(([product, actions]) =>
    Object.entries(actions).map(([name, tree]) => [`${product}.${name}`, tree]),
  ),
  // Safe: the keys are made of the same two names as the type's.
) as Record<ApiAction, ActionTree>

export function isApiAction(name: string): name is ApiAction {
  return Object.hasOwn(apiActions, name)
}
