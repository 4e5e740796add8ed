import type { Detail, Reached, Timings, Verdict } from './result.ts'

/** What plink can speak; the schemes of a test's target. */
export type Protocol = 'tcp' | 'tls' | 'http' | 'https' | 'redis' | 'rediss' | 'mqtt' | 'mqtts' | 'ws' | 'wss'

/** One test, with everything filled in: from here on no `${VARIABLE}` and no `{inbound}` is left. */
export interface ProbeRequest {
  readonly protocol: Protocol
  /** A name or an address; IPv6 without brackets. */
  readonly host: string
  readonly port: number
  /** With its leading slash; empty where the protocol has none. */
  readonly path: string
  readonly username: string | null
  readonly password: string | null
  /** The name that the certificate must carry; null for the host's. */
  readonly sni: string | null
  /** The HTTP status that is asked for; null when any answer will do. */
  readonly expect: number | null
  /** Any certificate will do, whatever is sent to whoever shows it. */
  readonly insecure?: boolean
}

/** What one test found. `ok` differs from the verdict only when the target asks for more than an answer. */
export interface ProbeOutcome {
  readonly ok: boolean
  readonly verdict: Verdict
  readonly reached: Reached
  /** Whole milliseconds; null for a stage that was not needed, not finished, or not seen from this vantage. */
  readonly ms: Timings
  readonly detail: Detail
}
