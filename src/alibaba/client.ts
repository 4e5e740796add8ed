import { randomBytes } from 'node:crypto'
import type { Clock } from '../model/clock.ts'
import type { Environment } from '../model/environment.ts'
import type { Emit } from '../model/event.ts'
import type { SideName } from '../model/link.ts'
import { type HttpTimeouts, openHttpClient } from '../net/http-client.ts'
import { NetworkError } from '../net/network-error.ts'
import { CloudError, isRefusal } from './cloud-error.ts'
import type { Endpoints } from './endpoints.ts'
import type { Credentials } from './keys.ts'
import { type Action, type Cloud, type Input, type Output, operations } from './operations.ts'
import { outputOf, unreachable } from './parse-response.ts'
import { type Product, productOf } from './products.ts'
import { openPace, type Pace } from './rate-limit.ts'
import { persist } from './retry.ts'

export interface CloudOptions {
  readonly side: SideName
  /** Where calls go that carry no RegionId of their own. */
  readonly region: string
  readonly credentials: Credentials
  readonly endpoints: Endpoints
  /** For HTTP (net/http-client.ts). */
  readonly env: Environment
  readonly clock: Clock
  readonly emit: Emit
  /** Default 5 s to connect, 20 s for the answer: creating can be slow, and the SDK's 3 s cut it off. */
  readonly timeouts?: HttpTimeouts
  /**
   * How long one call may be repeated, in milliseconds; default 5 minutes, as Terraform does for busy load balancers. No read
   * takes longer; a write that was sent is given its time, since its outcome would be unknown.
   */
  readonly budgetMs?: number
  /** Jitter, 0 to 1. */
  readonly random?: () => number
}

/**
 * One account's door to the cloud. Nothing is loaded or sent before the first call.
 * @throws PlinkError ENDPOINT_URL_INVALID, PROXY_UNSUPPORTED for a proxy that is none
 */
export function openCloud(options: CloudOptions): Cloud {
  const { side, region, credentials, endpoints, env, clock, emit } = options
  const { timeouts = { connectMs: 5000, responseMs: 20_000 }, budgetMs = 300_000, random = Math.random } = options
  const http = openHttpClient({ env, timeouts: { ...timeouts, connectMs: Math.min(timeouts.connectMs, budgetMs) } })
  const paces = new Map<Product, Pace>()
  const paceOf = (product: Product): Pace => {
    const pace = paces.get(product) ?? openPace(clock)
    paces.set(product, pace)
    return pace
  }

  const responseMsOf = (action: Action): number =>
    operations[action].kind === 'read' ? Math.min(timeouts.responseMs, budgetMs) : timeouts.responseMs

  /** One request and its answer, told as one `call` event. */
  const ask = async <A extends Action>(action: A, input: Input<A>, base: URL, signal?: AbortSignal) => {
    const keys = await credentials.get(signal)
    const { signAndSend } = await import('./signed-request.ts')
    const attempt = { side, action, host: base.host, keys }
    const started = clock.now()
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
        send: (request) => http.send({ ...request, responseMs: responseMsOf(action) }, signal),
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
    call<A extends Action>(action: A, input: Input<A>, { signal }: { readonly signal?: AbortSignal } = {}) {
      const pace = paceOf(productOf(action))
      return persist<Output<A>>({
        attempt: () =>
          pace.run(() => ask(action, input, endpoints.urlOf(action, regionOf(input) ?? region), signal), signal),
        repeatable: isRepeatable(action, input),
        budgetMs,
        clock,
        random,
        onRetry: (error, attempt, waitMs) => {
          if (error.temper === 'throttled') pace.slowDown(waitMs)
          emit({ event: 'retry', side, action, reason: reasonOf(error), attempt, waitMs })
        },
        signal,
      })
    },
  }
}

function regionOf(input: object): string | undefined {
  return 'RegionId' in input && typeof input.RegionId === 'string' ? input.RegionId : undefined
}

/** Doing it twice is doing it once: a read, a rehearsal, or a write with a token. */
function isRepeatable(action: Action, input: object): boolean {
  const { kind, token } = operations[action]
  return kind === 'read' || ('DryRun' in input && input.DryRun === true) || (token && hasToken(input))
}

function hasToken(input: object): boolean {
  return 'ClientToken' in input && typeof input.ClientToken === 'string' && input.ClientToken !== ''
}

/** The cloud's code, or what happened on the way. */
function reasonOf(error: CloudError): string {
  if (error.apiCode !== '') return error.apiCode
  return 'reason' in error.facts && typeof error.facts.reason === 'string' ? error.facts.reason : error.code
}

function requestIdOf({ facts }: CloudError): string | null {
  return 'requestId' in facts ? facts.requestId : null
}
