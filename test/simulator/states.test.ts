import { expect, test } from 'vitest'
import { type Lab, openLab } from './lab.ts'
import { knock, link, share, wanted } from './link.ts'

const endpointOf = (lab: Lab, EndpointId: string) =>
  lab.call('peer', 'privatelink.GetVpcEndpointAttribute', { EndpointId })
const serviceZones = async (lab: Lab, EndpointId: string) =>
  (await lab.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })).Zones
const connectionOf = async (lab: Lab, ServiceId: string) =>
  (await lab.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })).Connections[0]

test('a service is Creating, then Active, and its owner is on the whitelist', async () => {
  await using lab = await openLab()
  const made = await lab.call('you', 'privatelink.CreateVpcEndpointService', { ServiceDescription: 'orders' })
  const { ServiceId } = made
  expect(made).toMatchObject({
    ServiceStatus: 'Creating',
    ServiceName: `com.aliyuncs.privatelink.cn-hangzhou.${ServiceId}`,
    ServiceDomain: `${ServiceId}.cn-hangzhou.privatelink.aliyuncs.com`,
  })
  await lab.pass(1_999)
  const before = await lab.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
  expect(before.ServiceStatus).toBe('Creating')
  await lab.pass(1)
  const after = await lab.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
  expect(after).toMatchObject({ ServiceStatus: 'Active', Payer: 'Endpoint', Zones: [] })
  const { Users } = await lab.call('you', 'privatelink.ListVpcEndpointServiceUsers', { ServiceId })
  expect(Users).toEqual([{ UserId: Number(lab.uid('you')) }])
})

test('a fresh endpoint is Active and Disconnected, its zone waits; approval connects both', async () => {
  await using lab = await openLab()
  const ServiceId = await share(lab)
  const EndpointId = await knock(lab, ServiceId)
  expect(await endpointOf(lab, EndpointId)).toMatchObject({
    EndpointStatus: 'Active',
    ConnectionStatus: 'Disconnected',
  })
  expect(await serviceZones(lab, EndpointId)).toMatchObject([
    { ZoneStatus: 'Wait', EniIp: expect.stringMatching(/^127\./) },
  ])

  await lab.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  expect(await connectionOf(lab, ServiceId)).toMatchObject({
    ConnectionStatus: 'Connecting',
    Zones: [{ ZoneStatus: 'Connecting', ResourceId: lab.given['you.loadBalancer'] }],
  })
  await lab.pass(5_000)
  expect(await endpointOf(lab, EndpointId)).toMatchObject({ ConnectionStatus: 'Connected' })
  expect(await serviceZones(lab, EndpointId)).toMatchObject([{ ZoneStatus: 'Connected' }])
})

test('a service that accepts by itself connects without a call', async () => {
  await using lab = await openLab()
  const ServiceId = await share(lab, 'peer', { AutoAcceptEnabled: true })
  const EndpointId = await knock(lab, ServiceId)
  expect(await endpointOf(lab, EndpointId)).toMatchObject({ ConnectionStatus: 'Connecting' })
  await lab.pass(5_000)
  expect(await endpointOf(lab, EndpointId)).toMatchObject({ ConnectionStatus: 'Connected' })
  expect(await serviceZones(lab, EndpointId)).toMatchObject([{ ZoneStatus: 'Connected' }])
})

test('a zone added to a connected endpoint goes from Creating to Connected', async () => {
  await using lab = await openLab({ scenario: 'nlb' })
  const { ServiceId } = await lab.call('you', 'privatelink.CreateVpcEndpointService', { ServiceResourceType: 'nlb' })
  await lab.pass(2_000)
  for (const ZoneId of ['cn-hangzhou-h', 'cn-hangzhou-i']) {
    const resource = { ServiceId, ResourceId: lab.given['you.loadBalancer'] ?? '', ResourceType: 'nlb', ZoneId }
    await lab.call('you', 'privatelink.AttachResourceToVpcEndpointService', resource)
    await lab.pass(2_000)
  }
  await lab.call('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: lab.uid('emqx') })
  const EndpointId = await knock(lab, ServiceId, 'emqx')
  await lab.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  await lab.pass(5_000)
  const zone = { EndpointId, ZoneId: 'cn-hangzhou-i', VSwitchId: lab.given['emqx.vswitch.i'] ?? '' }
  await lab.call('emqx', 'privatelink.AddZoneToVpcEndpoint', zone)
  const statuses = async () =>
    (await lab.call('emqx', 'privatelink.ListVpcEndpointZones', { EndpointId })).Zones.map(
      (each: { ZoneStatus: string }) => each.ZoneStatus,
    )
  expect(await statuses()).toEqual(['Connected', 'Creating'])
  await lab.pass(5_000)
  expect(await statuses()).toEqual(['Connected', 'Connected'])
})

test('a resource is not listed while it is being attached, and still listed while it is being detached', async () => {
  await using lab = await openLab()
  const { ServiceId } = await lab.call('you', 'privatelink.CreateVpcEndpointService')
  await lab.pass(2_000)
  const resource = { ServiceId, ResourceId: lab.given['you.loadBalancer'] ?? '', ResourceType: 'slb' }
  const listed = async () =>
    (await lab.call('you', 'privatelink.ListVpcEndpointServiceResources', { ServiceId })).Resources.length
  await lab.call('you', 'privatelink.AttachResourceToVpcEndpointService', resource)
  expect(await listed()).toBe(0)
  await lab.pass(2_000)
  expect(await listed()).toBe(1)
  await lab.call('you', 'privatelink.DetachResourceFromVpcEndpointService', resource)
  expect(await listed()).toBe(1)
  await lab.pass(2_000)
  expect(await listed()).toBe(0)
})

test('a change of security groups makes the endpoint Pending; the last group cannot go', async () => {
  await using lab = await openLab()
  const EndpointId = await knock(lab, await share(lab))
  const open = { EndpointId, SecurityGroupId: lab.given['peer.securityGroup'] ?? '' }
  const closed = { EndpointId, SecurityGroupId: lab.given['peer.securityGroup.closed'] ?? '' }
  const status = async () => (await endpointOf(lab, EndpointId)).EndpointStatus
  const groups = async () =>
    (await lab.call('peer', 'privatelink.ListVpcEndpointSecurityGroups', { EndpointId })).SecurityGroups

  expect(await lab.refused('peer', 'privatelink.AttachSecurityGroupToVpcEndpoint', open)).toBe('SecurityGroupExist')
  expect(await lab.refused('peer', 'privatelink.DetachSecurityGroupFromVpcEndpoint', open)).toBe(
    'EndpointMustContainSecurityGroup',
  )
  await lab.call('peer', 'privatelink.AttachSecurityGroupToVpcEndpoint', closed)
  expect(await status()).toBe('Pending')
  expect(await groups()).toMatchObject([{ SecurityGroupStatus: 'Attached' }, { SecurityGroupStatus: 'Attaching' }])
  await lab.pass(3_000)
  expect(await status()).toBe('Active')
  await lab.call('peer', 'privatelink.DetachSecurityGroupFromVpcEndpoint', open)
  expect(await groups()).toMatchObject([{ SecurityGroupStatus: 'Detaching' }, { SecurityGroupStatus: 'Attached' }])
  await lab.pass(3_000)
  expect(await groups()).toEqual([{ SecurityGroupId: closed.SecurityGroupId, SecurityGroupStatus: 'Attached' }])
})

test('a listener stops and starts through its transient statuses', async () => {
  await using lab = await openLab()
  const listener = { LoadBalancerId: lab.given['you.loadBalancer'] ?? '', ListenerPort: 6379, ListenerProtocol: 'tcp' }
  const status = async () =>
    (await lab.call('you', 'slb.DescribeLoadBalancerListeners', { 'LoadBalancerId.1': listener.LoadBalancerId }))
      .Listeners[0].Status
  await lab.call('you', 'slb.StopLoadBalancerListener', listener)
  expect(await status()).toBe('stopping')
  expect(await lab.refused('you', 'slb.StartLoadBalancerListener', listener)).toBe('Operation.Deny')
  await lab.pass(1_000)
  expect(await status()).toBe('stopped')
  await lab.call('you', 'slb.StartLoadBalancerListener', listener)
  expect(await status()).toBe('starting')
  await lab.pass(2_000)
  expect(await status()).toBe('running')
})

test('what is in use cannot be removed, and all of it goes in the documented order', async () => {
  await using lab = await openLab()
  const before = await lab.control('GET', 'world')
  const { ServiceId, EndpointId } = await link(lab)
  const resource = { ServiceId, ResourceId: lab.given['you.loadBalancer'] ?? '' }
  const pair = { ServiceId, EndpointId }

  expect(await lab.refused('you', 'privatelink.DetachResourceFromVpcEndpointService', resource)).toBe(
    'EndpointServiceConnectionDependence',
  )
  expect(await lab.refused('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })).toBe(
    'EndpointServiceConnectionDependence',
  )
  expect(await lab.refused('peer', 'privatelink.DeleteVpcEndpoint', { EndpointId })).toBe('EndpointDependenceViolation')
  await lab.call('you', 'privatelink.DisableVpcEndpointConnection', pair)
  const removal = { EndpointId, ZoneId: 'cn-hangzhou-h' }
  expect(await lab.refused('peer', 'privatelink.RemoveZoneFromVpcEndpoint', removal)).toBe(
    'EndpointConnectionOperationDenied',
  )
  await lab.pass(5_000)
  expect(await connectionOf(lab, ServiceId)).toMatchObject({
    ConnectionStatus: 'Disconnected',
    Zones: [{ ZoneStatus: 'Disconnected' }],
  })
  expect(await lab.refused('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })).toBe(
    'DeleteFailedDueToEndpointExist',
  )
  await lab.call('peer', 'privatelink.RemoveZoneFromVpcEndpoint', removal)
  expect(await serviceZones(lab, EndpointId)).toMatchObject([{ ZoneStatus: 'Deleting' }])
  await lab.pass(5_000)
  expect(await lab.refused('peer', 'privatelink.RemoveZoneFromVpcEndpoint', removal)).toBe('EndpointZoneNotFound')
  await lab.call('peer', 'privatelink.DeleteVpcEndpoint', { EndpointId })
  expect(await endpointOf(lab, EndpointId)).toMatchObject({ EndpointStatus: 'Deleting', ConnectionStatus: 'Deleting' })
  await lab.pass(5_000)
  expect(await lab.refused('peer', 'privatelink.GetVpcEndpointAttribute', { EndpointId })).toBe('EndpointNotFound')
  expect(await lab.refused('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })).toBe(
    'EndpointServiceDependenceViolation',
  )
  await lab.call('you', 'privatelink.DetachResourceFromVpcEndpointService', resource)
  await lab.pass(2_000)
  await lab.call('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })
  await lab.pass(5_000)
  expect(await lab.refused('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })).toBe(
    'EndpointServiceNotFound',
  )
  expect(await lab.control('GET', 'world')).toEqual(before)
})

test('endpoints outlive their service as ServiceDeleted where the rule says so', async () => {
  await using lab = await openLab()
  const ServiceId = await share(lab)
  const EndpointId = await knock(lab, ServiceId)
  await lab.control('POST', 'world', { act: 'rules', set: { serviceDeletion: 'loose' } })
  await lab.call('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })
  await lab.pass(5_000)
  expect(await endpointOf(lab, EndpointId)).toMatchObject({ ConnectionStatus: 'ServiceDeleted' })
  expect(
    await lab.refused('peer', 'privatelink.AddZoneToVpcEndpoint', {
      EndpointId,
      ZoneId: 'cn-hangzhou-i',
      VSwitchId: lab.given['peer.vswitch.i'] ?? '',
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
  await using lab = await openLab()
  const input = { ...wanted(lab, await share(lab)), ...change }
  expect(await lab.refused('peer', 'privatelink.CreateVpcEndpoint', input)).toBe(code)
})

test('a load balancer that is public, classic or prepaid cannot be a resource', async () => {
  await using lab = await openLab()
  const { ServiceId } = await lab.call('you', 'privatelink.CreateVpcEndpointService')
  await lab.pass(2_000)
  const id = lab.given['you.loadBalancer'] ?? ''
  const resource = { ServiceId, ResourceId: id, ResourceType: 'slb' }
  for (const set of [{ addressType: 'internet' }, { networkType: 'classic' }, { payType: 'PrePay' }]) {
    await lab.control('POST', 'world', { act: 'loadBalancer', id, set })
    expect(await lab.refused('you', 'privatelink.AttachResourceToVpcEndpointService', resource)).toBe(
      'LoadBalancerNotSupportPrivateLink',
    )
    await lab.control('POST', 'world', {
      act: 'loadBalancer',
      id,
      set: { addressType: 'intranet', networkType: 'vpc', payType: 'PayOnDemand' },
    })
  }
  expect(
    await lab.refused('you', 'privatelink.AttachResourceToVpcEndpointService', { ...resource, ResourceType: 'nlb' }),
  ).toBe('EndpointServiceResourceTypeNotEqual')
  expect(
    await lab.refused('you', 'privatelink.AttachResourceToVpcEndpointService', {
      ...resource,
      ZoneId: 'cn-hangzhou-i',
    }),
  ).toBe('EndpointServiceNotSupportedZone')
})

test('who has not opened the product, or may not pay, is told so', async () => {
  await using closed = await openLab({ scenario: 'closed' })
  expect(await closed.refused('you', 'privatelink.CheckProductOpen')).toBe('NeedOpenProduct')
  expect(await closed.refused('you', 'privatelink.CreateVpcEndpointService')).toBe('NeedOpenProduct')
  await closed.call('you', 'privatelink.OpenPrivateLinkService')
  expect(await closed.refused('you', 'privatelink.OpenPrivateLinkService')).toBe('OrderOpend')
  expect(await closed.call('you', 'privatelink.CheckProductOpen')).toMatchObject({ Success: true })

  await using locked = await openLab({ scenario: 'payer-locked' })
  expect(await locked.refused('you', 'privatelink.CreateVpcEndpointService', { Payer: 'EndpointService' })).toBe(
    'EndpointServicePayerForbidden',
  )
})
