import type { Action } from './operations.ts'

type ProductOf<A extends Action> = A extends `${infer Name}.${string}` ? Name : never
export type Product = ProductOf<Action>

interface ProductRow {
  readonly version: string
  /** Regions that do not answer at `<product>.<region>.aliyuncs.com` but at a shared host. */
  readonly shared: Readonly<Record<string, readonly string[]>>
}

const olderRegions = ['cn-shanghai-finance-1', 'cn-shenzhen-finance-1', 'cn-north-2-gov-1']

/** One row per product. Versions and hosts: the endpoint maps of the official TypeScript SDKs, 2026-08. */
const products: Readonly<Record<Product, ProductRow>> = {
  privatelink: { version: '2020-04-15', shared: {} },
  nlb: { version: '2022-04-30', shared: {} },
  slb: {
    version: '2014-05-15',
    shared: {
      'slb.aliyuncs.com': [
        'cn-qingdao',
        'cn-beijing',
        'cn-hangzhou',
        'cn-shanghai',
        'cn-shenzhen',
        'cn-hongkong',
        'ap-southeast-1',
        'us-east-1',
        'us-west-1',
        ...olderRegions,
      ],
    },
  },
  vpc: { version: '2016-04-28', shared: { 'vpc.aliyuncs.com': ['cn-hangzhou', ...olderRegions] } },
  ecs: {
    version: '2014-05-26',
    shared: {
      'ecs-cn-hangzhou.aliyuncs.com': ['cn-hangzhou', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1'],
      'ecs.aliyuncs.com': ['cn-north-2-gov-1'],
    },
  },
  sts: { version: '2015-04-01', shared: { 'sts.aliyuncs.com': ['ap-south-1', 'ap-southeast-2'] } },
}

/** A product is activated per account; Terraform sends the call to this region. */
const homes: Readonly<Partial<Record<Action, string>>> = {
  'privatelink.CheckProductOpen': 'cn-hangzhou',
  'privatelink.OpenPrivateLinkService': 'cn-hangzhou',
}

export function productOf(action: Action): Product {
  // Safe: every action is `<product>.<name>`, and Product is made of exactly those.
  return action.slice(0, action.indexOf('.')) as Product
}

/** `CreateVpcEndpoint` of `privatelink.CreateVpcEndpoint`. */
export function nameOf(action: Action): string {
  return action.slice(action.indexOf('.') + 1)
}

export function versionOf(action: Action): string {
  return products[productOf(action)].version
}

/** The public host an action is sent to. */
export function hostOf(action: Action, region: string): string {
  const product = productOf(action)
  const where = homes[action] ?? region
  const shared = Object.entries(products[product].shared).find(([, regions]) => regions.includes(where))
  return shared?.[0] ?? `${product}.${where}.aliyuncs.com`
}

export const productNames = Object.keys(products)
