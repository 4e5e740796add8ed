import { randomUUID } from 'node:crypto'
import type { Action, Input, Output } from '../../alibaba/operations.ts'
import { type Clock, systemClock } from '../../model/clock.ts'
import { type AccessKeyPair, encodeQuery, signRequest } from './sign.ts'

type PrivateLinkAction = Extract<Action, `privatelink.${string}`>

/** The vendor's own way to the cloud. */
export interface ApiClient {
  /**
   * Calls, and repeats with the same ClientToken what was throttled, ran into another change, or got no answer.
   * @throws Refused with the cloud's code; an Error when there was no answer to the last attempt either
   */
  call<A extends PrivateLinkAction>(action: A, input: Omit<Input<A>, 'RegionId' | 'ClientToken'>): Promise<Output<A>>
}

export interface ApiClientOptions {
  readonly apiUrl: string
  readonly keys: AccessKeyPair
  readonly region: string
  /** The vendor's own time, for the pauses between attempts. */
  readonly clock: Clock
  readonly signal: AbortSignal
}

export class ApiClientError extends Error {
  readonly code: string
  readonly status: number
  constructor(action: string, code: string, status: number, message: string) {
    super(`${action}: ${code}: ${message}`)
    this.code = code
    this.status = status
  }
}

export function isApiClientError(error: unknown, ...codes: readonly string[]): error is ApiClientError {
  return error instanceof ApiClientError && codes.includes(error.code)
}

/** PrivateLink's codes for "another change is running, come again"; the dotted OperationDenied.* are final. */
const busy = /^(?:ConcurrentCallNotSupported|\w+Locked|\w+OperationDenied|EndpointServiceConnectionDependence)$/
const stumbled = /^(?:Throttling\b.*|Rejected\.Throttling|ServiceUnavailable|InternalError)$/
const attempts = 40
const pauseMs = 2_000
/** Real time: the cloud is on this machine. */
const patienceMs = 30_000

export function createApiClient(options: ApiClientOptions): ApiClient {
  const { clock, signal, region } = options
  return {
    async call(action, input) {
      const name = action.slice('privatelink.'.length)
      const token = /^(?:Get|List|Check|Describe)/.test(name) ? {} : { ClientToken: randomUUID() }
      const query = flatten({ ...input, RegionId: region, ...token })
      for (let attempt = 1; ; attempt++) {
        try {
          // Safe: the cloud answers an action with its own fields; operations.ts says which.
          return (await send(name, query, options)) as Output<typeof action>
        } catch (error) {
          signal.throwIfAborted()
          const again = !(error instanceof ApiClientError) || busy.test(error.code) || stumbled.test(error.code)
          if (!again || attempt === attempts) throw error
          await clock.sleep(pauseMs, signal)
        }
      }
    },
  }
}

async function send(action: string, query: Record<string, string>, options: ApiClientOptions): Promise<unknown> {
  const { apiUrl, keys, signal } = options
  const url = new URL(apiUrl)
  const headers = signRequest(
    {
      method: 'POST',
      host: url.host,
      query,
      headers: { 'x-acs-action': action, 'x-acs-version': '2020-04-15' },
      // Real time: the vendor's own runs as fast as the cloud's, and is no time of day.
      date: new Date(systemClock.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
      nonce: randomUUID(),
    },
    keys,
  )
  url.pathname = '/'
  url.search = encodeQuery(query)
  const response = await fetch(url, {
    method: 'POST',
    headers,
    signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
  })
  const body = JSON.parse(withLongNumbersAsText(await response.text())) as { Code?: string; Message?: string }
  if (!response.ok) throw new ApiClientError(action, String(body.Code), response.status, String(body.Message))
  return body
}

/** Lists and objects as the RPC style has them: `Zone.1.ZoneId=…`, `SecurityGroupId.1=…`. */
function flatten(value: unknown, prefix = ''): Record<string, string> {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object') return { [prefix]: String(value) }
  const entries = Array.isArray(value) ? value.map((item, index) => [String(index + 1), item]) : Object.entries(value)
  return Object.assign(
    {},
    ...entries.map(([name, item]) => flatten(item, prefix === '' ? String(name) : `${prefix}.${name}`)),
  )
}

/** Account ids are JSON numbers, some beyond 2^53. */
function withLongNumbersAsText(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\b\d{16,}\b/g, (found, text) => text ?? `"${found}"`)
}
