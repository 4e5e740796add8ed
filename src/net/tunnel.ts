import { type ClientRequest, request as httpRequest } from 'node:http'
import { Agent, type AgentOptions, request as httpsRequest } from 'node:https'
import type { Duplex } from 'node:stream'
import { connect as tlsConnect } from 'node:tls'
import { Undelivered } from './network-error.ts'
import { portOf } from './proxy.ts'

type Connection = NonNullable<Parameters<Agent['createConnection']>[1]>
type Target = Parameters<Agent['createConnection']>[0] & { readonly host?: string | null; readonly port?: unknown }

/** Keep-alive connections through a proxy's CONNECT; TLS is spoken with the far end, the proxy sees only bytes. */
export class TunnelAgent extends Agent {
  readonly #proxy: URL
  readonly #connectMs: number

  constructor(proxy: URL, connectMs: number, options: AgentOptions) {
    super(options)
    this.#proxy = proxy
    this.#connectMs = connectMs
  }

  override createConnection(target: Target, done: Connection): undefined {
    const authority = `${target.host}:${target.port}`
    const ask = connectRequest(this.#proxy, authority)
    const timer = setTimeout(() => ask.destroy(new Undelivered('PROXY_TIMEOUT', false)), this.#connectMs)
    const end = (error: Error | null, stream?: Duplex): void => {
      clearTimeout(timer)
      // Safe: with an error the agent does not look at the stream.
      done(error, stream as Duplex)
    }
    ask.once('connect', (answer, socket) => {
      if (answer.statusCode !== 200) {
        socket.destroy()
        end(new Undelivered(`PROXY_ANSWERED_${answer.statusCode}`, false, true))
        return
      }
      const { host, servername, ca } = target
      end(null, tlsConnect({ socket, servername: servername || String(host), ca, ALPNProtocols: ['http/1.1'] }))
    })
    // Some proxies refuse with an ordinary answer.
    ask.once('response', (answer) => {
      answer.resume()
      end(new Undelivered(`PROXY_ANSWERED_${answer.statusCode}`, false, true))
    })
    ask.once('error', (error) => end(Undelivered.of(error, false, 'PROXY_')))
    ask.end()
  }
}

function connectRequest(proxy: URL, authority: string): ClientRequest {
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const request = proxy.protocol === 'https:' ? httpsRequest : httpRequest
  return request({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: portOf(proxy),
    method: 'CONNECT',
    path: authority,
    agent: false,
    headers: {
      host: authority,
      ...(login === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` }),
    },
  })
}
