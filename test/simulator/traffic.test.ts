import { expect, test } from 'vitest'
import { createLink } from '../harness/link-calls.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'
import { becomes, serveHello } from './dial.ts'

const addressOf = async (cloud: SimulatedCloud, EndpointId: string): Promise<string> =>
  (await cloud.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })).Zones[0].EniIp

const restrict = (
  cloud: SimulatedCloud,
  action: 'Authorize' | 'Revoke',
  port: number,
  more: Record<string, string> = {},
) =>
  cloud.call('peer', `ecs.${action}SecurityGroup`, {
    SecurityGroupId: cloud.given['peer.securityGroup'] ?? '',
    'Permissions.1.IpProtocol': 'TCP',
    'Permissions.1.PortRange': `${port}/${port}`,
    'Permissions.1.SourceCidrIp': '127.0.0.0/8',
    ...more,
  })

test('bytes flow while all is well, and fail as each obstacle has it', async () => {
  await using cloud = await openSimulatedCloud()
  const { ServiceId, EndpointId } = await createLink(cloud)
  const address = await addressOf(cloud, EndpointId)
  const host = cloud.given['you.host'] ?? ''
  await using _server = await serveHello(host, 6379)
  expect(await becomes(cloud, address, 6379, 'hello')).toBe('hello')
  expect(await becomes(cloud, address, 6380, 'refused')).toBe('refused')

  // Drop beats accept at the same priority, and a later number loses.
  await restrict(cloud, 'Authorize', 6379, { 'Permissions.1.Policy': 'drop', 'Permissions.1.Priority': '2' })
  expect(await becomes(cloud, address, 6379, 'hello')).toBe('hello')
  await restrict(cloud, 'Authorize', 6379, { 'Permissions.1.Policy': 'drop' })
  expect(await becomes(cloud, address, 6379, 'silence')).toBe('silence')
  await restrict(cloud, 'Revoke', 6379, { 'Permissions.1.Policy': 'drop' })
  expect(await becomes(cloud, address, 6379, 'hello')).toBe('hello')

  const listener = { act: 'listener', loadBalancer: cloud.given['you.loadBalancer'], port: 6379 }
  await cloud.control('POST', 'world', { ...listener, status: 'stopped' })
  expect(await becomes(cloud, address, 6379, 'refused')).toBe('refused')
  await cloud.control('POST', 'world', { ...listener, status: 'running' })
  expect(await becomes(cloud, address, 6379, 'hello')).toBe('hello')

  await cloud.control('POST', 'world', { act: 'host', ip: host, status: 'Stopped' })
  expect(await becomes(cloud, address, 6379, 'closed')).toBe('closed')
  const health = { LoadBalancerId: cloud.given['you.loadBalancer'] ?? '', ListenerPort: 6379 }
  const verdict = async () =>
    (await cloud.call('you', 'slb.DescribeHealthStatus', health)).BackendServers.BackendServer[0].ServerHealthStatus
  expect(await verdict()).toBe('abnormal')
  await cloud.control('POST', 'world', { act: 'host', ip: host, status: 'Running' })
  expect(await verdict()).toBe('normal')

  await cloud.control('POST', 'world', { act: 'rules', set: { disconnected: 'reset' } })
  await cloud.call('you', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId })
  expect(await becomes(cloud, address, 6379, 'reset')).toBe('reset')
})

test('a backend that nobody listens on is abnormal, and no verdict is given for a listener that is stopped', async () => {
  await using cloud = await openSimulatedCloud()
  const health = { LoadBalancerId: cloud.given['you.loadBalancer'] ?? '' }
  const verdict = async () =>
    (await cloud.call('you', 'slb.DescribeHealthStatus', health)).BackendServers.BackendServer[0].ServerHealthStatus
  expect(await verdict()).toBe('abnormal')
  await cloud.control('POST', 'world', {
    act: 'listener',
    loadBalancer: cloud.given['you.loadBalancer'],
    port: 6379,
    status: 'stopped',
  })
  expect(await verdict()).toBe('unavailable')
})

test('many simulators run at once, each with addresses of its own', async () => {
  await using one = await openSimulatedCloud()
  await using two = await openSimulatedCloud({ scenario: 'nlb' })
  expect(one.given['you.host']).not.toBe(two.given['you.host'])
})

test('a network load balancer lists what is not well, zone by zone', async () => {
  await using cloud = await openSimulatedCloud({ scenario: 'nlb' })
  const LoadBalancerId = cloud.given['you.loadBalancer'] ?? ''
  const attribute = await cloud.call('you', 'nlb.GetLoadBalancerAttribute', { LoadBalancerId })
  expect(attribute.ZoneMappings.map((each: { ZoneId: string }) => each.ZoneId)).toEqual([
    'cn-hangzhou-h',
    'cn-hangzhou-i',
  ])
  const { Listeners } = await cloud.call('you', 'nlb.ListListeners', { 'LoadBalancerIds.1': LoadBalancerId })
  const { ListenerId, ServerGroupId } = Listeners[0]
  const { ListenerHealthStatus } = await cloud.call('you', 'nlb.GetListenerHealthStatus', { ListenerId })
  expect(ListenerHealthStatus[0].ServerGroupInfos[0].NonNormalServers).toMatchObject([
    { Status: 'Unhealthy', Port: 6379 },
  ])
  const { Servers } = await cloud.call('you', 'nlb.ListServerGroupServers', { ServerGroupId })
  expect(Servers).toMatchObject([{ ServerIp: cloud.given['you.host'], Port: 6379, Status: 'Available' }])
})

test('what time brings shows without anybody asking', async () => {
  await using cloud = await openSimulatedCloud({ speed: 10_000 })
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService')
  let status = 'Creating'
  while (status !== 'Active')
    status = (await cloud.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })).ServiceStatus
  expect(status).toBe('Active')
})
