import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Socket } from 'node:net'
import { Undelivered } from './network-error.ts'
import { type ProxyFor, portOf } from './proxy.ts'
import { TunnelAgent } from './tunnel.ts'

export interface Outgoing {
  /** Where to, an origin. */
  readonly base: URL
  /** Path and query, already encoded as they were signed. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Incoming {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Timeouts {
  /** Until the connection stands: name, TCP, TLS. Waiting for a free socket does not count. */
  readonly connectMs: number
  /** From there until the whole answer is in. */
  readonly responseMs: number
}

export interface Transport {
  /**
   * One POST, one answer; nothing is repeated here.
   * @throws Undelivered, or the signal's reason
   */
  post(outgoing: Outgoing, signal?: AbortSignal): Promise<Incoming>
}

// Enough to keep every lane of a two-way link busy; the official client opens one socket per call in flight.
const keepAlive = { keepAlive: true, maxSockets: 8, scheduling: 'lifo' } as const

/**
 * Idle sockets are kept for the next call and do not hold the process.
 * `authority` is a certificate (PEM) to trust instead of those Node trusts.
 */
export function openTransport(proxyFor: ProxyFor, timeouts: Timeouts, authority?: string): Transport {
  const trust = authority === undefined ? keepAlive : { ...keepAlive, ca: authority }
  const plain = new HttpAgent(keepAlive)
  const direct = new HttpsAgent(trust)
  const tunnels = new Map<string, TunnelAgent>()
  const standing = new WeakSet<Socket>()

  const agentFor = (base: URL): HttpAgent => {
    if (base.protocol === 'http:') return plain
    const proxy = proxyFor(base)
    if (proxy === null) return direct
    const tunnel = tunnels.get(proxy.href) ?? new TunnelAgent(proxy, timeouts.connectMs, trust)
    tunnels.set(proxy.href, tunnel)
    return tunnel
  }

  return {
    post: ({ base, path, headers, body }, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const secure = base.protocol === 'https:'
        const request = (secure ? httpsRequest : httpRequest)({
          host: base.hostname.replace(/^\[|\]$/g, ''),
          port: portOf(base),
          method: 'POST',
          path,
          headers,
          agent: agentFor(base),
        })
        let sent = false
        let timer: NodeJS.Timeout | undefined
        const limit = (ms: number, reason: string): void => {
          clearTimeout(timer)
          timer = setTimeout(() => fail(new Undelivered(reason, sent)), ms)
        }
        const onAbort = (): void => fail(signal?.reason)
        const settle = (): void => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', onAbort)
        }
        const fail = (error: unknown): void => {
          settle()
          reject(error)
          request.destroy()
        }
        signal?.addEventListener('abort', onAbort, { once: true })
        whenStanding(request, secure, standing, {
          opening: () => limit(timeouts.connectMs, 'CONNECT_TIMEOUT'),
          standing: () => {
            sent = true
            limit(timeouts.responseMs, 'RESPONSE_TIMEOUT')
          },
        })
        request.on('error', (error) => fail(Undelivered.of(error, sent)))
        request.on('response', (response) => {
          const parts: Buffer[] = []
          response.on('data', (part: Buffer) => parts.push(part))
          response.on('error', (error) => fail(Undelivered.of(error, true)))
          response.on('end', () => {
            settle()
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(parts).toString('utf8'),
            })
          })
        })
        request.end(body)
      }),
  }
}

/** Tells when a request got its socket, and when that socket can carry it: at once for one that is used again. */
function whenStanding(
  request: ClientRequest,
  secure: boolean,
  known: WeakSet<Socket>,
  on: { opening(): void; standing(): void },
): void {
  request.once('socket', (socket) => {
    if (known.has(socket)) return on.standing()
    on.opening()
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      known.add(socket)
      on.standing()
    })
  })
}
