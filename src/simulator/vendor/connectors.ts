import {
  type ConnectorProbe,
  poolFailure,
  probeMqtt,
  probeMysql,
  probePgsql,
  probeRedis,
  withTls,
} from './connector-probes.ts'
import { fieldsOf } from './pages.ts'

type Fields = Readonly<Record<string, unknown>>

interface Address {
  readonly host: string
  readonly port: number
}

/** A kind of connector: what a deployment does to find out whether it works. */
export interface Connector {
  /** Where it connects to; undefined when the body does not say. Field names as in EMQX's schema of the type. */
  address(body: Fields): Address | undefined
  /** What it says once connected. */
  readonly greet: ConnectorProbe
  /** How the type words a connection that did not come about. */
  readonly words: (way: ConnectFailure) => string
  /** Covered by the broker's SSRF policy (EMQX 6, PR 17970). */
  readonly guarded: boolean
}

/** Why there is no connection, by Erlang's names. */
export type ConnectFailure = 'econnrefused' | 'timeout' | 'nxdomain' | 'econnreset' | 'ehostunreach'

/** The types this deployment knows (EMQX 5.8, schema of `POST /connectors_probe`). */
export const connectors: Readonly<Record<string, Connector>> = {
  // Only waits for the connection: no byte is sent, so it tells of any port.
  http: {
    address: ({ url }) => urlAddress(url),
    greet: withTls(async () => undefined),
    words: (way) =>
      ({
        econnrefused: 'Connection refused',
        timeout: 'connect_timeout',
        nxdomain: 'Could not resolve host',
        econnreset: 'econnreset',
        ehostunreach: 'Host unreachable',
      })[way],
    guarded: true,
  },
  redis: {
    address: ({ parameters }) => serverAddress(fieldsOf(parameters)?.['server'], 6379),
    greet: withTls(probeRedis),
    words: (way) => poolFailure(`#{reason => ${way},type => tcp_connect}`),
    guarded: false,
  },
  mqtt: {
    address: ({ server }) => serverAddress(server, 1883),
    greet: withTls(probeMqtt),
    words: (way) =>
      ({
        econnrefused: 'Connection refused. Nothing takes MQTT connections at this address.',
        timeout: 'Connection timed out. The remote broker did not answer: timeout.',
        nxdomain: 'Could not resolve host: nxdomain.',
        econnreset: 'Connection reset: econnreset.',
        ehostunreach: 'Host unreachable: ehostunreach.',
      })[way],
    guarded: true,
  },
  mysql: {
    address: ({ server }) => serverAddress(server, 3306),
    greet: probeMysql,
    words: (way) => poolFailure(`{error,${way}}`),
    guarded: false,
  },
  pgsql: {
    address: ({ server }) => serverAddress(server, 5432),
    greet: probePgsql,
    words: (way) => poolFailure(`{error,${way}}`),
    guarded: false,
  },
}

function serverAddress(server: unknown, usualPort: number): Address | undefined {
  if (typeof server !== 'string') return undefined
  const [, host, port = String(usualPort)] = /^([^\s:/]+)(?::(\d{1,5}))?$/.exec(server) ?? []
  return host === undefined || Number(port) > 65_535 ? undefined : { host, port: Number(port) }
}

function urlAddress(url: unknown): Address | undefined {
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined
  const { protocol, hostname, port } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return undefined
  return { host: hostname, port: Number(port || (protocol === 'https:' ? 443 : 80)) }
}
