import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf, type ProcessResult } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// A link made with the keys of both sides, and a run that knows less of it: no keys, an older state, a plink.yaml that says less.

let sandbox: Sandbox
let folder: string
let before: unknown
let made: { readonly service: string; readonly endpoint: string }

beforeAll(async () => {
  sandbox = await openSandbox({ speed: 100 })
  before = await sandbox.control('GET', 'world')
  folder = sandbox.folder(manifest())
  expect((await run('up', ...both)).code).toBe(0)
  const { inbound } = documentOf(await run('status')).directions
  made = { service: inbound.service.id, endpoint: inbound.endpoints[0]?.id ?? '' }
  cpSync(folder, `${folder}.copy`, { recursive: true })
  await eventually(isKept, 'a world at rest')
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  rmSync(folder, { recursive: true })
  cpSync(`${folder}.copy`, folder, { recursive: true })
  await sandbox.control('POST', 'restore')
})

const both = ['--peer-profile', 'peer']
const steps = {
  outbound: { key: 'outbound/endpoint', others: 'inbound' },
  inbound: { key: 'inbound/endpoint', others: 'outbound' },
} as const

describe.each(Object.keys(steps) as (keyof typeof steps)[])('%s', (direction) => {
  test('that plink.yaml does not have any more goes with down, with its endpoint and its last security group', async () => {
    const text = manifest()
    const [head = '', inbound = '', outbound = ''] = text.split(/^(?=inbound:|outbound:)/m)
    writeFileSync(join(folder, 'plink.yaml'), head + (direction === 'inbound' ? outbound : inbound))
    expect((await run('down', ...both)).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('that plink.yaml does not have any more stays where down is about the other one, and goes when it is named', async () => {
    const text = manifest()
    const [head = '', inbound = '', outbound = ''] = text.split(/^(?=inbound:|outbound:)/m)
    writeFileSync(join(folder, 'plink.yaml'), head + (direction === 'inbound' ? outbound : inbound))
    const planned = await run('plan')
    expect([planned.code, planned.document.warnings]).toMatchObject([
      0,
      [{ code: 'DIRECTION_LEFT', facts: { direction } }],
    ])
    expect((await run('down', '--direction', steps[direction].others, ...both)).code).toBe(0)
    const { Services } = await sandbox.call(
      direction === 'inbound' ? 'you' : 'peer',
      'privatelink.ListVpcEndpointServices',
    )
    expect(Services).toHaveLength(1)
    const gone = await run('down', '--direction', direction, ...both)
    expect([gone.code, gone.stderr.includes('PROTECTION_LEFT')]).toEqual([0, false])
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('whose endpoint the state forgot goes with down, with its last security group', async () => {
    expect((await run('state', 'forget', steps[direction].key)).code).toBe(0)
    expect((await run('down', ...both)).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })
})

test('down without the keys with which the endpoint at our service was made says so, and cuts nothing', async () => {
  const { code, document } = await run('down', '--direction', 'inbound')
  expect([code, document.directions.inbound.nextCode]).toEqual([8, 'PEER_KEYS_NEEDED'])
  const { Connections } = await sandbox.call('you', 'privatelink.ListVpcEndpointConnections', {
    ServiceId: made.service,
  })
  expect(Connections).toMatchObject([{ EndpointId: made.endpoint, ConnectionStatus: 'Connected' }])
})

test('a security group that somebody detached by hand is left out without a word', async () => {
  const [kept = '', other = ''] = [sandbox.given['you.securityGroup'], sandbox.given['you.securityGroup.closed']]
  const text = manifest()
  writeFileSync(join(folder, 'plink.yaml'), text.replace(`[${kept}]`, `[${kept}, ${other}]`))
  expect((await run('up', ...both)).code).toBe(0)
  const EndpointId = documentOf(await sandbox.plink(['status', '-o', 'json'], folder)).directions.outbound.endpoints[0]
    .id
  await sandbox.call('you', 'privatelink.DetachSecurityGroupFromVpcEndpoint', { EndpointId, SecurityGroupId: other })
  writeFileSync(join(folder, 'plink.yaml'), text)
  const { code, document } = await run('up', ...both)
  expect([code, document.error]).toEqual([0, undefined])
})

test('a security group is attached before the rule that it replaces is revoked', async () => {
  const [open = '', closed = ''] = [sandbox.given['you.securityGroup'], sandbox.given['you.securityGroup.closed']]
  const text = manifest().replace(/( +)(zones: .*\n {2}tests: \["mqtt)/, '$1allow: ["10.9.0.0/16:1883"]\n$1$2')
  writeFileSync(join(folder, 'plink.yaml'), text)
  expect((await run('up', ...both)).code).toBe(0)
  await sandbox.control('POST', 'reset-log')
  writeFileSync(join(folder, 'plink.yaml'), text.replace(`[${open}]`, `[${closed}]`))
  expect((await run('up', ...both)).code).toBe(0)
  const { requests } = await sandbox.control('GET', 'log')
  const actions = requests.flatMap(({ kind, action }: { kind: string; action: string }) =>
    kind === 'write' ? [action] : [],
  )
  const order = ['AttachSecurityGroupToVpcEndpoint', 'RevokeSecurityGroup', 'DetachSecurityGroupFromVpcEndpoint']
  const places = order.map((name) => actions.findIndex((action: string) => action.endsWith(name)))
  expect([places.includes(-1), places[0]]).toEqual([false, Math.min(...places)])
})

test('the rule of a group that could not be replaced stays', async () => {
  const [open = '', closed = ''] = [sandbox.given['you.securityGroup'], sandbox.given['you.securityGroup.closed']]
  const text = manifest().replace(/( +)(zones: .*\n {2}tests: \["mqtt)/, '$1allow: ["10.9.0.0/16:1883"]\n$1$2')
  writeFileSync(join(folder, 'plink.yaml'), text)
  expect((await run('up', ...both)).code).toBe(0)
  // The endpoint is there, and needs what is refused: its new group is not attached.
  const { service } = documentOf(await sandbox.plink(['status', '-o', 'json'], folder)).directions.outbound
  const entry = { ServiceId: service.id, UserId: sandbox.uid('you') }
  await sandbox.call('peer', 'privatelink.RemoveUserFromVpcEndpointService', entry)
  const refused = { action: 'privatelink.AddUserToVpcEndpointService', fault: 'code', status: 400, code: 'Novelty' }
  await sandbox.control('POST', 'faults', { ...refused, times: 99 })
  await sandbox.control('POST', 'reset-log')
  writeFileSync(join(folder, 'plink.yaml'), text.replace(`[${open}]`, `[${closed}]`))
  const { code } = await run('up', ...both)
  await sandbox.control('DELETE', 'faults')
  const { requests } = await sandbox.control('GET', 'log')
  const actions = requests.map(({ action }: { action: string }) => action.replace(/^.*\./, ''))
  expect([code, actions.includes('AddUserToVpcEndpointService')]).toEqual([4, true])
  expect(actions).not.toContain('RevokeSecurityGroup')
})

test.each([
  ['whitelist', 'remove', '1234567890123456'],
  ['service', 'detach', '--lb', 'lb-bp1gone'],
])('%s %s waits for a service that a read does not show yet', async (...words) => {
  const fault = { fault: 'code', status: 400, code: 'EndpointServiceNotFound' }
  for (const action of ['ListVpcEndpointServiceUsers', 'ListVpcEndpointConnections', 'ListVpcEndpointServiceResources'])
    await sandbox.control('POST', 'faults', { ...fault, action: `privatelink.${action}` })
  rmSync(join(folder, 'plink.yaml'))
  const { code, document } = await run(...words)
  await sandbox.control('DELETE', 'faults')
  expect([code, document.error]).toEqual([0, undefined])
})

test('plan and up without the keys with which the service of the peer was made know it all the same', async () => {
  const planned = await run('plan', '--exit-code')
  expect([planned.code, planned.document.changes.filter((each: { action: string }) => each.action !== 'none')]).toEqual(
    [0, []],
  )
  expect((await run('up', '--no-wait')).code).toBe(0)
})

test('up says which port a rule lacks where nothing tells it', async () => {
  const text = manifest().replace(/ {2}tests: \["redis.*\n/, '')
  writeFileSync(join(folder, 'plink.yaml'), text)
  const { code, document } = await run('up', '--allow', '192.168.0.0/16', ...both)
  expect(code).toBe(2)
  expect(document.directions.inbound).toMatchObject({
    nextCode: 'SPEC_LACKS',
    nextFacts: { keys: ['inbound.endpoint.allow: [192.168.0.0/16:PORT]'] },
  })
})

describe('a state that does not know the service', () => {
  beforeEach(() => {
    const file = join(folder, 'plink.state.json')
    const state = JSON.parse(readFileSync(file, 'utf8'))
    for (const step of Object.keys(state.link.steps)) if (step.startsWith('inbound/')) delete state.link.steps[step]
    writeFileSync(file, JSON.stringify(state))
  })

  test.each([
    ['whitelist', 'add', '1234567890123456'],
    ['whitelist', 'list'],
    ['service', 'get'],
    ['connection', 'list'],
    ['connection', 'approve', '--endpoint', 'ENDPOINT'],
    ['service', 'update', '--description', 'other'],
  ])('does not keep %s %s from finding it by its tags', async (...words) => {
    const { code, document } = await run(...words.map((word) => (word === 'ENDPOINT' ? made.endpoint : word)))
    expect([code, document.error?.code]).toEqual([0, undefined])
    const { Services } = await sandbox.call('you', 'privatelink.ListVpcEndpointServices')
    expect(Services).toHaveLength(1)
  })

  test('and one that is lost stops them with whose it is', async () => {
    rmSync(join(folder, 'plink.state.json'))
    rmSync(join(folder, 'plink.state.json.backup'), { force: true })
    for (const words of [
      ['whitelist', 'remove', '1234567890123456'],
      ['service', 'attach', '--lb', sandbox.given['you.loadBalancer'] ?? ''],
      ['connection', 'reject', '--endpoint', made.endpoint],
    ]) {
      const { code, document } = await run(...words)
      expect([words, code, document.error?.code]).toEqual([words, 3, 'LINEAGE_FOREIGN'])
    }
  })
})

test('an adopted service that carries the tags of this link goes with down, and down ends', async () => {
  const file = join(folder, 'plink.state.json')
  const state = JSON.parse(readFileSync(file, 'utf8'))
  state.link.steps['inbound/service'].mine = false
  writeFileSync(file, JSON.stringify(state))
  expect((await run('down', ...both)).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

test('a dry run of connection reject warns of nothing that is our own', async () => {
  const { code, document } = await run('connection', 'reject', '--endpoint', made.endpoint, '--dry-run')
  expect([code, document.warnings]).toEqual([0, []])
})

test('plan ends as up would where the service of the peer was deleted', async () => {
  const service = documentOf(await sandbox.plink(['status', '-o', 'json'], folder)).directions.outbound.service.id
  await sandbox.control('POST', 'world', { act: 'vanish', service })
  const [planned, done] = [await run('plan'), await run('up', '--no-wait')]
  expect([planned.code, planned.document.error?.code]).toEqual([done.code, done.document.error?.code])
  expect(planned.code).toBe(3)
})

function manifest(): string {
  return twoWayManifest(sandbox.document, { name: 'half' })
}

// biome-ignore lint/suspicious/noExplicitAny: the document of any command.
async function run(...words: string[]): Promise<ProcessResult & { readonly document: any }> {
  const ran = await sandbox.plink([...words, '--yes', '-o', 'json'], folder)
  return { ...ran, document: documentOf(ran) }
}

/** The world can be kept only while nothing is under way in it. */
function isKept(): Promise<boolean> {
  return sandbox.control('POST', 'checkpoint').then(
    () => true,
    () => false,
  )
}
