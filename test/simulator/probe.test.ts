import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Dataplane, startDataplane } from '../../src/simulator/network/dataplane.ts'
import { type DnsServer, startDns } from '../../src/simulator/network/dns.ts'
import type { Route } from '../../src/simulator/network/route.ts'
import { startMqttResponder } from '../../src/simulator/responders/mqtt.ts'
import { startRedisResponder } from '../../src/simulator/responders/redis.ts'
import { startVendor, type Vendor } from '../../src/simulator/vendor/vendor.ts'
import { createFakeNetwork, type FakeNetwork, freeAddress, type ListenAddress } from '../harness/fake-network.ts'
import { startTcpServer } from '../harness/servers.ts'

const domain = 'ep-bp1abc.epsrv-bp1def.cn-hangzhou.privatelink.aliyuncs.com'
const appKey = { key: 'app', secret: 'hush' }

let network: FakeNetwork
let door: ListenAddress
let dns: DnsServer
let dataplane: Dataplane
let closers: (() => unknown)[]

beforeEach(async () => {
  network = createFakeNetwork()
  door = await freeAddress()
  network.setAddresses(domain, [door.address])
  dns = await startDns(network)
  dataplane = await startDataplane(network, { signal: new AbortController().signal })
  closers = []
})

afterEach(async () => {
  for (const close of closers.reverse()) await close()
  await Promise.all([dns.close(), dataplane.close()])
})

describe('connectors_probe', () => {
  test('http is happy as soon as the connection stands, and sends nothing', async () => {
    let heard = ''
    const host = await startTcpServer(
      (socket) => {
        socket.on('data', (bytes) => {
          heard += bytes
        })
        socket.on('end', () => socket.end())
      },
      { allowHalfOpen: true },
    )
    closers.push(() => host.stop())
    await lead(host)
    expect(await probe({ type: 'http', url: `http://${domain}:${door.port}` })).toEqual({ status: 204, body: null })
    expect(heard).toBe('')
  })

  test('redis logs in and pings', async () => {
    const host = await startRedisResponder({ host: '127.0.0.1', port: 0, password: 'open sesame' })
    closers.push(() => host.close())
    await lead({ address: host.host, port: host.port })
    expect(await redis({ password: 'open sesame' })).toEqual({ status: 204, body: null })
    expect(await redis({})).toMatchObject(failed(/NOAUTH Authentication required/))
    expect(await redis({ password: 'x' })).toMatchObject(failed(/WRONGPASS/))
    expect(await redis({ username: 'other', password: 'open sesame' })).toMatchObject(failed(/WRONGPASS/))
  })

  test.each(['v4', 'v5'])('mqtt connects, in version %s', async (version) => {
    const host = await startMqttResponder({ host: '127.0.0.1', port: 0, users: { plink: 'open sesame' } })
    closers.push(() => host.close())
    await lead({ address: host.host, port: host.port })
    const mqtt = (login: object) =>
      probe({ type: 'mqtt', server: `${domain}:${door.port}`, proto_ver: version, ...login })
    expect(await mqtt({ username: 'plink', password: 'open sesame' })).toEqual({ status: 204, body: null })
    expect(await mqtt({ username: 'plink', password: 'x' })).toMatchObject(failed(/Bad username or password/))
    expect(await mqtt({})).toMatchObject(failed(/Not authorized/))
  })

  test('mysql waits for the greeting, pgsql for one letter', async () => {
    const mysql = await startTcpServer((socket) => socket.end(Buffer.from([10, 0, 0, 0, 0x0a, 0x38])), {
      allowHalfOpen: true,
    })
    const pgsql = await startTcpServer((socket) => socket.once('data', () => socket.end('N')), { allowHalfOpen: true })
    closers.push(() => Promise.all([mysql.stop(), pgsql.stop()]))
    await lead(mysql)
    expect(await probe({ type: 'mysql', server: `${domain}:${door.port}` })).toEqual({ status: 204, body: null })
    await lead(pgsql)
    expect(await probe({ type: 'pgsql', server: `${domain}:${door.port}` })).toEqual({ status: 204, body: null })
  })

  test('another protocol is noticed', async () => {
    const host = await startMqttResponder({ host: '127.0.0.1', port: 0 })
    closers.push(() => host.close())
    await lead({ address: host.host, port: host.port })
    expect(await redis({})).toMatchObject(failed(/tcp_closed/))
  })

  test.each([
    ['refuse', 'http', /^Connection refused$/],
    ['refuse', 'redis', /reason => econnrefused,type => tcp_connect/],
    ['refuse', 'mqtt', /^Connection refused\./],
    ['reset', 'redis', /econnreset|tcp_closed/],
    ['accept-close', 'redis', /tcp_closed/],
    ['accept-close', 'mqtt', /tcp_closed/],
  ] as const)('%s is worded for %s', async (verdict, type, message) => {
    await turn({ verdict, because: 'test' })
    expect(await probe(bodyFor(type))).toMatchObject(failed(message))
  })

  test('silence and drops end with the health check, at the earliest after five seconds', async () => {
    await turn({ verdict: 'silent', because: 'test' })
    const began = performance.now()
    const [overRedis, overMqtt, dropped] = await Promise.all([
      probe(bodyFor('redis')),
      probe(bodyFor('mqtt')),
      probe({ type: 'http', url: 'http://127.0.0.1:1', resource_opts: { health_check_interval: '1s' } }),
    ])
    expect(performance.now() - began).toBeGreaterThan(4_900)
    expect(overRedis).toMatchObject(failed(/^timeout$/))
    expect(overMqtt).toMatchObject(failed(/^timeout$/))
    expect(dropped).toMatchObject(failed(/^Connection refused$/))
  })

  test('a name that is not there is told apart from an address that does not answer', async () => {
    expect(await probe({ type: 'http', url: 'http://no.such.name:1' })).toMatchObject(
      failed(/^Could not resolve host$/),
    )
    expect(await probe({ type: 'redis', parameters: { server: 'no.such.name:1' } })).toMatchObject(failed(/nxdomain/))
  })

  test.each([
    ['an unknown type', { type: 'gopher', server: 'x:1' }],
    ['the name of a property of all objects', { type: 'toString', server: 'x:1' }],
    ['a missing type', {}],
    ['a missing address', { type: 'redis', parameters: {} }],
    ['a port out of range', { type: 'mqtt', server: 'x:99999' }],
    ['a name that is none', { type: 'mqtt', server: 'x:1', name: 'löwe' }],
  ])('%s is a bad request', async (_, body) => {
    expect(await probe(body)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
  })

  test('the SSRF policy forbids http and mqtt, and lets redis through', async () => {
    const host = await startRedisResponder({ host: '127.0.0.1', port: 0 })
    closers.push(() => host.close())
    await lead({ address: host.host, port: host.port })
    const vendor = await hire({ ssrf: true })
    expect(await probe(bodyFor('http'), vendor)).toMatchObject(failed(/ssrf/))
    expect(await probe(bodyFor('mqtt'), vendor)).toMatchObject(failed(/ssrf/))
    expect(await probe(bodyFor('redis'), vendor)).toMatchObject({ status: 204 })
  })

  test('only who knows the key may ask', async () => {
    const { url } = (await hire()).document.deployment
    const ask = async (authorization: string | undefined) => {
      const headers = { ...(authorization && { authorization }) }
      const response = await fetch(`${url}/connectors_probe`, { method: 'POST', body: '{}', headers })
      return { status: response.status, body: await response.json(), basic: response.headers.get('www-authenticate') }
    }
    expect(await ask(undefined)).toMatchObject({ status: 401, body: { code: 'AUTHORIZATION_HEADER_ERROR' } })
    expect(await ask(`Basic ${btoa('app:wrong')}`)).toMatchObject({
      status: 401,
      body: { code: 'BAD_API_KEY_OR_SECRET', message: 'Check api_key/api_secret' },
      basic: expect.stringMatching(/^Basic/),
    })
  })

  test('other paths are not found', async () => {
    const { url } = (await hire()).document.deployment
    const authorization = `Basic ${btoa('app:hush')}`
    const response = await fetch(`${url}/status`, { headers: { authorization } })
    expect(response.status).toBe(404)
  })
})

async function turn(path: Route): Promise<void> {
  network.setRoute(door, path)
  await dataplane.settled()
}

function lead({ address, port }: ListenAddress): Promise<void> {
  return turn({ verdict: 'carry', host: address, port, because: 'test' })
}

async function hire(options: { ssrf?: boolean } = {}): Promise<Vendor> {
  const vendor = await startVendor({
    // Nobody listens: a probe has no business with the cloud.
    apiUrl: 'http://127.0.0.1:9',
    keys: { id: 'none', secret: 'none' },
    uid: '1',
    region: 'cn-hangzhou',
    given: { vpc: '', securityGroup: '', zone: '', vswitch: '', loadBalancer: '' },
    dns: dns.address,
    speed: 1,
    signal: new AbortController().signal,
    remembered: { appKey, addonIsOn: false, links: [], approvesAll: true, requests: [] },
    ...options,
  })
  closers.push(() => vendor.close())
  return vendor
}

async function probe(body: object, vendor?: Vendor): Promise<{ status: number; body: unknown }> {
  const { url, key, secret } = (vendor ?? (await hire())).document.deployment
  const response = await fetch(`${url}/connectors_probe`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
    body: JSON.stringify({ name: 'plink-probe', resource_opts: { health_check_interval: '1s' }, ...body }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

function redis(login: object): Promise<{ status: number; body: unknown }> {
  return probe({ type: 'redis', parameters: { redis_type: 'single', server: `${domain}:${door.port}`, ...login } })
}

function bodyFor(type: 'http' | 'redis' | 'mqtt'): object {
  const server = `${domain}:${door.port}`
  return { http: { type, url: `http://${server}` }, redis: { type, parameters: { server } }, mqtt: { type, server } }[
    type
  ]
}

function failed(message: RegExp): object {
  return { status: 400, body: { code: 'TEST_FAILED', message: expect.stringMatching(message) } }
}
