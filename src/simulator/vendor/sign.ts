import { createHash, createHmac } from 'node:crypto'

/** Keys of an account of Alibaba Cloud. */
export interface AccessKeyPair {
  readonly id: string
  readonly secret: string
}

export interface Unsigned {
  readonly method: 'POST'
  readonly host: string
  readonly query: Readonly<Record<string, string>>
  /** `x-acs-…`, lower case, without those that signing adds. */
  readonly headers: Readonly<Record<string, string>>
  /** When, as `YYYY-MM-DDThh:mm:ssZ`, and a word never used before. */
  readonly date: string
  readonly nonce: string
}

const algorithm = 'ACS3-HMAC-SHA256'
const emptyHash = createHash('sha256').update('').digest('hex')

/** The headers of a call without a body, signed (Alibaba Cloud, "V3 request body and signature mechanism"). */
export function signRequest(
  { method, host, query, headers, date, nonce }: Unsigned,
  keys: AccessKeyPair,
): Record<string, string> {
  const signed: Record<string, string> = {
    ...headers,
    host,
    'x-acs-content-sha256': emptyHash,
    'x-acs-date': date,
    'x-acs-signature-nonce': nonce,
  }
  const names = Object.keys(signed).sort()
  const lines = names.map((name) => `${name}:${signed[name]?.trim()}\n`).join('')
  const canonical = [method, '/', encodeQuery(query), lines, names.join(';'), emptyHash].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const signature = createHmac('sha256', keys.secret).update(`${algorithm}\n${digest}`).digest('hex')
  const authorization = `${algorithm} Credential=${keys.id},SignedHeaders=${names.join(';')},Signature=${signature}`
  return { ...signed, authorization }
}

/** Sorted and encoded as the signature wants it; also good to be sent. */
export function encodeQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&')
}

function encode(text: string): string {
  const hex = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
  return encodeURIComponent(text).replace(/[!'()*]/g, hex)
}
