import { createHash, createHmac, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import type { SimulatorDocument } from '../../src/model/result.ts'

/** Versions of the products, as the real hosts serve them. */
const versions: Record<string, string> = {
  sts: '2015-04-01',
  privatelink: '2020-04-15',
  slb: '2014-05-15',
  nlb: '2022-04-30',
  vpc: '2016-04-28',
  ecs: '2014-05-26',
}

interface AccessKey {
  readonly id: string
  readonly secret: string
  readonly token?: string
}
// biome-ignore lint/suspicious/noExplicitAny: a reply is whatever the action answers; a test looks at what it asked for.
type Json = any
interface ApiReply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: Json
}
type ApiParams = Record<string, string | number | boolean>

/** Ways to call a simulator: its API as each account, and its control API as its operator. */
export interface SimulatorClient {
  readonly document: SimulatorDocument
  /** What the scenario has given each account, by name: `you.vpc`. */
  readonly given: Readonly<Record<string, string>>
  keys(account: string): AccessKey
  uid(account: string): string
  /** The reply, whatever its status. */
  ask(account: string | AccessKey, action: string, params?: ApiParams, more?: Signing): Promise<ApiReply>
  /** The body of a reply that must be 200. */
  call(account: string | AccessKey, action: string, params?: ApiParams): Promise<Json>
  /** The code of a reply that must not be 200. */
  refused(account: string | AccessKey, action: string, params?: ApiParams): Promise<string>
  /** @throws Error when the simulator answers with an error */
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Json>
  /** Lets so many virtual milliseconds pass. */
  pass(ms: number): Promise<void>
}

/** How a request is signed and sent, where it is not as usual. */
interface Signing {
  readonly date?: string
  readonly nonce?: string
  readonly version?: string
  readonly place?: 'query' | 'form'
  readonly signature?: 'rpc' | 'acs3'
  readonly method?: 'GET' | 'POST'
  readonly tamper?: boolean
}

export function openSimulatorClient(document: SimulatorDocument): SimulatorClient {
  const accountOf = (name: string) => {
    const account = document.accounts.find((each) => each.name === name)
    if (account === undefined) throw new Error(`no account ${name}`)
    return account
  }
  const keys = (name: string): AccessKey => ({
    id: accountOf(name).accessKeyId,
    secret: accountOf(name).accessKeySecret,
  })
  const client: SimulatorClient = {
    document,
    given: document.given,
    keys,
    uid: (name) => accountOf(name).uid,
    ask: (account, action, params = {}, more = {}) =>
      send(
        document.endpoint,
        typeof account === 'string' ? keys(account) : account,
        action,
        { RegionId: document.region, ...params },
        more,
      ),
    async call(account, action, params) {
      const reply = await client.ask(account, action, params)
      if (reply.status !== 200) throw new Error(`${action}: ${reply.status} ${reply.text}`)
      return reply.body
    },
    async refused(account, action, params) {
      const reply = await client.ask(account, action, params)
      if (reply.status === 200) throw new Error(`${action} was not refused: ${reply.text}`)
      return reply.body.Code
    },
    async control(method, path, body) {
      const { status, text } = await ask(method, `${document.control}/${path}`, body)
      if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`)
      return text === '' ? null : JSON.parse(text)
    },
    pass: (ms) => client.control('POST', 'clock', { advance: ms }),
  }
  return client
}

/** By the older client: `fetch` costs as much again as what is asked for, and the crash stories ask millions of times. */
function ask(method: string, url: string, body?: unknown): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method }, (received) => {
      const pieces: Buffer[] = []
      received.on('data', (piece: Buffer) => pieces.push(piece))
      received.on('error', reject)
      received.on('end', () => resolve({ status: received.statusCode ?? 0, text: Buffer.concat(pieces).toString() }))
    })
    sent.on('error', reject)
    if (body === undefined) sent.end()
    else sent.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
}

/** Signs by the documentation alone: no line is shared with what it tests. */
async function send(
  endpoint: string,
  keys: AccessKey,
  action: string,
  params: ApiParams,
  more: Signing,
): Promise<ApiReply> {
  const [product = '', name = ''] = action.split('.')
  const version = more.version ?? versions[product] ?? ''
  const texts = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]))
  const date = more.date ?? new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const nonce = more.nonce ?? randomUUID()
  const method = more.method ?? 'POST'
  const signed =
    more.signature === 'rpc'
      ? signRpc(keys, { ...texts, Action: name, Version: version, Timestamp: date, SignatureNonce: nonce }, method)
      : signAcs3(keys, endpoint, { name, version, date, nonce, method, texts, place: more.place ?? 'query' })
  const query = more.tamper ? `${signed.query}&Sneaked=1` : signed.query
  const response = await fetch(`${endpoint}/?${query}`, {
    method,
    headers: signed.headers,
    body: signed.body ?? null,
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text.startsWith('{') ? JSON.parse(text) : null,
  }
}

function encode(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte)
      return /[A-Za-z0-9_.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

function pairs(texts: Record<string, string>): string {
  const names = Object.keys(texts).sort()
  return names.map((name) => `${encode(name)}=${encode(texts[name] ?? '')}`).join('&')
}

interface Request {
  readonly query: string
  readonly headers: Record<string, string>
  readonly body?: string
}

function signAcs3(
  keys: AccessKey,
  endpoint: string,
  call: {
    name: string
    version: string
    date: string
    nonce: string
    method: string
    texts: Record<string, string>
    place: 'query' | 'form'
  },
): Request {
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const query = call.place === 'query' ? pairs(call.texts) : ''
  const body = call.place === 'form' ? pairs(call.texts) : undefined
  const headers: Record<string, string> = {
    host: new URL(endpoint).host,
    'x-acs-action': call.name,
    'x-acs-version': call.version,
    'x-acs-date': call.date,
    'x-acs-signature-nonce': call.nonce,
    'x-acs-content-sha256': hash(body ?? ''),
    ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    ...(keys.token === undefined ? {} : { 'x-acs-security-token': keys.token, 'x-acs-accesskey-id': keys.id }),
  }
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const canonical = `${call.method}\n/\n${query}\n${lines}\n${names.join(';')}\n${hash(body ?? '')}`
  const signature = createHmac('sha256', keys.secret)
    .update(`ACS3-HMAC-SHA256\n${hash(canonical)}`)
    .digest('hex')
  const Authorization = `ACS3-HMAC-SHA256 Credential=${keys.id},SignedHeaders=${names.join(';')},Signature=${signature}`
  return { query, headers: { ...headers, Authorization }, ...(body === undefined ? {} : { body }) }
}

function signRpc(keys: AccessKey, texts: Record<string, string>, method: string): Request {
  const all = {
    ...texts,
    Format: 'JSON',
    AccessKeyId: keys.id,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    ...(keys.token === undefined ? {} : { SecurityToken: keys.token }),
  }
  const toSign = `${method}&%2F&${encode(pairs(all))}`
  const Signature = createHmac('sha1', `${keys.secret}&`).update(toSign).digest('base64')
  return { query: pairs({ ...all, Signature }), headers: {} }
}

/** Switches of the simulator that are not as usual. */
export type SimulatorRules = Readonly<Record<string, unknown>>

/** Sets switches, and those that a run of all switches gives in the environment (test/simulator/switches.ts). */
export async function setRules(client: SimulatorClient, rules: SimulatorRules = {}): Promise<void> {
  const set = { ...JSON.parse(process.env['PLINK_TEST_RULES'] ?? '{}'), ...rules }
  if (Object.keys(set).length > 0) await client.control('POST', 'world', { act: 'rules', set })
}
