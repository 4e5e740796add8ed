import { PlinkError } from '../model/fault.ts'

/** What a deployment's REST API needs to be asked. */
export interface DeploymentOptions {
  /** Base URL as the deployment overview shows it: `https://….emqxsl.cn:8443/api/v5`. */
  readonly url: string
  /** App ID and App Secret. */
  readonly key: string
  readonly secret: string
  /** The proxy a request goes through; none when left out. */
  readonly proxyFor?: (target: URL) => URL | null
  /** How long one answer may take, in milliseconds. A probe waits up to 60 s by itself (EMQX, emqx_resource_manager). */
  readonly timeoutMs?: number
}

/** The body of `POST /connectors_probe`: as that of `POST /connectors`, with the fields of its type. */
export type ConnectorBody = Readonly<Record<string, unknown>> & { readonly type: string; readonly name: string }

export type ProbeAnswer =
  /** 204: the connector works, from the node that took the call. */
  | { readonly kind: 'passed' }
  /** 400 TEST_FAILED; the message is a sentence or an Erlang term. */
  | { readonly kind: 'failed'; readonly message: string }
  /** 400 of another code: the body was not to its liking; nothing was tried. */
  | { readonly kind: 'rejected'; readonly message: string }
  /** No answer that tells of a test: key refused, no permission, gateway down. `status` is null without an answer. */
  | { readonly kind: 'unusable'; readonly status: number | null; readonly message: string }

export interface Deployment {
  /**
   * Asks the deployment to try a connector, EMQX `POST /api/v5/connectors_probe`. One node tries; nothing is kept.
   * @throws the signal's reason when it aborts, and nothing else
   */
  probeConnector(body: ConnectorBody, signal: AbortSignal): Promise<ProbeAnswer>
}

/**
 * The REST API of an EMQX deployment, version 5.
 * @throws PlinkError DEPLOYMENT_URL_INVALID
 */
export function openDeployment({ url, key, secret, proxyFor, timeoutMs = 80_000 }: DeploymentOptions): Deployment {
  const target = new URL(`${baseOf(url)}/connectors_probe`)
  const authorization = `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`
  const opening = lazily(() => openDispatcher(proxyFor?.(target) ?? null))
  return {
    async probeConnector(body, signal) {
      signal.throwIfAborted()
      try {
        const { request, dispatcher } = await opening()
        const answer = await request(target, {
          dispatcher,
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify(body),
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
          signal,
        })
        return answerOf(answer.statusCode, await answer.body.text())
      } catch (error) {
        signal.throwIfAborted()
        return { kind: 'unusable', status: null, message: codeOf(error) }
      }
    },
  }
}

/** Answers are short; a page of somebody's gateway need not be. */
const answerLimit = 256 * 1024

async function openDispatcher(proxy: URL | null) {
  // Late: undici is slow to load, and most runs ask no deployment.
  const { Agent, ProxyAgent, request } = await import('undici')
  const options = { maxResponseSize: answerLimit, connect: { timeout: 10_000 } }
  const dispatcher = proxy === null ? new Agent(options) : new ProxyAgent({ ...options, uri: proxy.href })
  return { request, dispatcher }
}

function lazily<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}

/** The URL without a slash at its end, and never with a login in it. */
function baseOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain = url === undefined ? '' : `${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (isSafe && url.username === '' && url.password === '' && plain.endsWith('/api/v5')) return plain
  // Version 4 has its resources right below /api, and answers errors with 200: another API altogether.
  const old = plain.endsWith('/api')
  throw new PlinkError('DEPLOYMENT_URL_INVALID', { variable: 'EMQXCLOUD_DEPLOYMENT_ENDPOINT', url: plain || '…', old })
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}

function answerOf(status: number, text: string): ProbeAnswer {
  const { code, message } = read(text)
  if (status === 204) return { kind: 'passed' }
  if (status === 400 && code === 'TEST_FAILED') return { kind: 'failed', message }
  if (status === 400 && code !== '') return { kind: 'rejected', message }
  return { kind: 'unusable', status, message: code === '' ? message : `${code} ${message}` }
}

/** Code and message of the broker; what a gateway in front of it says is all message. */
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

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
