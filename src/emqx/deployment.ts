import type { Environment } from '../model/environment.ts'
import { PlinkError } from '../model/fault.ts'
import { withoutSecrets } from '../model/secrets.ts'
import { openHttpClient } from '../net/http-client.ts'
import { isLoopback } from '../net/loopback.ts'
import { NetworkError } from '../net/network-error.ts'

/** How to reach the REST API of a deployment. */
export interface DeploymentOptions {
  /** Base URL as the deployment overview shows it: `https://….emqxsl.cn:8443/api/v5`. */
  readonly url: string
  /** App ID and App Secret. */
  readonly key: string
  readonly secret: string
  /** For HTTP (net/http-client.ts). */
  readonly env: Environment
  /** How long one answer may take, in milliseconds. A probe waits up to 60 s by itself (EMQX, emqx_resource_manager). */
  readonly timeoutMs?: number
}

/** The body of `POST /connectors_probe`: as that of `POST /connectors`, with the fields of its type. */
export type ConnectorBody = Readonly<Record<string, unknown>> & { readonly type: string; readonly name: string }

export type ConnectorResult =
  /** 204: the connector works, from the node that took the call. */
  | { readonly kind: 'passed' }
  /** 400 TEST_FAILED; the message is a sentence or an Erlang term. */
  | { readonly kind: 'failed'; readonly message: string }
  /** 400 with another code: the request was rejected and nothing was tried. */
  | { readonly kind: 'rejected'; readonly message: string }
  /** No result: key refused, no permission, gateway down. `status` is null when there was no response. */
  | { readonly kind: 'unusable'; readonly status: number | null; readonly message: string }

export interface Deployment {
  /**
   * Has the deployment try a connector, EMQX `POST /api/v5/connectors_probe`. One node tries it; nothing is stored.
   * @throws only the signal's reason, when it aborts
   */
  probeConnector(body: ConnectorBody, signal: AbortSignal): Promise<ConnectorResult>
}

/**
 * The REST API of an EMQX deployment, version 5.
 * @throws PlinkError DEPLOYMENT_URL_INVALID; ENDPOINT_URL_INVALID, PROXY_UNSUPPORTED for a proxy that is none
 */
export function openDeployment({ url, key, secret, env, timeoutMs = 80_000 }: DeploymentOptions): Deployment {
  const base = new URL(baseOf(url))
  const path = `${base.pathname}/connectors_probe`
  const timeouts = { connectMs: 10_000, responseMs: timeoutMs }
  const http = openHttpClient({ env, timeouts, maxBody: longestReply })
  const headers = {
    authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
    'content-type': 'application/json',
    accept: 'application/json',
  }
  return {
    async probeConnector(connector, signal) {
      try {
        const body = JSON.stringify(connector)
        const response = await http.send({ method: 'POST', base, path, headers, body }, signal)
        return resultOf(response.status, response.body, secret)
      } catch (error) {
        if (error instanceof NetworkError) return { kind: 'unusable', status: null, message: error.reason }
        throw error
      }
    },
  }
}

/** In bytes. The API's replies are short; the page of a gateway in front of it need not be. */
const longestReply = 256 * 1024

/** The URL without a slash at its end, and never with a login in it. */
function baseOf(text: string): string {
  // In another scheme a password may be anywhere.
  const url = /^https?:/i.test(text) && URL.canParse(text) ? new URL(text) : undefined
  const plain = url === undefined ? '' : `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (isSafe && url.username === '' && url.password === '' && plain.endsWith('/api/v5')) return plain
  // Version 4 has its resources right below /api, and answers errors with 200: another API altogether.
  const old = plain.endsWith('/api')
  throw new PlinkError('DEPLOYMENT_URL_INVALID', { variable: 'EMQXCLOUD_DEPLOYMENT_ENDPOINT', url: plain || '…', old })
}

/** @param secret of the API: a gateway's page may repeat what it was sent */
function resultOf(status: number, text: string, secret: string): ConnectorResult {
  const { code, message: said } = read(text)
  const message = withoutSecrets(said, [secret])
  if (status === 204) return { kind: 'passed' }
  if (status === 400 && code === 'TEST_FAILED') return { kind: 'failed', message }
  if (status === 400 && code !== '') return { kind: 'rejected', message }
  return { kind: 'unusable', status, message: code === '' ? message : `${withoutSecrets(code, [secret])} ${message}` }
}

/** Code and message of the broker. The page of a gateway in front of it is a message without a code. */
function read(text: string): { code: string; message: string } {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string') {
      const message = 'message' in body ? body.message : ''
      return { code: body.code, message: typeof message === 'string' ? message : JSON.stringify(message) }
    }
  } catch {
    // Not JSON.
  }
  return { code: '', message: text }
}
