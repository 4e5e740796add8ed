import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probe } from '../../src/probe/probe.ts'
import { lacks } from '../harness/installed.ts'
import { certificateFor, startRedisServer, startTcpServer } from '../harness/servers.ts'
import { context, request } from './context.ts'

describe.skipIf(lacks('redis-server'))('a real redis-server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plink-redis-tls-'))
  let open: Awaited<ReturnType<typeof startRedisServer>>
  let locked: typeof open
  let secure: typeof open

  beforeAll(async () => {
    const { key, cert } = certificateFor('redis.example')
    writeFileSync(join(folder, 'key'), key)
    writeFileSync(join(folder, 'cert'), cert)
    const files = ['--tls-cert-file', join(folder, 'cert'), '--tls-key-file', join(folder, 'key')]
    ;[open, locked, secure] = await Promise.all([
      startRedisServer(),
      startRedisServer(['--requirepass', 'open sesame']),
      startRedisServer(['--tls-port', '{port}', '--tls-auth-clients', 'no', ...files]),
    ])
  })

  afterAll(async () => {
    await Promise.all([open, locked, secure].map((server) => server?.stop()))
    rmSync(folder, { recursive: true, force: true })
  })

  test('answers PONG', async () => {
    expect(await probe(request('redis', open.port), context())).toMatchObject({
      ok: true,
      verdict: 'reachable',
      reached: 'protocol',
      ms: { connect: expect.any(Number), protocol: expect.any(Number) },
      detail: { code: 'ANSWERED', facts: { answer: 'PONG' } },
    })
  })

  test('that wants a password is reachable, and says so', async () => {
    expect(await probe(request('redis', locked.port), context())).toMatchObject({
      ok: true,
      verdict: 'reachable-auth-required',
      reached: 'protocol',
      detail: { code: 'AUTH_REQUIRED', facts: { answer: expect.stringMatching(/^-NOAUTH/) } },
    })
  })

  test('lets the right password in', async () => {
    const found = await probe(request('redis', locked.port, { password: 'open sesame' }), context())
    expect(found).toMatchObject({ verdict: 'reachable', detail: { facts: { answer: 'PONG' } } })
  })

  test('shuts the wrong password out, and says that the path works', async () => {
    const found = await probe(request('redis', locked.port, { password: 'sesame' }), context())
    expect(found).toMatchObject({
      ok: false,
      verdict: 'login-refused',
      detail: { code: 'LOGIN_FAILED', facts: { answer: expect.stringMatching(/^-WRONGPASS/) } },
    })
    expect(JSON.stringify(found)).not.toContain('sesame')
  })

  test('does not mind a password it does not want', async () => {
    const found = await probe(request('redis', open.port, { password: 'open sesame' }), context())
    expect(found).toMatchObject({ verdict: 'reachable', detail: { facts: { answer: 'PONG' } } })
  })

  test('says so when a database is not there', async () => {
    const found = await probe(request('redis', open.port, { path: '/999' }), context())
    expect(found).toMatchObject({ ok: true, detail: { facts: { answer: expect.stringMatching(/^-ERR/) } } })
  })

  test('answers through TLS with any certificate, if that is allowed', async () => {
    expect(await probe(request('rediss', secure.port, { insecure: true }), context())).toMatchObject({
      verdict: 'reachable',
      reached: 'protocol',
      ms: { tls: expect.any(Number) },
    })
    expect(await probe(request('rediss', secure.port, { sni: 'redis.example' }), context())).toMatchObject({
      verdict: 'tls-failed',
      reached: 'connect',
    })
  })

  test('with TLS is told apart from one without', async () => {
    expect(await probe(request('redis', secure.port), context())).toMatchObject({
      ok: false,
      verdict: 'wrong-protocol',
      detail: { code: 'OTHER_PROTOCOL', facts: { answer: 'TLS' } },
    })
    expect(await probe(request('rediss', open.port), context({ deadlineMs: 300 }))).toMatchObject({
      ok: false,
      verdict: 'tls-failed',
      detail: { code: 'TLS' },
    })
  })

  test.each(['http', 'mqtt', 'ws'] as const)('is no answer to %s', async (protocol) => {
    expect(await probe(request(protocol, open.port), context({ deadlineMs: 300 }))).toMatchObject({
      ok: false,
      verdict: 'wrong-protocol',
      reached: 'connect',
      detail: { code: 'OTHER_PROTOCOL', facts: { answer: 'Redis' } },
    })
  })
})

test('a Redis that hangs up with a reason before it is asked is not ready', async () => {
  const full = await startTcpServer((socket) => socket.end('-ERR max number of clients reached\r\n'))
  try {
    expect(await probe(request('redis', full.port), context())).toMatchObject({
      ok: false,
      verdict: 'server-unready',
      detail: { code: 'UNREADY', facts: { answer: '-ERR max number of clients reached', reason: 'full' } },
    })
  } finally {
    await full.stop()
  }
})

test('an answer that repeats the password does not get it any further', async () => {
  const echo = await startTcpServer((socket) =>
    socket.on('data', (bytes) => {
      const asked = /auth/i.test(bytes.toString()) ? '-WRONGPASS not hunter2\r\n' : '-NOAUTH\r\n'
      socket.write(asked)
    }),
  )
  try {
    const found = await probe(request('redis', echo.port, { password: 'hunter2' }), context())
    expect(found).toMatchObject({ detail: { code: 'LOGIN_FAILED', facts: { answer: '-WRONGPASS not …' } } })
  } finally {
    await echo.stop()
  }
})

test.each([
  ['+PONG\r\n'.repeat(5), 'reachable'],
  ['+PONG\r\n_\r\n$-1\r\n', 'reachable'],
  ['$4\r\nPONG\r\n*-1\r\n', 'reachable'],
  ['_\r\n_\r\n', 'wrong-protocol'],
] as const)('what follows the reply in %j is not heard, and the test ends with %s', async (replies, verdict) => {
  await using server = await startTcpServer((socket) => socket.on('data', () => socket.write(replies)))
  expect(await probe(request('redis', server.port), context())).toMatchObject({ verdict })
})

test('a null that came before anything was asked is no reply to what is asked then', async () => {
  await using server = await startTcpServer((socket) => {
    socket.write('$-1\r\n')
    socket.on('data', () => socket.write('+PONG\r\n'))
  })
  const found = await probe(request('redis', server.port), context())
  expect(['reachable', 'wrong-protocol']).toContain(found.verdict)
})
