import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { AccessKeyEntity } from '../world/entities.ts'
import type { World } from '../world/world.ts'
import { ApiError, apiError } from './errors.ts'

/** Largest difference between the request's time and ours, in real milliseconds (gateway, InvalidTimeStamp.Expired). */
const skewMs = 15 * 60_000

/** A request as it came in; the parameters of query and form are still apart, for one signature covers them apart. */
export interface SignedRequest {
  readonly method: string
  readonly headers: ReadonlyMap<string, string>
  readonly query: ReadonlyMap<string, string>
  readonly form: ReadonlyMap<string, string>
  readonly body: Buffer
}

/** Nonces seen, with the real time when they may be forgotten. One per server. */
export type Nonces = Map<string, number>

/**
 * Whose request it is, by either signature in use: ACS3-HMAC-SHA256 in the headers, or the older HMAC-SHA1 of RPC in the
 * parameters (Alibaba Cloud OpenAPI, "Request structure and signature", V3 and V2).
 * @throws ApiError with the gateway's codes.
 */
export function authenticate(
  world: { readonly keys: World['keys']; readonly clock: { now(): number } },
  nonces: Nonces,
  request: SignedRequest,
  now: number,
): AccessKeyEntity {
  const authorization = request.headers.get('authorization')
  const { keyId, token, time, nonce, toSign, isRight } =
    authorization === undefined ? rpc(request) : acs3(request, authorization)
  requireFresh(time, now)
  const key = world.keys.get(keyId)
  if (key === undefined) throw apiError('InvalidAccessKeyId.NotFound')
  if (!key.active) throw apiError('InvalidAccessKeyId.Inactive')
  if (!isRight(key.secret)) throw mismatch(toSign)
  if ((key.session?.token ?? undefined) !== token) throw apiError('InvalidSecurityToken.MismatchWithAccessKey')
  if (key.session !== null && key.session.expires <= world.clock.now()) throw apiError('InvalidSecurityToken.Expired')
  requireNew(nonces, `${keyId} ${nonce}`, now)
  return key
}

/**
 * With the server's own text behind the first colon: older SDKs split the message there, and compare it with what they
 * have signed (aliyun-python-sdk-core, ServerException).
 */
function mismatch(toSign: string): ApiError {
  return new ApiError(
    'SignatureDoesNotMatch',
    400,
    `Specified signature is not matched with our calculation. server string to sign is:${toSign}`,
  )
}

interface Claim {
  readonly keyId: string
  readonly token: string | undefined
  readonly time: string
  readonly nonce: string
  /** What the server computes its signature from. */
  readonly toSign: string
  readonly isRight: (secret: string) => boolean
}

function acs3(request: SignedRequest, authorization: string): Claim {
  const match = /^(\S+) Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]+)$/i.exec(authorization)
  if (match === null) throw apiError('IncompleteSignature')
  const [, algorithm, keyId = '', names = '', signature = ''] = match
  if (algorithm !== 'ACS3-HMAC-SHA256') throw apiError('InvalidSignatureMethod')
  const signed = names.toLowerCase().split(';')
  const needed = [...request.headers.keys()].filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
  )
  if (needed.some((name) => !signed.includes(name))) throw apiError('IncompleteSignature')
  const digest = sha256(request.body)
  if (request.headers.get('x-acs-content-sha256') !== digest) throw apiError('SignatureDoesNotMatch')
  const canonical = [
    request.method,
    '/',
    canonicalPairs(request.query),
    ...signed.toSorted().map((name) => `${name}:${(request.headers.get(name) ?? '').trim()}`),
    '',
    names,
    digest,
  ].join('\n')
  const toSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`
  return {
    keyId,
    token: request.headers.get('x-acs-security-token'),
    time: request.headers.get('x-acs-date') ?? '',
    nonce: request.headers.get('x-acs-signature-nonce') ?? '',
    toSign,
    isRight: (secret) => isEqual(createHmac('sha256', secret).update(toSign).digest('hex'), signature),
  }
}

function rpc(request: SignedRequest): Claim {
  const all = new Map([...request.query, ...request.form])
  const signature = all.get('Signature')
  const keyId = all.get('AccessKeyId')
  if (signature === undefined || keyId === undefined) throw apiError('IncompleteSignature')
  if (all.get('SignatureMethod') !== 'HMAC-SHA1') throw apiError('InvalidSignatureMethod')
  all.delete('Signature')
  const toSign = `${request.method}&${encode('/')}&${encode(canonicalPairs(all))}`
  return {
    keyId,
    token: all.get('SecurityToken'),
    time: all.get('Timestamp') ?? '',
    nonce: all.get('SignatureNonce') ?? '',
    toSign,
    isRight: (secret) => isEqual(createHmac('sha1', `${secret}&`).update(toSign).digest('base64'), signature),
  }
}

/** Percent-encoding of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Sorted by code point, not by locale. */
function canonicalPairs(pairs: ReadonlyMap<string, string>): string {
  return [...pairs.keys()]
    .toSorted()
    .map((name) => `${encode(name)}=${encode(pairs.get(name) ?? '')}`)
    .join('&')
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function requireFresh(time: string, now: number): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time) || Number.isNaN(Date.parse(time)))
    throw apiError('InvalidTimeStamp.Format')
  if (Math.abs(Date.parse(time) - now) > skewMs) throw apiError('InvalidTimeStamp.Expired')
}

function requireNew(nonces: Nonces, nonce: string, now: number): void {
  for (const [seen, until] of nonces) {
    // Oldest first: the first that must still be remembered ends the sweep.
    if (until > now) break
    nonces.delete(seen)
  }
  if (nonce.endsWith(' ')) throw apiError('IncompleteSignature')
  if (nonces.has(nonce)) throw apiError('SignatureNonceUsed')
  nonces.set(nonce, now + 2 * skewMs)
}
