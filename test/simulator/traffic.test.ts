import { expect, test } from 'vitest'
import { type Lab, openLab } from './lab.ts'
import { link } from './link.ts'
import { becomes, serve } from './serve.ts'

const addressOf = async (lab: Lab, EndpointId: string): Promise<string> =>
  (await lab.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })).Zones[0].EniIp

const restrict = (lab: Lab, action: 'Authorize' | 'Revoke', port: number, more: Record<string, string> = {}) =>
  lab.call('peer', `ecs.${action}SecurityGroup`, {
    SecurityGroupId: lab.given['peer.securityGroup'] ?? '',
    'Permissions.1.IpProtocol': 'TCP',
    'Permissions.1.PortRange': `${port}/${port}`,
    'Permissions.1.SourceCidrIp': '127.0.0.0/8',
    ...more,
  })

test('bytes flow while all is well, and fail as each obstacle has it', async () => {
  await using lab = await openLab()
  const { ServiceId, EndpointId } = await link(lab)
  const address = await addressOf(lab, EndpointId)
  const host = lab.given['you.host'] ?? ''
  await using _server = await serve(host, 6379)
  expect(await becomes(lab, address, 6379, 'hello')).toBe('hello')
  expect(await becomes(lab, address, 6380, 'refused')).toBe('refused')

  // Drop beats accept at the same priority, and a later number loses.
  await restrict(lab, 'Authorize', 6379, { 'Permissions.1.Policy': 'drop', 'Permissions.1.Priority': '2' })
  expect(await becomes(lab, address, 6379, 'hello')).toBe('hello')
  await restrict(lab, 'Authorize', 6379, { 'Permissions.1.Policy': 'drop' })
  expect(await becomes(lab, address, 6379, 'silence')).toBe('silence')
  await restrict(lab, 'Revoke', 6379, { 'Permissions.1.Policy': 'drop' })
  expect(await becomes(lab, address, 6379, 'hello')).toBe('hello')

  const listener = { act: 'listener', loadBalancer: lab.given['you.loadBalancer'], port: 6379 }
  await lab.control('POST', 'world', { ...listener, status: 'stopped' })
  expect(await becomes(lab, address, 6379, 'refused')).toBe('refused')
  await lab.control('POST', 'world', { ...listener, status: 'running' })
  expect(await becomes(lab, address, 6379, 'hello')).toBe('hello')

  await lab.control('POST', 'world', { act: 'host', ip: host, status: 'Stopped' })
  expect(await becomes(lab, address, 6379, 'closed')).toBe('closed')
  const health = { LoadBalancerId: lab.given['you.loadBalancer'] ?? '', ListenerPort: 6379 }
  const verdict = async () =>
    (await lab.call('you', 'slb.DescribeHealthStatus', health)).BackendServers.BackendServer[0].ServerHealthStatus
  expect(await verdict()).toBe('abnormal')
  await lab.control('POST', 'world', { act: 'host', ip: host, status: 'Running' })
  expect(await verdict()).toBe('normal')

  await lab.control('POST', 'world', { act: 'rules', set: { disconnected: 'reset' } })
  await lab.call('you', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId })
  expect(await becomes(lab, address, 6379, 'reset')).toBe('reset')
})

test('a backend that nobody listens on is abnormal, and no verdict is given for a listener that is stopped', async () => {
  await using lab = await openLab()
  const health = { LoadBalancerId: lab.given['you.loadBalancer'] ?? '' }
  const verdict = async () =>
    (await lab.call('you', 'slb.DescribeHealthStatus', health)).BackendServers.BackendServer[0].ServerHealthStatus
  expect(await verdict()).toBe('abnormal')
  await lab.control('POST', 'world', {
    act: 'listener',
    loadBalancer: lab.given['you.loadBalancer'],
    port: 6379,
    status: 'stopped',
  })
  expect(await verdict()).toBe('unavailable')
})

test('many simulators run at once, each with addresses of its own', async () => {
  await using one = await openLab()
  await using two = await openLab({ scenario: 'nlb' })
  expect(one.given['you.host']).not.toBe(two.given['you.host'])
})

test('a network load balancer lists what is not well, zone by zone', async () => {
  await using lab = await openLab({ scenario: 'nlb' })
  const LoadBalancerId = lab.given['you.loadBalancer'] ?? ''
  const attribute = await lab.call('you', 'nlb.GetLoadBalancerAttribute', { LoadBalancerId })
  expect(attribute.ZoneMappings.map((each: { ZoneId: string }) => each.ZoneId)).toEqual([
    'cn-hangzhou-h',
    'cn-hangzhou-i',
  ])
  const { Listeners } = await lab.call('you', 'nlb.ListListeners', { 'LoadBalancerIds.1': LoadBalancerId })
  const { ListenerId, ServerGroupId } = Listeners[0]
  const { ListenerHealthStatus } = await lab.call('you', 'nlb.GetListenerHealthStatus', { ListenerId })
  expect(ListenerHealthStatus[0].ServerGroupInfos[0].NonNormalServers).toMatchObject([
    { Status: 'Unhealthy', Port: 6379 },
  ])
  const { Servers } = await lab.call('you', 'nlb.ListServerGroupServers', { ServerGroupId })
  expect(Servers).toMatchObject([{ ServerIp: lab.given['you.host'], Port: 6379, Status: 'Available' }])
})

test('what time brings shows without anybody asking', async () => {
  await using lab = await openLab({ speed: 10_000 })
  const { ServiceId } = await lab.call('you', 'privatelink.CreateVpcEndpointService')
  let status = 'Creating'
  while (status !== 'Active')
    status = (await lab.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })).ServiceStatus
  expect(status).toBe('Active')
})
