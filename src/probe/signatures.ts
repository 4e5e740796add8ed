import type { Protocol } from '../model/probe.ts'
import { quote } from '../model/quote.ts'
import { holdsSecret } from '../model/secrets.ts'

export type SignatureName = 'HTTP' | 'Redis' | 'MQTT' | 'TLS' | 'SSH' | 'MySQL' | 'SMTP/FTP'

/** What an answer of the right protocol looks like. */
export const signatureFor: Readonly<Record<Protocol, readonly SignatureName[]>> = {
  tcp: [],
  tls: [],
  http: ['HTTP'],
  https: ['HTTP'],
  redis: ['Redis'],
  rediss: ['Redis'],
  mqtt: ['MQTT'],
  mqtts: ['MQTT'],
  ws: ['HTTP'],
  wss: ['HTTP'],
}

/** What the first bytes of an answer give away. The order counts: the most certain first. */
const signatures: readonly { readonly name: SignatureName; readonly matches: (first: Buffer) => boolean }[] = [
  { name: 'HTTP', matches: (first) => starts(first, /^HTTP\/\d/) },
  { name: 'SSH', matches: (first) => starts(first, /^SSH-\d/) },
  { name: 'SMTP/FTP', matches: (first) => starts(first, /^220[ -]/) },
  { name: 'Redis', matches: (first) => starts(first, /^(?:\+PONG\r|-[A-Z]{2,}[ \r])/) },
  // Record types alert and handshake, version 3.x: RFC 8446, section 5.1.
  { name: 'TLS', matches: ([type, version]) => (type === 0x15 || type === 0x16) && version === 3 },
  // CONNACK: the second byte counts what follows, the third has one bit at most (MQTT 3.1.1 and 5.0, section 3.2).
  { name: 'MQTT', matches: ([type, length = 0, flags = 2]) => type === 0x20 && length >= 2 && flags <= 1 },
  // A packet of less than 64 KiB with number 0, and in it protocol version 10.
  { name: 'MySQL', matches: (first) => first.length > 5 && first[2] === 0 && first[3] === 0 && first[4] === 10 },
]

export function signatureOf(first: Buffer): SignatureName | undefined {
  return signatures.find(({ matches }) => matches(first))?.name
}

/** A name for what answered: the protocol where it shows, else its first bytes. */
export function describe(first: Buffer, secrets: readonly (string | null)[]): string {
  const name = signatureOf(first)
  if (name !== undefined) return name
  const text = first.toString('latin1')
  if (/^[\t\r\n -~]+$/.test(text)) return quote(text, secrets, 60)
  return holdsSecret(first.toString(), secrets) ? '…' : first.subarray(0, 16).toString('hex')
}

function starts(first: Buffer, pattern: RegExp): boolean {
  return pattern.test(first.toString('latin1'))
}
