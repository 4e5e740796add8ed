import { randomBytes } from 'node:crypto'
import type { Clock } from '../model/clock.ts'
import type { Environment } from '../model/environment.ts'
import type { Emit } from '../model/event.ts'
import type { SideName } from '../model/link.ts'
import { type HttpTimeouts, openHttpClient } from '../net/http-client.ts'
import { NetworkError } from '../net/network-error.ts'
import { CloudError, isRefusal, reasonOf } from './cloud-error.ts'
import type { Credentials } from './credentials/keys.ts'
import type { Endpoints } from './endpoints.ts'
import { type Action, type CallOptions, type Cloud, type Input, type Output, operations } from './operations.ts'
import { outputOf, unreachable } from './parse-response.ts'
import { type Product, productOf } from './products.ts'
import { NoSlot, openRateLimiter, type RateLimiter } from './rate-limit.ts'
import { withRetries } from './retry.ts'

export interface CloudOptions {
  readonly side: SideName
  /** Where the role is configured that the calls are to assume, `profile ops`; errors name it. */
  readonly source?: string
  /** Region of calls that carry no RegionId. */
  readonly region: string
  readonly credentials: Credentials
  readonly endpoints: Endpoints
  /** For HTTP (net/http-client.ts). */
  readonly env: Environment
  readonly clock: Clock
  readonly emit: Emit
  /** Default: 5 s to connect, 20 s for the response. Create calls exceed the 3 s of the SDKs. */
  readonly timeouts?: HttpTimeouts
  /**
   * Total time for retries of one call, in milliseconds; default 5 minutes, as Terraform allows for busy load balancers. A read
   * never takes longer. A write that was sent keeps its full response timeout, because giving up leaves its outcome unknown.
   */
  readonly budgetMs?: number
  /** Jitter, 0 to 1. */
  readonly random?: () => number
}

/**
 * A client for one account. Nothing is loaded or sent before the first call.
 * @throws PlinkError ENDPOINT_URL_INVALID, PROXY_UNSUPPORTED for a proxy that is none
 */
export function openCloud(options: CloudOptions): Cloud {
  const { side, region, credentials, endpoints, env, clock, emit } = options
  const { timeouts = { connectMs: 5000, responseMs: 20_000 }, budgetMs = 300_000, random = Math.random } = options
  const http = openHttpClient({ env, timeouts: { ...timeouts, connectMs: Math.min(timeouts.connectMs, budgetMs) } })
  const limiters = new Map<Product, RateLimiter>()
  const limiterOf = (product: Product): RateLimiter => {
    const limiter = limiters.get(product) ?? openRateLimiter(clock)
    limiters.set(product, limiter)
    return limiter
  }

  /**
   * One request and its response, reported as one `call` event.
   * @param until when a read ends at the latest
   */
  const ask = async <A extends Action>(
    action: A,
    input: Input<A>,
    base: URL,
    { signal, until }: { readonly signal: AbortSignal | undefined; readonly until: number },
  ) => {
    const keys = await credentials.get(signal)
    const { signAndSend } = await import('./signed-request.ts')
    const attempt = { side, action, host: base.host, keys, source: options.source }
    const started = clock.now()
    const responseMs = Math.min(timeouts.responseMs, Math.max(until - started, 1))
    const tell = (outcome: string, requestId: string | null): void =>
      emit({ event: 'call', side, action, ms: clock.now() - started, outcome, requestId })
    try {
      const response = await signAndSend({
        action,
        input,
        base,
        keys,
        nonce: randomBytes(16).toString('hex'),
        date: new Date(clock.now()),
        send: (request) => http.send({ ...request, responseMs }, signal),
      })
      const output = outputOf(attempt, response)
      tell('ok', output.RequestId || null)
      return output
    } catch (error) {
      const fault = error instanceof NetworkError ? unreachable(attempt, error) : error
      if (fault instanceof CloudError) tell(reasonOf(fault), requestIdOf(fault))
      if (isRefusal(fault, 'InvalidSecurityToken.Expired')) credentials.forget(keys)
      throw fault
    }
  }

  return {
    call<A extends Action>(action: A, input: Input<A>, { signal, final, isLookedAfter = false }: CallOptions = {}) {
      const limiter = limiterOf(productOf(action))
      const base = endpoints.urlOf(action, regionOf(input) ?? region)
      // A write that was sent is waited for: giving up leaves its outcome unknown.
      const until = operations[action].kind === 'read' ? clock.now() + budgetMs : Number.POSITIVE_INFINITY
      return withRetries<Output<A>>({
        attempt: () => limiter.run(() => ask(action, input, base, { signal, until }), signal, until),
        repeatable: !isLookedAfter && isRepeatable(action, input),
        ...(final && { final }),
        budgetMs: isLookedAfter ? Math.min(budgetMs, looklessMs) : budgetMs,
        clock,
        random,
        onRetry: (error, attempt, waitMs) => {
          if (error.errorClass === 'throttled') limiter.slowDown(waitMs)
          emit({ event: 'retry', side, action, reason: reasonOf(error), attempt, waitMs })
        },
        signal,
      }).catch((error: unknown) => {
        throw error instanceof NoSlot ? tooLate(side, action, base.host) : error
      })
    },
  }
}

/** How long a call is repeated, in milliseconds, before its caller looks whether it has become pointless. */
const looklessMs = 5_000

/** Other calls took its time, held back by the cloud or waiting for a response that does not come. */
function tooLate(side: SideName, action: Action, host: string): CloudError {
  return new CloudError(
    'CLOUD_UNREACHABLE',
    { side, action, host, reason: 'RESPONSE_TIMEOUT', issuer: null },
    { apiCode: '', errorClass: 'transient', outcome: 'refused' },
  )
}

function regionOf(input: object): string | undefined {
  return 'RegionId' in input && typeof input.RegionId === 'string' ? input.RegionId : undefined
}

/** Idempotent: a read, a dry run, or a write with a ClientToken. */
function isRepeatable(action: Action, input: object): boolean {
  const { kind, token } = operations[action]
  return kind === 'read' || ('DryRun' in input && input.DryRun === true) || (token && hasToken(input))
}

function hasToken(input: object): boolean {
  return 'ClientToken' in input && typeof input.ClientToken === 'string' && input.ClientToken !== ''
}

function requestIdOf({ facts }: CloudError): string | null {
  return 'requestId' in facts ? facts.requestId : null
}
