import { afterEach, expect, test } from 'vitest'
import { openDeployment } from '../../src/emqx/deployment.ts'
import { type EmqxReply, failed, startEmqxStub } from '../harness/emqx-stub.ts'

const started: { stop(): void }[] = []
const env = {}
const never = new AbortController().signal
const body = { type: 'http', name: 'plink-probe-6379', url: 'http://10.0.0.1:6379' }

afterEach(() => {
  for (const api of started.splice(0)) api.stop()
})

async function api(reply: EmqxReply | null) {
  const made = await startEmqxStub(() => reply)
  started.push(made)
  return made
}

test('a probe is one POST with the app id and secret', async () => {
  const { deployment, asked } = await api({ status: 204 })
  expect(await deployment.probeConnector(body, never)).toEqual({ kind: 'passed' })
  expect(asked).toEqual([
    {
      method: 'POST',
      path: '/api/v5/connectors_probe',
      authorization: `Basic ${Buffer.from('app-id:app-secret').toString('base64')}`,
      body,
    },
  ])
})

test.each([
  [failed('Connection refused'), { kind: 'failed', message: 'Connection refused' }],
  [
    { status: 400, body: { code: 'BAD_REQUEST', message: '{"kind":"validation_error"}' } },
    { kind: 'rejected', message: '{"kind":"validation_error"}' },
  ],
  [
    { status: 401, body: { code: 'BAD_API_KEY_OR_SECRET', message: 'Check api_key/api_secret' } },
    { kind: 'unusable', status: 401, message: 'BAD_API_KEY_OR_SECRET Check api_key/api_secret' },
  ],
  [
    { status: 400, body: 'a gateway' },
    { kind: 'unusable', status: 400, message: 'a gateway' },
  ],
  [
    { status: 502, body: '<html>no</html>' },
    { kind: 'unusable', status: 502, message: '<html>no</html>' },
  ],
  // Version 4 answers errors so; it must not be taken for a success.
  [
    { status: 200, body: { code: 400, message: 'down' } },
    { kind: 'unusable', status: 200, message: '{"code":400,"message":"down"}' },
  ],
] as const)('an answer %j is told apart', async (reply, answer) => {
  const { deployment } = await api(reply)
  expect(await deployment.probeConnector(body, never)).toEqual(answer)
})

test('an API that is not there is unusable, and no secret is told', async () => {
  const { deployment, stop } = await api({ status: 204 })
  stop()
  const answer = await deployment.probeConnector(body, never)
  expect(answer).toEqual({ kind: 'unusable', status: null, message: 'ECONNREFUSED' })
})

test('an API that stays silent is left after a while', async () => {
  const { url } = await api(null)
  const deployment = openDeployment({ url, key: 'a', secret: 'b', env, timeoutMs: 200 })
  expect(await deployment.probeConnector(body, never)).toMatchObject({ kind: 'unusable', status: null })
})

test('an abort ends it at once, with the reason', async () => {
  const { deployment } = await api(null)
  const over = new AbortController()
  const reason = new Error('interrupted')
  const running = deployment.probeConnector(body, over.signal)
  setImmediate(() => over.abort(reason))
  await expect(running).rejects.toBe(reason)
})

test.each([
  ['https://x.emqxsl.cn:8443/api', true],
  ['https://x.emqxsl.cn:8443', false],
  ['http://x.emqxsl.cn:8081/api/v5', false],
  ['not a url', false],
])('the base URL %s is refused (version 4: %s)', (url, old) => {
  expect(() => openDeployment({ url, key: 'a', secret: 'b', env })).toThrow(
    expect.objectContaining({ code: 'DEPLOYMENT_URL_INVALID', facts: expect.objectContaining({ old }) }),
  )
})

test('a base URL with a login in it is refused, and shown without', () => {
  expect(() => openDeployment({ url: 'https://id:hidden@x.emqxsl.cn/api/v5', key: 'a', secret: 'b', env })).toThrow(
    expect.objectContaining({ facts: expect.objectContaining({ url: 'https://x.emqxsl.cn/api/v5' }) }),
  )
})

test('a slash at the end of the base URL does no harm', async () => {
  const { url, asked } = await api({ status: 204 })
  await openDeployment({ url: `${url}/`, key: 'a', secret: 'b', env }).probeConnector(body, never)
  expect(asked[0]?.path).toBe('/api/v5/connectors_probe')
})
