import { Client } from '../net/undici-parts.ts'
import { type Probe, WrongProtocol } from './buffered-socket.ts'
import { greetingOf, headersOf, opensHttp } from './http-message.ts'

/** One GET, no redirects followed: any status is an answer. */
export const http: Probe = {
  reaches: 'protocol',
  opens: opensHttp,
  async speak({ socket }, request) {
    let given = false
    // The stages before are timed by the runner, so undici gets a connection that is open, and no second one. The
    // deadline is the runner's as well.
    const client = new Client('http://plink', {
      headersTimeout: 0,
      bodyTimeout: 0,
      connect(_options, done) {
        if (given) return done(new Error('the connection closed'), null)
        given = true
        // Not at once: a client that is still busy asking for the connection would not notice that it has it.
        queueMicrotask(() => done(null, socket))
      },
    })
    try {
      const { statusCode, body } = await client.request({
        method: 'GET',
        path: request.path,
        headers: headersOf(request),
      })
      // Nobody reads the body, so nobody wants to know how it ends.
      body.on('error', () => undefined)
      return greetingOf(statusCode, request)
    } catch (cause) {
      // Safe: undici throws nothing else.
      const { name, code } = cause as Error & { readonly code?: string }
      if (code === 'UND_ERR_HEADERS_OVERFLOW') throw new WrongProtocol('headers of more than 16 KiB', { cause })
      throw name === 'HTTPParserError' ? new WrongProtocol('not HTTP', { cause }) : cause
    } finally {
      client.destroy().catch(() => undefined)
    }
  },
}
