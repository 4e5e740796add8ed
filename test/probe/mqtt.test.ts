import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probe } from '../../src/probe/probe.ts'
import { lacks } from '../harness/installed.ts'
import {
  certificateFor,
  closedPort,
  startMosquittoServer,
  startRedisServer,
  startTcpServer,
} from '../harness/servers.ts'
import { context, request } from './context.ts'

describe.skipIf(lacks('mosquitto'))('a real mosquitto', () => {
  let open: Awaited<ReturnType<typeof startMosquittoServer>>
  let locked: typeof open
  let websocket: typeof open
  let secure: typeof open

  beforeAll(async () => {
    const { key, cert } = certificateFor('broker.example')
    const tls = ['certfile {folder}/cert', 'keyfile {folder}/key']
    ;[open, locked, websocket, secure] = await Promise.all([
      startMosquittoServer(['allow_anonymous true']),
      startMosquittoServer(['allow_anonymous false', 'password_file {folder}/passwords'], {
        passwords: 'ann:open sesame\n',
      }),
      // 2.0.11 does not start when its only listener is one for WebSocket.
      startMosquittoServer(['protocol websockets', 'allow_anonymous true', `listener ${await closedPort()} 127.0.0.1`]),
      startMosquittoServer(['allow_anonymous true', ...tls], { key, cert }),
    ])
  })

  afterAll(() => Promise.all([open, locked, websocket, secure].map((server) => server?.stop())))

  test('accepts', async () => {
    expect(await probe(request('mqtt', open.port), context())).toMatchObject({
      ok: true,
      verdict: 'reachable',
      reached: 'protocol',
      ms: { connect: expect.any(Number), protocol: expect.any(Number) },
      detail: { code: 'ANSWERED', facts: { answer: 'CONNACK 0x00' } },
    })
  })

  test('that lets nobody in without a login is reachable, and says so', async () => {
    expect(await probe(request('mqtt', locked.port), context())).toMatchObject({
      ok: true,
      verdict: 'reachable-auth-required',
      reached: 'protocol',
      detail: { code: 'AUTH_REQUIRED', facts: { answer: 'CONNACK 0x05' } },
    })
  })

  test('lets the right login in, and not the wrong one', async () => {
    const asked = (password: string) => probe(request('mqtt', locked.port, { username: 'ann', password }), context())
    expect(await asked('open sesame')).toMatchObject({ verdict: 'reachable', detail: { code: 'ANSWERED' } })
    expect(await asked('sesame')).toMatchObject({
      ok: false,
      verdict: 'login-refused',
      detail: { code: 'LOGIN_FAILED' },
    })
  })

  test('accepts over WebSocket', async () => {
    expect(await probe(request('ws', websocket.port), context())).toMatchObject({
      ok: true,
      verdict: 'reachable',
      reached: 'protocol',
      detail: { facts: { answer: 'CONNACK 0x00' } },
    })
  })

  test('accepts over TLS', async () => {
    expect(await probe(request('mqtts', secure.port, { insecure: true }), context())).toMatchObject({
      verdict: 'reachable',
      ms: { tls: expect.any(Number) },
    })
  })

  test('is no answer to redis', async () => {
    expect(await probe(request('redis', open.port), context({ deadlineMs: 300 }))).toMatchObject({
      ok: false,
      verdict: 'wrong-protocol',
      detail: { code: 'OTHER_PROTOCOL', facts: { answer: 'MQTT' } },
    })
  })

  test('without TLS is told apart from one with it', async () => {
    expect(await probe(request('mqtts', open.port), context({ deadlineMs: 300 }))).toMatchObject({
      ok: false,
      verdict: 'tls-failed',
      detail: { facts: { reason: 'PLAIN_MQTT' } },
    })
  })
})

/** A broker that answers CONNECT of each version with these bytes; none: it hangs up. */
async function broker(answers: { readonly 4?: string; readonly 5?: string }) {
  return startTcpServer((socket) =>
    socket.once('data', (connect) => {
      const answer = answers[connect[8] as 4 | 5]
      socket.end(answer === undefined ? '' : Buffer.from(answer, 'hex'))
    }),
  )
}

test.each([
  ['refuses 3.1.1 and accepts 5', { 4: '20020001', 5: '2003000000' }, 'reachable', 'CONNACK 0x00'],
  ['hangs up at 3.1.1 and accepts 5', { 5: '2003000000' }, 'reachable', 'CONNACK 0x00'],
  ['does not authorise (5)', { 4: '20020001', 5: '2003008700' }, 'reachable-auth-required', 'CONNACK 0x87'],
  ['does not know the password (5)', { 4: '20020001', 5: '2003008600' }, 'reachable-auth-required', 'CONNACK 0x86'],
  ['refuses both versions', { 4: '20020001', 5: '2003008400' }, 'reachable', 'CONNACK 0x84'],
  ['is busy', { 4: '20020003' }, 'server-unready', 'CONNACK 0x03'],
  ['knows no such user (3.1.1)', { 4: '20020004' }, 'reachable-auth-required', 'CONNACK 0x04'],
] as const)('a broker that %s answers', async (_, answers, verdict, answer) => {
  const { port, stop } = await broker(answers)
  try {
    expect(await probe(request('mqtt', port), context())).toMatchObject({
      ok: verdict !== 'server-unready',
      verdict,
      detail: { facts: { answer } },
    })
  } finally {
    await stop()
  }
})

test('a packet that is no answer to CONNECT is not MQTT as it should be', async () => {
  const { port, stop } = await broker({ 4: 'f00000' })
  try {
    expect(await probe(request('mqtt', port), context())).toMatchObject({ ok: false, verdict: 'wrong-protocol' })
  } finally {
    await stop()
  }
})

test.each([
  [400, true, 'reachable', 'HTTP 400'],
  [403, true, 'reachable', 'HTTP 403'],
  [404, true, 'reachable', 'HTTP 404'],
  [401, true, 'reachable-auth-required', 'HTTP 401'],
  [200, false, 'wrong-protocol', 'HTTP 200 in place of 101'],
  [302, false, 'wrong-protocol', 'HTTP 302 in place of 101'],
] as const)('HTTP %i in place of a WebSocket: %s, %s', async (status, ok, verdict, answer) => {
  const { port, stop } = await startTcpServer((socket) =>
    socket.once('data', () => socket.end(`HTTP/1.1 ${status} Whatever\r\ncontent-length: 0\r\n\r\n`)),
  )
  try {
    expect(await probe(request('ws', port), context())).toMatchObject({ ok, verdict, detail: { facts: { answer } } })
  } finally {
    await stop()
  }
})

test.skipIf(lacks('redis-server'))('a WebSocket is not made of Redis', async () => {
  const { port, stop } = await startRedisServer()
  try {
    expect(await probe(request('ws', port), context())).toMatchObject({ ok: false, verdict: 'wrong-protocol' })
  } finally {
    await stop()
  }
})
