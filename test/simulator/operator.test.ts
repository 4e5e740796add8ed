import { Resolver } from 'node:dns/promises'
import { expect, test } from 'vitest'
import { createLink } from '../harness/link-calls.ts'
import { startTcpServer } from '../harness/servers.ts'
import { openSimulatedCloud } from '../harness/simulated-cloud.ts'
import { becomes, serveHello } from './dial.ts'

// What an operator breaks, past all rules of the API, breaks the traffic and shows in the API as the real thing would.

test('a checkpoint brings back the world, whatever has become of it since', async () => {
  await using cloud = await openSimulatedCloud()
  const { EndpointId } = await createLink(cloud)
  const before = await cloud.control('GET', 'world')
  await cloud.control('POST', 'checkpoint')
  await cloud.control('POST', 'world', { act: 'remove', id: cloud.given['you.loadBalancer'] })
  await cloud.control('POST', 'world', { act: 'connection', endpoint: EndpointId, status: 'Disconnected' })
  await cloud.control('POST', 'world', { act: 'set', id: EndpointId, set: { business: 'FinancialLocked' } })
  await cloud.call('you', 'privatelink.CreateVpcEndpointService')
  expect(await cloud.control('GET', 'world')).not.toEqual(before)
  await cloud.control('POST', 'restore')
  expect(await cloud.control('GET', 'world')).toEqual(before)
})

test('there is no checkpoint of what is under way', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.call('you', 'privatelink.CreateVpcEndpointService')
  await expect(cloud.control('POST', 'checkpoint')).rejects.toThrow('is still Creating')
})

test.each([
  [{ act: 'sing' }, /no such act: sing. There are .*stranger/],
  [{ act: 'constructor' }, /no such act: constructor/],
  [{ act: 'set', id: 'you.loadBalancer', set: { stauts: 'inactive' } }, /no such field: stauts; did you mean status\?/],
  [{ act: 'set', id: 'you.loadBalancer', set: { constructor: 'x' } }, /no such field: constructor/],
  [
    { act: 'set', id: 'you.loadBalancer', set: { status: 'asleep' } },
    /status cannot be \W+asleep\W+: it is active \| inact/,
  ],
  [
    { act: 'set', id: 'you.loadBalancer', set: { bandwidth: 'much' } },
    /bandwidth cannot be \W+much\W+: it is like 5120/,
  ],
  [
    { act: 'set', id: 'you.machine', set: { ip: '127.0.0.256' } },
    /ip cannot be \W+127.0.0.256\W+: it is an IPv4 address/,
  ],
  [{ act: 'set', id: 'you.securityGroup', set: { rules: [{ PortRange: '1/1' }] } }, /rules cannot be/],
  [{ act: 'loadBalancer', id: 'you.loadBalancer', set: { addressType: 'public' } }, /it is intranet \| internet/],
  [
    { act: 'listener', loadBalancer: 'you.loadBalancer', port: 6379, status: 'halted' },
    /status cannot be \W+halted\W+/,
  ],
  [{ act: 'servers', loadBalancer: 'you.loadBalancer', port: 6379, set: { weight: 101 } }, /a number from 0 to 100/],
  [{ act: 'addServer', loadBalancer: 'you.loadBalancer', port: 6379, set: { ip: 7 } }, /an IPv4 address/],
  [{ act: 'connection', endpoint: 'stranger.endpoint', status: 'Severed' }, /cannot be \W+Severed\W+/],
  [
    { act: 'zone', endpoint: 'stranger.endpoint', zone: 'cn-hangzhou-h', status: 'Gone' },
    /status cannot be \W+Gone\W+/,
  ],
  [{ act: 'business', id: 'stranger.service', status: 'Poor' }, /it is Normal \| FinancialLocked/],
  [{ act: 'account', account: 'you', set: { uid: '1' } }, /no such switch: uid/],
  [{ act: 'account', account: 'you', set: { mayPay: 'yes' } }, /mayPay cannot be \W+yes\W+: it is like true/],
  [{ act: 'key', id: 'no such', active: false }, /there is no no such/],
  [{ act: 'host', ip: 'you.host', status: 'Asleep' }, /it is Running \| Stopped/],
  [{ act: 'agent', instance: 'you.machine', exitCode: 'none' }, /exitCode must be a number/],
  [{ act: 'agent', instance: 'you.machine', runs: 1 }, /runs must be true or false/],
  [{ act: 'dns', name: 'a.b', addresses: ['here'] }, /an IPv4 address/],
  [{ act: 'dns', name: 'a.b', answer: 'perhaps' }, /nxdomain \| servfail \| silent/],
])('the operator is told what is wrong with %o, and nothing changes', async (order, message) => {
  await using cloud = await openSimulatedCloud()
  const named = Object.entries(order).map(([name, value]) => [
    name,
    Object.hasOwn(cloud.given, String(value)) ? cloud.given[String(value)] : value,
  ])
  const before = await cloud.control('GET', 'world')
  await expect(cloud.control('POST', 'world', Object.fromEntries(named))).rejects.toThrow(message)
  expect(await cloud.control('GET', 'world')).toEqual(before)
})

test.each([
  [{ action: '*', fault: 'strike' }, /fault of a fault cannot be \W+strike\W+; there are lost-reply/],
  [{ action: 'privatelink.Nothing', fault: 'reset' }, /action of a fault cannot be/],
  [{ action: '*', fault: 'status', status: 404 }, /status of a fault cannot be 404/],
  [{ action: '*', fault: 'slow' }, /ms of a fault cannot be undefined/],
  [{ action: '*', fault: 'reset', tiems: 2 }, /no such field: tiems; did you mean times\?/],
  [{ action: '*', fault: 'hold', when: 'during' }, /when of a fault/],
  ['reset', /a fault is a JSON object/],
])('a fault that could never strike as meant is refused: %o', async (fault, message) => {
  await using cloud = await openSimulatedCloud()
  await expect(cloud.control('POST', 'faults', fault)).rejects.toThrow(message)
  expect(await cloud.control('GET', 'faults')).toEqual([])
})

test('the log keeps the newest requests as long as they are not too much, and counts them all', async () => {
  await using cloud = await openSimulatedCloud()
  const much = 'x'.repeat(900_000)
  for (let call = 0; call < 20; call++)
    await cloud.ask('you', 'vpc.DescribeVpcs', { VpcName: `${call}${much}` }, { place: 'form' })
  const { requests } = await cloud.control('GET', 'log')
  expect(requests.length).toBeLessThan(20)
  expect(requests.at(-1).params.VpcName.slice(0, 3)).toBe('19x')
  expect(await cloud.control('GET', 'counts')).toMatchObject({ requests: 20, actions: { 'vpc.DescribeVpcs': 20 } })
})

test('a listener for UDP, one with an access list, and one that is gone carry nothing', async () => {
  await using cloud = await openSimulatedCloud()
  const { EndpointId } = await createLink(cloud)
  const { Zones } = await cloud.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })
  const address = Zones[0].EniIp
  await using _server = await serveHello(cloud.given['you.host'] ?? '', 6379)
  await becomes(cloud, address, 6379, 'hello')
  const listener = { act: 'listener', loadBalancer: cloud.given['you.loadBalancer'], port: 6379 }
  const listed = async () =>
    (await cloud.call('you', 'slb.DescribeLoadBalancerListeners', { 'LoadBalancerId.1': listener.loadBalancer ?? '' }))
      .Listeners[0]
  await cloud.control('POST', 'world', { ...listener, set: { acl: 'white' } })
  await becomes(cloud, address, 6379, 'silence')
  expect(await listed()).toMatchObject({ AclStatus: 'on', AclType: 'white' })
  await cloud.control('POST', 'world', { ...listener, set: { acl: null, protocol: 'udp' } })
  await becomes(cloud, address, 6379, 'refused')
  expect(await listed()).toMatchObject({ ListenerProtocol: 'udp' })
  await cloud.control('POST', 'world', { ...listener, set: { protocol: 'tcp' } })
  await becomes(cloud, address, 6379, 'hello')
  await cloud.control('POST', 'world', { ...listener, remove: true })
  await becomes(cloud, address, 6379, 'refused')
  expect(await listed()).toBeUndefined()
})

test('with Proxy Protocol the server hears of the client before the client speaks', async () => {
  await using cloud = await openSimulatedCloud()
  const { EndpointId } = await createLink(cloud)
  const { Zones } = await cloud.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })
  const heard: Buffer[] = []
  const options = { host: cloud.given['you.host'] ?? '', port: 6379 }
  await using _server = await startTcpServer(
    (socket) => socket.once('data', (bytes) => heard.push(bytes)).end('hello'),
    options,
  )
  const listener = { act: 'listener', loadBalancer: cloud.given['you.loadBalancer'], port: 6379 }
  await cloud.control('POST', 'world', { ...listener, set: { proxyProtocol: true } })
  await becomes(cloud, Zones[0].EniIp, 6379, 'hello')
  expect(heard[0]?.subarray(0, 12).toString('hex')).toBe('0d0a0d0a000d0a515549540a')
})

test('a name resolves to what the operator says, or not at all', async () => {
  await using cloud = await openSimulatedCloud()
  const { EndpointId } = await createLink(cloud)
  const { EndpointDomain: name } = await cloud.call('peer', 'privatelink.GetVpcEndpointAttribute', { EndpointId })
  const resolver = new Resolver({ timeout: 10_000, tries: 2 })
  resolver.setServers([cloud.document.dns])
  const truth = await resolver.resolve4(name)
  await cloud.control('POST', 'world', { act: 'dns', name, addresses: ['127.9.9.9'] })
  expect(await resolver.resolve4(name)).toEqual(['127.9.9.9'])
  await cloud.control('POST', 'world', { act: 'dns', name, answer: 'nxdomain' })
  await expect(resolver.resolve4(name)).rejects.toMatchObject({ code: 'ENOTFOUND' })
  await cloud.control('POST', 'world', { act: 'dns', name, answer: 'servfail' })
  await expect(resolver.resolve4(name)).rejects.toMatchObject({ code: 'ESERVFAIL' })
  await cloud.control('POST', 'world', { act: 'dns', name })
  expect(await resolver.resolve4(name)).toEqual(truth)
})
