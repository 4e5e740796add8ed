import type { EndpointConnection } from '../alibaba/types.ts'

/** What is known of the endpoint that may be connected to our service. */
interface Expected {
  /** The endpoint that plink.yaml names: it rules out every other. */
  readonly pinned: string | undefined
  /** The peer's account. */
  readonly peer: string | undefined
  /** Further accounts whose endpoint may be pinned. */
  readonly whitelist: readonly string[]
  /** The endpoint that the state remembers. */
  readonly known: string | undefined
  /** Endpoints that `--approve` names. */
  readonly approve: readonly string[]
  /** Endpoints that somebody declined. */
  readonly rejected: readonly string[]
}

/**
 * Which endpoint may be approved: only the expected one, named in plink.yaml, by `--approve`, or by a person who compared it
 * with what the peer says. The account id alone authorises nobody: EMQX's may be shared by its tenants.
 * @param rows the connections of our service
 * @returns the endpoint that is named, or those of the peer's account that a person has to look at
 */
export function chooseEndpoint(
  rows: readonly EndpointConnection[],
  { pinned, peer, whitelist, known, approve, rejected }: Expected,
): { readonly named?: EndpointConnection | undefined; readonly waiting: readonly EndpointConnection[] } {
  const present = rows.filter((row) => row.ConnectionStatus !== 'Deleting')
  if (pinned !== undefined) {
    const named = present.find((row) => row.EndpointId === pinned && [peer, ...whitelist].includes(row.EndpointOwnerId))
    return { named, waiting: [] }
  }
  const fromPeer = present.filter((row) => peer !== undefined && row.EndpointOwnerId === peer)
  return {
    named: fromPeer.find((row) => row.EndpointId === known || approve.includes(row.EndpointId)),
    waiting: fromPeer.filter((row) => !rejected.includes(row.EndpointId)),
  }
}
