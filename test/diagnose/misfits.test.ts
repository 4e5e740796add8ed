import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FindingCode } from '../../src/model/finding.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf } from '../harness/processes.ts'
import { serversOf } from '../harness/sandbox.ts'
import type { RunningServer } from '../harness/servers.ts'
import { runSession } from '../harness/session.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'
import { openUserHome, type UserHome } from '../harness/user-home.ts'

// What does not fit together, before a link is made and after: `plan`, `up` and `status` say it first, and nothing of what
// only looks like it.

/** What is ours beside what the scenario gives: a second VPC with a vSwitch and a group, and more of both in the first. */
interface Things {
  readonly beside: string
  /** A vSwitch with room for four. */
  readonly small: string
  readonly vpc: string
  readonly vswitch: string
  readonly group: string
  readonly enterprise: string
  readonly second: string
}

let cloud: SimulatedCloud
let home: UserHome
let things: Things
let servers: readonly RunningServer[]

beforeAll(async () => {
  cloud = await openSimulatedCloud({ speed: 400 })
  home = openUserHome(cloud.document)
  servers = await Promise.all(serversOf(cloud.document))
  things = await makeThings()
  await cloud.control('POST', 'checkpoint')
})
afterEach(() => cloud.control('POST', 'restore'))
afterAll(async () => {
  home.remove()
  for (const server of servers) await server.stop()
  await cloud[Symbol.asyncDispose]()
})

async function makeThings(): Promise<Things> {
  const [first] = (await cloud.call('you', 'vpc.DescribeVpcs')).Vpcs.Vpc
  const { VpcId: vpc } = await cloud.call('you', 'vpc.CreateVpc', { CidrBlock: first.CidrBlock })
  await cloud.pass(30_000)
  const vswitchIn = async (VpcId: string, block = '3.0/24'): Promise<string> => {
    const CidrBlock = first.CidrBlock.replace(/0\.0\/\d+$/, block)
    const { VSwitchId } = await cloud.call('you', 'vpc.CreateVSwitch', { VpcId, ZoneId: zone('h'), CidrBlock })
    return VSwitchId
  }
  const vswitch = await vswitchIn(vpc)
  const beside = await vswitchIn(given('you.vpc'))
  const small = await vswitchIn(given('you.vpc'), '4.0/29')
  const groupIn = async (VpcId: string, SecurityGroupType: string): Promise<string> => {
    const { SecurityGroupId } = await cloud.call('you', 'ecs.CreateSecurityGroup', { VpcId, SecurityGroupType })
    await cloud.call('you', 'ecs.AuthorizeSecurityGroup', {
      SecurityGroupId,
      'Permissions.1.IpProtocol': 'TCP',
      'Permissions.1.PortRange': '1883/1883',
      'Permissions.1.SourceCidrIp': first.CidrBlock,
    })
    return SecurityGroupId
  }
  const group = await groupIn(vpc, 'normal')
  const enterprise = await groupIn(given('you.vpc'), 'enterprise')
  const second = await groupIn(given('you.vpc'), 'normal')
  await cloud.pass(30_000)
  return { vpc, vswitch, beside, small, group, enterprise, second }
}

/** Takes addresses of the small vSwitch. */
async function fill(count: number): Promise<void> {
  for (let taken = 0; taken < count; taken++)
    await cloud.call('you', 'slb.CreateLoadBalancer', { VSwitchId: things.small, AddressType: 'intranet' })
}

const given = (name: string): string => cloud.given[name] ?? ''
const zone = (letter: string): string => `${cloud.document.region}-${letter}`

async function plink(folder: string, line: string) {
  const words = [...line.split(' '), '-o', 'json']
  return runSession(words, { env: { ...home.env, CI: 'true' }, cwd: folder, home: home.home })
}

/** What is serious comes first; what may follow is told by the command's own tests. */
const codesIn = (all: readonly { readonly code: string }[]): string[] => all.map(({ code }) => code)

interface Misfit {
  readonly code: FindingCode
  readonly direction: 'inbound' | 'outbound'
  readonly when: string
  readonly spec?: (yaml: string) => string
  readonly change?: () => Promise<unknown>
  /** The nearest that is in order. */
  readonly but: string
  readonly fitting?: (yaml: string) => string
  readonly harmless?: () => Promise<unknown>
}

/** @throws Error where there is nothing to put it in the place of: the row would test nothing */
const swap = (from: () => string, to: () => string) => (yaml: string) => {
  if (!yaml.includes(from())) throw new Error(`no ${from()} in ${yaml}`)
  return yaml.replace(from(), to())
}
const ownGroups = (...ids: readonly (() => string)[]) =>
  swap(
    () => `[${given('you.securityGroup')}]`,
    () => `[${ids.map((id) => id()).join(', ')}]`,
  )
const ownZones = (letter: string, vswitch: () => string) =>
  swap(
    () => `{ ${zone('h')}: ${given('you.vswitch.h')} }`,
    () => `{ ${zone(letter)}: ${vswitch()} }`,
  )
const balancer = (set: object) => () =>
  cloud.control('POST', 'world', { act: 'loadBalancer', id: given('you.loadBalancer'), set })
/** One that plink is to make in our first VPC, with one server behind it. */
const making = (server: () => string) =>
  swap(
    () => `loadBalancers: [${given('you.loadBalancer')}]`,
    () =>
      `loadBalancers: [{ create: { vswitch: ${given('you.vswitch.h')}, listeners: [{ port: 6379 }], backends: [{ id: ${server()} }] } }]`,
  )

const misfits: readonly Misfit[] = [
  {
    code: 'VPC_NOT_FOUND',
    direction: 'outbound',
    when: 'the VPC is not there',
    spec: swap(
      () => given('you.vpc'),
      () => 'vpc-bp1nowhere00000000000',
    ),
    but: 'it is another one, with a vSwitch and a group of its own',
    fitting: (yaml) =>
      [
        swap(
          () => given('you.vpc'),
          () => things.vpc,
        ),
        ownGroups(() => things.group),
        ownZones('h', () => things.vswitch),
      ].reduce((text, edit) => edit(text), yaml),
  },
  {
    code: 'VSWITCH_NOT_FOUND',
    direction: 'outbound',
    when: 'the vSwitch is not there',
    spec: ownZones('h', () => 'vsw-bp1nowhere00000000000'),
    but: 'only one is gone that nobody names',
    harmless: () => cloud.control('POST', 'world', { act: 'remove', id: given('you.vswitch.i') }),
  },
  {
    code: 'VSWITCH_OF_OTHER_VPC',
    direction: 'outbound',
    when: 'the vSwitch is in another VPC of ours',
    spec: ownZones('h', () => things.vswitch),
    but: 'it is another of this VPC and zone',
    fitting: ownZones('h', () => things.beside),
  },
  {
    code: 'VSWITCH_IN_OTHER_ZONE',
    direction: 'outbound',
    when: 'the vSwitch is in another zone than it is named for',
    spec: ownZones('h', () => given('you.vswitch.i')),
    but: 'it is another of the zone that it is named for',
    fitting: ownZones('h', () => things.beside),
  },
  {
    code: 'VSWITCH_FULL',
    direction: 'outbound',
    when: 'the vSwitch has no address left',
    spec: ownZones('h', () => things.small),
    change: () => fill(4),
    but: 'one is left',
    fitting: ownZones('h', () => things.small),
    harmless: () => fill(3),
  },
  {
    code: 'SECURITY_GROUP_OF_OTHER_VPC',
    direction: 'outbound',
    when: 'the security group is in another VPC of ours',
    spec: ownGroups(() => things.group),
    but: 'another of this VPC is named',
    fitting: ownGroups(() => things.second),
  },
  {
    code: 'SECURITY_GROUPS_MIXED',
    direction: 'outbound',
    when: 'one security group is basic, the other advanced',
    spec: ownGroups(
      () => given('you.securityGroup'),
      () => things.enterprise,
    ),
    but: 'both are basic',
    fitting: ownGroups(
      () => given('you.securityGroup'),
      () => things.second,
    ),
  },
  {
    code: 'SECURITY_GROUPS_MIXED',
    direction: 'outbound',
    when: 'one security group is advanced, the other basic',
    spec: ownGroups(
      () => things.enterprise,
      () => things.second,
    ),
    but: 'the only one is advanced',
    fitting: ownGroups(() => things.enterprise),
  },
  {
    code: 'LB_NOT_IN_VPC',
    direction: 'inbound',
    when: 'the load balancer is in the classic network',
    change: balancer({ networkType: 'classic' }),
    but: 'it is in a VPC',
    harmless: balancer({ networkType: 'vpc' }),
  },
  {
    code: 'BACKEND_OF_OTHER_VPC',
    direction: 'inbound',
    when: 'the server is in another VPC of ours than the load balancer that is to be made',
    spec: making(() => given('you.machine')),
    change: () =>
      cloud.control('POST', 'world', {
        act: 'set',
        id: given('you.machine'),
        set: { vpc: things.vpc, vswitch: things.vswitch },
      }),
    but: 'it is in the same',
    fitting: making(() => given('you.machine')),
  },
]

describe.each(misfits)('$when', ({ code, direction, spec, change, but, fitting, harmless }) => {
  const folderOf = (edit: (yaml: string) => string = (yaml) => yaml) =>
    home.folder(edit(twoWayManifest(cloud.document, { name: 'misfit' })))
  const within = `--peer-profile peer --direction ${direction}`

  test(`is ${code}: plan says so first, up refuses with 3, and nothing is made`, async () => {
    await change?.()
    const folder = folderOf(spec)
    const world = await cloud.control('GET', 'world')
    const plan = await plink(folder, `plan ${within}`)
    expect([plan.code, documentOf(plan).findings[0]]).toMatchObject([
      3,
      { code, direction, severity: 'error', certainty: 'confirmed' },
    ])
    const up = await plink(folder, `up -y ${within}`)
    expect([up.code, documentOf(up).error.code]).toEqual([3, code])
    expect(await cloud.control('GET', 'world')).toEqual(world)
  })

  test(`but if ${but}, nothing is found`, async () => {
    await harmless?.()
    const plan = await plink(folderOf(fitting), `plan ${within}`)
    expect([plan.code, codesIn(documentOf(plan).findings)]).toEqual([0, []])
  })
})
