import type { Protocol } from '../model/probe.ts'

interface Traits {
  /** Where the protocol lives unless a port is written; null when one must be. */
  readonly port: number | null
  readonly tls: boolean
  readonly login: boolean
  /** What may stand behind the host, and what stands there when nothing is written. */
  readonly path: { readonly pattern: RegExp; readonly unwritten: string }
  readonly options: readonly Option[]
}
export type Option = 'sni' | 'expect' | 'insecure'

const none = { pattern: /^\/?$/, unwritten: '' }
const database = { pattern: /^\/?\d{0,5}$/, unwritten: '' }
const resource = { pattern: /^(?:\/[!-~]*)?$/, unwritten: '/' }
// Where EMQX, and most brokers after it, take MQTT over WebSocket.
const broker = { pattern: /^(?:\/[!-~]*)?$/, unwritten: '/mqtt' }

/**
 * MQTT over WebSocket has no port to guess: brokers use 8083 and 8084, URLs without a port mean 80 and 443. The
 * other ports are IANA's, or what everybody uses (Redis with TLS).
 */
export const protocols: Readonly<Record<Protocol, Traits>> = {
  tcp: { port: null, tls: false, login: false, path: none, options: [] },
  tls: { port: null, tls: true, login: false, path: none, options: ['sni', 'insecure'] },
  http: { port: 80, tls: false, login: true, path: resource, options: ['expect'] },
  https: { port: 443, tls: true, login: true, path: resource, options: ['sni', 'expect', 'insecure'] },
  redis: { port: 6379, tls: false, login: true, path: database, options: [] },
  rediss: { port: 6379, tls: true, login: true, path: database, options: ['sni', 'insecure'] },
  mqtt: { port: 1883, tls: false, login: true, path: none, options: [] },
  mqtts: { port: 8883, tls: true, login: true, path: none, options: ['sni', 'insecure'] },
  ws: { port: null, tls: false, login: true, path: broker, options: [] },
  wss: { port: null, tls: true, login: true, path: broker, options: ['sni', 'insecure'] },
}

export function isProtocol(scheme: string): scheme is Protocol {
  return Object.hasOwn(protocols, scheme)
}
