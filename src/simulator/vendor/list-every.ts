import type { Action, Input, Output } from '../../alibaba/operations.ts'
import type { ApiClient } from './api-client.ts'

type ListAction = Extract<Action, `privatelink.List${string}`>

/** Every row of a list, however small the cloud makes its pages; a list that is left out is empty. */
export async function listEvery<A extends ListAction, R>(
  cloud: ApiClient,
  action: A,
  input: Omit<Input<A>, 'RegionId' | 'ClientToken' | 'NextToken'>,
  rowsOf: (out: Output<A>) => readonly R[] | undefined,
): Promise<R[]> {
  const rows: R[] = []
  for (let token: string | undefined; ; ) {
    // Safe: every list of PrivateLink takes and answers NextToken.
    const page = { ...input, ...(token && { NextToken: token }) } as Omit<Input<A>, 'RegionId' | 'ClientToken'>
    const out: Output<A> & { NextToken?: string } = await cloud.call(action, page)
    rows.push(...(rowsOf(out) ?? []))
    token = out.NextToken
    if (token === undefined || token === '') return rows
  }
}
