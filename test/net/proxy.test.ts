import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { PlinkError } from '../../src/model/fault.ts'
import { openHttpClient } from '../../src/net/http-client.ts'
import { proxiesOf } from '../../src/net/proxy.ts'
import { certificate } from '../harness/certificate.ts'
import { failureOf, openTestClient } from '../harness/cloud-client.ts'
import {
  identified,
  ok,
  startCloudStub,
  startProxy,
  startSecureCloudStub,
  startSilence,
} from '../harness/cloud-stub.ts'
import { closedPort } from '../harness/servers.ts'

const timeouts = { connectMs: 5000, responseMs: 5000 }

describe('a proxy', () => {
  test('is asked for the far host, and TLS is spoken with the far host', async () => {
    const far = await startSecureCloudStub(ok())
    const proxy = await startProxy({ port: far.port })
    const env = { HTTPS_PROXY: proxy.url.replace('//', '//user:p%40ss@') }
    const http = openHttpClient({ env, timeouts, authority: certificate })
    const base = new URL('https://cloud.test')
    const request = { method: 'POST', base, path: '/?a=1', headers: { host: 'cloud.test' }, body: '' } as const
    const answers = [await http.send(request), await http.send(request)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(far.received.map(({ headers, path }) => [headers.host, path])).toEqual([
      ['cloud.test', '/?a=1'],
      ['cloud.test', '/?a=1'],
    ])
    const login = `Basic ${Buffer.from('user:p@ss').toString('base64')}`
    // Once: the tunnel is kept.
    expect(proxy.connects).toEqual([{ authority: 'cloud.test:443', login }])
  })

  test('that refuses is said to, at once and without its password', async () => {
    const proxy = await startProxy({ status: 407 })
    const env = { HTTPS_PROXY: proxy.url.replace('//', '//user:pass-word@') }
    const { cloud, slept } = openTestClient('https://cloud.test:8443', { env })
    const error = await failureOf(cloud.call('privatelink.OpenPrivateLinkService', {}))
    expect(error).toMatchObject({
      code: 'CLOUD_UNREACHABLE',
      outcome: 'refused',
      facts: { reason: 'PROXY_ANSWERED_407' },
    })
    expect(proxy.connects.map(({ authority }) => authority)).toEqual(['cloud.test:8443'])
    expect(slept).toEqual([])
    expect(inspect(error, { depth: 10 })).not.toContain('pass-word')
  })

  test('that is not there is told apart from a cloud that is not there', async () => {
    const env = { HTTPS_PROXY: `127.0.0.1:${await closedPort()}` }
    const { cloud } = openTestClient('https://cloud.test', { env })
    const error = await failureOf(cloud.call('privatelink.OpenPrivateLinkService', {}))
    expect(error.facts).toMatchObject({ reason: 'PROXY_ECONNREFUSED' })
  })

  test('that does not answer is given up', async () => {
    const { cloud } = openTestClient('https://cloud.test', {
      env: { HTTPS_PROXY: `http://127.0.0.1:${await startSilence()}` },
      timeouts: { connectMs: 30, responseMs: 5000 },
    })
    const error = await failureOf(cloud.call('privatelink.OpenPrivateLinkService', {}))
    expect(error).toMatchObject({ outcome: 'refused', facts: { reason: 'PROXY_TIMEOUT' } })
  })

  test('is never asked for loopback', async () => {
    const proxy = await startProxy({ status: 500 })
    const gateway = await startCloudStub(identified)
    const { cloud } = openTestClient(gateway.url, { env: { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url } })
    await cloud.call('sts.GetCallerIdentity', {})
    expect(gateway.received).toHaveLength(1)
    expect(proxy.connects).toEqual([])
  })
})

const hangzhou = 'https://privatelink.cn-hangzhou.aliyuncs.com'
const proxy = 'http://10.0.0.1:3128/'

test.each([
  ['nothing is set', {}, hangzhou, undefined],
  ['HTTPS_PROXY is set', { HTTPS_PROXY: proxy }, hangzhou, proxy],
  ['only HTTP_PROXY is set', { HTTP_PROXY: proxy }, hangzhou, proxy],
  ['both cases are set', { https_proxy: proxy, HTTPS_PROXY: 'http://other' }, hangzhou, proxy],
  ['the scheme is left out', { HTTPS_PROXY: '10.0.0.1:3128' }, hangzhou, proxy],
  ['NO_PROXY is *', { HTTPS_PROXY: proxy, NO_PROXY: '*' }, hangzhou, undefined],
  ['NO_PROXY names a domain', { HTTPS_PROXY: proxy, NO_PROXY: 'example.com, aliyuncs.com' }, hangzhou, undefined],
  ['NO_PROXY names it with a dot', { HTTPS_PROXY: proxy, NO_PROXY: '.aliyuncs.com' }, hangzhou, undefined],
  ['NO_PROXY names it with a star', { HTTPS_PROXY: proxy, no_proxy: '*.AliyunCS.com' }, hangzhou, undefined],
  ['NO_PROXY names another port', { HTTPS_PROXY: proxy, NO_PROXY: 'aliyuncs.com:8443' }, hangzhou, proxy],
  ['NO_PROXY names this port', { HTTPS_PROXY: proxy, NO_PROXY: 'aliyuncs.com:443' }, hangzhou, undefined],
  ['NO_PROXY names the end of a word', { HTTPS_PROXY: proxy, NO_PROXY: 'yuncs.com' }, hangzhou, proxy],
  ['the target is 127.7.7.7', { HTTPS_PROXY: proxy }, 'https://127.7.7.7', undefined],
  ['the target is [::1]', { HTTPS_PROXY: proxy }, 'https://[::1]:444', undefined],
  ['the target is localhost', { HTTPS_PROXY: proxy }, 'https://localhost', undefined],
])('when %s, the right proxy is chosen', (_when, env, target, expected) => {
  expect(proxiesOf(env)(new URL(target))?.url.href).toBe(expected)
})

test.each([
  'ftp://user:hunter2@10.0.0.1:21',
  'http://user:hunter2/more@proxy:99999',
  'http://user:hunter2?more@proxy:x',
  'http://user:hunter2#more@proxy:x',
  'user:hunter2@[proxy',
])('a proxy variable that holds no proxy is refused, its password struck out: %s', (url) => {
  const refused = faultOf(() => proxiesOf({ HTTPS_PROXY: url }))
  expect(refused).toMatchObject({ code: 'ENDPOINT_URL_INVALID', facts: { variable: 'HTTPS_PROXY' } })
  expect(JSON.stringify(refused)).not.toMatch(/hunter2|more/)
})

test('a SOCKS proxy is refused for what it is', () => {
  expect(faultOf(() => proxiesOf({ https_proxy: 'socks5h://user:hunter2@10.0.0.1:1080' }))).toEqual({
    code: 'PROXY_UNSUPPORTED',
    facts: { variable: 'https_proxy', scheme: 'socks5h' },
  })
})

function faultOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error instanceof PlinkError ? error.data : error
  }
}
