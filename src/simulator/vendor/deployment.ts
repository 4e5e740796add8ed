import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from '../../model/clock.ts'
import { type ConnectFailure, type Connector, connectors } from './connectors.ts'
import { type Dial, PeerClosed } from './dial.ts'
import type { ConsolePage, Guard, PageReply } from './pages.ts'

/** App ID and App Secret of a deployment's REST API. */
export interface AppKey {
  readonly key: string
  readonly secret: string
}

export interface DeploymentApiOptions {
  readonly dial: Dial
  readonly clock: Clock
  readonly signal: AbortSignal
  /** The newer brokers' switch `rule_engine.ssrf.enable`: connectors of some types may not go to private addresses. */
  readonly ssrf: boolean
}

/** The part of a deployment's REST API (EMQX 5.8) that tests whether it can reach an address. */
export function deploymentPages(options: DeploymentApiOptions): readonly ConsolePage[] {
  return [{ method: 'POST', path: '/api/v5/connectors_probe', answer: ({ body }) => probe(body, options) }]
}

/** Lets in who knows the key, by HTTP Basic. Codes and headers of EMQX 5.8 (emqx_dashboard). */
export function basicAuth({ key, secret }: AppKey): Guard {
  const wanted = digest(`Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`)
  return ({ headers }: IncomingMessage) => {
    const { authorization } = headers
    if (authorization === undefined)
      return unauthorized('AUTHORIZATION_HEADER_ERROR', 'Support authorization: basic/bearer')
    return timingSafeEqual(digest(authorization), wanted)
      ? undefined
      : unauthorized('BAD_API_KEY_OR_SECRET', 'Check api_key/api_secret')
  }
}

async function probe(body: Readonly<Record<string, unknown>>, options: DeploymentApiOptions): Promise<PageReply> {
  const { type, name } = body
  const connector = typeof type === 'string' && Object.hasOwn(connectors, type) ? connectors[type] : undefined
  if (connector === undefined) return badRequest(`unknown connector type: ${String(type)}`)
  if (typeof name !== 'string' || !/^[\w-]+$/.test(name)) return badRequest('invalid_connector_name')
  const address = connector.address(body)
  if (address === undefined) return badRequest('the address is missing or malformed')
  if (options.ssrf && connector.guarded)
    // That it is refused as an error of validation, which a probe reports in TEST_FAILED, follows from its code; the text is ours.
    return failed(JSON.stringify({ kind: 'validation_error', reason: 'ssrf_denied', host: address.host }))
  const reason = await attempt(connector, body, address, options)
  return reason === undefined ? { status: 204 } : failed(reason)
}

async function attempt(
  connector: Connector,
  body: Readonly<Record<string, unknown>>,
  { host, port }: { readonly host: string; readonly port: number },
  { dial, signal: ending, ...options }: DeploymentApiOptions,
): Promise<string | undefined> {
  const over = new AbortController()
  const signal = AbortSignal.any([ending, over.signal])
  const done = new AbortController()
  options.clock.sleep(patienceOf(body), done.signal).then(
    () => over.abort(new TimedOut()),
    () => undefined,
  )
  try {
    const socket = await dial(host, port, signal).catch((error) => connector.words(wayOf(error)))
    if (typeof socket === 'string') return socket
    try {
      return await connector.greet(socket, body, signal)
    } catch (error) {
      if (error instanceof TimedOut) return 'timeout'
      if (error instanceof PeerClosed) return '{tcp_closed,closed}'
      return `{tcp_closed,${codeOf(error).toLowerCase()}}`
    } finally {
      socket.destroy()
    }
  } finally {
    done.abort()
  }
}

class TimedOut extends Error {}

const ways: Readonly<Record<string, ConnectFailure>> = {
  ECONNREFUSED: 'econnrefused',
  ECONNRESET: 'econnreset',
  EHOSTUNREACH: 'ehostunreach',
  ENOTFOUND: 'nxdomain',
  ENODATA: 'nxdomain',
}

function wayOf(error: unknown): ConnectFailure {
  return ways[codeOf(error)] ?? 'timeout'
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code ?? 'unknown')
}

/** Milliseconds: `resource_opts.health_check_interval`, at least 5 s and at most 60 s (EMQX 5.8, emqx_resource_manager). */
function patienceOf(body: Readonly<Record<string, unknown>>): number {
  const { resource_opts: options } = body as { resource_opts?: { health_check_interval?: unknown } | null }
  const [, count = '15', unit = 's'] = /^(\d+)(ms|s|m)$/.exec(String(options?.health_check_interval)) ?? []
  const ms = Number(count) * { ms: 1, s: 1_000, m: 60_000 }[unit as 'ms' | 's' | 'm']
  return Math.min(60_000, Math.max(5_000, ms))
}

function failed(message: string): PageReply {
  return { status: 400, body: { code: 'TEST_FAILED', message } }
}

function badRequest(reason: string): PageReply {
  return { status: 400, body: { code: 'BAD_REQUEST', message: JSON.stringify({ kind: 'validation_error', reason }) } }
}

function unauthorized(code: string, message: string): PageReply {
  return { status: 401, body: { code, message }, headers: { 'www-authenticate': 'Basic realm="emqx-dashboard"' } }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
