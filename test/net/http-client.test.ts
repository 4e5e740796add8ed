import { describe, expect, test } from 'vitest'
import { openHttpClient } from '../../src/net/http-client.ts'
import { NetworkError } from '../../src/net/network-error.ts'
import {
  lost,
  ok,
  type StubReply,
  startCloudStub,
  startHangUp,
  startProxy,
  startSecureCloudStub,
  startSilence,
} from '../harness/cloud-stub.ts'
import { closedPort } from '../harness/servers.ts'

const timeouts = { connectMs: 5000, responseMs: 5000 }
const get = (url: string) => ({ method: 'GET', base: new URL(url), path: '/', headers: {} }) as const

async function failureOf(promise: Promise<unknown>): Promise<NetworkError> {
  const error = await promise.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(NetworkError)
  return error as NetworkError
}

describe('a request that fails', () => {
  test('because nobody listens was never sent', async () => {
    const http = openHttpClient({ env: {}, timeouts })
    const error = await failureOf(http.send(get(`http://127.0.0.1:${await closedPort()}`)))
    expect(error).toMatchObject({ reason: 'ECONNREFUSED', sent: false, lasting: false })
  })

  test('because the connection breaks may have been received', async () => {
    const http = openHttpClient({ env: {}, timeouts })
    const error = await failureOf(http.send(get((await startCloudStub(lost)).url)))
    expect(error).toMatchObject({ reason: 'ECONNRESET', sent: true })
  })

  test('because the response is too long ends as soon as that is known', async () => {
    const endless: StubReply = (response) => {
      const more = (): void => {
        if (!response.destroyed) response.write('x'.repeat(1000), more)
      }
      more()
    }
    const http = openHttpClient({ env: {}, timeouts, maxBody: 10_000 })
    const error = await failureOf(http.send(get((await startCloudStub(endless)).url)))
    expect(error).toMatchObject({ reason: 'RESPONSE_TOO_LONG', sent: true, lasting: true })
  })

  test('because the headers are too long says so', async () => {
    const long: StubReply = (response) => response.writeHead(200, { long: 'x'.repeat(40_000) }).end()
    const http = openHttpClient({ env: {}, timeouts })
    const error = await failureOf(http.send(get((await startCloudStub(long)).url)))
    expect(error.reason).toBe('UND_ERR_HEADERS_OVERFLOW')
  })

  test('because nobody trusts the certificate names who signed it', async () => {
    const far = await startSecureCloudStub(ok())
    const http = openHttpClient({ env: {}, timeouts })
    const error = await failureOf(http.send(get(far.url)))
    expect(error).toMatchObject({
      reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      sent: false,
      lasting: true,
      issuer: 'cloud.test',
    })
    expect(far.received).toHaveLength(0)
  })

  test('because nobody trusts the certificate shown behind a proxy names who signed it', async () => {
    const proxy = await startProxy({ port: (await startSecureCloudStub(ok())).port })
    const http = openHttpClient({ env: { HTTPS_PROXY: proxy.url }, timeouts })
    const error = await failureOf(http.send(get('https://cloud.test')))
    expect(error).toMatchObject({ reason: 'DEPTH_ZERO_SELF_SIGNED_CERT', issuer: 'cloud.test' })
  })
})

test('a proxy that hangs up is not asked for ever', async () => {
  const proxy = `http://127.0.0.1:${await startHangUp()}`
  const http = openHttpClient({ env: { HTTPS_PROXY: proxy }, timeouts })
  expect(await failureOf(http.send(get('https://cloud.test')))).toMatchObject({
    reason: 'PROXY_ECONNRESET',
    sent: false,
  })
})

test.each([
  ['p%40ss', 'p@ss'],
  ['100%', '100%'],
  ['50%25off%', '50%off%'],
  ['%zz', '%zz'],
])('a proxy password %s is %s', async (written, meant) => {
  const proxy = await startProxy({ status: 407 })
  const env = { HTTPS_PROXY: proxy.url.replace('//', `//user:${written}@`) }
  await failureOf(openHttpClient({ env, timeouts }).send(get('https://cloud.test')))
  expect(proxy.connects[0]?.login).toBe(`Basic ${Buffer.from(`user:${meant}`).toString('base64')}`)
})

test('an abort while the connection is made gives the connection up, so that nothing holds the process', async () => {
  const connections = { opened: 0, closed: 0 }
  const port = await startSilence((socket) => {
    connections.opened++
    socket.resume()
    socket.on('close', () => connections.closed++)
  })
  // A handshake with a server that says nothing would take until the connect timer.
  const http = openHttpClient({ env: {}, timeouts: { connectMs: 60_000, responseMs: 60_000 } })
  const abort = new AbortController()
  const sent = http.send(get(`https://127.0.0.1:${port}`), abort.signal)
  await expect.poll(() => connections.opened).toBe(1)
  abort.abort(new Error('enough'))
  await expect(sent).rejects.toThrow('enough')
  await expect.poll(() => connections.closed).toBe(1)
})

test('nothing is sent over TLS while certificates are not verified', async () => {
  const far = await startSecureCloudStub(ok())
  const http = openHttpClient({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, timeouts })
  await expect(http.send(get(far.url))).rejects.toMatchObject({ code: 'TLS_VERIFICATION_OFF' })
  expect(far.sockets()).toBe(0)
  expect(await http.send(get((await startCloudStub(ok())).url))).toMatchObject({ status: 200 })
})
