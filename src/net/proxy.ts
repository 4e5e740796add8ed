import type { Environment } from '../model/environment.ts'
import { PlinkError } from '../model/fault.ts'
import { maskedUrl } from '../model/mask.ts'
import { isLoopback } from './loopback.ts'

/** An http or https proxy. */
export interface ProxyServer {
  /** Without user and password. */
  readonly url: URL
  /** The Proxy-Authorization header; null without a login. */
  readonly authorization: string | null
}

/** The proxy a request to this URL goes through; null for none. */
export type ProxyFor = (target: URL) => ProxyServer | null

/**
 * HTTPS_PROXY, else HTTP_PROXY, and NO_PROXY, as curl and undici read them (lower case first). Only https is ever
 * proxied: plain http is for loopback, and loopback never goes through a proxy.
 * @throws PlinkError ENDPOINT_URL_INVALID, PROXY_UNSUPPORTED
 */
export function proxiesOf(env: Environment): ProxyFor {
  const proxy = proxyIn(env, 'HTTPS_PROXY') ?? proxyIn(env, 'HTTP_PROXY')
  const exceptions = (env['no_proxy'] || env['NO_PROXY'] || '').split(/[\s,]+/).filter((entry) => entry !== '')
  return (target) => {
    if (proxy === undefined || target.protocol !== 'https:' || isLoopback(target.hostname)) return null
    return exceptions.some((entry) => covers(entry.toLowerCase(), target)) ? null : proxy
  }
}

function proxyIn(env: Environment, name: string): ProxyServer | undefined {
  const variable = env[name.toLowerCase()] ? name.toLowerCase() : name
  const text = env[variable]
  if (text === undefined || text === '') return undefined
  // Without a scheme, `10.0.0.1:3128`, it is an http proxy, as for curl.
  const full = text.includes('://') ? text : `http://${text}`
  const url = URL.canParse(full) ? new URL(full) : undefined
  if (url !== undefined && /^socks/.test(url.protocol))
    throw new PlinkError('PROXY_UNSUPPORTED', { variable, scheme: url.protocol.slice(0, -1) })
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new PlinkError('ENDPOINT_URL_INVALID', { variable, url: maskedUrl(text, '***') })
  const login = `${decoded(url.username)}:${decoded(url.password)}`
  return {
    url: new URL(url.origin),
    authorization: login === ':' ? null : `Basic ${Buffer.from(login).toString('base64')}`,
  }
}

/** A percent sign that begins no escape stands for itself, as for curl. */
function decoded(text: string): string {
  const whole = text.replace(/%(?![0-9a-f]{2})/gi, '%25')
  try {
    return decodeURIComponent(whole)
  } catch {
    // Bytes that are no UTF-8.
    return text
  }
}

/** `*`, a host with its subdomains (`aliyuncs.com`, `.aliyuncs.com`, `*.aliyuncs.com`), each perhaps with a port. */
function covers(entry: string, target: URL): boolean {
  if (entry === '*') return true
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
  const suffix = name.replace(/^\*?\./, '')
  const host = target.hostname
  return (port === undefined || port === (target.port || '443')) && (host === suffix || host.endsWith(`.${suffix}`))
}
