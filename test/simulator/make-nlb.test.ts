import { expect, test } from 'vitest'
import { type Lab, openLab } from './lab.ts'
import { connectPeer } from './link.ts'
import { becomes, serve } from './serve.ts'

type Params = Record<string, string | number | boolean>

const given = (lab: Lab, name: string): string => lab.given[`you.${name}`] ?? ''

/** NLB's writes travel in the form. */
const write = (lab: Lab, action: string, params: Params) => lab.ask('you', action, params, { place: 'form' })

async function done(lab: Lab, action: string, params: Params) {
  const { status, body, text } = await write(lab, action, params)
  if (status !== 200) throw new Error(`${action}: ${text}`)
  return body
}

const refusedWith = async (lab: Lab, action: string, params: Params) => (await write(lab, action, params)).body.Code

const wanted = (lab: Lab): Params => ({
  AddressType: 'Intranet',
  VpcId: given(lab, 'vpc'),
  LoadBalancerName: 'plink-made',
  'ZoneMappings.1.ZoneId': 'cn-hangzhou-h',
  'ZoneMappings.1.VSwitchId': given(lab, 'vswitch.h'),
  'ZoneMappings.2.ZoneId': 'cn-hangzhou-i',
  'ZoneMappings.2.VSwitchId': given(lab, 'vswitch.i'),
  'Tag.1.Key': 'plink:link',
  'Tag.1.Value': 'mine',
})

const statusOf = async (lab: Lab, LoadBalancerId: string) =>
  (await lab.call('you', 'nlb.GetLoadBalancerAttribute', { LoadBalancerId })).LoadBalancerStatus

async function createNlb(lab: Lab): Promise<string> {
  const { LoadbalancerId } = await done(lab, 'nlb.CreateLoadBalancer', wanted(lab))
  await lab.pass(30_000)
  return LoadbalancerId
}

async function createGroup(lab: Lab): Promise<string> {
  const { ServerGroupId } = await done(lab, 'nlb.CreateServerGroup', {
    ServerGroupName: 'plink-group',
    VpcId: given(lab, 'vpc'),
    'Tag.1.Key': 'plink:link',
    'Tag.1.Value': 'mine',
  })
  await lab.pass(1_000)
  return ServerGroupId
}

async function host(lab: Lab, Port = 6379): Promise<Params> {
  const { Instances } = await lab.call('you', 'ecs.DescribeInstances', {
    PrivateIpAddresses: JSON.stringify([given(lab, 'host')]),
  })
  return {
    'Servers.1.ServerId': Instances.Instance[0].InstanceId,
    'Servers.1.ServerType': 'Ecs',
    'Servers.1.Port': Port,
  }
}

async function createWhole(lab: Lab) {
  const LoadBalancerId = await createNlb(lab)
  const ServerGroupId = await createGroup(lab)
  await done(lab, 'nlb.AddServersToServerGroup', { ServerGroupId, ...(await host(lab)) })
  await lab.pass(1_000)
  const { ListenerId } = await done(lab, 'nlb.CreateListener', {
    LoadBalancerId,
    ServerGroupId,
    ListenerPort: 6379,
    ListenerProtocol: 'TCP',
  })
  await lab.pass(2_000)
  return { LoadBalancerId, ServerGroupId, ListenerId }
}

const unwell = async (lab: Lab, ListenerId: string) =>
  (await lab.call('you', 'nlb.GetListenerHealthStatus', { ListenerId })).ListenerHealthStatus[0].ServerGroupInfos[0]
    .NonNormalServers

test('a network load balancer takes a while to be there, in two zones, and is found by its tags', async () => {
  await using lab = await openLab()
  const { LoadbalancerId } = await done(lab, 'nlb.CreateLoadBalancer', wanted(lab))
  expect(await statusOf(lab, LoadbalancerId)).toBe('Provisioning')
  const early = { LoadBalancerId: LoadbalancerId }
  expect(await refusedWith(lab, 'nlb.DeleteLoadBalancer', early)).toBe('ResourceInCreating.loadbalancer')
  await lab.pass(30_000)
  const ask = { 'Tag.1.Key': 'plink:link', 'Tag.1.Value': 'mine' }
  const { LoadBalancers } = await lab.call('you', 'nlb.ListLoadBalancers', ask)
  expect(LoadBalancers).toMatchObject([
    {
      LoadBalancerId: LoadbalancerId,
      LoadBalancerStatus: 'Active',
      AddressType: 'Intranet',
      ZoneMappings: [{ ZoneId: 'cn-hangzhou-h' }, { ZoneId: 'cn-hangzhou-i' }],
      Tags: [{ Key: 'plink:link', Value: 'mine' }],
    },
  ])
  expect(await lab.call('you', 'nlb.GetLoadBalancerAttribute', early)).toMatchObject({
    Tags: [{ TagKey: 'plink:link', TagValue: 'mine' }],
  })
})

test('the same token is the same network load balancer, and a dry run makes none', async () => {
  await using lab = await openLab()
  const once = { ...wanted(lab), ClientToken: 'once' }
  const first = await done(lab, 'nlb.CreateLoadBalancer', once)
  expect((await done(lab, 'nlb.CreateLoadBalancer', once)).LoadbalancerId).toBe(first.LoadbalancerId)
  expect(await refusedWith(lab, 'nlb.CreateLoadBalancer', { ...wanted(lab), DryRun: true })).toBe('DryRunOperation')
  expect((await lab.call('you', 'nlb.ListLoadBalancers')).TotalCount).toBe(1)
})

test.each<[string, Params]>([
  ['OperationFailed.DuplicateZones.', { 'ZoneMappings.2.ZoneId': 'cn-hangzhou-h' }],
  ['Mismatch.ZoneIdAndVswitchId', { 'ZoneMappings.2.ZoneId': 'cn-hangzhou-j' }],
  ['ResourceNotFound.VSwitch', { 'ZoneMappings.2.VSwitchId': 'vsw-nowhere' }],
  ['ResourceNotFound.Vpc', { VpcId: 'vpc-nowhere' }],
  ['ResourceInUse.IP', { 'ZoneMappings.1.PrivateIPv4Address': '10.0.0.1' }],
])('%s refuses a network load balancer with %o', async (code, more) => {
  await using lab = await openLab()
  expect(await refusedWith(lab, 'nlb.CreateLoadBalancer', { ...wanted(lab), ...more })).toBe(code)
})

test('one zone is not enough', async () => {
  await using lab = await openLab()
  const one = Object.fromEntries(Object.entries(wanted(lab)).filter(([name]) => !name.startsWith('ZoneMappings.2')))
  expect(await refusedWith(lab, 'nlb.CreateLoadBalancer', one)).toBe('InvalidZones')
})

test('what is written is done as a job', async () => {
  await using lab = await openLab()
  const { JobId, ServerGroupId } = await done(lab, 'nlb.CreateServerGroup', {
    ServerGroupName: 'plink-group',
    VpcId: given(lab, 'vpc'),
  })
  const job = async () => (await lab.call('you', 'nlb.GetJobStatus', { JobId })).Status
  const group = async () =>
    (await lab.call('you', 'nlb.ListServerGroups', { 'ServerGroupIds.1': ServerGroupId })).ServerGroups
  expect(await job()).toBe('Processing')
  expect(await group()).toMatchObject([{ ServerGroupStatus: 'Creating', ServerCount: 0 }])
  const servers = { ServerGroupId, ...(await host(lab)) }
  expect(await refusedWith(lab, 'nlb.AddServersToServerGroup', servers)).toBe('IncorrectStatus.serverGroup')
  await lab.pass(1_000)
  expect(await job()).toBe('Succeeded')
  await done(lab, 'nlb.AddServersToServerGroup', servers)
  expect(await group()).toMatchObject([{ ServerGroupStatus: 'Configuring', ServerCount: 1 }])
  expect((await lab.call('you', 'nlb.ListServerGroupServers', { ServerGroupId })).Servers).toMatchObject([
    { ServerType: 'Ecs', Port: 6379, Status: 'Adding' },
  ])
  await lab.pass(1_000)
  expect(await refusedWith(lab, 'nlb.AddServersToServerGroup', servers)).toBe('DuplicatedParam.Server')
  expect(await refusedWith(lab, 'nlb.AddServersToServerGroup', { ...servers, 'Servers.1.ServerType': 'Ip' })).toBe(
    'Mismatch.ServerType',
  )
  expect(await lab.refused('you', 'nlb.GetJobStatus', { JobId: 'job-none' })).toBe('ResourceNotFound.JobId')
})

test('a listener runs by itself, and says of its servers Initial, then only who is not well', async () => {
  await using lab = await openLab()
  const { LoadBalancerId, ListenerId, ServerGroupId } = await createWhole(lab)
  expect(ListenerId).toMatch(/^lsn-.*@6379$/)
  const { Listeners } = await lab.call('you', 'nlb.ListListeners', { 'LoadBalancerIds.1': LoadBalancerId })
  expect(Listeners).toMatchObject([{ ListenerId, ListenerStatus: 'Running', ServerGroupId }])
  expect(await unwell(lab, ListenerId)).toMatchObject([{ Status: 'Initial' }])
  await lab.pass(4_000)
  expect(await unwell(lab, ListenerId)).toMatchObject([
    { Status: 'Unhealthy', Reason: { ReasonCode: 'CONNECT_FAILED' } },
  ])
  const again = { LoadBalancerId, ServerGroupId, ListenerPort: 6379, ListenerProtocol: 'TCP' }
  expect(await refusedWith(lab, 'nlb.CreateListener', again)).toBe('Conflict.Port')
  const [first, second] = await Promise.all(
    [1, 2].map((ListenerPort) => write(lab, 'nlb.CreateListener', { ...again, ListenerPort })),
  )
  expect([first?.body.Code, second?.body.Code]).toContain('Conflict.Lock')
})

test('bytes flow through a network load balancer that was made, and all of it goes in order', async () => {
  await using lab = await openLab()
  const before = (await lab.control('GET', 'world')).you
  await using _server = await serve(given(lab, 'host'), 6379)
  const { LoadBalancerId, ListenerId, ServerGroupId } = await createWhole(lab)
  const { ServiceId, address } = await connectPeer(lab, {
    ServiceResourceType: 'nlb',
    'Resource.1.ResourceId': LoadBalancerId,
    'Resource.1.ResourceType': 'nlb',
    'Resource.1.ZoneId': 'cn-hangzhou-h',
  })
  expect(await becomes(lab, address, 6379, 'hello')).toBe('hello')
  expect(await unwell(lab, ListenerId)).toEqual([])

  const held = 'OperationDenied.DeletionProtectionEnabled'
  expect(await refusedWith(lab, 'nlb.DeleteLoadBalancer', { LoadBalancerId })).toBe(held)
  const [connection] = (await lab.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })).Connections
  const { EndpointId } = connection
  await lab.call('you', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId })
  await lab.pass(5_000)
  const zone = { EndpointId, ZoneId: 'cn-hangzhou-h' }
  await lab.call('peer', 'privatelink.RemoveZoneFromVpcEndpoint', zone)
  await lab.pass(5_000)
  await lab.call('peer', 'privatelink.DeleteVpcEndpoint', { EndpointId })
  await lab.pass(5_000)
  await lab.call('you', 'privatelink.DetachResourceFromVpcEndpointService', {
    ServiceId,
    ResourceId: LoadBalancerId,
    ResourceType: 'nlb',
    ZoneId: 'cn-hangzhou-h',
  })
  await lab.pass(2_000)
  await lab.call('you', 'privatelink.DeleteVpcEndpointService', { ServiceId })
  await lab.pass(5_000)

  expect(await refusedWith(lab, 'nlb.DeleteServerGroup', { ServerGroupId })).toBe('ResourceInUse.ServerGroup')
  await done(lab, 'nlb.DeleteListener', { ListenerId })
  await lab.pass(1_000)
  await done(lab, 'nlb.DeleteServerGroup', { ServerGroupId })
  const { JobId } = await done(lab, 'nlb.DeleteLoadBalancer', { LoadBalancerId })
  expect(await statusOf(lab, LoadBalancerId)).toBe('Deleting')
  await lab.pass(5_000)
  expect((await lab.call('you', 'nlb.GetJobStatus', { JobId })).Status).toBe('Succeeded')
  expect(await lab.refused('you', 'nlb.GetLoadBalancerAttribute', { LoadBalancerId })).toBe(
    'ResourceNotFound.loadBalancer',
  )
  expect((await lab.control('GET', 'world')).you).toEqual(before)
})
