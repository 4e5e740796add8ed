import { expect, test } from 'vitest'
import { type Lab, openLab } from './lab.ts'
import { connectPeer } from './link.ts'
import { becomes, serve } from './serve.ts'

type Params = Record<string, string | number | boolean>

const given = (lab: Lab, name: string): string => lab.given[`you.${name}`] ?? ''

/** What plink asks for: internal, in zone h, paid by use. */
const wanted = (lab: Lab): Params => ({
  VSwitchId: given(lab, 'vswitch.h'),
  AddressType: 'intranet',
  InstanceChargeType: 'PayByCLCU',
  LoadBalancerName: 'plink-made',
  'Tag.1.Key': 'plink:link',
  'Tag.1.Value': 'mine',
})

async function createClb(lab: Lab, more: Params = {}): Promise<string> {
  const { LoadBalancerId } = await lab.call('you', 'slb.CreateLoadBalancer', { ...wanted(lab), ...more })
  await lab.pass(1_000)
  return LoadBalancerId
}

async function hostId(lab: Lab): Promise<string> {
  const { Instances } = await lab.call('you', 'ecs.DescribeInstances', {
    PrivateIpAddresses: JSON.stringify([given(lab, 'host')]),
  })
  return Instances.Instance[0].InstanceId
}

const servers = (...items: object[]): string => JSON.stringify(items)

/** A group with the host in it, once the load balancer has rest again. */
async function createGroup(lab: Lab, LoadBalancerId: string, Port = 6379): Promise<string> {
  const { VServerGroupId } = await lab.call('you', 'slb.CreateVServerGroup', {
    LoadBalancerId,
    VServerGroupName: 'plink-group',
    BackendServers: servers({ ServerId: await hostId(lab), Type: 'ecs', Port: String(Port), Weight: '100' }),
  })
  await lab.pass(1_000)
  return VServerGroupId
}

const tcp = (LoadBalancerId: string, ListenerPort = 6379): Params => ({
  LoadBalancerId,
  ListenerPort,
  ListenerProtocol: 'tcp',
})

async function createListener(lab: Lab, LoadBalancerId: string, more: Params): Promise<void> {
  await lab.call('you', 'slb.CreateLoadBalancerTCPListener', {
    LoadBalancerId,
    ListenerPort: 6379,
    Bandwidth: -1,
    ...more,
  })
  await lab.pass(1_000)
}

/** A running listener with the host behind it. */
async function createWhole(lab: Lab): Promise<{ LoadBalancerId: string; VServerGroupId: string }> {
  const LoadBalancerId = await createClb(lab)
  const VServerGroupId = await createGroup(lab, LoadBalancerId)
  await createListener(lab, LoadBalancerId, { VServerGroupId })
  await lab.call('you', 'slb.StartLoadBalancerListener', tcp(LoadBalancerId))
  await lab.pass(2_000)
  return { LoadBalancerId, VServerGroupId }
}

const listenersOf = async (lab: Lab, LoadBalancerId: string) =>
  (await lab.call('you', 'slb.DescribeLoadBalancerListeners', { 'LoadBalancerId.1': LoadBalancerId })).Listeners

const verdictOf = async (lab: Lab, LoadBalancerId: string) =>
  (await lab.call('you', 'slb.DescribeHealthStatus', { LoadBalancerId, ListenerPort: 6379 })).BackendServers
    .BackendServer[0].ServerHealthStatus

const taggedWith = async (lab: Lab, value: string) =>
  (await lab.call('you', 'slb.DescribeLoadBalancers', { 'Tag.1.Key': 'plink:link', 'Tag.1.Value': value }))
    .LoadBalancers.LoadBalancer

const setBusy = (lab: Lab, busyLoadBalancer: string) =>
  lab.control('POST', 'world', { act: 'rules', set: { busyLoadBalancer } })

test('a load balancer is made internal, in its vSwitch, with a final address, and found by its tags', async () => {
  await using lab = await openLab()
  const made = await lab.call('you', 'slb.CreateLoadBalancer', { ...wanted(lab), AddressType: 'internet' })
  expect(made).toMatchObject({ NetworkType: 'vpc', VpcId: given(lab, 'vpc'), VSwitchId: given(lab, 'vswitch.h') })
  expect(await taggedWith(lab, 'mine')).toMatchObject([
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
  expect(await taggedWith(lab, 'other')).toEqual([])
})

test('the same token is the same load balancer', async () => {
  await using lab = await openLab()
  const first = await createClb(lab, { ClientToken: 'once' })
  expect(await createClb(lab, { ClientToken: 'once' })).toBe(first)
  const other = { ...wanted(lab), ClientToken: 'once', LoadBalancerName: 'another' }
  expect(await lab.refused('you', 'slb.CreateLoadBalancer', other)).toBe('IdempotentParameterMismatch')
})

test('without a vSwitch it would be on the internet, where PrivateLink does not take it', async () => {
  await using lab = await openLab()
  const { LoadBalancerId } = await lab.call('you', 'slb.CreateLoadBalancer')
  expect(await lab.call('you', 'slb.DescribeLoadBalancerAttribute', { LoadBalancerId })).toMatchObject({
    AddressType: 'internet',
  })
  expect(
    await lab.refused('you', 'privatelink.CreateVpcEndpointService', {
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
  await using lab = await openLab()
  expect(await lab.refused('you', 'slb.CreateLoadBalancer', { ...wanted(lab), ...more })).toBe(code)
})

test('the pairs of zones on offer are those that are accepted', async () => {
  await using lab = await openLab()
  const { AvailableResources } = await lab.call('you', 'slb.DescribeAvailableResource', { AddressType: 'vpc' })
  const pairs = AvailableResources.AvailableResource.filter(
    (each: { MasterZoneId: string }) => each.MasterZoneId === 'cn-hangzhou-h',
  )
  expect(pairs.length).toBeGreaterThan(1)
  for (const { MasterZoneId, SlaveZoneId } of pairs) await createClb(lab, { MasterZoneId, SlaveZoneId })
})

test('a listener is stopped until it is started, and has no verdict until its checks have had time', async () => {
  await using lab = await openLab()
  await using _server = await serve(given(lab, 'host'), 6379)
  const LoadBalancerId = await createClb(lab)
  const VServerGroupId = await createGroup(lab, LoadBalancerId)
  await createListener(lab, LoadBalancerId, { VServerGroupId, Description: 'ours' })
  expect(await listenersOf(lab, LoadBalancerId)).toMatchObject([
    { ListenerPort: 6379, Status: 'stopped', VServerGroupId, Bandwidth: -1, Description: 'ours' },
  ])
  expect(await verdictOf(lab, LoadBalancerId)).toBe('unavailable')

  await lab.call('you', 'slb.StartLoadBalancerListener', tcp(LoadBalancerId))
  expect(await listenersOf(lab, LoadBalancerId)).toMatchObject([{ Status: 'starting' }])
  await lab.pass(2_000)
  expect(await listenersOf(lab, LoadBalancerId)).toMatchObject([{ Status: 'running' }])
  expect(await verdictOf(lab, LoadBalancerId)).toBe('unavailable')
  await lab.pass(4_000)
  expect(await verdictOf(lab, LoadBalancerId)).toBe('normal')
})

test('a server that nobody listens on becomes abnormal; one that is added later has its own first verdict', async () => {
  await using lab = await openLab()
  const { LoadBalancerId, VServerGroupId } = await createWhole(lab)
  await lab.pass(4_000)
  expect(await verdictOf(lab, LoadBalancerId)).toBe('abnormal')
  await lab.call('you', 'slb.AddVServerGroupBackendServers', {
    VServerGroupId,
    BackendServers: servers({ ServerId: await hostId(lab), Port: 6380 }),
  })
  const both = async () =>
    (await lab.call('you', 'slb.DescribeHealthStatus', { LoadBalancerId })).BackendServers.BackendServer.map(
      (each: { Port: number; ServerHealthStatus: string }) => `${each.Port} ${each.ServerHealthStatus}`,
    )
  expect(await both()).toEqual(['6379 abnormal', '6380 unavailable'])
  await lab.pass(4_000)
  expect(await both()).toEqual(['6379 abnormal', '6380 abnormal'])
})

test.each(['ServiceIsConfiguring', 'SystemBusy'])('a load balancer takes one change at a time: %s', async (code) => {
  await using lab = await openLab()
  await setBusy(lab, code)
  const { LoadBalancerId } = await lab.call('you', 'slb.CreateLoadBalancer', wanted(lab))
  expect(await lab.refused('you', 'slb.CreateVServerGroup', { LoadBalancerId })).toBe(code)
  await lab.pass(1_000)
  await lab.call('you', 'slb.CreateVServerGroup', { LoadBalancerId })
})

test('a load balancer takes changes side by side where the switch says so', async () => {
  await using lab = await openLab()
  await setBusy(lab, 'never')
  const { LoadBalancerId } = await lab.call('you', 'slb.CreateLoadBalancer', wanted(lab))
  await lab.call('you', 'slb.CreateVServerGroup', { LoadBalancerId })
  await lab.call('you', 'slb.CreateLoadBalancerTCPListener', {
    LoadBalancerId,
    ListenerPort: 1,
    Bandwidth: -1,
    BackendServerPort: 1,
  })
})

test('a listener without a token is not made twice', async () => {
  await using lab = await openLab()
  const LoadBalancerId = await createClb(lab)
  const listener = { LoadBalancerId, ListenerPort: 6379, Bandwidth: -1 }
  const refused = (more: Params) =>
    lab.refused('you', 'slb.CreateLoadBalancerTCPListener', { ...listener, BackendServerPort: 6379, ...more })
  expect(await lab.refused('you', 'slb.CreateLoadBalancerTCPListener', listener)).toBe('MissingParameter')
  expect(await refused({ ListenerPort: 0 })).toBe('InvalidParam.ListenerPort')
  expect(await refused({ Bandwidth: 0 })).toBe('InvalidParameter')
  expect(await refused({ VServerGroupId: 'rsp-none' })).toBe('ResourceNotFound.VServerGroup')
  await createListener(lab, LoadBalancerId, { BackendServerPort: 6379 })
  expect(await refused({})).toBe('ListenerAlreadyExists')
})

test('a server group takes running servers of its VPC, each port once', async () => {
  await using lab = await openLab()
  const LoadBalancerId = await createClb(lab)
  const VServerGroupId = await createGroup(lab, LoadBalancerId)
  const ServerId = await hostId(lab)
  const { NetworkInterfaceSets } = await lab.call('you', 'ecs.DescribeNetworkInterfaces', { InstanceId: ServerId })
  const eni = NetworkInterfaceSets.NetworkInterfaceSet[0].NetworkInterfaceId
  const refused = (BackendServers: string) =>
    lab.refused('you', 'slb.AddVServerGroupBackendServers', { VServerGroupId, BackendServers })
  expect(await refused('everybody')).toBe('BackendServersMalformed')
  expect(await refused(servers({ ServerId, Port: 6379 }))).toBe('InvalidBackendServers.ServerIpConflict')
  expect(await refused(servers({ ServerId }))).toBe('InvalidParameter')
  expect(await refused(servers({ ServerId, Port: 1, Weight: 101 }))).toBe('InvalidWeight.Malformed')
  expect(await refused(servers({ ServerId: 'i-none', Port: 1 }))).toBe('InvalidServerId.NotExist')
  expect(await refused(servers({ ServerId: eni, Type: 'eni', Port: 1 }))).toBe('ObtainIpFail')
  const many = Array.from({ length: 21 }, (_, index) => ({ ServerId, Port: index + 1 }))
  expect(await refused(servers(...many))).toBe('TooManyBackendServers')
  await lab.control('POST', 'world', { act: 'host', ip: given(lab, 'host'), status: 'Stopped' })
  expect(await refused(servers({ ServerId, Port: 1 }))).toBe('ObtainIpFail')
  await lab.control('POST', 'world', { act: 'host', ip: given(lab, 'host'), status: 'Running' })
  await lab.call('you', 'slb.AddVServerGroupBackendServers', {
    VServerGroupId,
    BackendServers: servers({ ServerId: eni, Type: 'eni', ServerIp: given(lab, 'host'), Port: 1 }),
  })
  const attribute = await lab.call('you', 'slb.DescribeVServerGroupAttribute', { VServerGroupId })
  expect(attribute).toMatchObject({ LoadBalancerId, VServerGroupName: 'plink-group' })
  expect(attribute.BackendServers.BackendServer).toMatchObject([
    { ServerId, Type: 'ecs', Port: 6379, Weight: 100, ServerIp: given(lab, 'host') },
    { ServerId: eni, Type: 'eni', Port: 1, Weight: 100 },
  ])
})

test('bytes flow through a load balancer that was made, and it goes only when nothing holds it', async () => {
  await using lab = await openLab()
  await using _server = await serve(given(lab, 'host'), 6379)
  const { LoadBalancerId, VServerGroupId } = await createWhole(lab)
  const { ServiceId, address } = await connectPeer(lab, {
    'Resource.1.ResourceId': LoadBalancerId,
    'Resource.1.ResourceType': 'slb',
  })
  expect(await becomes(lab, address, 6379, 'hello')).toBe('hello')

  // Attaching has turned the protection on, and holds it besides.
  const protection = async (DeleteProtection: string) =>
    lab.call('you', 'slb.SetLoadBalancerDeleteProtection', { LoadBalancerId, DeleteProtection })
  const remove = { LoadBalancerId }
  expect(await lab.refused('you', 'slb.DeleteLoadBalancer', remove)).toBe('OperationDenied.DeleteProtectionIsOn')
  await protection('off')
  expect(await lab.refused('you', 'slb.DeleteLoadBalancer', remove)).toBe('OperationDenied.DeleteProtectionIsOn')
  await protection('on')
  const [connection] = (await lab.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })).Connections
  await lab.call('you', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId: connection.EndpointId })
  await lab.pass(5_000)
  await lab.call('you', 'privatelink.DetachResourceFromVpcEndpointService', {
    ServiceId,
    ResourceId: LoadBalancerId,
    ResourceType: 'slb',
  })
  await lab.pass(2_000)
  expect(await lab.refused('you', 'slb.DeleteLoadBalancer', remove)).toBe('OperationDenied.DeleteProtectionIsOn')
  await protection('off')

  expect(await lab.refused('you', 'slb.DeleteVServerGroup', { VServerGroupId })).toBe('RspoolVipExist')
  await lab.call('you', 'slb.DeleteLoadBalancerListener', tcp(LoadBalancerId))
  expect(await lab.refused('you', 'slb.DeleteVServerGroup', { VServerGroupId })).toBe('RspoolVipExist')
  await lab.pass(1_000)
  expect(await listenersOf(lab, LoadBalancerId)).toEqual([])
  await lab.call('you', 'slb.DeleteVServerGroup', { VServerGroupId })
  const gone = await lab.ask('you', 'slb.DescribeVServerGroupAttribute', { VServerGroupId })
  expect(gone).toMatchObject({
    status: 404,
    body: { Code: 'InvalidParameter', Message: 'The specified VServerGroupId does not exist.' },
  })
  await lab.pass(1_000)
  await lab.call('you', 'slb.DeleteLoadBalancer', remove)
  expect(await lab.refused('you', 'slb.DeleteLoadBalancer', remove)).toBe('ServiceIsStopping')
  await lab.pass(5_000)
  expect(await lab.refused('you', 'slb.DescribeLoadBalancerAttribute', remove)).toBe('InvalidLoadBalancerId.NotFound')
})

test('a load balancer takes what is in it along, and gives its address back', async () => {
  await using lab = await openLab()
  const before = (await lab.control('GET', 'world')).you
  const { LoadBalancerId } = await createWhole(lab)
  await lab.call('you', 'slb.DeleteLoadBalancer', { LoadBalancerId })
  await lab.pass(5_000)
  expect((await lab.control('GET', 'world')).you).toEqual(before)
})

test('attaching leaves the protection alone where the switch says so', async () => {
  await using lab = await openLab()
  await lab.control('POST', 'world', { act: 'rules', set: { attachProtects: false } })
  const LoadBalancerId = await createClb(lab)
  const protection = async () =>
    (await lab.call('you', 'slb.DescribeLoadBalancerAttribute', { LoadBalancerId })).DeleteProtection
  await lab.call('you', 'privatelink.CreateVpcEndpointService', {
    'Resource.1.ResourceId': LoadBalancerId,
    'Resource.1.ResourceType': 'slb',
  })
  await lab.pass(2_000)
  expect(await protection()).toBe('off')
})

test('a group says which listeners use it', async () => {
  await using lab = await openLab()
  const { LoadBalancerId, VServerGroupId } = await createWhole(lab)
  const ask = { LoadBalancerId, IncludeListener: true }
  const { VServerGroups } = await lab.call('you', 'slb.DescribeVServerGroups', ask)
  expect(VServerGroups.VServerGroup).toMatchObject([
    {
      VServerGroupId,
      ServerCount: 1,
      AssociatedObjects: { Listeners: { Listener: [{ Port: 6379, Protocol: 'tcp' }] } },
    },
  ])
})

test('a listener that does not check its servers gives no verdict, and forwards to all of them', async () => {
  await using lab = await openLab()
  const LoadBalancerId = await createClb(lab)
  const VServerGroupId = await createGroup(lab, LoadBalancerId)
  await createListener(lab, LoadBalancerId, { VServerGroupId, HealthCheckSwitch: 'off' })
  await lab.call('you', 'slb.StartLoadBalancerListener', tcp(LoadBalancerId))
  await lab.pass(6_000)
  const ask = { LoadBalancerId, ListenerPort: 6379 }
  expect(await lab.refused('you', 'slb.DescribeHealthStatus', ask)).toBe('CheckedListenerNotFound')
  const { address } = await connectPeer(lab, {
    'Resource.1.ResourceId': LoadBalancerId,
    'Resource.1.ResourceType': 'slb',
  })
  // Nobody listens on the host, and the connection is carried there all the same.
  expect(await becomes(lab, address, 6379, 'reset')).toBe('reset')
})
