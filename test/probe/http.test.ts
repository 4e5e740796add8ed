import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { probe } from '../../src/probe/probe.ts'
import { certificateFor } from '../harness/servers.ts'
import { context, request } from './context.ts'

const started: ReturnType<typeof createServer>[] = []

afterEach(() => {
  for (const server of started.splice(0)) server.close().closeAllConnections()
})

async function site(answer: RequestListener, tls?: { key: string; cert: string }): Promise<number> {
  const server = tls === undefined ? createServer(answer) : createSecureServer(tls, answer)
  started.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return (server.address() as AddressInfo).port
}

const saying = (status: number) => site((_, response) => response.writeHead(status).end('body'))

test.each([200, 204, 302, 400, 403, 404, 500, 503])('HTTP %i is an answer', async (status) => {
  expect(await probe(request('http', await saying(status)), context())).toMatchObject({
    ok: true,
    verdict: 'reachable',
    reached: 'protocol',
    detail: { code: 'ANSWERED', facts: { answer: `HTTP ${status}` } },
  })
})

test('HTTP 401 wants a login, or another one', async () => {
  const locked = await saying(401)
  expect(await probe(request('http', locked), context())).toMatchObject({
    ok: true,
    verdict: 'reachable-auth-required',
    detail: { code: 'AUTH_REQUIRED' },
  })
  expect(await probe(request('http', locked, { username: 'ann', password: 'sesame' }), context())).toMatchObject({
    ok: false,
    verdict: 'login-refused',
    detail: { code: 'LOGIN_FAILED' },
  })
})

test('a status that is asked for is the only one that passes', async () => {
  const teapot = await saying(418)
  expect(await probe(request('http', teapot, { expect: 418 }), context())).toMatchObject({
    ok: true,
    verdict: 'reachable',
  })
  expect(await probe(request('http', teapot, { expect: 200 }), context())).toMatchObject({
    ok: false,
    verdict: 'reachable',
    detail: { code: 'UNEXPECTED', facts: { answer: 'HTTP 418', expected: 'HTTP 200' } },
  })
})

test('the request names path, host, port and login', async () => {
  const port = await site(({ url, headers }, response) => {
    const asked = `${url} ${headers.host} ${headers.authorization}`
    response.writeHead(asked === `/health 127.0.0.1:${port} Basic YW5uOnNlc2FtZQ==` ? 204 : 400).end()
  })
  const asked = request('http', port, { path: '/health', username: 'ann', password: 'sesame', expect: 204 })
  expect(await probe(asked, context())).toMatchObject({ ok: true })
})

test('HTTPS asks for the name that is expected', async () => {
  const tls = certificateFor('api.example')
  const port = await site(({ headers }, response) => {
    response.writeHead(headers.host === `api.example:${port}` ? 204 : 421).end()
  }, tls)
  const asked = request('https', port, { sni: 'api.example', expect: 204 })
  expect(await probe(asked, context({ authorities: [tls.cert] }))).toMatchObject({
    ok: true,
    ms: { tls: expect.any(Number) },
  })
  expect(await probe(asked, context())).toMatchObject({ ok: false, verdict: 'tls-failed' })
})

test('HTTP spoken to a TLS port is another protocol', async () => {
  const port = await site((_, response) => response.end(), certificateFor('api.example'))
  expect(await probe(request('http', port), context())).toMatchObject({
    ok: false,
    verdict: 'wrong-protocol',
    detail: { facts: { answer: expect.stringMatching(/TLS|HTTP/) } },
  })
})
