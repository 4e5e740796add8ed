import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf, type ProcessResult, startPlink } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// The whole link with both sides' credentials, by the built program against a simulator in a process of its own.

const both = ['--peer-profile', 'peer', '-o', 'json']
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 60 })
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  await sandbox.control('POST', 'reset-log')
  await sandbox.control('DELETE', 'faults')
})

test('one up builds both directions, and looks at each change when it has usually ended', async () => {
  await sandbox.control('POST', 'clock', { speed: 6 })
  const folder = sandbox.folder(spec('both'))
  await sandbox.control('POST', 'reset-log')
  const ran = await up(folder)
  await sandbox.control('POST', 'clock', { speed: 60 })
  expect(states(ran)).toEqual({ inbound: 'connected', outbound: 'connected' })
  const { transitions } = await sandbox.control('GET', 'log')
  const waited = transitions.filter((each: { object: string }) => /^(?:service|endpoint|connection) /.test(each.object))
  expect(waited.map((each: { via: string }) => each.via).toSorted()).toEqual([
    ...['Connecting', 'Connecting'],
    ...['Creating', 'Creating', 'Creating', 'Creating'],
  ])
  // A cloud that is looked at every 200 ms answers 250 calls and more.
  expect((await sandbox.control('GET', 'counts')).requests).toBeLessThan(100)
  await down(folder)
})

test('a second up calls nothing that changes anything, and leaves the state file alone', async () => {
  const folder = sandbox.folder(spec('again'))
  await up(folder)
  const before = readFileSync(join(folder, 'plink.state.json'), 'utf8')
  await sandbox.control('POST', 'reset-log')
  expect((await up(folder)).code).toBe(0)
  expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0, dryRuns: 0 })
  expect(readFileSync(join(folder, 'plink.state.json'), 'utf8')).toBe(before)
  await down(folder)
})

test('plan changes nothing anywhere: not in the cloud, not on disk', async () => {
  const folder = sandbox.folder(spec('plan'))
  const ran = await sandbox.plink(['plan', '--exit-code', ...both], folder)
  expect(ran.code).toBe(9)
  expect(JSON.parse(ran.stdout).summary).toMatchObject({ create: 14, adopt: 2, peer: 0, blocked: 0 })
  expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
  expect(() => readFileSync(join(folder, 'plink.state.json'))).toThrow('ENOENT')
})

test('up applies a reviewed plan without asking, and nothing that was not reviewed', async () => {
  const folder = sandbox.folder(spec('reviewed'))
  const script = (...words: string[]) => sandbox.plink([...words, ...both], folder)
  expect((await script('plan', '--out', 'plan.json', '--direction', 'inbound')).code).toBe(0)
  // The plan is about one direction: both are more than was reviewed.
  const more = await script('up', 'plan.json')
  expect([more.code, documentOf(more).error.code]).toEqual([3, 'PLAN_OUTDATED'])
  expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
  const ran = await script('up', 'plan.json', '--direction', 'inbound')
  expect([ran.code, documentOf(ran).directions.inbound.state], ran.stdout).toEqual([0, 'connected'])
  const state = await sandbox.plink(
    ['status', '-o', 'value', '--field', 'directions.inbound.state', '--peer-profile', 'peer'],
    folder,
  )
  expect(state).toMatchObject({ code: 0, stdout: 'connected\n', stderr: '' })
  const broken = await script('up', 'plink.yaml')
  expect([broken.code, documentOf(broken).error.code]).toEqual([2, 'PLAN_UNREADABLE'])
  await down(folder)
})

test('down removes what plink made and leaves the given world as it was, to the last address', async () => {
  const before = await sandbox.control('GET', 'world')
  const folder = sandbox.folder(spec('gone'))
  await up(folder)
  const ran = await down(folder)
  expect(states(ran)).toEqual({ inbound: 'absent', outbound: 'absent' })
  expect(await sandbox.control('GET', 'world')).toEqual(before)
  expect((await down(folder)).code).toBe(0)
})

test.each([2, 4, 7])('Ctrl-C after change %i of up: 130, and the next up ends with one of everything', async (nth) => {
  const folder = sandbox.folder(spec(`stop${nth}`))
  const fault = { action: '*', kind: 'write', nth, fault: 'hold', when: 'after' }
  await sandbox.control('POST', 'faults', fault)
  const { child, done } = startPlink(['up', '-y', ...both], folder, sandbox.env)
  expect(await sandbox.control('GET', 'held?ms=20000')).not.toBeNull()
  child.kill('SIGINT')
  await sandbox.control('POST', 'release')
  const stopped = await done
  expect([stopped.code, JSON.parse(stopped.stdout).error.code]).toEqual([130, 'INTERRUPTED'])
  expect(states(await up(folder))).toEqual({ inbound: 'connected', outbound: 'connected' })
  expect(await tagged(`stop${nth}`)).toEqual(oneOfEach)
  await down(folder)
})

const oneOfEach = ['inbound/endpoint', 'inbound/service', 'outbound/endpoint', 'outbound/service']

describe('when the way to the cloud fails, up gets through all the same and makes one of everything', () => {
  const troubles = [
    { fault: 'lost-reply' },
    { fault: 'lost-request' },
    { fault: 'reset' },
    { fault: 'status', status: 503 },
    { fault: 'status', status: 500, done: true },
    { fault: 'throttled' },
    { fault: 'html' },
    { fault: 'code', code: 'ConcurrentCallNotSupported', status: 400 },
    { fault: 'code', code: 'EndpointLocked', status: 400 },
  ]
  const changes = [
    'CreateVpcEndpointService',
    'AddUserToVpcEndpointService',
    'CreateVpcEndpoint',
    'EnableVpcEndpointConnection',
    'DisableVpcEndpointConnection',
    'RemoveZoneFromVpcEndpoint',
    'DeleteVpcEndpoint',
    'DetachResourceFromVpcEndpointService',
    'DeleteVpcEndpointService',
  ]
  test.each(troubles)('$fault $status $code at every change', async (trouble) => {
    const name = `f${troubles.indexOf(trouble)}`
    const folder = sandbox.folder(spec(name))
    // The first create of each account is its rehearsal; with the repeated one that is three calls, and the fourth is real.
    const first = changes.map((action) => ({ action: `privatelink.${action}`, ...trouble }))
    const faults = [...first, { action: 'privatelink.CreateVpcEndpointService', nth: 4, ...trouble }]
    await sandbox.control('POST', 'faults', faults)
    const ran = await up(folder)
    expect([ran.code, states(ran)]).toEqual([0, { inbound: 'connected', outbound: 'connected' }])
    expect(await tagged(name)).toEqual(oneOfEach)
    expect((await down(folder)).code).toBe(0)
    expect(await tagged(name)).toEqual([])
    const struck: { seen: number }[] = await sandbox.control('GET', 'faults')
    expect(struck.filter(({ seen }) => seen < 1)).toEqual([])
  })
})

test('an adopted service is used and left: only our own whitelist entry and approval go', async () => {
  // Two links from one VPC to one service.
  await sandbox.control('POST', 'world', { act: 'rules', set: { oneEndpointPerVpc: false } })
  const first = sandbox.folder(spec('owner'))
  await up(first, 'inbound')
  const service = documentOf(await sandbox.plink(['status', ...both], first)).directions.inbound.service.id
  const before = await sandbox.control('GET', 'world')
  const second = sandbox.folder(
    spec('guest').replace('service: { loadBalancers', `service: { id: ${service}, loadBalancers`),
  )
  const ran = await up(second, 'inbound')
  expect(documentOf(ran).directions.inbound).toMatchObject({
    state: 'connected',
    service: { id: service, mine: false },
  })
  expect((await down(second)).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
  await down(first)
})

test('without its state file a link is not made a second time: the tags of another lineage stop up', async () => {
  const folder = sandbox.folder(spec('lost'))
  await up(folder)
  const state = readFileSync(join(folder, 'plink.state.json'))
  for (const file of ['plink.state.json', 'plink.state.json.backup']) rmSync(join(folder, file))
  const ran = await up(folder)
  expect([ran.code, documentOf(ran).error.code]).toEqual([3, 'LINEAGE_FOREIGN'])
  expect(await tagged('lost')).toEqual(oneOfEach)
  writeFileSync(join(folder, 'plink.state.json'), state)
  expect((await down(folder)).code).toBe(0)
})

test('a zone that the load balancer does not serve is refused before anything is made', async () => {
  const folder = sandbox.folder(spec('one-zone'))
  await up(folder, 'outbound')
  await sandbox.control('POST', 'reset-log')
  // A CLB serves its master zone only.
  writeFileSync(join(folder, 'plink.yaml'), withSecondZone(spec('one-zone'), sandbox))
  const refused = await up(folder, 'outbound')
  expect([refused.code, documentOf(refused).error.code]).toEqual([3, 'ZONE_MISMATCH'])
  expect(await changes(sandbox)).toEqual([])
  writeFileSync(join(folder, 'plink.yaml'), spec('one-zone'))
  await down(folder)
})

test('a zone added to plink.yaml is added, a zone taken out is removed, and nothing else is touched', async () => {
  // Their load balancer is an NLB, in both zones.
  const nlb = await openSandbox({ scenario: 'nlb', speed: 60 })
  try {
    const oneZone = twoWayManifest(nlb.document, { name: 'zones', peer: 'emqx' })
    const folder = nlb.folder(oneZone)
    const run = async (manifest: string, command: string) => {
      writeFileSync(join(folder, 'plink.yaml'), manifest)
      await nlb.control('POST', 'reset-log')
      const ran = await nlb.plink([command, '-y', '-o', 'json', '--peer-profile', 'emqx'], folder)
      expect([command, ran.code]).toEqual([command, 0])
      return [documentOf(ran).directions.outbound.state, await changes(nlb)]
    }
    const empty = await nlb.control('GET', 'world')
    await run(oneZone, 'up')
    const before = await nlb.control('GET', 'world')
    const twoZones = withSecondZone(oneZone, nlb)

    expect(await run(twoZones, 'up')).toEqual(['connected', ['you: privatelink.AddZoneToVpcEndpoint']])
    const after = await nlb.control('GET', 'world')
    const [endpoint] = after.you.endpoints
    expect(endpoint.zones).toEqual([
      expect.stringMatching(/^cn-hangzhou-h \S+ Connected$/),
      `cn-hangzhou-i ${nlb.given['you.vswitch.i']} Connected`,
    ])
    // But for the zone, and the one address that it takes, all is as it was.
    endpoint.zones.pop()
    const vswitch = after.you.vswitches.find(({ id }: { id: string }) => id === nlb.given['you.vswitch.i'])
    vswitch.taken.pop()
    expect(after).toEqual(before)

    expect(await run(twoZones, 'up')).toEqual(['connected', []])
    expect(await run(oneZone, 'up')).toEqual(['connected', ['you: privatelink.RemoveZoneFromVpcEndpoint']])
    expect(await nlb.control('GET', 'world')).toEqual(before)
    expect(await run(oneZone, 'up')).toEqual(['connected', []])
    await run(oneZone, 'down')
    expect(await nlb.control('GET', 'world')).toEqual(empty)
  } finally {
    await nlb.close()
  }
})

/** Switches of a run of `npm run switches`. */
const switches = JSON.parse(process.env['PLINK_TEST_RULES'] ?? '{}')

test('a stranger that asks for our service is never let in, and stops down until it is named', async () => {
  const folder = sandbox.folder(spec('strange'))
  await up(folder)
  const { id } = documentOf(await sandbox.plink(['status', ...both], folder)).directions.inbound.service
  const asked = await sandbox.control('POST', 'world', { act: 'stranger', service: id })
  await up(folder)
  const status = documentOf(await sandbox.plink(['status', ...both], folder)).directions.inbound
  const strange = status.endpoints.find((each: { expected: boolean }) => !each.expected)
  expect(strange).toMatchObject({ ownerUid: '9107199254740993', connectionStatus: 'Disconnected' })
  // It is not connected, so there is nothing to cut; but the service cannot go while its endpoint is there.
  const ran = await down(folder)
  const { state, actor, nextCode, findings } = documentOf(ran).directions.inbound
  // What down itself took away is nothing to be mended by up.
  expect(findings).toEqual([])
  // A cloud that lets services go before endpoints that are not connected (`npm run switches`) has no reason to wait.
  if (switches.serviceDeletion === 'loose') expect([ran.code, state]).toEqual([0, 'absent'])
  else expect([ran.code, actor, nextCode]).toEqual([8, 'peer', 'PEER_REMOVE_ENDPOINT'])
  expect(asked).toBeTruthy()
})

test('down with a stranger connected takes nothing away, in the other direction neither', async () => {
  const folder = sandbox.folder(spec('guest'))
  await up(folder)
  const { id } = documentOf(await sandbox.plink(['status', ...both], folder)).directions.inbound.service
  await sandbox.control('POST', 'world', { act: 'stranger', service: id })
  const { endpoints } = documentOf(await sandbox.plink(['status', ...both], folder)).directions.inbound
  const guest = endpoints.find((each: { expected: boolean }) => !each.expected).id
  await sandbox.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId: id, EndpointId: guest })
  await sandbox.control('POST', 'reset-log')
  const ran = await down(folder)
  expect([ran.code, documentOf(ran).error.code]).toEqual([3, 'FOREIGN_CONSUMERS'])
  expect(documentOf(ran).error.facts.endpoints).toMatchObject([{ id: guest }])
  expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
  // The other direction alone is nobody else's business.
  expect((await sandbox.plink(['down', '-y', ...both, '--direction', 'outbound'], folder)).code).toBe(0)
  expect(await tagged('guest')).toEqual(['inbound/endpoint', 'inbound/service'])
})

function spec(name: string): string {
  return twoWayManifest(sandbox.document, { name })
}

/** A manifest with your second zone beside your first. */
function withSecondZone(manifest: string, { given, document: { region } }: Sandbox): string {
  const first = given['you.vswitch.h'] ?? ''
  return manifest.replace(first, `${first}, ${region}-i: ${given['you.vswitch.i']}`)
}

/** The calls that changed anything since the log was reset: `account: action`. */
async function changes(of: Sandbox): Promise<string[]> {
  const { requests } = await of.control('GET', 'log')
  return requests
    .filter(({ kind }: { kind: string }) => kind === 'write')
    .map(({ account, action }: { account: string; action: string }) => `${account}: ${action}`)
}

function up(folder: string, direction?: string): Promise<ProcessResult> {
  return sandbox.plink(['up', '-y', ...both, ...(direction ? ['--direction', direction] : [])], folder)
}

function down(folder: string): Promise<ProcessResult> {
  return sandbox.plink(['down', '-y', ...both], folder)
}

function states(ran: ProcessResult): Record<string, string> {
  const { directions, error } = documentOf(ran)
  if (!directions) throw new Error(JSON.stringify(error))
  return Object.fromEntries(
    Object.entries(directions).map(([name, direction]) => [name, (direction as { state: string }).state]),
  )
}

/** The steps of which a service or endpoint carries this link's tag, one per thing. */
async function tagged(name: string): Promise<string[]> {
  const world: Record<string, { services: { tags: string[] }[]; endpoints: { tags: string[] }[] }> =
    await sandbox.control('GET', 'world')
  return Object.values(world)
    .flatMap((account) => [...account.services, ...account.endpoints])
    .filter(({ tags }) => tags.includes(`plink:link=${name}`))
    .map(({ tags }) => tags.find((tag) => tag.startsWith('plink:step='))?.slice('plink:step='.length) ?? '')
    .sort()
}
