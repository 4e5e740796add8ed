import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf, type ProcessResult } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// Load balancers that plink makes, by the built program: the simulator is in this process, so that its API can be called.

const both = ['--peer-profile', 'peer']
let sandbox: Sandbox
const servers: Server[] = []

beforeAll(async () => {
  sandbox = await openSandbox({ scenario: 'two-companies', speed: 60, backends: false })
  // What a backend is healthy by: it accepts.
  for (const [host, port] of [
    [sandbox.given['you.host'], 6379],
    [sandbox.given['you.host'], 6380],
    [sandbox.given['peer.host'], 1883],
    [sandbox.given['peer.host'], 8083],
  ] as const) {
    const server = createServer((socket) => socket.on('error', () => {}).destroySoon())
    await new Promise<void>((resolve) => server.listen(port, host, resolve))
    servers.push(server)
  }
})
afterAll(async () => {
  for (const server of servers) server.close()
  await sandbox.close()
})

const given = (name: string) => sandbox.given[name] ?? ''
const clb = () => `{ vswitch: ${given('you.vswitch.h')}, ${behind()} }`
const nlb = () =>
  `{ zones: { cn-hangzhou-h: ${given('you.vswitch.h')}, cn-hangzhou-i: ${given('you.vswitch.i')} }, ${behind()} }`
const behind = () => `listeners: [{ port: 6379 }], backends: [{ id: ${given('you.machine')} }]`

describe.each([
  ['a CLB', clb],
  ['an NLB', nlb],
])('%s that plink.yaml asks for', (_, create) => {
  test('is made with its listener and backends before the connection is let in, and goes with down', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = link(`[{ create: ${create()} }]`)
    const made = await run(folder, 'up', '-y', ...both)
    expect([made.code, documentOf(made).directions.inbound.state]).toEqual([0, 'connected'])
    expect(documentOf(made).directions.inbound.hops.map(stateOf)).toEqual(
      expect.arrayContaining(['listener ok', 'backend ok']),
    )
    await sandbox.control('POST', 'reset-log')
    expect((await run(folder, 'up', '-y', ...both)).code).toBe(0)
    expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
    expect((await run(folder, 'down', '-y', ...both)).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('is found again by its tags when the state file is lost', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = link(`[{ create: ${create()} }]`)
    await run(folder, 'up', '-y', ...both)
    rmSync(join(folder, 'plink.state.json'))
    const adopted = await run(folder, 'state', 'adopt', '-y', ...both)
    expect([adopted.code, documentOf(adopted).unsure]).toEqual([0, []])
    expect(documentOf(adopted).adopted.map((each: { step: string }) => each.step)).toEqual(
      expect.arrayContaining(['inbound/load-balancer:main', 'inbound/listener:main:6379', 'inbound/resource:main']),
    )
    expect((await run(folder, 'down', '-y', ...both)).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })
})

test('what plink.yaml asks for no more is taken back, and another listener is added', async () => {
  const before = await sandbox.control('GET', 'world')
  const two = `[{ create: ${clb()} }, { create: { name: spare, ${clb().slice(2)} }]`
  const folder = link(two)
  expect((await run(folder, 'up', '-y', ...both)).code).toBe(0)
  const file = join(folder, 'plink.yaml')
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    text.replace(
      two,
      `[{ create: ${clb().replace('{ port: 6379 }', '{ port: 6379 }, { port: 6390, backendPort: 6380 }')} }]`,
    ),
  )
  const again = await run(folder, 'up', '-y', ...both)
  expect([again.code, again.stdout]).toMatchObject([0, expect.anything()])
  const { LoadBalancers } = await sandbox.call('you', 'slb.DescribeLoadBalancers', {})
  expect(LoadBalancers.LoadBalancer).toHaveLength(2)
  const { loadBalancer } = documentOf(await run(folder, 'lb', 'get'))
  expect(loadBalancer.listeners.map(({ port }: { port: number }) => port)).toEqual([6379, 6390])
  expect((await run(folder, 'down', '-y', ...both)).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

test('a sick backend is told with its reasons, nothing is let in, and running again goes on', async () => {
  const before = await sandbox.control('GET', 'world')
  const folder = link(`[{ create: ${clb().replace('6379', '6379, backendPort: 6399')} }]`)
  const ran = await run(folder, 'up', '-y', '--timeout', '4s', ...both)
  expect([ran.code, documentOf(ran).error.code]).toEqual([3, 'BACKEND_UNHEALTHY'])
  expect(documentOf(ran).error.hint).toMatch(/127\.0\.0\.1.*100\.64\.0\.0\/10/)
  expect(documentOf(ran).directions.inbound.state).not.toBe('connected')
  const server = createServer((socket) => socket.on('error', () => {}).destroySoon())
  await new Promise<void>((resolve) => server.listen(6399, given('you.host'), resolve))
  expect((await run(folder, 'up', '-y', ...both)).code).toBe(0)
  server.close()
  expect((await run(folder, 'down', '-y', ...both)).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

test('a second server group, made by a call that arrived late, changes nothing, and goes with down', async () => {
  const before = await sandbox.control('GET', 'world')
  const folder = link(`[{ create: ${clb()} }]`)
  await run(folder, 'up', '-y', ...both)
  const { loadBalancer } = documentOf(await run(folder, 'lb', 'get'))
  const place = { LoadBalancerId: loadBalancer.id }
  const { VServerGroups } = await sandbox.call('you', 'slb.DescribeVServerGroups', place)
  const [{ VServerGroupName }] = VServerGroups.VServerGroup
  await sandbox.call('you', 'slb.CreateVServerGroup', { ...place, VServerGroupName })
  await sandbox.control('POST', 'reset-log')
  expect((await run(folder, 'up', '-y', ...both)).code).toBe(0)
  expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
  expect((await run(folder, 'down', '-y', ...both)).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

test('a listener that somebody else put on it keeps it from going', async () => {
  const before = await sandbox.control('GET', 'world')
  const folder = link(`[{ create: ${clb()} }]`)
  await run(folder, 'up', '-y', ...both)
  const { loadBalancer } = documentOf(await run(folder, 'lb', 'get'))
  const foreign = { LoadBalancerId: loadBalancer.id, ListenerPort: 9090, ListenerProtocol: 'tcp' }
  await sandbox.call('you', 'slb.CreateLoadBalancerTCPListener', { ...foreign, Bandwidth: -1, BackendServerPort: 9090 })
  const ran = await run(folder, 'down', '-y', ...both)
  expect([ran.code, documentOf(ran).error]).toMatchObject([
    3,
    { code: 'LB_CARRIES_OTHERS', facts: { id: loadBalancer.id, ports: [9090] } },
  ])
  await sandbox.call('you', 'slb.DeleteLoadBalancerListener', foreign)
  expect((await run(folder, 'down', '-y', ...both)).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

describe('what cannot be a backend is said before anything is made', () => {
  test.each([
    ['a machine that is not there', () => 'i-bp1nobody', 'BACKEND_NOT_FOUND'],
    ['a machine of another account', () => given('peer.machine'), 'BACKEND_NOT_FOUND'],
    ['an interface with another address', () => `${given('you.interface')}, ip: 10.9.9.9`, 'BACKEND_OTHER_ADDRESS'],
  ])('%s', async (_, backend, code) => {
    const before = await sandbox.control('GET', 'world')
    const folder = link(`[{ create: ${clb().replace(given('you.machine'), backend())} }]`)
    const ran = await run(folder, 'up', '-y', ...both)
    expect([ran.code, documentOf(ran).error.code]).toEqual([3, code])
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })
})

describe('lb create and lb delete', () => {
  test('by flags, each twice; the service needs no --lb then', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = bare('flags')
    const words = ['lb', 'create', '--vswitch', given('you.vswitch.h'), '--listener', '6379']
    const made = [...words, '--backend', `${given('you.interface')}=${given('you.host')},50`]
    await twice(folder, ...made)
    await twice(folder, 'service', 'create')
    expect(documentOf(await run(folder, 'service', 'get')).service.resources).toHaveLength(1)
    const whole = await sandbox.control('GET', 'world')
    const rehearsed = await run(folder, 'lb', 'delete', '--dry-run')
    expect([rehearsed.code, documentOf(rehearsed).summary]).toMatchObject([0, { delete: 3 }])
    expect(await sandbox.control('GET', 'world')).toEqual(whole)
    await twice(folder, 'lb', 'delete', '-y')
    expect(documentOf(await run(folder, 'service', 'get')).service.resources).toHaveLength(0)
    expect((await run(folder, 'service', 'delete', '-y')).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('one that plink made and somebody names by its id is attached once', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = bare('named')
    await twice(folder, 'service', 'create', '--lb', await made(folder))
    expect(documentOf(await run(folder, 'service', 'get')).service.resources).toHaveLength(1)
    const attached = Object.keys(keptIn(folder).steps).filter((step) => step.startsWith('inbound/resource'))
    expect(attached).toHaveLength(1)
    await once(folder, 'down', '-y')
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('one that plink made and somebody names by its id is detached and attached again, as often as asked', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = bare('again')
    const id = await made(folder)
    const [other = ''] = [given('you.loadBalancer')]
    await once(folder, 'service', 'create', '--lb', other)
    const behind = async () =>
      documentOf(await run(folder, 'service', 'get')).service.resources.map((each: { id: string }) => each.id)
    for (let times = 0; times < 2; times++) {
      await once(folder, 'service', 'detach', '--lb', id, '-y')
      expect(await behind()).toEqual([other])
      await once(folder, 'service', 'attach', '--lb', id)
      expect((await behind()).toSorted()).toEqual([id, other].toSorted())
    }
    const attached = Object.keys(keptIn(folder).steps).filter((step) => step.startsWith('inbound/resource'))
    expect(attached.toSorted()).toEqual(['inbound/resource:main', `inbound/resource:${other}`].toSorted())
    await once(folder, 'down', '-y')
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('one that the state forgot is attached by its id all the same', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = bare('forgotten')
    const id = await made(folder)
    await once(folder, 'service', 'create', '--lb', given('you.loadBalancer'))
    await once(folder, 'service', 'detach', '--lb', id, '-y')
    await once(folder, 'state', 'forget', 'inbound/load-balancer:main', '-y')
    await once(folder, 'service', 'attach', '--lb', id)
    expect(documentOf(await run(folder, 'service', 'get')).service.resources).toHaveLength(2)
    await once(folder, 'down', '-y')
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('one that was attached by its id and is deleted is asked for by nothing afterwards', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = bare('ghost')
    await once(folder, 'service', 'create', '--lb', given('you.loadBalancer'))
    const id = await made(folder)
    await once(folder, 'service', 'attach', '--lb', id)
    await once(folder, 'lb', 'delete', '-y')
    expect(JSON.stringify(keptIn(folder))).not.toContain(id)
    await once(folder, 'whitelist', 'add', '1417000000000009')
    await once(folder, 'service', 'create')
    await once(folder, 'down', '-y')
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('one that was there before and is gone stops what needs it, until it is detached by its id', async () => {
    const before = await sandbox.control('GET', 'world')
    const [maker, folder] = [bare('maker'), bare('user')]
    const id = await made(maker)
    await once(folder, 'service', 'create', '--lb', given('you.loadBalancer'), '--lb', id)
    const { service } = documentOf(await run(folder, 'service', 'get'))
    const attached = { ServiceId: service.id, ResourceId: id, ResourceType: 'slb', ZoneId: 'cn-hangzhou-h' }
    await sandbox.call('you', 'privatelink.DetachResourceFromVpcEndpointService', attached)
    await once(maker, 'lb', 'delete', '-y')
    const stopped = await run(folder, 'service', 'create')
    expect([stopped.code, documentOf(stopped).error.code]).toEqual([3, 'LB_NOT_FOUND'])
    expect(documentOf(stopped).error.hint).toContain(`plink service detach --lb ${id}`)
    age(folder)
    await once(folder, 'service', 'detach', '--lb', id, '-y')
    await once(folder, 'service', 'create')
    await once(folder, 'down', '-y')
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('one that nobody attached is left so by every other command, and keeps none waiting', async () => {
    const folder = bare('aside')
    const other = given('you.loadBalancer')
    await once(folder, 'service', 'create', '--lb', other)
    await made(folder)
    const { service } = documentOf(await run(folder, 'service', 'get'))
    const { endpoint, owner } = await sandbox.control('POST', 'world', { act: 'stranger', service: service.id })
    await once(folder, 'whitelist', 'add', owner)
    await once(folder, 'connection', 'approve', '--endpoint', endpoint, '-y')
    await once(folder, 'service', 'update', '--description', 'other words')
    const { resources } = documentOf(await run(folder, 'service', 'get')).service
    expect(resources.map(({ id }: { id: string }) => id)).toEqual([other])
  })

  test('a refused detach leaves the state as it was', async () => {
    const folder = bare('refused')
    const id = await made(folder)
    await once(folder, 'service', 'create')
    const { service } = documentOf(await run(folder, 'service', 'get'))
    await sandbox.control('POST', 'world', { act: 'stranger', service: service.id })
    const [{ endpoint = '' }] = documentOf(await run(folder, 'connection', 'list')).connections
    await sandbox.call('you', 'privatelink.EnableVpcEndpointConnection', {
      ServiceId: service.id,
      EndpointId: endpoint,
    })
    const known = keptIn(folder)
    const refused = await run(folder, 'service', 'detach', '--lb', id, '-y')
    expect([refused.code, documentOf(refused).error.code, keptIn(folder)]).toEqual([3, 'FOREIGN_CONSUMERS', known])
    await once(folder, 'service', 'detach', '--lb', id, '--disconnect', endpoint, '-y')
    expect(documentOf(await run(folder, 'service', 'get')).service.resources).toEqual([])
  })

  test('a backend that is given nothing is not waited for', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = bare('weightless')
    const words = ['lb', 'create', '--vswitch', given('you.vswitch.h'), '--listener', '6379:6399']
    expect((await run(folder, ...words, '--backend', `${given('you.machine')},0`)).code).toBe(0)
    expect((await run(folder, 'lb', 'delete', '-y')).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('what is missing is asked for by its flags; a single zone is no NLB', async () => {
    const folder = bare('missing')
    const ran = await run(folder, 'lb', 'create', '--listener', '6379')
    expect([ran.code, documentOf(ran).error.facts.questions]).toEqual([
      2,
      [
        { name: 'vswitch', flag: '--vswitch vsw-…' },
        { name: 'backend', flag: '--backend i-…' },
      ],
    ])
    const zone = ['--zone', `cn-hangzhou-h=${given('you.vswitch.h')}`]
    const one = await run(folder, 'lb', 'create', '--listener', '6379', '--backend', given('you.machine'), ...zone)
    expect([one.code, documentOf(one).error.code]).toEqual([2, 'BAD_FLAG'])
  })

  test('what is said twice is refused, with what was read', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = bare('repeats')
    const [vswitch, machine] = [given('you.vswitch.h'), given('you.machine')]
    for (const [words, flag] of [
      [['--vswitch', vswitch, '--listener', '6379', '--listener', '6379:6380', '--backend', machine], '--listener'],
      [['--vswitch', vswitch, '--listener', '6379', '--backend', machine, '--backend', `${machine},50`], '--backend'],
      [['--zone', `cn-hangzhou-h=${vswitch}`, '--zone', `cn-hangzhou-h=${vswitch}`, '--listener', '6379'], '--zone'],
    ] as const) {
      const ran = await run(folder, 'lb', 'create', ...words)
      expect([ran.code, documentOf(ran).error.code, documentOf(ran).error.facts.flag]).toEqual([2, 'BAD_FLAG', flag])
    }
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('of two each has its name: get and check take it, a listener more leaves the others, what stays is said', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = bare('two')
    const words = ['--vswitch', given('you.vswitch.h'), '--listener', '6379', '--backend', given('you.machine')]
    await twice(folder, 'lb', 'create', ...words)
    await twice(folder, 'lb', 'create', '--lb-name', 'spare', ...words)
    await twice(folder, 'lb', 'create', '--lb-name', 'spare', '--listener', '6390:6380')
    const spare = documentOf(await run(folder, 'lb', 'get', 'spare')).loadBalancer
    expect(spare.listeners.map(({ port }: { port: number }) => port)).toEqual([6379, 6390])
    expect(documentOf(await run(folder, 'lb', 'check', 'spare')).loadBalancers).toMatchObject([{ id: spare.id }])
    const unnamed = await run(folder, 'lb', 'get')
    expect([unnamed.code, documentOf(unnamed).error.code]).toEqual([2, 'MISSING_ARGUMENT'])
    expect(documentOf(unnamed).error.message).toContain(spare.id)
    const gone = async (name: string) =>
      (await sandbox.plink(['lb', 'delete', name, '-y'], folder, { CI: 'true' })).stdout
    expect(await gone('main')).toMatch(/load balancer main.* deleted/)
    expect(await gone('spare')).toMatch(/load balancer spare.* deleted/)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('one that plink did not make is deleted by its id, but not from under a service', async () => {
    const before = await sandbox.control('GET', 'world')
    const made = { VSwitchId: given('you.vswitch.h'), AddressType: 'intranet', InstanceChargeType: 'PayByCLCU' }
    const { LoadBalancerId } = await sandbox.call('you', 'slb.CreateLoadBalancer', made)
    const folder = bare('foreign')
    expect((await run(folder, 'service', 'create', '--lb', LoadBalancerId)).code).toBe(3)
    expect((await run(folder, 'lb', 'delete', LoadBalancerId)).code).toBe(2)
    expect((await run(folder, 'lb', 'delete', LoadBalancerId, '-y')).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
    const used = given('you.loadBalancer')
    await run(folder, 'service', 'create', '--lb', used)
    const ran = await run(folder, 'lb', 'delete', used, '-y')
    expect([ran.code, documentOf(ran).error.code]).toEqual([3, 'LB_IN_SERVICE'])
    expect((await run(folder, 'service', 'delete', '-y')).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })
})

test('a state that is lost without a plink.yaml is rebuilt with all that commands had asked for, on both sides', async () => {
  const before = await sandbox.control('GET', 'world')
  const [you, peer] = [bare('lost-you'), bare('lost-peer')]
  const uid = sandbox.document.accounts.find(({ name }) => name === 'peer')?.uid ?? ''
  const asPeer = ['--profile', 'peer']
  const backend = `${given('you.interface')}=${given('you.host')},50`
  const listening = ['--listener', '6379', '--listener', '6390:6380', '--backend', backend]
  await once(you, 'lb', 'create', '--vswitch', given('you.vswitch.h'), ...listening)
  const { directions } = documentOf(await once(you, 'service', 'create'))
  await once(you, 'whitelist', 'add', uid, '1099999999999999')
  const made = await once(
    peer,
    ...['endpoint', 'create', '--service', directions.inbound.service.id, '--vpc', given('peer.vpc')],
    ...['--security-group', given('peer.securityGroup'), '--zone', `cn-hangzhou-h=${given('peer.vswitch.h')}`],
    ...['--allow', '10.0.0.0/8:6379', ...asPeer],
  )
  const endpoint = documentOf(made).directions.outbound.endpoints[0].id
  await once(you, 'connection', 'approve', '--endpoint', endpoint)
  await once(peer, 'up', '-y', ...asPeer)
  const remembered = [keptIn(you), keptIn(peer)]
  const refused = await run(you, 'lb', 'delete', '-y')
  expect([refused.code, documentOf(refused).error.facts.endpoints]).toMatchObject([3, [{ id: endpoint }]])
  expect(keptIn(you)).toEqual(remembered[0])
  for (const folder of [you, peer])
    for (const file of ['plink.state.json', 'plink.state.json.backup']) rmSync(join(folder, file))

  const adopted = await Promise.all([once(you, 'state', 'adopt', '-y'), once(peer, 'state', 'adopt', '-y', ...asPeer)])
  expect(adopted.map((each) => documentOf(each).unsure)).toEqual([[], []])
  expect([keptIn(you), keptIn(peer)]).toEqual(remembered)
  await sandbox.control('POST', 'reset-log')
  await once(you, 'up', '-y')
  await once(peer, 'up', '-y', ...asPeer)
  expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
  await once(peer, 'down', '-y', ...asPeer)
  await once(you, 'down', '-y')
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

let links = 0

/** A folder with the plink.yaml of a two-way link whose service is behind these load balancers. */
function link(loadBalancers: string): string {
  links += 1
  const spec = twoWayManifest(sandbox.document, { name: `lb-${links}` })
  return sandbox.folder(spec.replace(`[${given('you.loadBalancer')}]`, loadBalancers))
}

/** A folder without a plink.yaml; the link is named after it. */
function bare(name: string): string {
  const folder = join(mkdtempSync(join(sandbox.home, 'bare-')), name)
  mkdirSync(folder)
  return folder
}

function run(folder: string, ...words: readonly string[]): Promise<ProcessResult> {
  return sandbox.plink([...words, '-o', 'json'], folder, { CI: 'true' })
}

async function once(folder: string, ...words: readonly string[]): Promise<ProcessResult> {
  const ran = await run(folder, ...words)
  if (ran.code !== 0) throw new Error(`${words.join(' ')}: ${ran.code} ${ran.stdout} ${ran.stderr}`)
  return ran
}

/** What a state file says, but for when it was written; which endpoint may come in is an approval, and its step remembers it. */
function keptIn(folder: string) {
  const { lineage, link } = JSON.parse(readFileSync(join(folder, 'plink.state.json'), 'utf8'))
  const kept = JSON.stringify(link, (key, value) => (key === 'since' || key === 'isProtected' ? undefined : value))
  const { intent, steps, ...rest } = JSON.parse(kept)
  const inbound = intent.directions.inbound
  if (inbound) delete inbound.endpoint.id
  return { lineage, ...rest, intent, steps }
}

/** A load balancer of the link, by its ID. */
async function made(folder: string): Promise<string> {
  const backend = ['--backend', `${given('you.interface')}=${given('you.host')}`]
  await once(folder, 'lb', 'create', '--vswitch', given('you.vswitch.h'), '--listener', '6379', ...backend)
  return keptIn(folder).steps['inbound/load-balancer:main'].id
}

/** Makes the state as old as if everything had been seen long ago. */
function age(folder: string): void {
  const file = join(folder, 'plink.state.json')
  const old = new Date(Date.now() - 3_600_000).toISOString()
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/("since": ?)"[^"]+"/g, `$1"${old}"`))
}

/** The first does it, the second finds nothing to do. */
async function twice(folder: string, ...words: readonly string[]): Promise<void> {
  await once(folder, ...words)
  await sandbox.control('POST', 'reset-log')
  expect([words, (await run(folder, ...words)).code]).toEqual([words, 0])
  expect([words, await sandbox.control('GET', 'counts')]).toMatchObject([words, { mutations: 0 }])
}

function stateOf({ hop, state }: { hop: string; state: string }): string {
  return `${hop} ${state}`
}
