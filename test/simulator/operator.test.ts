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

test('a field that nothing has is refused, with those there are', async () => {
  await using cloud = await openSimulatedCloud()
  const change = { act: 'set', id: cloud.given['you.loadBalancer'], set: { stauts: 'inactive' } }
  await expect(cloud.control('POST', 'world', change)).rejects.toThrow(/no such field: stauts.*status/)
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
