import { describe, expect, test } from 'vitest'
import { probeFromDeployment } from '../../src/emqx/probe.ts'
import type { ProbeOutcome, ProbeRequest, Protocol } from '../../src/model/probe.ts'
import { fakeClock, patientClock } from '../harness/clock.ts'
import { type EmqxReply, failed, startEmqxStub } from '../harness/emqx-stub.ts'

const host = 'ep-1.epsrv-1.cn-hangzhou.privatelink.aliyuncs.com'
const open: EmqxReply = { status: 204 }

function request(protocol: Protocol, rest: Partial<ProbeRequest> = {}): ProbeRequest {
  return { protocol, host, port: 6379, path: '', username: null, password: null, sni: null, expect: null, ...rest }
}

/** Asks a deployment that answers the test of the port, and then that of the protocol. */
async function ask(
  what: ProbeRequest,
  ...replies: readonly EmqxReply[]
): Promise<{ outcome: ProbeOutcome; asked: readonly { readonly body: Readonly<Record<string, unknown>> }[] }> {
  const left = [...replies]
  const { deployment, asked, stop } = await startEmqxStub(
    () => left.shift() ?? { status: 500, body: 'asked too often' },
  )
  try {
    return {
      outcome: await probeFromDeployment(what, deployment, {
        clock: patientClock,
        signal: new AbortController().signal,
      }),
      asked,
    }
  } finally {
    stop()
  }
}

test('an open port is all that tcp wants', async () => {
  const { outcome, asked } = await ask(request('tcp'), open)
  expect(outcome).toMatchObject({ ok: true, verdict: 'reachable', reached: 'connect' })
  expect(asked).toHaveLength(1)
  expect(asked[0]?.body).toMatchObject({ type: 'http', url: `http://${host}:6379`, pool_size: 1 })
})

test('redis is asked for its port, and then in its own protocol', async () => {
  const { outcome, asked } = await ask(request('redis', { username: 'app', password: 'sesame' }), open, open)
  expect(outcome).toEqual({
    ok: true,
    verdict: 'reachable',
    reached: 'protocol',
    ms: { dns: null, connect: null, tls: null, protocol: null },
    detail: { code: 'ANSWERED', facts: { answer: 'connected' } },
  })
  expect(asked.map(({ body }) => body['type'])).toEqual(['http', 'redis'])
  expect(asked[1]?.body).toMatchObject({
    parameters: { redis_type: 'single', server: `${host}:6379`, username: 'app', password: 'sesame' },
    ssl: { enable: false },
  })
  expect(JSON.stringify(asked[0])).not.toContain('sesame')
})

test('mqtts is asked with TLS and the name that is expected', async () => {
  const { outcome, asked } = await ask(request('mqtts', { port: 8883, sni: 'broker.example' }), open, open)
  expect(outcome).toMatchObject({ verdict: 'reachable', reached: 'protocol' })
  expect(asked[1]?.body).toMatchObject({
    type: 'mqtt',
    server: `${host}:8883`,
    ssl: { enable: true, verify: 'verify_peer', server_name_indication: 'broker.example' },
  })
})

test('TLS is only for a certificate of the host that the deployment trusts, unless ?insecure allows any', async () => {
  const asking = request('rediss')
  const ssl = async (what: ProbeRequest) => (await ask(what, open, open)).asked[1]?.body['ssl']
  expect(await ssl(asking)).toEqual({ enable: true, verify: 'verify_peer', server_name_indication: host })
  expect(await ssl({ ...asking, insecure: true })).toEqual({
    enable: true,
    verify: 'verify_none',
    server_name_indication: host,
  })
})

test('a handshake is all that tls wants', async () => {
  const { outcome, asked } = await ask(request('tls'), open, open)
  expect(outcome).toMatchObject({ ok: true, verdict: 'reachable', reached: 'tls' })
  expect(asked[1]?.body).toMatchObject({ type: 'http', url: `https://${host}:6379`, ssl: { enable: true } })
})

test.each([
  ['http', 'connect', [open]],
  ['ws', 'connect', [open]],
  ['https', 'tls', [open, open]],
  ['wss', 'tls', [open, open]],
] as const)('%s is not reachable because its port opens', async (protocol, reached, replies) => {
  const { outcome } = await ask(request(protocol), ...replies)
  expect(outcome).toMatchObject({ ok: false, verdict: 'undetermined', reached, detail: { code: 'VANTAGE_UNCLEAR' } })
})

test.each([
  ['Connection refused', 'refused', 'dns', 'REFUSED'],
  ['Could not resolve host', 'dns-failed', 'nothing', 'NO_SUCH_NAME'],
  ['connect_timeout', 'timeout', 'dns', 'TIMED_OUT'],
  ['timeout', 'timeout', 'dns', 'TIMED_OUT'],
  ['Host unreachable', 'timeout', 'dns', 'NO_ROUTE'],
  ['econnreset', 'reset', 'dns', 'CLOSED'],
] as const)('a port that does not open: %s', async (message, verdict, reached, code) => {
  const { outcome, asked } = await ask(request('redis'), failed(message))
  expect(outcome).toMatchObject({ ok: false, verdict, reached, detail: { code } })
  expect(asked).toHaveLength(1)
})

test.each([
  ['{start_pool_failed,<<"PROBE_x">>,{error,<<"NOAUTH Authentication required.">>}}', 'redis', 'AUTH_REQUIRED'],
  ['WRONGPASS invalid username-password pair', 'redis', 'AUTH_REQUIRED'],
  ['{not_authorized,[]}', 'mqtt', 'AUTH_REQUIRED'],
  ['Bad username or password', 'mqtt', 'AUTH_REQUIRED'],
  ['Connection refused. Not authorized', 'mqtt', 'AUTH_REQUIRED'],
] as const)('a login that is wanted proves the way: %s', async (message, protocol, code) => {
  const { outcome } = await ask(request(protocol), open, failed(message))
  expect(outcome).toMatchObject({
    ok: true,
    verdict: 'reachable-auth-required',
    reached: 'protocol',
    detail: { code },
  })
})

test('a login that is wrong proves it as well, and is not repeated', async () => {
  const asking = request('redis', { password: 'sesame' })
  const { outcome } = await ask(asking, open, failed('WRONGPASS sesame is not it'))
  expect(outcome).toMatchObject({
    ok: false,
    verdict: 'login-refused',
    detail: { code: 'LOGIN_FAILED', facts: { answer: 'WRONGPASS … is not it' } },
  })
})

test.each([
  ['timeout', 'timeout', 'connect', 'SILENT'],
  ['{tcp_closed,<<"PROBE_x">>}', 'reset', 'connect', 'CLOSED'],
  ['{tls_alert,{unknown_ca,…}}', 'tls-failed', 'connect', 'TLS'],
  ['something nobody has seen yet', 'undetermined', 'connect', 'VANTAGE_UNCLEAR'],
] as const)('a port that opens and no protocol: %s', async (message, verdict, reached, code) => {
  const { outcome } = await ask(request('mqtts'), open, failed(message))
  expect(outcome).toMatchObject({ ok: false, verdict, reached, detail: { code } })
})

test('where connectors may not go to private addresses, the protocol itself is tried all the same', async () => {
  const forbidden = failed('{"kind":"validation_error","reason":"ssrf_denied"}')
  expect((await ask(request('redis'), forbidden, open)).outcome).toMatchObject({ ok: true, verdict: 'reachable' })
  expect((await ask(request('tcp'), forbidden)).outcome).toMatchObject({ ok: false, verdict: 'undetermined' })
})

test.each([
  [{ status: 401, body: { code: 'BAD_API_KEY_OR_SECRET', message: 'Check api_key/api_secret' } }, 401],
  [{ status: 403, body: { code: 'UNAUTHORIZED_ROLE', message: '' } }, 403],
  [{ status: 503, body: 'busy' }, 503],
] as const)('an API that does not test tells nothing: %j', async (reply, status) => {
  const { outcome } = await ask(request('redis'), reply)
  expect(outcome).toMatchObject({
    ok: false,
    verdict: 'undetermined',
    reached: 'nothing',
    detail: { code: 'VANTAGE_FAILED', facts: { status } },
  })
})

describe('a port that opens and does not answer as asked is asked the other way', () => {
  const closed = failed('{tcp_closed,closed}')
  const silent = failed('timeout')
  const noReply = failed('{error,{unknown_response,"…"}}')
  const alert = failed('{tls_alert,{unexpected_message,…}}')

  test.each([
    ['redis', closed],
    ['redis', noReply],
    ['mqtt', closed],
  ] as const)('with TLS, where %s was spoken plainly: %j', async (protocol, first) => {
    const { outcome, asked } = await ask(request(protocol, { password: 'sesame' }), open, first, open)
    expect(outcome).toMatchObject({
      ok: false,
      verdict: 'wrong-protocol',
      reached: 'connect',
      detail: { code: 'OTHER_PROTOCOL', facts: { answer: 'TLS' } },
    })
    expect(asked[2]?.body).toMatchObject({ url: `https://${host}:6379`, ssl: { enable: true, verify: 'verify_none' } })
  })

  test.each([
    ['rediss', silent, open, 'PLAIN_REDIS'],
    ['rediss', closed, failed('NOAUTH Authentication required.'), 'PLAIN_REDIS'],
    ['rediss', alert, failed('-LOADING Redis is loading'), 'PLAIN_REDIS'],
    ['mqtts', closed, failed('Not authorized'), 'PLAIN_MQTT'],
  ] as const)('without TLS, where %s was asked for: %j, then %j', async (protocol, first, second, reason) => {
    const login = { username: 'app', password: 'sesame' }
    const { outcome, asked } = await ask(request(protocol, login), open, first, second)
    expect(outcome).toMatchObject({ ok: false, verdict: 'tls-failed', detail: { code: 'TLS', facts: { reason } } })
    // A password is for the server that the certificate names, and this one has shown none.
    expect(asked[2]?.body['ssl']).toEqual({ enable: false })
    expect(JSON.stringify(asked[2])).not.toMatch(/sesame|"app"/)
  })

  test.each([
    ['redis', closed, closed, 'CLOSED'],
    ['redis', noReply, failed('{tls_alert,"…"}'), 'OTHER_PROTOCOL'],
    ['rediss', silent, silent, 'SILENT'],
    ['rediss', closed, { status: 503, body: 'busy' }, 'CLOSED'],
    ['mqtts', closed, closed, 'CLOSED'],
  ] as const)('which proves nothing where that fails too: %s, %j, then %j', async (protocol, first, second, code) => {
    const { outcome, asked } = await ask(request(protocol), open, first, second)
    expect(outcome).toMatchObject({ ok: false, detail: { code } })
    expect(asked).toHaveLength(3)
  })

  test.each([
    ['redis', silent],
    ['rediss', failed('{tls_alert,{unknown_ca,…}}')],
    ['mqtts', failed('{tls_alert,{hostname_check_failed,…}}')],
    ['rediss', failed('WRONGPASS')],
  ] as const)('but not where the answer tells: %s, %j', async (protocol, first) => {
    expect((await ask(request(protocol), open, first)).asked).toHaveLength(2)
  })

  test('and is not waited for longer than a moment', async () => {
    const replies = [open, silent]
    const { deployment, stop } = await startEmqxStub(() => replies.shift() ?? null)
    try {
      const signal = new AbortController().signal
      const outcome = await probeFromDeployment(request('rediss'), deployment, { clock: fakeClock(), signal })
      expect(outcome).toMatchObject({ verdict: 'timeout', detail: { code: 'SILENT' } })
    } finally {
      stop()
    }
  })
})
