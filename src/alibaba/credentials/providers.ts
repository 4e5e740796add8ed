import { randomBytes } from 'node:crypto'
import type { Clock } from '../../model/clock.ts'
import type { Environment } from '../../model/environment.ts'
import { holdsSecret } from '../../model/secrets.ts'
import { type HttpClient, openHttpClient } from '../../net/http-client.ts'
import { NetworkError } from '../../net/network-error.ts'
import { readTextFile } from '../../state/text-file.ts'
import { openMetadata } from '../ecs-metadata.ts'
import type { Endpoints } from '../endpoints.ts'
import type { CloudKeys } from '../keys.ts'
import { keyShape } from '../reply-fields.ts'
import { object, optional, ShapeMismatch, string } from '../shape.ts'
import { assumedRoleShape } from '../types.ts'
import { type OidcRole, UnusableSource } from './source.ts'

export interface ProviderContext {
  readonly env: Environment
  readonly endpoints: Endpoints
  readonly clock: Clock
}

const timeouts = { connectMs: 5000, responseMs: 20_000 }
/** Keys and tokens are some kilobytes at most. */
const maxBody = 64 * 1024

/**
 * Keys of a role for a token of another identity provider. AssumeRoleWithOIDC is not signed, so it is no call of the
 * client's (STS 2015-04-01). The token is read anew each time: whoever put it into a file renews it there.
 */
export function oidcProvider(label: string, role: OidcRole, { env, endpoints, clock }: ProviderContext) {
  const http = openHttpClient({ env, timeouts, maxBody })
  return async (): Promise<CloudKeys> => {
    const token = 'file' in role.token ? readToken(role.token.file) : role.token.text
    const query = new URLSearchParams({
      Action: 'AssumeRoleWithOIDC',
      Format: 'JSON',
      Version: '2015-04-01',
      Timestamp: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
      SignatureNonce: randomBytes(16).toString('hex'),
    })
    const body = new URLSearchParams({
      RoleArn: role.arn,
      OIDCProviderArn: role.providerArn,
      OIDCToken: token,
      RoleSessionName: role.session,
      DurationSeconds: String(role.seconds),
    })
    const { status, body: text } = await ask(label, http, {
      method: 'POST',
      base: endpoints.urlOf('sts.AssumeRole', role.region),
      path: `/?${query}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: String(body),
    })
    const fields = jsonIn(label, text, status)
    if (status !== 200)
      throw new UnusableSource(label, { kind: 'role-refused', code: codeIn(fields, token) ?? `HTTP_${status}` })
    const { Credentials: keys } = shaped(label, assumedRoleShape, fields)
    return keysOf(label, keys, clock)
  }

  function readToken(file: string): string {
    try {
      return readTextFile(file).trim()
    } catch {
      throw new UnusableSource(file, { kind: 'not-found' })
    }
  }
}

/** Keys that a URL answers with: all four fields are needed (@alicloud/credentials, providers/uri). */
export function uriProvider(label: string, uri: string, { env, clock }: ProviderContext) {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new UnusableSource(label, { kind: 'not-a-url' })
  const http = openHttpClient({ env, timeouts, maxBody })
  const path = `${url.pathname}${url.search}`
  return async (): Promise<CloudKeys> => {
    const { status, body } = await ask(label, http, { method: 'GET', base: url, path, headers: {} })
    if (status !== 200) throw new UnusableSource(label, { kind: 'http-status', status })
    return keysOf(label, shaped(label, servedShape, jsonIn(label, body, status)), clock)
  }
}

/** Keys of the role of this ECS instance. */
export function metadataProvider(label: string, roleName: string | undefined, { clock }: ProviderContext) {
  const read = openMetadata()
  const roles = 'ram/security-credentials/'
  return async (): Promise<CloudKeys> => {
    const item = async (name: string): Promise<string> => {
      const found = await reached(label, read(name, new AbortController().signal))
      if (found === null) throw new UnusableSource(label, { kind: 'not-found' })
      return found
    }
    const role = roleName ?? (await item(roles))
    const fields = jsonIn(label, await item(`${roles}${encodeURIComponent(role)}`), 200)
    return keysOf(label, shaped(label, servedShape, fields), clock)
  }
}

const servedShape = object({
  AccessKeyId: keyShape,
  AccessKeySecret: keyShape,
  SecurityToken: keyShape,
  Expiration: string,
  Code: optional(string),
})

interface ServedKeys {
  readonly AccessKeyId: string
  readonly AccessKeySecret: string
  readonly SecurityToken: string
  readonly Expiration: string
}

/** @throws UnusableSource when they have ended already */
export function keysOf(label: string, keys: ServedKeys, clock: Clock): CloudKeys {
  const expires = Date.parse(keys.Expiration)
  if (Number.isNaN(expires)) throw new UnusableSource(label, { kind: 'incomplete', field: 'Expiration' })
  if (expires <= clock.now()) throw new UnusableSource(label, { kind: 'expired' })
  return {
    accessKeyId: keys.AccessKeyId,
    accessKeySecret: keys.AccessKeySecret,
    securityToken: keys.SecurityToken,
    expires,
  }
}

async function ask(label: string, http: HttpClient, request: Parameters<HttpClient['send']>[0]) {
  return await reached(label, http.send(request))
}

async function reached<T>(label: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof NetworkError) throw new UnusableSource(label, { kind: 'unreachable', reason: error.reason })
    throw error
  }
}

/** A page of a proxy tells by its status what it is about. */
function jsonIn(label: string, text: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UnusableSource(label, status === 200 ? { kind: 'not-json' } : { kind: 'http-status', status })
  }
}

function shaped<T>(label: string, shape: { read(value: unknown, path: string): T }, fields: unknown): T {
  try {
    return shape.read(fields, '')
  } catch (error) {
    if (error instanceof ShapeMismatch)
      throw new UnusableSource(label, { kind: 'incomplete', field: error.path || '{}' })
    throw error
  }
}

function codeIn(fields: unknown, token: string): string | undefined {
  const code = typeof fields === 'object' && fields !== null && 'Code' in fields ? fields.Code : undefined
  const isCode = typeof code === 'string' && /^[\w.-]{1,64}$/.test(code) && !holdsSecret(code, [token])
  return isCode ? code : undefined
}
