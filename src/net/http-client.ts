import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import type { Environment } from '../model/environment.ts'
import { PlinkError } from '../model/fault.ts'
import type { openAgent } from './agent.ts'
import { NetworkError } from './network-error.ts'
import { proxiesOf } from './proxy.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  /** Where to; only its origin counts. */
  readonly base: URL
  /** Path and query, already encoded: the cloud's are signed as they are sent. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** A shorter timer for this response than that of the client, in milliseconds. */
  readonly responseMs?: number | undefined
}

export interface HttpResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface HttpTimeouts {
  /** Until the connection stands: name, TCP and proxy, TLS. Waiting for a free connection does not count. */
  readonly connectMs: number
  /** From there until the whole response is in. */
  readonly responseMs: number
}

export interface HttpClient {
  /**
   * One request, one response; nothing is repeated and no redirect followed.
   * @throws NetworkError, or the signal's reason
   * @throws PlinkError TLS_VERIFICATION_OFF
   */
  send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResponse>
}

export interface HttpClientOptions {
  /** HTTPS_PROXY, HTTP_PROXY, NO_PROXY and NODE_TLS_REJECT_UNAUTHORIZED are read from it. */
  readonly env: Environment
  readonly timeouts: HttpTimeouts
  /** A certificate (PEM) to trust instead of those Node trusts. */
  readonly authority?: string
  /** How long a body may be, in bytes. */
  readonly maxBody?: number
}

/** The longest page of any list is some hundred kilobytes. */
const longestBody = 16 * 1024 * 1024

/**
 * Every HTTP request of plink but those of probes. Idle connections are kept for the next request and do not hold the
 * process. Only https goes through the proxy, and loopback never does.
 * @throws PlinkError ENDPOINT_URL_INVALID, PROXY_UNSUPPORTED
 */
export function openHttpClient(options: HttpClientOptions): HttpClient {
  const { env, timeouts, maxBody = longestBody, authority } = options
  const proxyFor = proxiesOf(env)
  let opened: Promise<ReturnType<typeof openAgent>> | undefined
  return {
    async send(request, signal) {
      signal?.throwIfAborted()
      requireVerification(request.base, env)
      opened ??= import('./agent.ts').then(({ openAgent }) =>
        openAgent({ proxyFor, authority, connectMs: timeouts.connectMs }),
      )
      const { agent, openings } = await opened
      signal?.throwIfAborted()
      return await new Promise((resolve, reject) => {
        const exchange = new Exchange(request.responseMs ?? timeouts.responseMs, maxBody, { resolve, reject })
        const onAbort = (): void => exchange.fail(signal?.reason)
        signal?.addEventListener('abort', onAbort, { once: true })
        exchange.onSettled = () => signal?.removeEventListener('abort', onAbort)
        exchange.onPlaced = openings.wait()
        const { base, method, path, headers, body = null } = request
        // The timers of undici start anew with each piece of a response; ours is for the whole of it.
        agent.dispatch(
          { origin: base.origin, method, path, headers, body, headersTimeout: 0, bodyTimeout: 0 },
          exchange,
        )
      })
    },
  }
}

/** What goes over TLS is keys and what is signed with them: not to be shown to whoever stands in between. */
function requireVerification({ protocol }: URL, env: Environment): void {
  if (protocol === 'https:' && env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0')
    throw new PlinkError('TLS_VERIFICATION_OFF', {})
}

interface Settlement {
  resolve(response: HttpResponse): void
  reject(error: unknown): void
}

/** One request and its response, as undici tells them. */
class Exchange implements Dispatcher.DispatchHandler {
  onSettled: () => void = () => undefined
  /** Called when the request has a connection, or will never need one. */
  onPlaced: () => void = () => undefined
  readonly #responseMs: number
  readonly #maxBody: number
  readonly #promise: Settlement
  readonly #parts: Buffer[] = []
  #controller: Dispatcher.DispatchController | undefined
  #timer: NodeJS.Timeout | undefined
  #isSettled = false
  #length = 0
  #head: Pick<HttpResponse, 'status' | 'headers'> = { status: 0, headers: {} }

  constructor(responseMs: number, maxBody: number, promise: Settlement) {
    this.#responseMs = responseMs
    this.#maxBody = maxBody
    this.#promise = promise
  }

  /** The connection stands, and the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.onPlaced()
    this.#controller = controller
    if (this.#isSettled) controller.abort(new Error('settled'))
    else this.#timer = setTimeout(() => this.fail(new NetworkError('RESPONSE_TIMEOUT', true)), this.#responseMs)
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#head = { status, headers }
  }

  onResponseData(_controller: Dispatcher.DispatchController, part: Buffer): void {
    this.#length += part.length
    if (this.#length > this.#maxBody) this.fail(new NetworkError('RESPONSE_TOO_LONG', true, true))
    else this.#parts.push(part)
  }

  onResponseEnd(): void {
    if (!this.#settle()) return
    const response = { ...this.#head, body: Buffer.concat(this.#parts).toString('utf8') }
    // undici takes the connection back by a setImmediate after this call; a request made before would open another one.
    queueMicrotask(() => setImmediate(() => this.#promise.resolve(response)))
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(NetworkError.of(error, this.#controller !== undefined))
  }

  fail(error: unknown): void {
    if (!this.#settle()) return
    this.#promise.reject(error)
    this.#controller?.abort(new Error('settled'))
    this.onPlaced()
  }

  #settle(): boolean {
    if (this.#isSettled) return false
    this.#isSettled = true
    clearTimeout(this.#timer)
    this.onSettled()
    return true
  }
}
