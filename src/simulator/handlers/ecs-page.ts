import { numberedPage, tokenPage } from '../server/paging.ts'
import type { CallContext } from '../world/context.ts'

interface EcsPageInput {
  readonly MaxResults?: number | undefined
  readonly NextToken?: string | undefined
  readonly PageNumber?: number | undefined
  readonly PageSize?: number | undefined
}

/** ECS's lists take tokens, and page numbers from older clients; only the latter are told the total (Ecs DescribeInstances). */
export function eitherPage<T>(
  context: CallContext,
  rows: readonly T[],
  input: EcsPageInput,
  most = 100,
): {
  items: T[]
  next: { NextToken?: string }
  numbers: Partial<Record<'PageNumber' | 'PageSize' | 'TotalCount', number>>
} {
  const isToken = input.MaxResults !== undefined || input.NextToken !== undefined
  if (!isToken && (input.PageNumber !== undefined || input.PageSize !== undefined)) {
    return { ...numberedPage(context.world, rows, input, { normal: 10, most }), next: {} }
  }
  const { items, next } = tokenPage(context.world, rows, input, { normal: 10, most })
  return { items, next, numbers: {} }
}
