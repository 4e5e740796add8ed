import { Resolver } from 'node:dns/promises'
import { request } from 'node:http'
import { expect, test } from 'vitest'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { scenarios } from '../../src/simulator/world/scenarios.ts'
import { createLink } from '../harness/link-calls.ts'
import { openSimulatedCloud } from '../harness/simulated-cloud.ts'
import { openSimulatorClient } from '../harness/simulator-client.ts'

test.each(Object.keys(scenarios))(
  'scenario %s starts, tells where it listens, and names what it starts with',
  async (scenario) => {
    await using cloud = await openSimulatedCloud({ scenario })
    const { document } = cloud
    expect(document).toMatchObject({
      endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      dns: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      control: `${document.endpoint}/simulator`,
      region: 'cn-hangzhou',
      scenario,
      speed: 0,
    })
    expect(document.accounts[0]).toMatchObject({ name: 'you', uid: '1417000000000001' })
    expect(document.accounts.at(-1)).toMatchObject({ name: 'stranger', uid: '9107199254740993' })
    for (const name of ['vpc', 'securityGroup', 'loadBalancer', 'host', 'vswitch.h', 'vswitch.i']) {
      expect(document.given[`you.${name}`]).toMatch(name === 'host' ? /^127\./ : /^[a-z]+-bp1[0-9a-z]{17}$/)
    }
    expect(document.vendor === null).toBe(scenario === 'two-companies')
  },
)

test('an unknown scenario and a port that is taken are told as a bad flag', async () => {
  await using cloud = await openSimulatedCloud()
  const { signal } = new AbortController()
  await expect(startSimulator({ scenario: 'nowhere', signal })).rejects.toMatchObject({
    code: 'BAD_FLAG',
    facts: { flag: '--scenario' },
  })
  const port = Number(new URL(cloud.document.endpoint).port)
  await expect(startSimulator({ port, signal })).rejects.toMatchObject({ code: 'BAD_FLAG', facts: { flag: '--port' } })
})

test('an aborted signal ends it, and frees its port', async () => {
  const ending = new AbortController()
  const simulator = await startSimulator({ signal: ending.signal })
  ending.abort()
  await simulator.close()
  await expect(fetch(`${simulator.document.control}/clock`)).rejects.toThrow()
  const port = Number(new URL(simulator.document.endpoint).port)
  const again = await startSimulator({ port, signal: new AbortController().signal })
  await again.close()
})

test('the names of an endpoint and of its zone resolve to its address', async () => {
  await using cloud = await openSimulatedCloud()
  const { EndpointId } = await createLink(cloud)
  const [zone] = (await cloud.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })).Zones
  const { EndpointDomain } = await cloud.call('peer', 'privatelink.GetVpcEndpointAttribute', { EndpointId })
  const resolver = new Resolver()
  resolver.setServers([cloud.document.dns])
  expect(await resolver.resolve4(EndpointDomain)).toEqual([zone.EniIp])
  expect(await resolver.resolve4(zone.ZoneDomain)).toEqual([zone.EniIp])
  await expect(resolver.resolve4(`ep-none.${EndpointDomain}`)).rejects.toMatchObject({ code: 'ENOTFOUND' })
})

test.each([
  ['another host name (DNS rebinding)', 403, { host: 'evil.example' }],
  ['a page of another origin', 403, { origin: 'http://evil.example' }],
  ['a page of another port', 403, { origin: 'http://127.0.0.1:1' }],
  ['a page without an origin', 403, { origin: 'null' }],
  ['a form', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a body that needs no preflight', 415, { 'content-type': 'text/plain' }],
])('neither the operator nor the console obeys %s', async (_who, status, headers) => {
  await using cloud = await openSimulatedCloud({ scenario: 'article' })
  const before = await cloud.control('GET', 'clock')
  const pages = [`${cloud.document.control}/clock`, `${cloud.document.vendor?.console}/console/addons/intranet-lb`]
  for (const page of pages) expect(await post(page, '{"advance":5000}', headers)).toBe(status)
  expect(await cloud.control('GET', 'clock')).toEqual(before)
  const addon = await fetch(pages[1] ?? '')
  expect(await addon.json()).toEqual({ status: 'off' })
})

/** A POST with headers that `fetch` would not send. @returns the status */
function post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  const usual = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers: { ...usual, ...headers } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    asked.on('error', reject).end(body)
  })
}

test('unknown pages are refused with what there is', async () => {
  await using cloud = await openSimulatedCloud()
  await expect(cloud.control('GET', 'nothing')).rejects.toThrow('GET critical-path')
})

test('the vendor answers as its account, and its endpoint comes by the API like everybody else', async () => {
  await using cloud = await openSimulatedCloud({ scenario: 'article', speed: 1_000 })
  const page = `${cloud.document.vendor?.console}/console/privatelink`
  expect(await (await fetch(page)).json()).toMatchObject({ uid: cloud.uid('emqx'), zone: 'cn-hangzhou-h', links: [] })

  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', {
    Payer: 'EndpointService',
    'Resource.1.ResourceId': cloud.given['you.loadBalancer'] ?? '',
    'Resource.1.ResourceType': 'slb',
  })
  await cloud.pass(2_000)
  const order = () =>
    fetch(page, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ serviceId: ServiceId }),
    })
  expect((await order()).status).toBe(422)
  await cloud.call('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('emqx') })
  expect((await order()).ok).toBe(true)
  let connections: { EndpointOwnerId: number; EndpointVpcId: string }[] = []
  while (connections.length === 0) {
    connections = (await cloud.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })).Connections
  }
  expect(connections).toMatchObject([
    {
      EndpointOwnerId: Number(cloud.uid('emqx')),
      EndpointVpcId: cloud.given['emqx.vpc'],
      ConnectionStatus: 'Disconnected',
    },
  ])
})

test('tells each request as one line once it is answered, with its outcome and what was ignored of it', async () => {
  const lines: string[] = []
  const { document, close } = await startSimulator({
    scenario: 'two-companies',
    speed: 0,
    signal: new AbortController().signal,
    onRequest: (line) => lines.push(line),
  })
  const client = openSimulatorClient(document)
  await client.call('you', 'vpc.DescribeVpcs', { VpcName: 'you', Sneaked: 1 })
  await client.refused('peer', 'privatelink.GetVpcEndpointAttribute', { EndpointId: 'ep-none' })
  await close()
  expect(lines.map((line) => line.replace(/^\d\d:\d\d:\d\d /, ''))).toEqual([
    'you vpc.DescribeVpcs Sneaked=1 VpcName=you → ok (ignored: Sneaked)',
    'peer privatelink.GetVpcEndpointAttribute EndpointId=ep-none → EndpointNotFound',
  ])
})
