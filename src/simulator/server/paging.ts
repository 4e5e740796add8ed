import type { World } from '../world/world.ts'
import { ApiError, type ApiErrorCode, apiError } from './errors.ts'

interface Limits {
  readonly normal: number
  readonly most: number
  /** Default 1. */
  readonly least?: number
  /** Codes for what is out of range, and for a token that is none of ours; only some products document them. */
  readonly size?: ApiErrorCode
  readonly token?: ApiErrorCode
}

/** PrivateLink's lists take 0 for the default (its metadata has a range from 0 or 1 to 1000). */
const privateLinkLimits: Limits = { normal: 50, most: 1000, least: 0 }

/**
 * One page by MaxResults and NextToken. The token is opaque to clients; the last page has none.
 * @throws ApiError with the product's codes; the real ones are not documented for all of them
 */
export function tokenPage<T>(
  world: World,
  items: readonly T[],
  input: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
  limits: Limits = privateLinkLimits,
): { items: T[]; size: number; next: { NextToken?: string }; last: boolean } {
  const asked = input.MaxResults ?? limits.normal
  if (asked < (limits.least ?? 1) || asked > limits.most) throw apiError(limits.size ?? 'IllegalParamFormat.MaxResults')
  const size = Math.min(asked === 0 ? limits.normal : asked, world.rules.pageLimit ?? limits.most)
  const from = input.NextToken === undefined ? 0 : offsetOf(input.NextToken, limits)
  const until = from + size
  const last = until >= items.length
  return { items: items.slice(from, until), size, next: last ? {} : { NextToken: tokenOf(until) }, last }
}

/**
 * One page by PageNumber and PageSize (Slb, Vpc, older Ecs).
 * @throws ApiError `InvalidParameter`
 */
export function numberedPage<T>(
  world: World,
  items: readonly T[],
  input: { readonly PageNumber?: number | undefined; readonly PageSize?: number | undefined },
  limits: Limits,
): { items: T[]; numbers: { PageNumber: number; PageSize: number; TotalCount: number } } {
  const number = input.PageNumber ?? 1
  const asked = input.PageSize ?? limits.normal
  if (number < 1) throw new ApiError('InvalidParameter', 400, 'The specified PageNumber is not valid.')
  if (asked < 1 || asked > limits.most) {
    throw new ApiError('InvalidParameter', 400, `The specified PageSize is not from 1 to ${limits.most}.`)
  }
  const size = Math.min(asked, world.rules.pageLimit ?? limits.most)
  return {
    items: items.slice((number - 1) * size, number * size),
    numbers: { PageNumber: number, PageSize: size, TotalCount: items.length },
  }
}

function tokenOf(offset: number): string {
  return Buffer.from(`page ${offset}`).toString('base64url')
}

function offsetOf(token: string, limits: Limits): number {
  const offset = /^page (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (offset === undefined) throw apiError(limits.token ?? 'IllegalParamFormat.NextToken')
  return Number(offset)
}
