import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startBroker } from '../../src/simulator/network/backends.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// `--allow` opens a security group that admits nobody; what it added is taken back, what was there before stays.

const ending = new AbortController()
let sandbox: Sandbox
let group: string

beforeAll(async () => {
  sandbox = await openSandbox({ scenario: 'article', speed: 60, backends: false })
  group = sandbox.given['you.securityGroup.closed'] ?? ''
  await startBroker(
    { host: sandbox.given['emqx.host'] ?? '', port: 1883, wsPort: 8083 },
    { signal: ending.signal, path: process.env['PATH'] ?? '' },
  )
})
afterAll(async () => {
  ending.abort()
  await sandbox.close()
})

let folder: string
beforeEach(() => {
  folder = sandbox.folder(spec())
})
afterEach(async () => {
  await run('down', '-y')
  for (const rule of await rules()) await sandbox.call('you', 'ecs.RevokeSecurityGroup', written(rule))
})

test('a closed group lets nothing through before, and real traffic after; down leaves the world as it was', async () => {
  const before = await sandbox.control('GET', 'world')
  expect((await run('up', '-y')).document.error.code).toBe('SECURITY_GROUP_CLOSED')
  const { code } = await run('up', '-y', '--allow', '127.0.0.0/8')
  expect(code).toBe(0)
  expect(await rules()).toMatchObject([{ PortRange: '1883/1883', SourceCidrIp: '127.0.0.0/8', Policy: 'Accept' }])
  expect(await reaches()).toBe(true)

  const [rule] = await rules()
  await sandbox.call('you', 'ecs.RevokeSecurityGroup', written(rule))
  expect(await reaches()).toBe(false)
  // What was said with --allow is remembered: the next `up` mends it.
  expect((await run('up', '-y')).code).toBe(0)
  expect(await reaches()).toBe(true)

  expect((await run('down', '-y')).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

test('a rule that was there before is adopted, and outlives the link', async () => {
  await sandbox.call('you', 'ecs.AuthorizeSecurityGroup', {
    SecurityGroupId: group,
    'Permissions.1.IpProtocol': 'TCP',
    'Permissions.1.PortRange': '1883/1883',
    'Permissions.1.SourceCidrIp': '127.0.0.0/8',
  })
  expect((await run('up', '-y', '--allow', '127.0.0.0/8')).code).toBe(0)
  expect((await run('down', '-y')).code).toBe(0)
  expect(await rules()).toHaveLength(1)
})

test('a rule that somebody else adds while ours is on its way is theirs, and outlives the link', async () => {
  await sandbox.control('POST', 'faults', { action: 'ecs.AuthorizeSecurityGroup', fault: 'hold', when: 'before' })
  const up = run('up', '-y', '--allow', '127.0.0.0/8')
  expect(await sandbox.control('GET', 'held?ms=60000')).toHaveLength(1)
  const theirs = { PortRange: '1883/1883', SourceCidrIp: '127.0.0.0/8' }
  await sandbox.call('you', 'ecs.AuthorizeSecurityGroup', written(theirs))
  await sandbox.control('POST', 'release')
  expect((await up).code).toBe(0)
  await sandbox.control('DELETE', 'faults')
  expect((await run('down', '-y')).code).toBe(0)
  expect(await rules()).toMatchObject([theirs])
})

test('so is one that is there when an interrupted up is taken down', async () => {
  await sandbox.control('POST', 'faults', { action: 'ecs.AuthorizeSecurityGroup', fault: 'lost-request', times: 9 })
  expect((await run('up', '-y', '--allow', '127.0.0.0/8')).code).not.toBe(0)
  await sandbox.control('DELETE', 'faults')
  await sandbox.call(
    'you',
    'ecs.AuthorizeSecurityGroup',
    written({ PortRange: '1883/1883', SourceCidrIp: '127.0.0.0/8' }),
  )
  expect((await run('down', '-y')).code).toBe(0)
  expect(await rules()).toHaveLength(1)
})

test('what plink.yaml allows is added, and taken back when it says so no more', async () => {
  const open = spec('allow: [127.0.0.0/8, "10.1.0.0/16:8883"]')
  const at = sandbox.folder(open)
  folder = at
  expect((await run('up', '-y')).code).toBe(0)
  expect((await rules()).map((rule) => rule.PortRange)).toEqual(['1883/1883', '8883/8883'])
  const { writeFileSync } = await import('node:fs')
  writeFileSync(`${at}/plink.yaml`, spec('allow: [127.0.0.0/8]'))
  expect((await run('up', '-y')).code).toBe(0)
  expect((await rules()).map((rule) => rule.PortRange)).toEqual(['1883/1883'])
})

test('an add whose answer is lost is found again: one rule, and ours', async () => {
  await sandbox.control('POST', 'faults', { action: 'ecs.AuthorizeSecurityGroup', fault: 'lost-reply', times: 9 })
  expect((await run('up', '-y', '--allow', '127.0.0.0/8')).code).toBe(0)
  await sandbox.control('DELETE', 'faults')
  expect((await run('up', '-y')).code).toBe(0)
  expect(await rules()).toHaveLength(1)
  expect((await run('down', '-y')).code).toBe(0)
  expect(await rules()).toEqual([])
})

test('a lost state file finds its rules by what is written on them', async () => {
  expect((await run('up', '-y', '--allow', '127.0.0.0/8')).code).toBe(0)
  const { rmSync } = await import('node:fs')
  rmSync(`${folder}/plink.state.json`)
  expect((await run('state', 'adopt', '-y')).code).toBe(0)
  expect((await run('down', '-y')).code).toBe(0)
  expect(await rules()).toEqual([])
})

test('a rule that is all that a lost state left stops up and down, and is found, also without a plink.yaml', async () => {
  expect((await run('up', '-y', '--allow', '127.0.0.0/8')).code).toBe(0)
  const [rule] = await rules()
  expect((await run('down', '-y')).code).toBe(0)
  // As an `up` leaves it that dies after the first thing that it made.
  const left = { ...written(rule), 'Permissions.1.Description': rule?.Description ?? '' }
  await sandbox.call('you', 'ecs.AuthorizeSecurityGroup', left)
  const world = await sandbox.control('GET', 'world')
  const bare = join(sandbox.home, 'allow')
  mkdirSync(bare)
  for (const [at, words] of [
    [sandbox.folder(spec()), ['up', '--allow', '127.0.0.0/8']],
    // Another rule of the same link.
    [sandbox.folder(spec()), ['up', '--allow', '127.0.0.0/9']],
    [sandbox.folder(spec()), ['down']],
    [bare, ['endpoint', 'delete']],
  ] as const) {
    folder = at
    const { code, document } = await run(...words, '-y')
    expect([words, code, document.error?.code]).toEqual([words, 3, 'LINEAGE_FOREIGN'])
    expect(await sandbox.control('GET', 'world')).toEqual(world)
  }
  const adopted = await run('state', 'adopt', '-y')
  expect(adopted.document.adopted).toMatchObject([{ step: `outbound/rule:${group}:1883:127.0.0.0/8`, mine: true }])
  expect((await run('down', '-y')).code).toBe(0)
  expect(await rules()).toEqual([])
})

test.each([
  ['everybody', '10.0.0.0/8 | 10.0.0.0/8:6379 (IPv4)'],
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['2001:db8::/32', '10.0.0.0/8 | 10.0.0.0/8:6379 (IPv4)'],
  ['10.0.0.0/33', '10.0.0.0/8 | 10.0.0.0/8:6379 (IPv4)'],
  ['10.0.0.0/8:70000', '10.0.0.0/8 | 10.0.0.0/8:6379 (IPv4)'],
])('--allow %s is refused, with what would be right, and changes nothing', async (value, expected) => {
  const { code, document } = await run('up', '-y', '--allow', value)
  expect([code, document.error.code, document.error.facts.expected]).toEqual([2, 'BAD_FLAG', expected])
  expect(await rules()).toEqual([])
})

test('0.0.0.0/0 is taken, with a warning', async () => {
  const { document } = await run('plan', '--allow', '0.0.0.0/0')
  expect(document.warnings).toMatchObject([{ code: 'ALLOWS_EVERYBODY' }])
})

test('plan and endpoint create say which rule admits a port from where, or that none does', async () => {
  const closed = await run('plan')
  const nobody = { direction: 'outbound', group, rules: [], allow: [] }
  // 8083 is not tested: the load balancer behind the service listens on it.
  expect(closed.document.admissions).toEqual([
    { ...nobody, port: 1883 },
    { ...nobody, port: 8083 },
  ])
  const asked = await run('plan', '--allow', '127.0.0.0/8')
  expect(asked.document.admissions[0]).toMatchObject({ port: 1883, rules: [], allow: ['127.0.0.0/8'] })
  expect((await run('up', '-y', '--allow', '127.0.0.0/8')).code).toBe(0)
  const made = await run('endpoint', 'create', '--dry-run')
  const rule = { policy: 'Accept', protocol: 'TCP', ports: '1883/1883', source: '127.0.0.0/8', priority: 1 }
  expect(made.document.admissions[0]).toMatchObject({ port: 1883, rules: [rule], allow: [] })
})

test('an endpoint that is named by its id is deleted though plink.yaml has no such direction', async () => {
  expect((await run('up', '-y', '--allow', '127.0.0.0/8')).code).toBe(0)
  const id = (await run('status')).document.directions.outbound.endpoints[0].id
  const home = folder
  folder = sandbox.folder(
    spec().replace('name: allow', 'name: other').replace('outbound:', 'inbound:').replace('{outbound}', '{inbound}'),
  )
  const deleted = await run('endpoint', 'delete', id, '-y')
  folder = home
  expect(deleted.code).toBe(0)
})

function spec(allow = ''): string {
  const { given } = sandbox
  return twoWayManifest(sandbox.document, { name: 'allow', peer: 'emqx' })
    .replace(given['you.securityGroup'] ?? '', group)
    .replace(`securityGroups: [${group}]`, `securityGroups: [${group}]\n    ${allow}`)
    .replace(/inbound:[\s\S]*(?=outbound:\n)/, '')
}

// biome-ignore lint/suspicious/noExplicitAny: documents are looked at key by key.
async function run(...words: string[]): Promise<{ code: number | null; document: any }> {
  const ran = await sandbox.plink([...words, '-o', 'json', '--peer-profile', 'emqx'], folder)
  return { code: ran.code, document: ran.stdout === '' ? {} : JSON.parse(ran.stdout) }
}

async function reaches(): Promise<boolean> {
  const env = { PLINK_IN_VPC: sandbox.given['you.vpc'] }
  const ran = await sandbox.plink(['test', '-o', 'json', '--timeout', '4s', '--peer-profile', 'emqx'], folder, env)
  return JSON.parse(ran.stdout).ok
}

interface Rule {
  readonly PortRange: string
  readonly SourceCidrIp: string
  readonly Description: string
}

async function rules(): Promise<Rule[]> {
  const { Permissions } = await sandbox.call('you', 'ecs.DescribeSecurityGroupAttribute', { SecurityGroupId: group })
  return Permissions.Permission
}

function written(rule: Omit<Rule, 'Description'> | undefined) {
  return {
    SecurityGroupId: group,
    'Permissions.1.IpProtocol': 'TCP',
    'Permissions.1.PortRange': rule?.PortRange ?? '',
    'Permissions.1.SourceCidrIp': rule?.SourceCidrIp ?? '',
  }
}
