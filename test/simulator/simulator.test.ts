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

test('the operator is not obeyed under a foreign host name', async () => {
  await using cloud = await openSimulatedCloud()
  const { port } = new URL(cloud.document.endpoint)
  const status = await new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/simulator/world', headers: { host: 'evil.example' } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
  expect(status).toBe(403)
})

test('unknown pages and acts are refused with what there is', async () => {
  await using cloud = await openSimulatedCloud()
  await expect(cloud.control('GET', 'nothing')).rejects.toThrow('GET critical-path')
  await expect(cloud.control('POST', 'world', { act: 'sing' })).rejects.toThrow('stranger')
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
