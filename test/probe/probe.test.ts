import type { Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { probe } from '../../src/probe/probe.ts'
import { certificateFor, closedPort, startTcpServer, startUnresponsiveServer } from '../harness/servers.ts'
import { context, request } from './context.ts'

const started: { stop(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()))
})

async function port(...args: Parameters<typeof startTcpServer>): Promise<number> {
  const server = await startTcpServer(...args)
  started.push(server)
  return server.port
}

/** Takes all bytes and says nothing. */
const silent = (): Promise<number> => port((socket) => socket.resume())
/** Closes as soon as it is spoken to, like a load balancer without a healthy backend. */
const closing = (): Promise<number> => port((socket) => socket.end())
/** Says this as soon as it hears something. */
const saying = (text: string): Promise<number> => port((socket) => socket.once('data', () => socket.write(text)))

test('an open port that stays open is reachable, as far as TCP goes', async () => {
  expect(await probe(request('tcp', await silent()), context())).toMatchObject({
    ok: true,
    verdict: 'reachable',
    reached: 'connect',
    ms: { dns: null, connect: expect.any(Number), tls: null, protocol: null },
    detail: { code: 'ANSWERED' },
  })
})

test('a port that is closed right after the handshake is not taken for an open one', async () => {
  expect(await probe(request('tcp', await closing()), context())).toMatchObject({
    ok: false,
    verdict: 'reset',
    reached: 'connect',
    detail: { code: 'CLOSED' },
  })
})

test('a port on which nothing listens refuses', async () => {
  const closed = await closedPort()
  expect(await probe(request('redis', closed), context())).toMatchObject({
    ok: false,
    verdict: 'refused',
    reached: 'dns',
    detail: { code: 'REFUSED', facts: { address: `127.0.0.1:${closed}` } },
  })
})

test('a name without an address fails at the name', async () => {
  const lookup = (): Promise<never> => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
  expect(await probe(request('mqtt', 1883, { host: 'ep-1.example' }), context({ lookup }))).toMatchObject({
    ok: false,
    verdict: 'dns-failed',
    reached: 'nothing',
    detail: { code: 'NO_SUCH_NAME', facts: { name: 'ep-1.example', reason: 'ENOTFOUND' } },
  })
})

test('a lookup that never ends is ended', async () => {
  const lookup = (): Promise<never> => new Promise(() => undefined)
  expect(await probe(request('tcp', 1, { host: 'a.example' }), context({ lookup, deadlineMs: 50 }))).toMatchObject({
    verdict: 'dns-failed',
    detail: { facts: { reason: 'ETIMEOUT' } },
  })
})

test.runIf(process.platform === 'linux')(
  'packets that are dropped end in a timeout before any connection',
  async () => {
    const deaf = await startUnresponsiveServer()
    started.push(deaf)
    expect(await probe(request('mqtt', deaf.port), context({ deadlineMs: 300 }))).toMatchObject({
      ok: false,
      verdict: 'timeout',
      reached: 'dns',
      detail: { code: 'TIMED_OUT', facts: { stage: 'connect' } },
    })
  },
)

test('the next address is tried when the first refuses', async () => {
  const open = await port((socket) => socket.resume())
  const lookup = async (): Promise<string[]> => ['127.9.9.9', '127.0.0.1']
  expect(await probe(request('tcp', open, { host: 'a.example' }), context({ lookup }))).toMatchObject({
    verdict: 'reachable',
    ms: { dns: expect.any(Number) },
  })
})

test.each(['http', 'redis', 'mqtt', 'ws', 'tls', 'https', 'rediss', 'mqtts', 'wss'] as const)(
  '%s to a server that accepts and stays silent ends in a timeout',
  async (protocol) => {
    const found = await probe(request(protocol, await silent()), context({ deadlineMs: 200 }))
    expect(found).toMatchObject({ ok: false, verdict: 'timeout', reached: 'connect', detail: { code: 'SILENT' } })
  },
)

test.each(['http', 'redis', 'mqtt', 'ws', 'tls', 'https', 'rediss', 'mqtts', 'wss'] as const)(
  '%s to a server that closes without a byte is reset',
  async (protocol) => {
    const found = await probe(request(protocol, await closing()), context())
    expect(found).toMatchObject({ ok: false, verdict: 'reset', reached: 'connect', detail: { code: 'CLOSED' } })
  },
)

test.each(['http', 'redis', 'mqtt', 'ws'] as const)('%s takes no garbage for an answer', async (protocol) => {
  const found = await probe(request(protocol, await saying('what do you want\r\n')), context())
  expect(found).toMatchObject({
    ok: false,
    verdict: 'wrong-protocol',
    reached: 'connect',
    detail: { code: 'OTHER_PROTOCOL', facts: { answer: 'what do you want' } },
  })
})

test.each(['redis', 'mqtt'] as const)('%s is told apart from HTTP', async (protocol) => {
  const found = await probe(request(protocol, await saying('HTTP/1.1 400 Bad Request\r\n\r\n')), context())
  expect(found).toMatchObject({ verdict: 'wrong-protocol', detail: { facts: { answer: 'HTTP' } } })
})

test('a greeting of a server that speaks first gives it away', async () => {
  const talkative = await port((socket) => socket.write('220 mail.example ESMTP\r\n'))
  const found = await probe(request('redis', talkative), context())
  expect(found).toMatchObject({ verdict: 'wrong-protocol', detail: { facts: { answer: 'SMTP/FTP' } } })
})

test('TLS spoken to a plain server that answers is a TLS failure', async () => {
  const found = await probe(request('https', await saying('HTTP/1.1 400 Bad Request\r\n\r\n')), context())
  expect(found).toMatchObject({ ok: false, verdict: 'tls-failed', reached: 'connect', detail: { code: 'TLS' } })
})

test('no bytes but those of half an answer end in a timeout', async () => {
  const found = await probe(request('http', await saying('HTTP/1.1 20')), context({ deadlineMs: 200 }))
  expect(found).toMatchObject({ verdict: 'timeout', detail: { code: 'TIMED_OUT', facts: { stage: 'protocol' } } })
})

test('without a name to expect, the certificate must be for the host, unless ?insecure allows any', async () => {
  const tls = certificateFor('broker.example')
  const secure = await port((socket) => socket.resume(), { tls })
  const asked = (host: string, rest: object = {}) =>
    probe(request('tls', secure, { host, ...rest }), context({ authorities: [tls.cert] }))
  expect(await asked('broker.example')).toMatchObject({ ok: true, verdict: 'reachable', reached: 'tls' })
  expect(await asked('ep-1.example')).toMatchObject({
    ok: false,
    verdict: 'tls-failed',
    reached: 'connect',
    detail: { code: 'CERTIFICATE', facts: { problem: 'name', names: ['broker.example'], wanted: 'ep-1.example' } },
  })
  expect(await asked('ep-1.example', { insecure: true })).toMatchObject({
    ok: true,
    verdict: 'reachable',
    reached: 'tls',
    ms: { tls: expect.any(Number), protocol: null },
    detail: { facts: { answer: 'TLSv1.3' } },
  })
})

test('a password is not sent over TLS that nobody vouches for, unless ?insecure allows it', async () => {
  let heard = ''
  const tls = certificateFor('redis.example')
  const secure = await port(
    (socket) =>
      socket.on('data', (bytes) => {
        heard += bytes
        socket.write('+OK\r\n'.repeat(3))
      }),
    { tls },
  )
  const asked = (rest: object, authorities: readonly string[] = []) =>
    probe(request('rediss', secure, { password: 'hunter2', ...rest }), context({ authorities }))
  expect(await asked({})).toMatchObject({ ok: false, verdict: 'tls-failed' })
  expect(await asked({ sni: 'other.example' }, [tls.cert])).toMatchObject({ ok: false, verdict: 'tls-failed' })
  // Trusted, but for another host than 127.0.0.1.
  expect(await asked({}, [tls.cert])).toMatchObject({ ok: false, verdict: 'tls-failed' })
  expect(heard).toBe('')
  await asked({ insecure: true })
  expect(heard).toContain('hunter2')
})

test('the name that is expected must be in a certificate that is trusted', async () => {
  const tls = certificateFor('broker.example')
  const secure = await port((socket) => socket.resume(), { tls })
  const asked = (sni: string, authorities: readonly string[]) =>
    probe(request('tls', secure, { sni }), context({ authorities }))
  expect(await asked('broker.example', [tls.cert])).toMatchObject({ verdict: 'reachable' })
  expect(await asked('other.example', [tls.cert])).toMatchObject({
    ok: false,
    verdict: 'tls-failed',
    detail: { code: 'CERTIFICATE', facts: { problem: 'name', wanted: 'other.example' } },
  })
  expect(await asked('broker.example', [])).toMatchObject({
    verdict: 'tls-failed',
    detail: { code: 'CERTIFICATE', facts: { problem: 'untrusted', issuer: 'broker.example' } },
  })
})

test('a server that wants a certificate of ours can be reached', async () => {
  const tls = certificateFor('broker.example')
  const mutual = await port((socket) => socket.resume(), {
    tls: { ...tls, requestCert: true, ca: [tls.cert] },
  })
  expect(await probe(request('tls', mutual, { insecure: true }), context())).toMatchObject({
    ok: true,
    verdict: 'reachable-auth-required',
    reached: 'tls',
    detail: { code: 'AUTH_REQUIRED' },
  })
})

test('an abort ends it at once, with the reason', async () => {
  const over = new AbortController()
  const running = probe(request('redis', await silent()), context({ signal: over.signal, deadlineMs: 60_000 }))
  const reason = new Error('interrupted')
  setImmediate(() => over.abort(reason))
  await expect(running).rejects.toBe(reason)
})

test('many targets are spoken to at once', async () => {
  const waiting: Socket[] = []
  // Says nothing until all have come.
  const gathering = await port((socket) => {
    if (waiting.push(socket) === 40) for (const each of waiting) each.end('HTTP/1.1 204 No Content\r\n\r\n')
  })
  const found = await Promise.all(
    Array.from({ length: 40 }, () => probe(request('http', gathering), context({ deadlineMs: 60_000 }))),
  )
  expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['reachable']))
})

test.each([
  ['redis', '$1000000000\r\n'],
  ['mqtt', Buffer.from([0x20, 0xff, 0xff, 0xff, 0x7f])],
  ['http', 'HTTP/1.1 200 OK\r\nlong: '],
] as const)('a %s server that never stops answering is left after some kilobytes', async (protocol, beginning) => {
  let written = 0
  const flood = await startTcpServer((socket) => {
    const more = (): void => {
      if (socket.destroyed) return
      written += 65_536
      socket.write(Buffer.alloc(65_536, 'x'), more)
    }
    socket.once('data', () => socket.write(beginning, more))
  })
  try {
    const found = await probe(request(protocol, flood.port), context({ deadlineMs: 20_000 }))
    expect(found).toMatchObject({ ok: false, verdict: 'wrong-protocol' })
    // What the kernel takes by itself on both sides.
    expect(written).toBeLessThan(16 * 1024 * 1024)
  } finally {
    await flood.stop()
  }
})
