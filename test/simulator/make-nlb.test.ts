import { expect, test } from 'vitest'
import { createPeerLink } from '../harness/link-calls.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'
import { becomes, serveHello } from './dial.ts'

type Params = Record<string, string | number | boolean>

const given = (cloud: SimulatedCloud, name: string): string => cloud.given[`you.${name}`] ?? ''

/** NLB's writes travel in the form. */
const write = (cloud: SimulatedCloud, action: string, params: Params) =>
  cloud.ask('you', action, params, { place: 'form' })

async function done(cloud: SimulatedCloud, action: string, params: Params) {
  const { status, body, text } = await write(cloud, action, params)
  if (status !== 200) throw new Error(`${action}: ${text}`)
  return body
}

const refusedWith = async (cloud: SimulatedCloud, action: string, params: Params) =>
  (await write(cloud, action, params)).body.Code

const wanted = (cloud: SimulatedCloud): Params => ({
  AddressType: 'Intranet',
  VpcId: given(cloud, 'vpc'),
  LoadBalancerName: 'plink-made',
  'ZoneMappings.1.ZoneId': 'cn-hangzhou-h',
  'ZoneMappings.1.VSwitchId': given(cloud, 'vswitch.h'),
  'ZoneMappings.2.ZoneId': 'cn-hangzhou-i',
  'ZoneMappings.2.VSwitchId': given(cloud, 'vswitch.i'),
  'Tag.1.Key': 'plink:link',
  'Tag.1.Value': 'mine',
})

const statusOf = async (cloud: SimulatedCloud, LoadBalancerId: string) =>
  (await cloud.call('you', 'nlb.GetLoadBalancerAttribute', { LoadBalancerId })).LoadBalancerStatus

async function createNlb(cloud: SimulatedCloud): Promise<string> {
  const { LoadbalancerId } = await done(cloud, 'nlb.CreateLoadBalancer', wanted(cloud))
  await cloud.pass(30_000)
  return LoadbalancerId
}

async function createGroup(cloud: SimulatedCloud): Promise<string> {
  const { ServerGroupId } = await done(cloud, 'nlb.CreateServerGroup', {
    ServerGroupName: 'plink-group',
    VpcId: given(cloud, 'vpc'),
    'Tag.1.Key': 'plink:link',
    'Tag.1.Value': 'mine',
  })
  await cloud.pass(1_000)
  return ServerGroupId
}

async function host(cloud: SimulatedCloud, Port = 6379): Promise<Params> {
  const { Instances } = await cloud.call('you', 'ecs.DescribeInstances', {
    PrivateIpAddresses: JSON.stringify([given(cloud, 'host')]),
  })
  return {
    'Servers.1.ServerId': Instances.Instance[0].InstanceId,
    'Servers.1.ServerType': 'Ecs',
    'Servers.1.Port': Port,
  }
}

async function createWhole(cloud: SimulatedCloud) {
  const LoadBalancerId = await createNlb(cloud)
  const ServerGroupId = await createGroup(cloud)
  await done(cloud, 'nlb.AddServersToServerGroup', { ServerGroupId, ...(await host(cloud)) })
  await cloud.pass(1_000)
  const { ListenerId } = await done(cloud, 'nlb.CreateListener', {
    LoadBalancerId,
    ServerGroupId,
    ListenerPort: 6379,
    ListenerProtocol: 'TCP',
  })
  await cloud.pass(2_000)
  return { LoadBalancerId, ServerGroupId, ListenerId }
}

const unwell = async (cloud: SimulatedCloud, ListenerId: string) =>
  (await cloud.call('you', 'nlb.GetListenerHealthStatus', { ListenerId })).ListenerHealthStatus[0].ServerGroupInfos[0]
    .NonNormalServers

test('a network load balancer takes a while to be there, in two zones, and is found by its tags', async () => {
  await using cloud = await openSimulatedCloud()
  const { LoadbalancerId } = await done(cloud, 'nlb.CreateLoadBalancer', wanted(cloud))
  expect(await statusOf(cloud, LoadbalancerId)).toBe('Provisioning')
  const early = { LoadBalancerId: LoadbalancerId }
  expect(await refusedWith(cloud, 'nlb.DeleteLoadBalancer', early)).toBe('ResourceInCreating.loadbalancer')
  await cloud.pass(30_000)
  const ask = { 'Tag.1.Key': 'plink:link', 'Tag.1.Value': 'mine' }
  const { LoadBalancers } = await cloud.call('you', 'nlb.ListLoadBalancers', ask)
  expect(LoadBalancers).toMatchObject([
    {
      LoadBalancerId: LoadbalancerId,
      LoadBalancerStatus: 'Active',
      AddressType: 'Intranet',
      ZoneMappings: [{ ZoneId: 'cn-hangzhou-h' }, { ZoneId: 'cn-hangzhou-i' }],
      Tags: [{ Key: 'plink:link', Value: 'mine' }],
    },
  ])
  expect(await cloud.call('you', 'nlb.GetLoadBalancerAttribute', early)).toMatchObject({
    Tags: [{ TagKey: 'plink:link', TagValue: 'mine' }],
  })
})

test('the same token is the same network load balancer, and a dry run makes none', async () => {
  await using cloud = await openSimulatedCloud()
  const once = { ...wanted(cloud), ClientToken: 'once' }
  const first = await done(cloud, 'nlb.CreateLoadBalancer', once)
  expect((await done(cloud, 'nlb.CreateLoadBalancer', once)).LoadbalancerId).toBe(first.LoadbalancerId)
  expect(await refusedWith(cloud, 'nlb.CreateLoadBalancer', { ...wanted(cloud), DryRun: true })).toBe('DryRunOperation')
  expect((await cloud.call('you', 'nlb.ListLoadBalancers')).TotalCount).toBe(1)
})

test.each<[string, Params]>([
  ['OperationFailed.DuplicateZones.', { 'ZoneMappings.2.ZoneId': 'cn-hangzhou-h' }],
  ['Mismatch.ZoneIdAndVswitchId', { 'ZoneMappings.2.ZoneId': 'cn-hangzhou-j' }],
  ['ResourceNotFound.VSwitch', { 'ZoneMappings.2.VSwitchId': 'vsw-nowhere' }],
  ['ResourceNotFound.Vpc', { VpcId: 'vpc-nowhere' }],
  ['ResourceInUse.IP', { 'ZoneMappings.1.PrivateIPv4Address': '10.0.0.1' }],
])('%s refuses a network load balancer with %o', async (code, more) => {
  await using cloud = await openSimulatedCloud()
  expect(await refusedWith(cloud, 'nlb.CreateLoadBalancer', { ...wanted(cloud), ...more })).toBe(code)
})

test('one zone is not enough', async () => {
  await using cloud = await openSimulatedCloud()
  const one = Object.fromEntries(Object.entries(wanted(cloud)).filter(([name]) => !name.startsWith('ZoneMappings.2')))
  expect(await refusedWith(cloud, 'nlb.CreateLoadBalancer', one)).toBe('InvalidZones')
})

test('what is written is done as a job', async () => {
  await using cloud = await openSimulatedCloud()
  const { JobId, ServerGroupId } = await done(cloud, 'nlb.CreateServerGroup', {
    ServerGroupName: 'plink-group',
    VpcId: given(cloud, 'vpc'),
  })
  const job = async () => (await cloud.call('you', 'nlb.GetJobStatus', { JobId })).Status
  const group = async () =>
    (await cloud.call('you', 'nlb.ListServerGroups', { 'ServerGroupIds.1': ServerGroupId })).ServerGroups
  expect(await job()).toBe('Processing')
  expect(await group()).toMatchObject([{ ServerGroupStatus: 'Creating', ServerCount: 0 }])
  const servers = { ServerGroupId, ...(await host(cloud)) }
  expect(await refusedWith(cloud, 'nlb.AddServersToServerGroup', servers)).toBe('IncorrectStatus.serverGroup')
  await cloud.pass(1_000)
  expect(await job()).toBe('Succeeded')
  await done(cloud, 'nlb.AddServersToServerGroup', servers)
  expect(await group()).toMatchObject([{ ServerGroupStatus: 'Configuring', ServerCount: 1 }])
  expect((await cloud.call('you', 'nlb.ListServerGroupServers', { ServerGroupId })).Servers).toMatchObject([
    { ServerType: 'Ecs', Port: 6379, Status: 'Adding' },
  ])
  await cloud.pass(1_000)
  expect(await refusedWith(cloud, 'nlb.AddServersToServerGroup', servers)).toBe('DuplicatedParam.Server')
  expect(await refusedWith(cloud, 'nlb.AddServersToServerGroup', { ...servers, 'Servers.1.ServerType': 'Ip' })).toBe(
    'Mismatch.ServerType',
  )
  expect(await cloud.refused('you', 'nlb.GetJobStatus', { JobId: 'job-none' })).toBe('ResourceNotFound.JobId')
})

test('a listener runs by itself, and says of its servers Initial, then only who is not well', async () => {
  await using cloud = await openSimulatedCloud()
  const { LoadBalancerId, ListenerId, ServerGroupId } = await createWhole(cloud)
  expect(ListenerId).toMatch(/^lsn-.*@6379$/)
  const { Listeners } = await cloud.call('you', 'nlb.ListListeners', { 'LoadBalancerIds.1': LoadBalancerId })
  expect(Listeners).toMatchObject([{ ListenerId, ListenerStatus: 'Running', ServerGroupId }])
  expect(await unwell(cloud, ListenerId)).toMatchObject([{ Status: 'Initial' }])
  await cloud.pass(4_000)
  expect(await unwell(cloud, ListenerId)).toMatchObject([
    { Status: 'Unhealthy', Reason: { ReasonCode: 'CONNECT_FAILED' } },
  ])
  const again = { LoadBalancerId, ServerGroupId, ListenerPort: 6379, ListenerProtocol: 'TCP' }
  expect(await refusedWith(cloud, 'nlb.CreateListener', again)).toBe('Conflict.Port')
  const [first, second] = await Promise.all(
    [1, 2].map((ListenerPort) => write(cloud, 'nlb.CreateListener', { ...again, ListenerPort })),
  )
  expect([first?.body.Code, second?.body.Code]).toContain('Conflict.Lock')
})

test('bytes flow through a network load balancer that was made, and all of it goes in order', async () => {
  await using cloud = await openSimulatedCloud()
  const before = (await cloud.control('GET', 'world')).you
  await using _server = await serveHello(given(cloud, 'host'), 6379)
  const { LoadBalancerId, ListenerId, ServerGroupId } = await createWhole(cloud)
  const { ServiceId, address } = await createPeerLink(cloud, {
    ServiceResourceType: 'nlb',
    'Resource.1.ResourceId': LoadBalancerId,
    'Resource.1.ResourceType': 'nlb',
    'Resource.1.ZoneId': 'cn-hangzhou-h',
  })
  expect(await becomes(cloud, address, 6379, 'hello')).toBe('hello')
  expect(await unwell(cloud, ListenerId)).toEqual([])

  const held = 'OperationDenied.DeletionProtectionEnabled'
  expect(await refusedWith(cloud, 'nlb.DeleteLoadBalancer', { LoadBalancerId })).toBe(held)
  const [connection] = (await cloud.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })).Connections
  const { EndpointId } = connection
  await cloud.call('you', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId })
  await cloud.pass(5_000)
  const zone = { EndpointId, ZoneId: 'cn-hangzhou-h' }
  await cloud.call('peer', 'privatelink.RemoveZoneFromVpcEndpoint', zone)
  await cloud.pass(5_000)
  await cloud.call('peer', 'privatelink.DeleteVpcEndpoint', { EndpointId })
  await cloud.pass(5_000)
  await cloud.call('you', 'privatelink.DetachResourceFromVpcEndpointService', {
    ServiceId,
    ResourceId: LoadBalancerId,
    ResourceType: 'nlb',
    ZoneId: 'cn-hangzhou-h',
  })
  await cloud.pass(2_000)
  await cloud.call('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })
  await cloud.pass(5_000)

  expect(await refusedWith(cloud, 'nlb.DeleteServerGroup', { ServerGroupId })).toBe('ResourceInUse.ServerGroup')
  await done(cloud, 'nlb.DeleteListener', { ListenerId })
  await cloud.pass(1_000)
  await done(cloud, 'nlb.DeleteServerGroup', { ServerGroupId })
  const { JobId } = await done(cloud, 'nlb.DeleteLoadBalancer', { LoadBalancerId })
  expect(await statusOf(cloud, LoadBalancerId)).toBe('Deleting')
  await cloud.pass(5_000)
  expect((await cloud.call('you', 'nlb.GetJobStatus', { JobId })).Status).toBe('Succeeded')
  expect(await cloud.refused('you', 'nlb.GetLoadBalancerAttribute', { LoadBalancerId })).toBe(
    'ResourceNotFound.loadBalancer',
  )
  expect((await cloud.control('GET', 'world')).you).toEqual(before)
})
