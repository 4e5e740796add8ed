import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { NetworkError } from './network-error.ts'
import type { ProxyFor, ProxyServer } from './proxy.ts'
import { Agent, buildConnector, Pool } from './undici-parts.ts'

// Loads undici: use import() only.

type Connect = buildConnector.connector
type Where = Parameters<Connect>[0]

export interface AgentOptions {
  readonly proxyFor: ProxyFor
  /** For each of: the connection to the proxy, its answer to CONNECT, the connection to the far end with its TLS. */
  readonly connectMs: number
  /** A certificate (PEM) to trust instead of those Node trusts. */
  readonly authority?: string | undefined
}

/** Enough to keep every lane of a two-way link busy. */
const connections = 8
/** Idle connections are closed before a server's usual 60 s: a request sent while it closes has an unknown outcome. */
const keepAliveTimeout = 30_000

/**
 * undici's Agent, with connections that go through a proxy where one is set. Its ProxyAgent keeps the connection to the
 * far end to itself, waits five minutes for an answer to CONNECT, and connects for ever to a proxy that hangs up.
 */
export function openAgent({ proxyFor, connectMs, authority }: AgentOptions): { agent: Agent; openings: Openings } {
  const openings = new Openings()
  const trust = { rejectUnauthorized: true, ...(authority !== undefined && { ca: authority }) }
  const connector = openings.watch(buildConnector({ timeout: connectMs, ...trust }))
  const proxyConnector = openings.watch(buildConnector({ timeout: connectMs, rejectUnauthorized: true }))
  const pools = new Map<string, Pool>()
  const poolOf = ({ url }: ProxyServer): Pool => {
    const pool = pools.get(url.href) ?? new Pool(url, { connect: proxyConnector })
    pools.set(url.href, pool)
    return pool
  }
  const connect: Connect = (where, done) => {
    const proxy = proxyFor(new URL(`${where.protocol}//${where.host}`))
    if (proxy === null) return connector(where, done)
    tunnel(poolOf(proxy), proxy, where, connectMs).then(
      (httpSocket) => connector({ ...where, httpSocket }, done),
      (error: Error) => done(error, null),
    )
  }
  return { agent: new Agent({ connections, keepAliveTimeout, connect }), openings }
}

/**
 * A connection to the far end by CONNECT (RFC 9110, section 9.3.6); TLS is spoken with the far end, the proxy sees bytes.
 * @throws NetworkError that tells what fails here apart from what fails at the far end
 */
async function tunnel(
  pool: Pool,
  { url, authorization }: ProxyServer,
  { host, port }: Where,
  connectMs: number,
): Promise<Socket> {
  const signal = AbortSignal.timeout(connectMs)
  const authority = port ? `${host}` : `${host}:443`
  const headers = { host: authority, ...(authorization !== null && { 'proxy-authorization': authorization }) }
  try {
    // undici takes the name in the proxy's own certificate from the host header unless it is told.
    const request = { path: authority, headers, servername: url.hostname, signal }
    const { statusCode, socket } = await pool.connect(request)
    // Safe: the connection was made by `buildConnector`.
    if (statusCode === 200) return socket as Socket
    socket.destroy()
    throw new NetworkError(`PROXY_ANSWERED_${statusCode}`, false, true)
  } catch (error) {
    if (signal.aborted) throw new NetworkError('PROXY_TIMEOUT', false)
    throw NetworkError.of(error, false, 'PROXY_')
  }
}

/** Connections on their way. When nobody waits for one any longer they are given up, or they would hold the process. */
class Openings {
  readonly #waiting = new Set<symbol>()
  readonly #sockets = new Set<Socket>()

  /** A request waits for a connection; to be called when it has one, or wants none any more. */
  wait(): () => void {
    const ticket = Symbol('request')
    this.#waiting.add(ticket)
    return () => {
      if (!this.#waiting.delete(ticket) || this.#waiting.size > 0) return
      for (const socket of this.#sockets) socket.destroy(new NetworkError('ABORTED', false))
    }
  }

  watch(connect: Connect): Connect {
    return (where, done) => {
      let issuer: string | null = null
      // Safe: it returns the socket it opens, which its type does not say.
      const socket = connect(where, (error, opened) => {
        this.#sockets.delete(socket)
        if (error === null) done(null, opened)
        else done(issuer === null ? error : NetworkError.of(error, false, '', issuer), null)
      }) as unknown as Socket
      this.#sockets.add(socket)
      // Ahead of Node's own listener, which verifies the certificate and closes the connection when it is not trusted.
      socket.prependListener('secure', () => {
        issuer = socket instanceof TLSSocket ? issuerOf(socket) : null
      })
    }
  }
}

/** Who signed the certificate of the other side, `Example Corp Root CA`; null when it does not say. */
function issuerOf(socket: TLSSocket): string | null {
  // Safe: Node types the names as always there, but a broken certificate has none of them, and one may have several.
  const { CN, O } = (socket.getPeerCertificate().issuer ?? {}) as { CN?: string | string[]; O?: string | string[] }
  return [CN ?? O ?? []].flat()[0] ?? null
}
