import { expect, test } from 'vitest'
import { createEndpoint, createLink, createService, endpointParams } from '../harness/link-calls.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'

const endpointOf = (cloud: SimulatedCloud, EndpointId: string) =>
  cloud.call('peer', 'privatelink.GetVpcEndpointAttribute', { EndpointId })
const serviceZones = async (cloud: SimulatedCloud, EndpointId: string) =>
  (await cloud.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })).Zones
const connectionOf = async (cloud: SimulatedCloud, ServiceId: string) =>
  (await cloud.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })).Connections[0]

test('a service is Creating, then Active, and its owner is on the whitelist', async () => {
  await using cloud = await openSimulatedCloud()
  const made = await cloud.call('you', 'privatelink.CreateVpcEndpointService', { ServiceDescription: 'orders' })
  const { ServiceId } = made
  expect(made).toMatchObject({
    ServiceStatus: 'Creating',
    ServiceName: `com.aliyuncs.privatelink.cn-hangzhou.${ServiceId}`,
    ServiceDomain: `${ServiceId}.cn-hangzhou.privatelink.aliyuncs.com`,
  })
  await cloud.pass(1_999)
  const before = await cloud.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
  expect(before.ServiceStatus).toBe('Creating')
  await cloud.pass(1)
  const after = await cloud.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
  expect(after).toMatchObject({ ServiceStatus: 'Active', Payer: 'Endpoint', Zones: [] })
  const { Users } = await cloud.call('you', 'privatelink.ListVpcEndpointServiceUsers', { ServiceId })
  expect(Users).toEqual([{ UserId: Number(cloud.uid('you')) }])
})

test('a fresh endpoint is Active and Disconnected, its zone waits; approval connects both', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud)
  const EndpointId = await createEndpoint(cloud, ServiceId)
  expect(await endpointOf(cloud, EndpointId)).toMatchObject({
    EndpointStatus: 'Active',
    ConnectionStatus: 'Disconnected',
  })
  expect(await serviceZones(cloud, EndpointId)).toMatchObject([
    { ZoneStatus: 'Wait', EniIp: expect.stringMatching(/^127\./) },
  ])

  await cloud.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  expect(await connectionOf(cloud, ServiceId)).toMatchObject({
    ConnectionStatus: 'Connecting',
    Zones: [{ ZoneStatus: 'Connecting', ResourceId: cloud.given['you.loadBalancer'] }],
  })
  await cloud.pass(5_000)
  expect(await endpointOf(cloud, EndpointId)).toMatchObject({ ConnectionStatus: 'Connected' })
  expect(await serviceZones(cloud, EndpointId)).toMatchObject([{ ZoneStatus: 'Connected' }])
})

test('a service that accepts by itself connects without a call', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud, 'peer', { AutoAcceptEnabled: true })
  const EndpointId = await createEndpoint(cloud, ServiceId)
  expect(await endpointOf(cloud, EndpointId)).toMatchObject({ ConnectionStatus: 'Connecting' })
  await cloud.pass(5_000)
  expect(await endpointOf(cloud, EndpointId)).toMatchObject({ ConnectionStatus: 'Connected' })
  expect(await serviceZones(cloud, EndpointId)).toMatchObject([{ ZoneStatus: 'Connected' }])
})

test('a zone added to a connected endpoint goes from Creating to Connected', async () => {
  await using cloud = await openSimulatedCloud({ scenario: 'nlb' })
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', { ServiceResourceType: 'nlb' })
  await cloud.pass(2_000)
  for (const ZoneId of ['cn-hangzhou-h', 'cn-hangzhou-i']) {
    const resource = { ServiceId, ResourceId: cloud.given['you.loadBalancer'] ?? '', ResourceType: 'nlb', ZoneId }
    await cloud.call('you', 'privatelink.AttachResourceToVpcEndpointService', resource)
    await cloud.pass(2_000)
  }
  await cloud.call('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('emqx') })
  const EndpointId = await createEndpoint(cloud, ServiceId, 'emqx')
  await cloud.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  await cloud.pass(5_000)
  const zone = { EndpointId, ZoneId: 'cn-hangzhou-i', VSwitchId: cloud.given['emqx.vswitch.i'] ?? '' }
  await cloud.call('emqx', 'privatelink.AddZoneToVpcEndpoint', zone)
  const statuses = async () =>
    (await cloud.call('emqx', 'privatelink.ListVpcEndpointZones', { EndpointId })).Zones.map(
      (each: { ZoneStatus: string }) => each.ZoneStatus,
    )
  expect(await statuses()).toEqual(['Connected', 'Creating'])
  await cloud.pass(5_000)
  expect(await statuses()).toEqual(['Connected', 'Connected'])
})

test('a resource is not listed while it is being attached, and still listed while it is being detached', async () => {
  await using cloud = await openSimulatedCloud()
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService')
  await cloud.pass(2_000)
  const resource = { ServiceId, ResourceId: cloud.given['you.loadBalancer'] ?? '', ResourceType: 'slb' }
  const listed = async () =>
    (await cloud.call('you', 'privatelink.ListVpcEndpointServiceResources', { ServiceId })).Resources.length
  await cloud.call('you', 'privatelink.AttachResourceToVpcEndpointService', resource)
  expect(await listed()).toBe(0)
  await cloud.pass(2_000)
  expect(await listed()).toBe(1)
  await cloud.call('you', 'privatelink.DetachResourceFromVpcEndpointService', resource)
  expect(await listed()).toBe(1)
  await cloud.pass(2_000)
  expect(await listed()).toBe(0)
})

test('a change of security groups makes the endpoint Pending; the last group cannot go', async () => {
  await using cloud = await openSimulatedCloud()
  const EndpointId = await createEndpoint(cloud, await createService(cloud))
  const open = { EndpointId, SecurityGroupId: cloud.given['peer.securityGroup'] ?? '' }
  const closed = { EndpointId, SecurityGroupId: cloud.given['peer.securityGroup.closed'] ?? '' }
  const status = async () => (await endpointOf(cloud, EndpointId)).EndpointStatus
  const groups = async () =>
    (await cloud.call('peer', 'privatelink.ListVpcEndpointSecurityGroups', { EndpointId })).SecurityGroups

  expect(await cloud.refused('peer', 'privatelink.AttachSecurityGroupToVpcEndpoint', open)).toBe('SecurityGroupExist')
  expect(await cloud.refused('peer', 'privatelink.DetachSecurityGroupFromVpcEndpoint', open)).toBe(
    'EndpointMustContainSecurityGroup',
  )
  await cloud.call('peer', 'privatelink.AttachSecurityGroupToVpcEndpoint', closed)
  expect(await status()).toBe('Pending')
  expect(await groups()).toMatchObject([{ SecurityGroupStatus: 'Attached' }, { SecurityGroupStatus: 'Attaching' }])
  await cloud.pass(3_000)
  expect(await status()).toBe('Active')
  await cloud.call('peer', 'privatelink.DetachSecurityGroupFromVpcEndpoint', open)
  expect(await groups()).toMatchObject([{ SecurityGroupStatus: 'Detaching' }, { SecurityGroupStatus: 'Attached' }])
  await cloud.pass(3_000)
  expect(await groups()).toEqual([{ SecurityGroupId: closed.SecurityGroupId, SecurityGroupStatus: 'Attached' }])
})

test('a listener stops and starts through its transient statuses', async () => {
  await using cloud = await openSimulatedCloud()
  const listener = {
    LoadBalancerId: cloud.given['you.loadBalancer'] ?? '',
    ListenerPort: 6379,
    ListenerProtocol: 'tcp',
  }
  const status = async () =>
    (await cloud.call('you', 'slb.DescribeLoadBalancerListeners', { 'LoadBalancerId.1': listener.LoadBalancerId }))
      .Listeners[0].Status
  await cloud.call('you', 'slb.StopLoadBalancerListener', listener)
  expect(await status()).toBe('stopping')
  expect(await cloud.refused('you', 'slb.StartLoadBalancerListener', listener)).toBe('Operation.Deny')
  await cloud.pass(1_000)
  expect(await status()).toBe('stopped')
  await cloud.call('you', 'slb.StartLoadBalancerListener', listener)
  expect(await status()).toBe('starting')
  await cloud.pass(2_000)
  expect(await status()).toBe('running')
})

test('what is in use cannot be removed, and all of it goes in the documented order', async () => {
  await using cloud = await openSimulatedCloud()
  const before = await cloud.control('GET', 'world')
  const { ServiceId, EndpointId } = await createLink(cloud)
  const resource = { ServiceId, ResourceId: cloud.given['you.loadBalancer'] ?? '' }
  const pair = { ServiceId, EndpointId }

  expect(await cloud.refused('you', 'privatelink.DetachResourceFromVpcEndpointService', resource)).toBe(
    'EndpointServiceConnectionDependence',
  )
  expect(await cloud.refused('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })).toBe(
    'EndpointServiceConnectionDependence',
  )
  expect(await cloud.refused('peer', 'privatelink.DeleteVpcEndpoint', { EndpointId })).toBe(
    'EndpointDependenceViolation',
  )
  await cloud.call('you', 'privatelink.DisableVpcEndpointConnection', pair)
  const removal = { EndpointId, ZoneId: 'cn-hangzhou-h' }
  expect(await cloud.refused('peer', 'privatelink.RemoveZoneFromVpcEndpoint', removal)).toBe(
    'EndpointConnectionOperationDenied',
  )
  await cloud.pass(5_000)
  expect(await connectionOf(cloud, ServiceId)).toMatchObject({
    ConnectionStatus: 'Disconnected',
    Zones: [{ ZoneStatus: 'Disconnected' }],
  })
  expect(await cloud.refused('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })).toBe(
    'DeleteFailedDueToEndpointExist',
  )
  await cloud.call('peer', 'privatelink.RemoveZoneFromVpcEndpoint', removal)
  expect(await serviceZones(cloud, EndpointId)).toMatchObject([{ ZoneStatus: 'Deleting' }])
  await cloud.pass(5_000)
  expect(await cloud.refused('peer', 'privatelink.RemoveZoneFromVpcEndpoint', removal)).toBe('EndpointZoneNotFound')
  await cloud.call('peer', 'privatelink.DeleteVpcEndpoint', { EndpointId })
  expect(await endpointOf(cloud, EndpointId)).toMatchObject({
    EndpointStatus: 'Deleting',
    ConnectionStatus: 'Deleting',
  })
  await cloud.pass(5_000)
  expect(await cloud.refused('peer', 'privatelink.GetVpcEndpointAttribute', { EndpointId })).toBe('EndpointNotFound')
  expect(await cloud.refused('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })).toBe(
    'EndpointServiceDependenceViolation',
  )
  await cloud.call('you', 'privatelink.DetachResourceFromVpcEndpointService', resource)
  await cloud.pass(2_000)
  await cloud.call('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })
  await cloud.pass(5_000)
  expect(await cloud.refused('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })).toBe(
    'EndpointServiceNotFound',
  )
  expect(await cloud.control('GET', 'world')).toEqual(before)
})

test('endpoints outlive their service as ServiceDeleted where the rule says so', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud)
  const EndpointId = await createEndpoint(cloud, ServiceId)
  await cloud.control('POST', 'world', { act: 'rules', set: { serviceDeletion: 'loose' } })
  await cloud.call('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })
  await cloud.pass(5_000)
  expect(await endpointOf(cloud, EndpointId)).toMatchObject({ ConnectionStatus: 'ServiceDeleted' })
  expect(
    await cloud.refused('peer', 'privatelink.AddZoneToVpcEndpoint', {
      EndpointId,
      ZoneId: 'cn-hangzhou-i',
      VSwitchId: cloud.given['peer.vswitch.i'] ?? '',
    }),
  ).toBe('EndpointServiceDeleted')
})

test.each([
  ['without a group', { 'SecurityGroupId.1': '' }, 'EndpointMustContainSecurityGroup'],
  ['with a group that is not theirs', { 'SecurityGroupId.1': 'sg-none' }, 'SecurityGroupNotFound'],
  ['in a zone without a load balancer', { 'Zone.1.ZoneId': 'cn-hangzhou-i' }, 'EndpointServiceNotSupportedZone'],
  ['in a VPC that is not theirs', { VpcId: 'vpc-none' }, 'VpcNotFound'],
  ['in a vSwitch that is not theirs', { 'Zone.1.VSwitchId': 'vsw-none' }, 'VSwitchNotFound'],
  ['at an address outside the vSwitch', { 'Zone.1.ip': '127.1.2.3' }, 'EniIpUnavailable'],
  ['to a service that is not there', { ServiceId: 'epsrv-none' }, 'EndpointServiceNotFound'],
])('an endpoint %s is refused', async (_how, change, code) => {
  await using cloud = await openSimulatedCloud()
  const input = { ...endpointParams(cloud, await createService(cloud)), ...change }
  expect(await cloud.refused('peer', 'privatelink.CreateVpcEndpoint', input)).toBe(code)
})

test('a load balancer that is public, classic or prepaid cannot be a resource', async () => {
  await using cloud = await openSimulatedCloud()
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService')
  await cloud.pass(2_000)
  const id = cloud.given['you.loadBalancer'] ?? ''
  const resource = { ServiceId, ResourceId: id, ResourceType: 'slb' }
  for (const set of [{ addressType: 'internet' }, { networkType: 'classic' }, { payType: 'PrePay' }]) {
    await cloud.control('POST', 'world', { act: 'loadBalancer', id, set })
    expect(await cloud.refused('you', 'privatelink.AttachResourceToVpcEndpointService', resource)).toBe(
      'LoadBalancerNotSupportPrivateLink',
    )
    await cloud.control('POST', 'world', {
      act: 'loadBalancer',
      id,
      set: { addressType: 'intranet', networkType: 'vpc', payType: 'PayOnDemand' },
    })
  }
  expect(
    await cloud.refused('you', 'privatelink.AttachResourceToVpcEndpointService', { ...resource, ResourceType: 'nlb' }),
  ).toBe('EndpointServiceResourceTypeNotEqual')
  expect(
    await cloud.refused('you', 'privatelink.AttachResourceToVpcEndpointService', {
      ...resource,
      ZoneId: 'cn-hangzhou-i',
    }),
  ).toBe('EndpointServiceNotSupportedZone')
})

test('who has not opened the product, or may not pay, is told so', async () => {
  await using closed = await openSimulatedCloud({ scenario: 'closed' })
  expect(await closed.refused('you', 'privatelink.CheckProductOpen')).toBe('NeedOpenProduct')
  expect(await closed.refused('you', 'privatelink.CreateVpcEndpointService')).toBe('NeedOpenProduct')
  await closed.call('you', 'privatelink.OpenPrivateLinkService')
  expect(await closed.refused('you', 'privatelink.OpenPrivateLinkService')).toBe('OrderOpend')
  expect(await closed.call('you', 'privatelink.CheckProductOpen')).toMatchObject({ Success: true })

  await using locked = await openSimulatedCloud({ scenario: 'payer-locked' })
  expect(await locked.refused('you', 'privatelink.CreateVpcEndpointService', { Payer: 'EndpointService' })).toBe(
    'EndpointServicePayerForbidden',
  )
})
