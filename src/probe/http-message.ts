import { isIPv6 } from 'node:net'
import type { ProbeRequest } from '../model/probe.ts'
import type { Greeting } from './buffered-socket.ts'

/** Whether these bytes can begin an answer. */
export function opensHttp(first: Buffer): boolean {
  return 'HTTP/'.startsWith(first.subarray(0, 5).toString('latin1'))
}

/** A server that chooses its certificate by the name chooses its site by it, too. */
export function headersOf({ host, port, protocol, sni, username, password }: ProbeRequest): Record<string, string> {
  const name = sni ?? (isIPv6(host) ? `[${host}]` : host)
  const isDefault = port === (protocol === 'https' || protocol === 'wss' ? 443 : 80)
  const login = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')
  return {
    host: isDefault ? name : `${name}:${port}`,
    'user-agent': 'plink',
    accept: '*/*',
    ...((username !== null || password !== null) && { authorization: `Basic ${login}` }),
  }
}

/** What a status means for who asks whether he can get through. */
export function greetingOf(status: number, { expect, password }: ProbeRequest): Greeting {
  const answer = `HTTP ${status}`
  if (expect !== null && expect !== status) return { code: 'UNEXPECTED', facts: { answer, expected: `HTTP ${expect}` } }
  if (status === 401 && expect === null)
    return { code: password === null ? 'AUTH_REQUIRED' : 'LOGIN_FAILED', facts: { answer } }
  return { code: 'ANSWERED', facts: { answer } }
}
