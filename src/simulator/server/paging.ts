import type { World } from '../world/world.ts'
import { apiError } from './errors.ts'

/**
 * One page by MaxResults and NextToken. The token is opaque to clients; the last page has none.
 * @throws Refusal `IllegalParamFormat.NextToken`; the real code for a bad token is not documented.
 */
export function tokenPage<T>(
  world: World,
  items: readonly T[],
  input: { MaxResults?: number; NextToken?: string },
  limits: { readonly normal: number; readonly most: number } = { normal: 50, most: 1000 },
): { items: T[]; size: number; next: { NextToken?: string }; last: boolean } {
  const asked = input.MaxResults ?? limits.normal
  if (asked < 0 || asked > limits.most) throw apiError('IllegalParamFormat.MaxResults')
  const size = Math.min(asked === 0 ? limits.normal : asked, world.rules.pageLimit ?? limits.most)
  const from = input.NextToken === undefined ? 0 : offsetOf(input.NextToken)
  const until = from + size
  const last = until >= items.length
  return { items: items.slice(from, until), size, next: last ? {} : { NextToken: tokenOf(until) }, last }
}

/** One page by PageNumber and PageSize (Slb, Vpc). */
export function numberedPage<T>(
  world: World,
  items: readonly T[],
  input: { PageNumber?: number; PageSize?: number },
  limits: { readonly normal: number; readonly most: number },
): { items: T[]; numbers: { PageNumber: number; PageSize: number; TotalCount: number } } {
  const number = Math.max(1, input.PageNumber ?? 1)
  const size = Math.min(Math.max(1, input.PageSize ?? limits.normal), world.rules.pageLimit ?? limits.most)
  return {
    items: items.slice((number - 1) * size, number * size),
    numbers: { PageNumber: number, PageSize: size, TotalCount: items.length },
  }
}

function tokenOf(offset: number): string {
  return Buffer.from(`page ${offset}`).toString('base64url')
}

function offsetOf(token: string): number {
  const offset = /^page (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (offset === undefined) throw apiError('IllegalParamFormat.NextToken')
  return Number(offset)
}
