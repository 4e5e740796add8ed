import type { Action, Cloud, Input, Output } from './operations.ts'

/** Lists paged by PageNumber instead of NextToken, and their largest PageSize (SLB and VPC parameter tables). */
const numbered: Readonly<Partial<Record<Action, number>>> = {
  'slb.DescribeLoadBalancers': 100,
  'vpc.DescribeVpcs': 50,
  'vpc.DescribeVSwitches': 50,
}

/** Guards against an endless list; no quota allows as many as 200 pages. */
const mostPages = 200

/**
 * All items of a list, from all pages. PrivateLink sends an empty list as null or not at all.
 * @throws CloudError
 */
export async function listAll<A extends Action, Item>(
  cloud: Cloud,
  action: A,
  input: Input<A>,
  pick: (page: Output<A>) => readonly Item[] | null | undefined,
  options?: { readonly signal?: AbortSignal },
): Promise<Item[]> {
  const size = numbered[action]
  const items: Item[] = []
  let next: object = size === undefined ? {} : { PageNumber: 1, PageSize: size }
  for (let page = 1; page <= mostPages; page++) {
    const reply = await cloud.call(action, { ...input, ...next }, options)
    const found = pick(reply) ?? []
    items.push(...found)
    if (size === undefined) {
      // An empty token ends the list as a missing one does.
      const token = 'NextToken' in reply ? reply.NextToken : undefined
      if (typeof token !== 'string' || token === '') break
      next = { NextToken: token }
    } else {
      // Not by TotalCount: it counts what was there before the last page was read.
      if (found.length < size) break
      next = { PageNumber: page + 1, PageSize: size }
    }
  }
  return items
}
