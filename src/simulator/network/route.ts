import type { NameAnswer } from '../world/world.ts'

/** What becomes of one TCP connection to an endpoint zone's address. */
export type Route =
  | {
      readonly verdict: 'carry'
      readonly host: string
      readonly port: number
      /** Sent to the host before all else: a Proxy Protocol header. */
      readonly preface?: Buffer
      readonly because: string
    }
  | { readonly verdict: 'refuse' | 'reset' | 'drop' | 'accept-close' | 'silent'; readonly because: string }

/** What the data plane and the DNS server ask of the world; both look, neither changes anything. */
export interface Network {
  /** Every address and port that answers in some way just now: endpoint zones × ports of the load balancers behind them. */
  listenAddresses(): readonly { readonly address: string; readonly port: number }[]
  /** Decided anew for every connection. `from` is the client's address. */
  path(address: string, port: number, from: string): Route
  /** Addresses of an endpoint domain or zone domain, or how the lookup fails. */
  resolve(name: string): NameAnswer
  /** Calls back after anything changed that may alter the above; returns the unsubscriber. */
  onChange(callback: () => void): () => void
}
