import { expect, test } from 'vitest'
import { createPeerLink } from '../harness/link-calls.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'
import { becomes, serveHello } from './dial.ts'

type Params = Record<string, string | number | boolean>

const given = (cloud: SimulatedCloud, name: string): string => cloud.given[`you.${name}`] ?? ''

/** What plink asks for: internal, in zone h, paid by use. */
const wanted = (cloud: SimulatedCloud): Params => ({
  VSwitchId: given(cloud, 'vswitch.h'),
  AddressType: 'intranet',
  InstanceChargeType: 'PayByCLCU',
  LoadBalancerName: 'plink-made',
  'Tag.1.Key': 'plink:link',
  'Tag.1.Value': 'mine',
})

async function createClb(cloud: SimulatedCloud, more: Params = {}): Promise<string> {
  const { LoadBalancerId } = await cloud.call('you', 'slb.CreateLoadBalancer', { ...wanted(cloud), ...more })
  await cloud.pass(1_000)
  return LoadBalancerId
}

async function hostId(cloud: SimulatedCloud): Promise<string> {
  const { Instances } = await cloud.call('you', 'ecs.DescribeInstances', {
    PrivateIpAddresses: JSON.stringify([given(cloud, 'host')]),
  })
  return Instances.Instance[0].InstanceId
}

const servers = (...items: object[]): string => JSON.stringify(items)

/** A group with the host in it, once the load balancer has rest again. */
async function createGroup(cloud: SimulatedCloud, LoadBalancerId: string, Port = 6379): Promise<string> {
  const { VServerGroupId } = await cloud.call('you', 'slb.CreateVServerGroup', {
    LoadBalancerId,
    VServerGroupName: 'plink-group',
    BackendServers: servers({ ServerId: await hostId(cloud), Type: 'ecs', Port: String(Port), Weight: '100' }),
  })
  await cloud.pass(1_000)
  return VServerGroupId
}

const tcp = (LoadBalancerId: string, ListenerPort = 6379): Params => ({
  LoadBalancerId,
  ListenerPort,
  ListenerProtocol: 'tcp',
})

async function createListener(cloud: SimulatedCloud, LoadBalancerId: string, more: Params): Promise<void> {
  await cloud.call('you', 'slb.CreateLoadBalancerTCPListener', {
    LoadBalancerId,
    ListenerPort: 6379,
    Bandwidth: -1,
    ...more,
  })
  await cloud.pass(1_000)
}

/** A running listener with the host behind it. */
async function createWhole(cloud: SimulatedCloud): Promise<{ LoadBalancerId: string; VServerGroupId: string }> {
  const LoadBalancerId = await createClb(cloud)
  const VServerGroupId = await createGroup(cloud, LoadBalancerId)
  await createListener(cloud, LoadBalancerId, { VServerGroupId })
  await cloud.call('you', 'slb.StartLoadBalancerListener', tcp(LoadBalancerId))
  await cloud.pass(2_000)
  return { LoadBalancerId, VServerGroupId }
}

const listenersOf = async (cloud: SimulatedCloud, LoadBalancerId: string) =>
  (await cloud.call('you', 'slb.DescribeLoadBalancerListeners', { 'LoadBalancerId.1': LoadBalancerId })).Listeners

const verdictOf = async (cloud: SimulatedCloud, LoadBalancerId: string) =>
  (await cloud.call('you', 'slb.DescribeHealthStatus', { LoadBalancerId, ListenerPort: 6379 })).BackendServers
    .BackendServer[0].ServerHealthStatus

const taggedWith = async (cloud: SimulatedCloud, value: string) =>
  (await cloud.call('you', 'slb.DescribeLoadBalancers', { 'Tag.1.Key': 'plink:link', 'Tag.1.Value': value }))
    .LoadBalancers.LoadBalancer

const setBusy = (cloud: SimulatedCloud, busyLoadBalancer: string) =>
  cloud.control('POST', 'world', { act: 'rules', set: { busyLoadBalancer } })

test('a load balancer is made internal, in its vSwitch, with a final address, and found by its tags', async () => {
  await using cloud = await openSimulatedCloud()
  const made = await cloud.call('you', 'slb.CreateLoadBalancer', { ...wanted(cloud), AddressType: 'internet' })
  expect(made).toMatchObject({ NetworkType: 'vpc', VpcId: given(cloud, 'vpc'), VSwitchId: given(cloud, 'vswitch.h') })
  expect(await taggedWith(cloud, 'mine')).toMatchObject([
    {
      LoadBalancerId: made.LoadBalancerId,
      LoadBalancerStatus: 'active',
      Address: made.Address,
      AddressType: 'intranet',
      MasterZoneId: 'cn-hangzhou-h',
      SlaveZoneId: 'cn-hangzhou-i',
      InstanceChargeType: 'PayByCLCU',
      Tags: { Tag: [{ TagKey: 'plink:link', TagValue: 'mine' }] },
    },
  ])
  expect(await taggedWith(cloud, 'other')).toEqual([])
})

test('the same token is the same load balancer', async () => {
  await using cloud = await openSimulatedCloud()
  const first = await createClb(cloud, { ClientToken: 'once' })
  expect(await createClb(cloud, { ClientToken: 'once' })).toBe(first)
  const other = { ...wanted(cloud), ClientToken: 'once', LoadBalancerName: 'another' }
  expect(await cloud.refused('you', 'slb.CreateLoadBalancer', other)).toBe('IdempotentParameterMismatch')
})

test('the same token is another load balancer when its time is over', async () => {
  await using cloud = await openSimulatedCloud({ rules: { tokenLifeMs: 600_000 } })
  const first = await createClb(cloud, { ClientToken: 'once' })
  await cloud.pass(500_000)
  expect(await createClb(cloud, { ClientToken: 'once' })).toBe(first)
  await cloud.pass(100_000)
  expect(await createClb(cloud, { ClientToken: 'once' })).not.toBe(first)
})

test('without a vSwitch it would be on the internet, where PrivateLink does not take it', async () => {
  await using cloud = await openSimulatedCloud()
  const { LoadBalancerId } = await cloud.call('you', 'slb.CreateLoadBalancer')
  expect(await cloud.call('you', 'slb.DescribeLoadBalancerAttribute', { LoadBalancerId })).toMatchObject({
    AddressType: 'internet',
  })
  expect(
    await cloud.refused('you', 'privatelink.CreateVpcEndpointService', {
      'Resource.1.ResourceId': LoadBalancerId,
      'Resource.1.ResourceType': 'slb',
    }),
  ).toBe('LoadBalancerNotSupportPrivateLink')
})

test.each<[string, Params]>([
  ['ShareSlbHaltSales', { InstanceChargeType: 'PayBySpec' }],
  ['IllegalParam.InstanceChargeType', { InstanceChargeType: 'PayBySpec', LoadBalancerSpec: 'slb.s1.small' }],
  ['IllegalParam.SpecType', { LoadBalancerSpec: 'slb.s1.small' }],
  ['InvalidVSwitchId.NotFound', { VSwitchId: 'vsw-nowhere' }],
  ['InvalidVpcId.NotExist', { VpcId: 'vpc-another' }],
  ['MissingParam.VSwitchId', { VSwitchId: '' }],
  ['InvalidParameter', { MasterZoneId: 'cn-hangzhou-i' }],
  ['InvalidParameter', { SlaveZoneId: 'cn-hangzhou-k' }],
  ['InvalidParameter', { Address: '10.0.0.1' }],
  ['InvalidParam.TagKey', { 'Tag.1.Key': 'aliyun-key' }],
])('%s refuses a load balancer with %o', async (code, more) => {
  await using cloud = await openSimulatedCloud()
  expect(await cloud.refused('you', 'slb.CreateLoadBalancer', { ...wanted(cloud), ...more })).toBe(code)
})

test('the pairs of zones on offer are those that are accepted', async () => {
  await using cloud = await openSimulatedCloud()
  const { AvailableResources } = await cloud.call('you', 'slb.DescribeAvailableResource', { AddressType: 'vpc' })
  const pairs = AvailableResources.AvailableResource.filter(
    (each: { MasterZoneId: string }) => each.MasterZoneId === 'cn-hangzhou-h',
  )
  expect(pairs.length).toBeGreaterThan(1)
  for (const { MasterZoneId, SlaveZoneId } of pairs) await createClb(cloud, { MasterZoneId, SlaveZoneId })
})

test('a listener is stopped until it is started, and has no verdict until its checks have had time', async () => {
  await using cloud = await openSimulatedCloud()
  await using _server = await serveHello(given(cloud, 'host'), 6379)
  const LoadBalancerId = await createClb(cloud)
  const VServerGroupId = await createGroup(cloud, LoadBalancerId)
  await createListener(cloud, LoadBalancerId, { VServerGroupId, Description: 'ours' })
  expect(await listenersOf(cloud, LoadBalancerId)).toMatchObject([
    { ListenerPort: 6379, Status: 'stopped', VServerGroupId, Bandwidth: -1, Description: 'ours' },
  ])
  expect(await verdictOf(cloud, LoadBalancerId)).toBe('unavailable')

  await cloud.call('you', 'slb.StartLoadBalancerListener', tcp(LoadBalancerId))
  expect(await listenersOf(cloud, LoadBalancerId)).toMatchObject([{ Status: 'starting' }])
  await cloud.pass(2_000)
  expect(await listenersOf(cloud, LoadBalancerId)).toMatchObject([{ Status: 'running' }])
  expect(await verdictOf(cloud, LoadBalancerId)).toBe('unavailable')
  await cloud.pass(4_000)
  expect(await verdictOf(cloud, LoadBalancerId)).toBe('normal')
})

test('a server that nobody listens on becomes abnormal; one that is added later has its own first verdict', async () => {
  await using cloud = await openSimulatedCloud()
  const { LoadBalancerId, VServerGroupId } = await createWhole(cloud)
  await cloud.pass(4_000)
  expect(await verdictOf(cloud, LoadBalancerId)).toBe('abnormal')
  await cloud.call('you', 'slb.AddVServerGroupBackendServers', {
    VServerGroupId,
    BackendServers: servers({ ServerId: await hostId(cloud), Port: 6380 }),
  })
  const both = async () =>
    (await cloud.call('you', 'slb.DescribeHealthStatus', { LoadBalancerId })).BackendServers.BackendServer.map(
      (each: { Port: number; ServerHealthStatus: string }) => `${each.Port} ${each.ServerHealthStatus}`,
    )
  expect(await both()).toEqual(['6379 abnormal', '6380 unavailable'])
  await cloud.pass(4_000)
  expect(await both()).toEqual(['6379 abnormal', '6380 abnormal'])
})

test.each(['ServiceIsConfiguring', 'SystemBusy'])('a load balancer takes one change at a time: %s', async (code) => {
  await using cloud = await openSimulatedCloud()
  await setBusy(cloud, code)
  const { LoadBalancerId } = await cloud.call('you', 'slb.CreateLoadBalancer', wanted(cloud))
  expect(await cloud.refused('you', 'slb.CreateVServerGroup', { LoadBalancerId })).toBe(code)
  await cloud.pass(1_000)
  await cloud.call('you', 'slb.CreateVServerGroup', { LoadBalancerId })
})

test('a load balancer takes changes side by side where the switch says so', async () => {
  await using cloud = await openSimulatedCloud()
  await setBusy(cloud, 'never')
  const { LoadBalancerId } = await cloud.call('you', 'slb.CreateLoadBalancer', wanted(cloud))
  await cloud.call('you', 'slb.CreateVServerGroup', { LoadBalancerId })
  await cloud.call('you', 'slb.CreateLoadBalancerTCPListener', {
    LoadBalancerId,
    ListenerPort: 1,
    Bandwidth: -1,
    BackendServerPort: 1,
  })
})

test('a listener without a token is not made twice', async () => {
  await using cloud = await openSimulatedCloud()
  const LoadBalancerId = await createClb(cloud)
  const listener = { LoadBalancerId, ListenerPort: 6379, Bandwidth: -1 }
  const refused = (more: Params) =>
    cloud.refused('you', 'slb.CreateLoadBalancerTCPListener', { ...listener, BackendServerPort: 6379, ...more })
  expect(await cloud.refused('you', 'slb.CreateLoadBalancerTCPListener', listener)).toBe('MissingParameter')
  expect(await refused({ ListenerPort: 0 })).toBe('InvalidParam.ListenerPort')
  expect(await refused({ Bandwidth: 0 })).toBe('InvalidParameter')
  expect(await refused({ VServerGroupId: 'rsp-none' })).toBe('ResourceNotFound.VServerGroup')
  await createListener(cloud, LoadBalancerId, { BackendServerPort: 6379 })
  expect(await refused({})).toBe('ListenerAlreadyExists')
})

test('a server group takes running servers of its VPC, each port once', async () => {
  await using cloud = await openSimulatedCloud()
  const LoadBalancerId = await createClb(cloud)
  const VServerGroupId = await createGroup(cloud, LoadBalancerId)
  const ServerId = await hostId(cloud)
  const { NetworkInterfaceSets } = await cloud.call('you', 'ecs.DescribeNetworkInterfaces', { InstanceId: ServerId })
  const eni = NetworkInterfaceSets.NetworkInterfaceSet[0].NetworkInterfaceId
  const refused = (BackendServers: string) =>
    cloud.refused('you', 'slb.AddVServerGroupBackendServers', { VServerGroupId, BackendServers })
  expect(await refused('everybody')).toBe('BackendServersMalformed')
  expect(await refused(servers({ ServerId, Port: 6379 }))).toBe('InvalidBackendServers.ServerIpConflict')
  expect(await refused(servers({ ServerId }))).toBe('InvalidParameter')
  expect(await refused(servers({ ServerId, Port: 1, Weight: 101 }))).toBe('InvalidWeight.Malformed')
  expect(await refused(servers({ ServerId: 'i-none', Port: 1 }))).toBe('InvalidServerId.NotExist')
  expect(await refused(servers({ ServerId: eni, Type: 'eni', Port: 1 }))).toBe('ObtainIpFail')
  const many = Array.from({ length: 21 }, (_, index) => ({ ServerId, Port: index + 1 }))
  expect(await refused(servers(...many))).toBe('TooManyBackendServers')
  await cloud.control('POST', 'world', { act: 'host', ip: given(cloud, 'host'), status: 'Stopped' })
  expect(await refused(servers({ ServerId, Port: 1 }))).toBe('ObtainIpFail')
  await cloud.control('POST', 'world', { act: 'host', ip: given(cloud, 'host'), status: 'Running' })
  await cloud.call('you', 'slb.AddVServerGroupBackendServers', {
    VServerGroupId,
    BackendServers: servers({ ServerId: eni, Type: 'eni', ServerIp: given(cloud, 'host'), Port: 1 }),
  })
  const attribute = await cloud.call('you', 'slb.DescribeVServerGroupAttribute', { VServerGroupId })
  expect(attribute).toMatchObject({ LoadBalancerId, VServerGroupName: 'plink-group' })
  expect(attribute.BackendServers.BackendServer).toMatchObject([
    { ServerId, Type: 'ecs', Port: 6379, Weight: 100, ServerIp: given(cloud, 'host') },
    { ServerId: eni, Type: 'eni', Port: 1, Weight: 100 },
  ])
})

test('bytes flow through a load balancer that was made, and it goes only when nothing holds it', async () => {
  await using cloud = await openSimulatedCloud()
  await using _server = await serveHello(given(cloud, 'host'), 6379)
  const { LoadBalancerId, VServerGroupId } = await createWhole(cloud)
  const { ServiceId, address } = await createPeerLink(cloud, {
    'Resource.1.ResourceId': LoadBalancerId,
    'Resource.1.ResourceType': 'slb',
  })
  expect(await becomes(cloud, address, 6379, 'hello')).toBe('hello')

  // Attaching has turned the protection on, and holds it besides.
  const protection = async (DeleteProtection: string) =>
    cloud.call('you', 'slb.SetLoadBalancerDeleteProtection', { LoadBalancerId, DeleteProtection })
  const remove = { LoadBalancerId }
  expect(await cloud.refused('you', 'slb.DeleteLoadBalancer', remove)).toBe('OperationDenied.DeleteProtectionIsOn')
  await protection('off')
  expect(await cloud.refused('you', 'slb.DeleteLoadBalancer', remove)).toBe('OperationDenied.DeleteProtectionIsOn')
  await protection('on')
  const [connection] = (await cloud.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })).Connections
  await cloud.call('you', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId: connection.EndpointId })
  await cloud.pass(5_000)
  await cloud.call('you', 'privatelink.DetachResourceFromVpcEndpointService', {
    ServiceId,
    ResourceId: LoadBalancerId,
    ResourceType: 'slb',
  })
  await cloud.pass(2_000)
  expect(await cloud.refused('you', 'slb.DeleteLoadBalancer', remove)).toBe('OperationDenied.DeleteProtectionIsOn')
  await protection('off')

  expect(await cloud.refused('you', 'slb.DeleteVServerGroup', { VServerGroupId })).toBe('RspoolVipExist')
  await cloud.call('you', 'slb.DeleteLoadBalancerListener', tcp(LoadBalancerId))
  expect(await cloud.refused('you', 'slb.DeleteVServerGroup', { VServerGroupId })).toBe('RspoolVipExist')
  await cloud.pass(1_000)
  expect(await listenersOf(cloud, LoadBalancerId)).toEqual([])
  await cloud.call('you', 'slb.DeleteVServerGroup', { VServerGroupId })
  const gone = await cloud.ask('you', 'slb.DescribeVServerGroupAttribute', { VServerGroupId })
  expect(gone).toMatchObject({
    status: 404,
    body: { Code: 'InvalidParameter', Message: 'The specified VServerGroupId does not exist.' },
  })
  await cloud.pass(1_000)
  await cloud.call('you', 'slb.DeleteLoadBalancer', remove)
  expect(await cloud.refused('you', 'slb.DeleteLoadBalancer', remove)).toBe('ServiceIsStopping')
  await cloud.pass(5_000)
  expect(await cloud.refused('you', 'slb.DescribeLoadBalancerAttribute', remove)).toBe('InvalidLoadBalancerId.NotFound')
})

test('a load balancer takes what is in it along, and gives its address back', async () => {
  await using cloud = await openSimulatedCloud()
  const before = (await cloud.control('GET', 'world')).you
  const { LoadBalancerId } = await createWhole(cloud)
  await cloud.call('you', 'slb.DeleteLoadBalancer', { LoadBalancerId })
  await cloud.pass(5_000)
  expect((await cloud.control('GET', 'world')).you).toEqual(before)
})

test('attaching leaves the protection alone where the switch says so', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'world', { act: 'rules', set: { attachProtects: false } })
  const LoadBalancerId = await createClb(cloud)
  const protection = async () =>
    (await cloud.call('you', 'slb.DescribeLoadBalancerAttribute', { LoadBalancerId })).DeleteProtection
  await cloud.call('you', 'privatelink.CreateVpcEndpointService', {
    'Resource.1.ResourceId': LoadBalancerId,
    'Resource.1.ResourceType': 'slb',
  })
  await cloud.pass(2_000)
  expect(await protection()).toBe('off')
})

test('a group says which listeners use it', async () => {
  await using cloud = await openSimulatedCloud()
  const { LoadBalancerId, VServerGroupId } = await createWhole(cloud)
  const ask = { LoadBalancerId, IncludeListener: true }
  const { VServerGroups } = await cloud.call('you', 'slb.DescribeVServerGroups', ask)
  expect(VServerGroups.VServerGroup).toMatchObject([
    {
      VServerGroupId,
      ServerCount: 1,
      AssociatedObjects: { Listeners: { Listener: [{ Port: 6379, Protocol: 'tcp' }] } },
    },
  ])
})

test('a listener that does not check its servers gives no verdict, and forwards to all of them', async () => {
  await using cloud = await openSimulatedCloud()
  const LoadBalancerId = await createClb(cloud)
  const VServerGroupId = await createGroup(cloud, LoadBalancerId)
  await createListener(cloud, LoadBalancerId, { VServerGroupId, HealthCheckSwitch: 'off' })
  await cloud.call('you', 'slb.StartLoadBalancerListener', tcp(LoadBalancerId))
  await cloud.pass(6_000)
  const ask = { LoadBalancerId, ListenerPort: 6379 }
  expect(await cloud.refused('you', 'slb.DescribeHealthStatus', ask)).toBe('CheckedListenerNotFound')
  const { address } = await createPeerLink(cloud, {
    'Resource.1.ResourceId': LoadBalancerId,
    'Resource.1.ResourceType': 'slb',
  })
  // Nobody listens on the host, and the connection is carried there all the same.
  expect(await becomes(cloud, address, 6379, 'reset')).toBe('reset')
})
