import { randomBytes } from 'node:crypto'
import type { Clock } from '../../model/clock.ts'
import type { Environment } from '../../model/environment.ts'
import type { Emit } from '../../model/event.ts'
import type { SideName } from '../../model/link.ts'
import { holdsSecret } from '../../model/secrets.ts'
import { openHttpClient } from '../../net/http-client.ts'
import { NetworkError } from '../../net/network-error.ts'
import { readTextFile } from '../../state/text-file.ts'
import { openCloud } from '../client.ts'
import { openMetadata } from '../ecs-metadata.ts'
import type { Endpoints } from '../endpoints.ts'
import { type Of, ShapeMismatch } from '../shape.ts'
import { assumedRoleShape } from '../types.ts'
import { type CloudKeys, type Source, UnusableSource } from './keys.ts'

export interface ProviderContext {
  readonly side: SideName
  readonly env: Environment
  readonly home: string
  readonly endpoints: Endpoints
  readonly clock: Clock
  readonly emit: Emit
  /** As that of the client. */
  readonly budgetMs?: number
}

/** Asks a source for keys. @throws UnusableSource, CloudError */
export type Provide = () => Promise<CloudKeys>

const timeouts = { connectMs: 5000, responseMs: 20_000 }
/** Keys and tokens are some kilobytes at most. */
const maxBody = 64 * 1024

/** How to get keys from a source. Nothing is loaded or sent before they are asked for. */
export function providerOf(source: Source, context: ProviderContext): Provide {
  switch (source.kind) {
    case 'keys':
      return async () => source.keys
    case 'role':
      return roleProvider(source, context)
    case 'oidc':
      return oidcProvider(source, context)
    case 'metadata':
      return metadataProvider(source, context)
    case 'uri':
      return uriProvider(source, context)
    case 'command':
    case 'login':
      return libraryProvider(source, context)
  }
}

type Only<K extends Source['kind']> = Source & { readonly kind: K }

/** AssumeRole through our own client, which supports proxies, timeouts and PLINK_ENDPOINT_URL; the library does not. */
function roleProvider({ base, role, label }: Only<'role'>, context: ProviderContext): Provide {
  const cloud = openCloud({
    ...context,
    source: label,
    region: role.region,
    credentials: { get: providerOf(base, context), forget: () => {} },
  })
  return async () => {
    const { Credentials: keys } = await cloud.call('sts.AssumeRole', {
      RoleArn: role.arn,
      RoleSessionName: role.session,
      DurationSeconds: role.seconds,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    })
    return keysOf(label, keys, context.clock)
  }
}

/**
 * Keys of a role for a token of another identity provider. AssumeRoleWithOIDC is not signed, so it is no call of the
 * client's (STS 2015-04-01). The token is read anew each time: whoever put it into a file renews it there.
 */
function oidcProvider({ label, role }: Only<'oidc'>, { env, endpoints, clock }: ProviderContext): Provide {
  const http = openHttpClient({ env, timeouts, maxBody })
  return async () => {
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
    const request = http.send({
      method: 'POST',
      base: endpoints.urlOf('sts.AssumeRole', role.region),
      path: `/?${query}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: String(body),
    })
    const { status, body: text } = await reached(label, request)
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
function uriProvider({ label, uri }: Only<'uri'>, { env, clock }: ProviderContext): Provide {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new UnusableSource(label, { kind: 'not-a-url' })
  const http = openHttpClient({ env, timeouts, maxBody })
  const path = `${url.pathname}${url.search}`
  return async () => {
    const { status, body } = await reached(label, http.send({ method: 'GET', base: url, path, headers: {} }))
    if (status !== 200) throw new UnusableSource(label, { kind: 'http-status', status })
    return keysOf(label, shaped(label, servedShape, jsonIn(label, body, status)), clock)
  }
}

/** Keys of the role of this ECS instance. */
function metadataProvider({ label, roleName }: Only<'metadata'>, { clock }: ProviderContext): Provide {
  const read = openMetadata()
  const roles = 'ram/security-credentials/'
  return async () => {
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

/**
 * What only the official library can do: commands that print keys, and profiles that somebody logged in to with the aliyun
 * CLI.
 */
function libraryProvider(source: Only<'command' | 'login'>, { home }: ProviderContext): Provide {
  let opened: ReturnType<typeof openLibrary> | undefined
  return async () => {
    try {
      opened ??= openLibrary(source, home)
      const { accessKeyId, accessKeySecret, securityToken } = await (await opened).getCredential()
      if (!accessKeyId || !accessKeySecret) throw new Error('incomplete')
      return { accessKeyId, accessKeySecret, securityToken: securityToken || null, expires: null }
    } catch {
      // The library's texts quote files and answers, secrets included.
      throw new UnusableSource(source.label, { kind: source.kind === 'command' ? 'command-failed' : 'login-needed' })
    }
  }
}

async function openLibrary(source: Only<'command' | 'login'>, home: string) {
  const { default: library } = await import('@alicloud/credentials')
  if (source.kind === 'login') {
    const provider = library.CLIProfileCredentialsProvider.builder().withProfileName(source.profile).build()
    // The library reads the home folder from the system; the field is private but can be set.
    return new library.default(null, Object.assign(provider, { homedir: home }))
  }
  // Not through its profile: the library would write the keys into the user's file, non-atomically.
  const { default: external } = await import('@alicloud/credentials/dist/src/providers/external.js')
  return new library.default(null, external.default.builder().withProcessCommand(source.command).build())
}

/** Wherever keys are handed out, they have the form that STS gives them. */
const servedShape = assumedRoleShape.fields.Credentials

/** @throws UnusableSource when they have ended already */
function keysOf(label: string, keys: Of<typeof servedShape>, clock: Clock): CloudKeys {
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
