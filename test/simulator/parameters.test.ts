import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type ApiAction, apiActions } from '../../src/api/actions.ts'
import { notSimulated } from '../../src/simulator/server/not-simulated.ts'
import { createService, endpointParams } from '../harness/link-calls.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'

// A parameter that no handler ever names could not have an effect: it must be on the list of those that are rejected.

const folder = join(import.meta.dirname, '..', '..', 'src', 'simulator', 'handlers')
/** Read for every action by the dispatcher itself. */
const general = ['RegionId', 'ClientToken', 'DryRun']
// Safe: the keys of the trees are the actions.
const actions = Object.keys(apiActions) as ApiAction[]

test('every documented parameter is read by its handler, or rejected', () => {
  const forgotten = actions.flatMap((action) => {
    const source = sourceOf(action)
    return Object.keys(apiActions[action].in)
      .map((key) => key.replace('*', ''))
      .filter((name) => !general.includes(name))
      .filter((name) => !rejected(action).some((path) => path === name || path.startsWith(`${name}.`)))
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(source))
      .map((name) => `${action} ${name}`)
  })
  expect(forgotten).toEqual([])
})

/** Calls that give every field within a list or an object that the simulator has an effect for; `you` makes them in a fresh world. */
const nested: Readonly<Partial<Record<ApiAction, (cloud: SimulatedCloud) => Promise<Parameters> | Parameters>>> = {
  'privatelink.CreateVpcEndpointService': ({ given }) => ({
    'Resource.1.ResourceId': given['you.loadBalancer'] ?? '',
    'Resource.1.ResourceType': 'slb',
    'Resource.1.ZoneId': 'cn-hangzhou-h',
  }),
  'privatelink.CreateVpcEndpoint': async (cloud) => ({
    ...endpointParams(cloud, await createService(cloud, 'you'), 'you'),
    'Zone.1.ip': (cloud.given['you.host'] ?? '').replace(/\d+$/, '77'),
  }),
  'nlb.CreateLoadBalancer': ({ given }) => ({
    AddressType: 'Intranet',
    VpcId: given['you.vpc'] ?? '',
    'ZoneMappings.1.ZoneId': 'cn-hangzhou-h',
    'ZoneMappings.1.VSwitchId': given['you.vswitch.h'] ?? '',
    'ZoneMappings.1.PrivateIPv4Address': (given['you.host'] ?? '').replace(/\d+$/, '78'),
    'ZoneMappings.2.ZoneId': 'cn-hangzhou-i',
    'ZoneMappings.2.VSwitchId': given['you.vswitch.i'] ?? '',
    'DeletionProtectionConfig.Enabled': true,
    'DeletionProtectionConfig.Reason': 'in use',
    'ModificationProtectionConfig.Status': 'ConsoleProtection',
    'ModificationProtectionConfig.Reason': 'in use',
  }),
  'nlb.CreateListener': async (cloud) => ({
    LoadBalancerId: cloud.given['you.loadBalancer'] ?? '',
    ListenerProtocol: 'TCP',
    ListenerPort: 7000,
    ServerGroupId: await createNlbGroup(cloud),
    ProxyProtocolEnabled: true,
    'ProxyProtocolV2Config.Ppv2PrivateLinkEpIdEnabled': true,
    'ProxyProtocolV2Config.Ppv2PrivateLinkEpsIdEnabled': true,
    'ProxyProtocolV2Config.Ppv2VpcIdEnabled': true,
  }),
  'nlb.CreateServerGroup': ({ given }) => ({
    ServerGroupName: 'checked',
    VpcId: given['you.vpc'] ?? '',
    'HealthCheckConfig.HealthCheckEnabled': true,
    'HealthCheckConfig.HealthCheckType': 'HTTP',
    'HealthCheckConfig.HealthCheckConnectPort': 80,
    'HealthCheckConfig.HealthCheckConnectTimeout': 5,
    'HealthCheckConfig.HealthCheckInterval': 5,
    'HealthCheckConfig.HealthCheckDomain': 'a.example',
    'HealthCheckConfig.HealthCheckUrl': '/',
    'HealthCheckConfig.HealthCheckHttpCode.1': 'http_2xx',
    'HealthCheckConfig.HealthCheckHttpVersion': 'HTTP1.0',
    'HealthCheckConfig.HealthCheckReq': 'ping',
    'HealthCheckConfig.HealthCheckExp': 'pong',
    'HealthCheckConfig.HealthyThreshold': 2,
    'HealthCheckConfig.UnhealthyThreshold': 2,
    'HealthCheckConfig.HttpCheckMethod': 'GET',
  }),
  'nlb.AddServersToServerGroup': async (cloud) => ({
    ServerGroupId: await createNlbGroup(cloud),
    ...serverOf(cloud),
    'Servers.1.Weight': 50,
    'Servers.1.Description': 'one',
  }),
  'nlb.RemoveServersFromServerGroup': async (cloud) => {
    const ServerGroupId = await createNlbGroup(cloud)
    await cloud.call('you', 'nlb.AddServersToServerGroup', { ServerGroupId, ...serverOf(cloud) })
    await cloud.pass(5_000)
    return { ServerGroupId, ...serverOf(cloud) }
  },
  'ecs.AuthorizeSecurityGroup': ({ given }) => ({
    SecurityGroupId: given['you.securityGroup'] ?? '',
    ...ruleOf('Source'),
    ...groupRule(given['you.securityGroup.closed'] ?? ''),
  }),
  'ecs.AuthorizeSecurityGroupEgress': ({ given }) => ({
    SecurityGroupId: given['you.securityGroup'] ?? '',
    ...ruleOf('Dest'),
    ...groupRule(given['you.securityGroup.closed'] ?? '', 'Dest'),
  }),
  'ecs.RevokeSecurityGroup': async (cloud) => {
    const params = {
      SecurityGroupId: cloud.given['you.securityGroup'] ?? '',
      ...ruleOf('Source'),
      ...groupRule(cloud.given['you.securityGroup.closed'] ?? ''),
    }
    await cloud.call('you', 'ecs.AuthorizeSecurityGroup', params)
    return params
  },
  'ecs.RevokeSecurityGroupEgress': async (cloud) => {
    const params = {
      SecurityGroupId: cloud.given['you.securityGroup'] ?? '',
      ...ruleOf('Dest'),
      ...groupRule(cloud.given['you.securityGroup.closed'] ?? '', 'Dest'),
    }
    await cloud.call('you', 'ecs.AuthorizeSecurityGroupEgress', params)
    return params
  },
}
type Parameters = Record<string, string | number | boolean>

const withFields = actions.filter((action) => nestedPaths(action).length > 0)

test('there is a call for every action that has fields within lists or objects', () => {
  expect(withFields.filter((action) => nested[action] === undefined)).toEqual([])
})

test.each(withFields)('every field within the lists and objects of %s has a part in the outcome', async (action) => {
  await using cloud = await openSimulatedCloud({ scenario: action.startsWith('nlb.') ? 'nlb' : 'two-companies' })
  const params = (await nested[action]?.(cloud)) ?? {}
  const given = Object.keys(params).map((name) => name.replace(/\.\d+(?=\.|$)/g, ''))
  expect(nestedPaths(action).filter((path) => !given.includes(path))).toEqual([])
  const reply = await cloud.ask('you', action, params, { place: 'form' })
  expect(reply.status, reply.text).toBe(200)
  const { requests } = await cloud.control('GET', 'log')
  expect(requests.at(-1)).toMatchObject({ action, outcome: 'ok', unknown: [], unread: [] })
})

test('what is on the list of rejected parameters is a parameter', () => {
  const strange = actions.flatMap((action) =>
    rejected(action)
      .filter((path) => !has(action, path))
      .map((path) => `${action} ${path}`),
  )
  expect(strange).toEqual([])
})

test('a parameter without an effect is rejected, unless its value means what happens anyway', async () => {
  await using cloud = await openSimulatedCloud()
  const ask = (AddressIpVersion: string) =>
    cloud.ask('you', 'privatelink.CreateVpcEndpointService', { AddressIpVersion })
  expect((await ask('IPv4')).status).toBe(200)
  const { status, body } = await ask('DualStack')
  expect([status, body.Code]).toEqual([400, 'Simulator.ParameterNotSimulated'])
  expect((await cloud.call('you', 'privatelink.ListVpcEndpointServices')).TotalCount).toBe(1)
})

test('a parameter that the action does not have is ignored, and shown in the log', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.call('you', 'vpc.DescribeVpcs', { Sneaked: 1, OwnerAccount: 'old' })
  const { requests } = await cloud.control('GET', 'log')
  expect(requests.at(-1)).toMatchObject({ action: 'vpc.DescribeVpcs', unknown: ['Sneaked'], unread: [] })
})

/** Fields within lists and objects that are not rejected, but for tags, which one place reads for all actions. */
function nestedPaths(action: ApiAction): string[] {
  const paths = (tree: unknown, prefix: string): string[] =>
    Object.entries(tree as object).flatMap(([key, inner]) => {
      const path = `${prefix}${key.replace('*', '')}`
      const fields = Array.isArray(inner) ? inner[0] : inner
      if (typeof fields === 'object' && fields !== null) return paths(fields, `${path}.`)
      return prefix === '' || /^(?:Tag|Tags)\./.test(path) ? [] : [path]
    })
  return paths(apiActions[action].in, '').filter((path) => !rejected(action).includes(path))
}

async function createNlbGroup(cloud: SimulatedCloud): Promise<string> {
  const group = { ServerGroupName: 'plain', VpcId: cloud.given['you.vpc'] ?? '' }
  const { ServerGroupId } = await cloud.call('you', 'nlb.CreateServerGroup', group)
  await cloud.pass(5_000)
  return ServerGroupId
}

function serverOf({ given }: SimulatedCloud): Parameters {
  return {
    'Servers.1.ServerId': given['you.machine'] ?? '',
    'Servers.1.ServerType': 'Ecs',
    'Servers.1.ServerIp': given['you.host'] ?? '',
    'Servers.1.Port': 6379,
  }
}

/** One rule with addresses. */
function ruleOf(end: 'Source' | 'Dest'): Parameters {
  return {
    'Permissions.1.IpProtocol': 'TCP',
    'Permissions.1.PortRange': '81/81',
    [`Permissions.1.${end}CidrIp`]: '10.0.0.0/8',
    'Permissions.1.Policy': 'accept',
    'Permissions.1.Priority': '7',
    'Permissions.1.Description': 'one',
  }
}

/** And one with a group. */
function groupRule(group: string, end: 'Source' | 'Dest' = 'Source'): Parameters {
  return {
    'Permissions.2.IpProtocol': 'TCP',
    'Permissions.2.PortRange': '82/82',
    [`Permissions.2.${end}GroupId`]: group,
  }
}

function rejected(action: ApiAction): string[] {
  return Object.keys(notSimulated[action] ?? {})
}

function has(action: ApiAction, path: string): boolean {
  let tree: unknown = apiActions[action].in
  for (const name of path.split('.')) {
    const fields = (Array.isArray(tree) ? tree[0] : tree) as Readonly<Record<string, unknown>>
    tree = fields[name] ?? fields[`${name}*`]
    if (tree === undefined) return false
  }
  return true
}

/** The file that has the action's handler, and the files of the simulator that it imports. */
function sourceOf(action: ApiAction): string {
  const file = readdirSync(folder).find((each) => readFileSync(join(folder, each), 'utf8').includes(`\n  '${action}':`))
  if (file === undefined) throw new Error(`no handler of ${action}`)
  const source = readFileSync(join(folder, file), 'utf8')
  const imported = [...source.matchAll(/from '(\.[^']*)'/g)]
    .flatMap(([, path]) => path ?? [])
    .filter((path) => /paging|ecs-page|listener-settings|tags|endpoint-zone/.test(path))
    .map((path) => readFileSync(join(dirname(join(folder, file)), path), 'utf8'))
  return [source, ...imported].join('\n')
}
