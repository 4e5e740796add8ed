import { isIPv6 } from 'node:net'
import type { ProbeRequest, Protocol } from '../model/probe.ts'
import type { Reached } from '../model/result.ts'
import type { ConnectorBody } from './deployment.ts'

/**
 * How long the deployment tries, in milliseconds; it does not go below 5 s (EMQX, emqx_resource_manager). An open port that
 * says nothing is to be known before `doctor` gives up.
 */
export const patienceMs = { connect: 5000, answer: 7000 } as const

const patience = {
  connect_timeout: `${patienceMs.connect}ms`,
  resource_opts: { health_check_interval: `${patienceMs.answer}ms`, start_timeout: `${patienceMs.connect}ms` },
}

/**
 * Tells of any TCP port, without a login: the `http` connector only waits for the connection, and sends nothing (EMQX,
 * emqx_bridge_http_connector).
 */
export function connection(request: ProbeRequest): ConnectorBody {
  return { ...named('http', request), url: `http://${placeOf(request)}`, headers: {}, pool_size: 1, ...patience }
}

/** A connector that goes further than the connection, and how far it proves that the traffic came. */
export interface Native {
  readonly reaches: Reached
  body(request: ProbeRequest): ConnectorBody
}

/** The `http` connector of a TLS port waits for the handshake as well. */
const handshake: Native = {
  reaches: 'tls',
  body: (request) => ({
    ...connection(request),
    url: `https://${placeOf(request)}`,
    ...sslOf(request),
  }),
}

/** PING; AUTH only when there is a password. */
const redis: Native = {
  reaches: 'protocol',
  body: (request) => ({
    ...named('redis', request),
    parameters: {
      redis_type: 'single',
      server: placeOf(request),
      pool_size: 1,
      database: Number(/\d+/.exec(request.path)?.[0] ?? 0),
      ...loginOf(request),
    },
    resource_opts: patience.resource_opts,
    ...sslOf(request),
  }),
}

/** CONNECT and CONNACK. */
const mqtt: Native = {
  reaches: 'protocol',
  body: (request) => ({
    ...named('mqtt', request),
    server: placeOf(request),
    proto_ver: 'v4',
    clean_start: true,
    pool_size: 1,
    ...loginOf(request),
    ...patience,
    ...sslOf(request),
  }),
}

/**
 * What speaks each protocol; null when nothing does. The `http` connector asks no question of an HTTP server, and the
 * `mqtt` connector knows no WebSocket.
 */
export const natives: Readonly<Record<Protocol, Native | null>> = {
  tcp: null,
  tls: handshake,
  http: null,
  https: handshake,
  redis,
  rediss: redis,
  mqtt,
  mqtts: mqtt,
  ws: null,
  wss: handshake,
}

const secured: readonly Protocol[] = ['tls', 'https', 'rediss', 'mqtts', 'wss']

/** The broker takes ASCII names only; the name need not be free. */
function named(type: string, { port }: ProbeRequest): { type: string; name: string } {
  return { type, name: `plink-probe-${port}` }
}

function placeOf({ host, port }: ProbeRequest): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`
}

function loginOf({ username, password }: ProbeRequest): Readonly<Record<string, string>> {
  return { ...(username !== null && { username }), ...(password !== null && { password }) }
}

/** The certificate is compared with the authorities that the deployment trusts, unless `?insecure` allows any. */
function sslOf({ protocol, sni, host, insecure = false }: ProbeRequest): Readonly<Record<string, unknown>> {
  if (!secured.includes(protocol)) return { ssl: { enable: false } }
  return {
    ssl: { enable: true, verify: insecure ? 'verify_none' : 'verify_peer', server_name_indication: sni ?? host },
  }
}
