import { createServer, type Server } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { TestResult } from '../../src/model/result.ts'
import { type RunningBackend, startBroker, startRedis } from '../../src/simulator/network/backends.ts'
import { lacks } from '../harness/installed.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import type { ProcessResult } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// A real Redis and a real MQTT broker behind the load balancers of a finished link, spoken to by the built `plink test`:
// Redis from inside the peer's deployment, MQTT from your VPC. What is broken is broken in the cloud, not in plink.

const path = process.env['PATH'] ?? ''
const skip = lacks('redis-server', 'mosquitto')

const ending = new AbortController()
const options = { signal: ending.signal, path }
let sandbox: Sandbox
let folder: string
let redis: RunningBackend
let broker: RunningBackend
const hosts: { close(): unknown }[] = []

beforeAll(async () => {
  if (skip) return
  sandbox = await openSandbox({ scenario: 'article', speed: 60, backends: false })
  await startHosts()
  folder = sandbox.folder(
    twoWayManifest(sandbox.document, { name: 'traffic', peer: 'emqx' }).replace('redis://', `redis://:$${'{SECRET}'}@`),
  )
  const ran = await sandbox.plink(['up', '-y', '-o', 'json', '--peer-profile', 'emqx'], folder)
  if (ran.code !== 0) throw new Error(`the link was not built: ${ran.stdout}${ran.stderr}`)
})
afterAll(async () => {
  if (skip) return
  await sandbox.plink(['down', '-y', '--peer-profile', 'emqx'], folder)
  ending.abort()
  await sandbox.close()
})
beforeEach(() => skip || sandbox.control('POST', 'reset-log'))
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close()
})

const reachable = { ok: true, verdict: 'reachable', reached: 'protocol' }

test.skipIf(skip)('both directions carry the real protocol, each from its own side', async () => {
  expect([redis.kind, broker.kind]).toEqual(['redis-server', 'mosquitto'])
  const { results, ok } = await run()
  expect(ok).toBe(true)
  expect(results.inbound).toMatchObject({ from: 'emqx', verdict: 'reachable', reached: 'protocol' })
  expect(results.outbound).toMatchObject({ from: 'local', ...reachable })
})

test.skipIf(skip)('a wrong password is refused, and the path works all the same', async () => {
  const { results, code } = await run({ SECRET: 'wrong' })
  expect(code).toBe(6)
  expect(results.inbound).toMatchObject({ ok: false, verdict: 'login-refused', detailCode: 'LOGIN_FAILED' })
})

test.skipIf(skip)('a stopped listener is refused', async () => {
  await listeners('Stop')
  const { results, code } = await run()
  await listeners('Start')
  expect(code).toBe(6)
  expect(results).toMatchObject({ inbound: { verdict: 'refused' }, outbound: { verdict: 'refused' } })
  expect(await run()).toMatchObject({ ok: true })
})

test.skipIf(skip)('a dead backend is seen although the load balancer accepts', async () => {
  await Promise.all([redis.close(), broker.close()])
  const { results, code } = await run()
  expect(code).toBe(6)
  expect(results.outbound).toMatchObject({ verdict: 'reset', ok: false })
  expect(results.inbound?.ok).toBe(false)
  await startHosts()
  expect(await run()).toMatchObject({ ok: true })
})

test.skipIf(skip)('a closed security group lets the connection time out', async () => {
  const rules = { 'Permissions.1.IpProtocol': 'TCP', 'Permissions.1.PortRange': '1883/1883' }
  const group = sandbox.given['you.securityGroup'] ?? ''
  const { Permissions } = await sandbox.call('you', 'ecs.DescribeSecurityGroupAttribute', { SecurityGroupId: group })
  const source = Permissions.Permission.find(
    (rule: { PortRange: string }) => rule.PortRange === '1883/1883',
  ).SourceCidrIp
  const rule = { SecurityGroupId: group, ...rules, 'Permissions.1.SourceCidrIp': source }
  await sandbox.call('you', 'ecs.RevokeSecurityGroup', rule)
  const { results, code } = await run({}, ['--direction', 'outbound'])
  await sandbox.call('you', 'ecs.AuthorizeSecurityGroup', rule)
  expect([code, results.outbound]).toMatchObject([6, { verdict: 'timeout', reached: 'dns' }])
})

test.skipIf(skip)('a disabled connection carries nothing, and up repairs it', async () => {
  const status = JSON.parse((await sandbox.plink(['status', '-o', 'json', '--peer-profile', 'emqx'], folder)).stdout)
  const { service, endpoints } = status.directions.outbound
  const pair = { ServiceId: service.id, EndpointId: endpoints[0].id }
  await sandbox.call('emqx', 'privatelink.DisableVpcEndpointConnection', pair)
  await disconnected(pair.EndpointId)
  const { results, code } = await run({}, ['--direction', 'outbound'])
  expect([code, results.outbound]).toMatchObject([6, { verdict: 'timeout' }])
  expect((await sandbox.plink(['up', '-y', '-o', 'json', '--peer-profile', 'emqx'], folder)).code).toBe(0)
  expect(await run()).toMatchObject({ ok: true })
})

test.skipIf(skip)('another protocol behind the port is named as such', async () => {
  await broker.close()
  hosts.push(await startRedis({ host: sandbox.given['emqx.host'] ?? '', port: 1883 }, options))
  await healthy()
  const { results, code } = await run({}, ['--direction', 'outbound'])
  for (const host of hosts.splice(0)) await host.close()
  await startBrokerAgain()
  expect([code, results.outbound]).toMatchObject([6, { verdict: 'wrong-protocol' }])
})

test.skipIf(skip)('a server that accepts and stays silent ends by its deadline, not never', async () => {
  await broker.close()
  const server: Server = createServer((socket) => hosts.push({ close: () => socket.destroy() }))
  await new Promise<void>((resolve) => server.listen(1883, sandbox.given['emqx.host'], resolve))
  await healthy()
  const { results, code } = await run({}, ['--direction', 'outbound'])
  for (const host of hosts.splice(0)) await host.close()
  await new Promise((resolve) => server.close(resolve))
  await startBrokerAgain()
  expect([code, results.outbound]).toMatchObject([6, { verdict: 'timeout', reached: 'connect' }])
})

test.skipIf(skip)('from outside the VPC nothing is claimed: undetermined, and 6', async () => {
  const { results, code } = await run({ PLINK_IN_VPC: 'vpc-elsewhere' }, ['--direction', 'outbound'])
  expect([code, results.outbound]).toMatchObject([6, { verdict: 'undetermined', ok: false, detailCode: 'OUTSIDE_VPC' }])
  const alone = await run({ EMQXCLOUD_DEPLOYMENT_ENDPOINT: '' }, ['--direction', 'inbound'])
  expect([alone.code, alone.results.inbound?.verdict]).toEqual([6, 'undetermined'])
})

interface Tested {
  readonly code: number | null
  readonly ok: boolean
  readonly results: Partial<Record<'inbound' | 'outbound', TestResult>>
}

async function run(env: Record<string, string> = {}, words: readonly string[] = []): Promise<Tested> {
  const { vendor, given } = sandbox.document
  const ran: ProcessResult = await sandbox.plink(
    ['test', '-o', 'json', '--timeout', '4s', '--peer-profile', 'emqx', ...words],
    folder,
    {
      SECRET: 'secret',
      PLINK_IN_VPC: given['you.vpc'],
      EMQXCLOUD_DEPLOYMENT_ENDPOINT: vendor?.deployment.url,
      EMQXCLOUD_DEPLOYMENT_API_KEY: vendor?.deployment.key,
      EMQXCLOUD_DEPLOYMENT_API_SECRET: vendor?.deployment.secret,
      ...env,
    },
  )
  const document: { ok: boolean; results?: TestResult[] } = JSON.parse(ran.stdout)
  if (!document.results) throw new Error(ran.stdout)
  return {
    code: ran.code,
    ok: document.ok,
    results: Object.fromEntries(document.results.map((each) => [each.direction ?? 'none', each])),
  }
}

async function startHosts(): Promise<void> {
  redis = await startRedis({ host: sandbox.given['you.host'] ?? '', port: 6379, password: 'secret' }, options)
  await startBrokerAgain()
}

async function startBrokerAgain(): Promise<void> {
  broker = await startBroker({ host: sandbox.given['emqx.host'] ?? '', port: 1883, wsPort: 8083 }, options)
  await healthy()
}

/** Waits until the load balancers see their backends: asked over the API, as anybody would. */
async function healthy(): Promise<void> {
  for (const [account, port] of [
    ['you', 6379],
    ['emqx', 1883],
  ] as const) {
    await until(async () => {
      const LoadBalancerId = sandbox.given[`${account}.loadBalancer`] ?? ''
      const { BackendServers } = await sandbox.call(account, 'slb.DescribeHealthStatus', {
        LoadBalancerId,
        ListenerPort: port,
      })
      return BackendServers.BackendServer.every(
        (row: { ServerHealthStatus: string }) => row.ServerHealthStatus === 'normal',
      )
    })
  }
}

function disconnected(EndpointId: string): Promise<void> {
  return until(async () => {
    const endpoint = await sandbox.call('you', 'privatelink.GetVpcEndpointAttribute', { EndpointId })
    return endpoint.ConnectionStatus === 'Disconnected'
  })
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 2_000; look++) if (await isSo()) return
  throw new Error('it never came about')
}

async function listeners(verb: 'Start' | 'Stop'): Promise<void> {
  const status = verb === 'Start' ? 'running' : 'stopped'
  for (const [account, port] of [
    ['you', 6379],
    ['emqx', 1883],
  ] as const) {
    const listener = {
      LoadBalancerId: sandbox.given[`${account}.loadBalancer`] ?? '',
      ListenerPort: port,
      ListenerProtocol: 'tcp',
    }
    await sandbox.call(account, `slb.${verb}LoadBalancerListener`, listener)
    await until(async () => {
      const { Listeners } = await sandbox.call(account, 'slb.DescribeLoadBalancerListeners', {
        'LoadBalancerId.1': listener.LoadBalancerId,
      })
      return Listeners.find((each: { ListenerPort: number }) => each.ListenerPort === port).Status === status
    })
  }
}
