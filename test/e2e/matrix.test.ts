import { mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Action } from '../../src/alibaba/operations.ts'
import { argumentWord, type Command, commonExits } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/command-table.ts'
import { requiredPermissions } from '../../src/cli/required-permissions.ts'
import type { CommandName } from '../../src/text/cli.ts'
import { wrongIn } from '../docs/events-schema.ts'
import { documentOf, startPlink } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// Every command of the table as the built program, by a script: no terminal, stdin closed. First with nothing at hand; then
// in one story of two companies in which each command has what it needs. What it really called is held against the
// permissions that its help names.

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ scenario: 'nlb', speed: 200 })
})
afterAll(() => sandbox.close())

// biome-ignore lint/suspicious/noExplicitAny: documents are looked at key by key.
type Json = any

const script = { CI: 'true' }
const list = commands

describe('in an empty folder', () => {
  /** What differs from `aloneOf`: the exit code, and what the error must name; null if the result says that there is nothing. */
  const special: Partial<Record<CommandName, Alone>> = {
    init: [2, '--set peer.kind'],
    accept: [2, '--service'],
    'state adopt': [3, 'empty'],
    'service create': [2, '--lb'],
    'service get': [2, 'service create'],
    'service zones': [2, 'service create'],
    'service update': [2, '--description'],
    'service attach': [2, '--lb'],
    'service detach': [2, '--lb'],
    'whitelist list': [2, 'service create'],
    'connection list': [2, 'service create'],
    'connection approve': [2, 'service create'],
    'connection reject': [2, 'service create'],
    'connection wait': [3, null],
    'endpoint create': [2, '--service'],
    'endpoint get': [2, 'endpoint create'],
    'endpoint update': [2, '--endpoint-name'],
    'endpoint wait': [3, null],
    'lb check': [2, 'LB'],
    'lb create': [2, '--vswitch'],
    'lb get': [2, 'LB'],
    // These two need nothing but a good value.
    simulator: [2, '--port'],
    demo: [2, '--speed'],
  }
  const bad: Partial<Record<CommandName, readonly string[]>> = { simulator: ['--port', 'x'], demo: ['--speed', 'x'] }

  test.concurrent.each(list.map(({ name }) => name))('%s says what is missing, and changes nothing', async (name) => {
    const folder = mkdtempSync(join(sandbox.home, 'empty-'))
    const ran = await sandbox.plink([...name.split(' '), ...(bad[name] ?? []), '-o', 'json'], folder, script)
    const { error, schema } = documentOf(ran)
    const command = list.find((each) => each.name === name)
    const [code, named] = special[name] ?? aloneOf(command)
    expect([...commonExits, ...(command?.exits ?? [])]).toContain(code)
    expect(wrongIn(ran.stderr)).toEqual([])
    expect([schema, ran.code, error?.code ?? null], ran.stdout).toEqual(['plink/1', code, named && error.code])
    if (named) expect(`${error.message} ${error.hint}`).toContain(named)
    expect(readdirSync(folder)).toEqual([])
  })
})

type Alone = readonly [code: number, names: string | null]

/** Without its argument a command names it; without plink.yaml one that works on the link names `--file`; others find nothing. */
function aloneOf(command: Command | undefined): Alone {
  const { argument = null, access = null } = command ?? {}
  if (argument !== null && (argument.how === 'one' || argument.how === 'many')) return [2, argumentWord(argument)]
  return access?.reads === 'both' ? [2, '--file'] : [0, null]
}

type Who = 'you' | 'emqx'
interface Scene {
  readonly who: Who
  readonly words: string
  readonly code?: number
  /** Before it runs, in its folder. */
  before?(folder: string): void
  /** What shows that the work was done, in the result or in the world. */
  done(result: Json, world: Json, actions: ReadonlySet<Action>): unknown
}

test('a script does every command with what it needs, and each calls no more than its help says', async () => {
  const { given, region, accounts } = sandbox.document
  const before = await sandbox.control('GET', 'world')
  const uid = accounts.find(({ name }) => name === 'emqx')?.uid ?? ''
  const lb = given['you.loadBalancer'] ?? ''
  const folders: Record<Who, string> = { you: newFolder(), emqx: newFolder() }
  const known = { service: '', endpoint: '' }
  const called = new Map<string, Set<Action>>()
  const done = (who: Who, words: string, check: Scene['done'], prepare?: Scene['before']) =>
    act({ who, words, done: check, ...(prepare && { before: prepare }) })
  const mine = (world: Json) => world.you.services.find(({ id }: Json) => id === known.service)
  const theirs = (world: Json) => world.emqx.endpoints.find(({ id }: Json) => id === known.endpoint)
  const stateOf = (result: Json, direction = 'inbound') => result.directions[direction].state

  const answers = [
    'peer.kind=emqx directions=inbound directions=outbound peer.zone=later peer.uid=later inbound.tests=later',
    `outbound.service.id=later outbound.tests=later outbound.endpoint.zones=${region}-h=${given['you.vswitch.h']}`,
    `outbound.endpoint.securityGroups=${given['you.securityGroup']}`,
  ].flatMap((line) => line.split(' ').map((answer) => `--set ${answer}`))
  await done('you', `init --file asked.yaml ${answers.join(' ')}`, ({ answers: all }) =>
    all['inbound.service.loadBalancers'].includes(lb),
  )
  await done('you', `lb check ${lb}`, ({ ok }) => ok)
  await done('you', `lb get ${lb}`, ({ loadBalancer }) => loadBalancer.id === lb)
  await done('you', 'lb list', ({ loadBalancers }) => loadBalancers.some(({ id }: Json) => id === lb))
  await done('you', `service create --lb ${lb}`, ({ directions }, world) => {
    known.service = directions.inbound.service.id
    return mine(world)
  })
  await done('you', 'service get', ({ service }) => service.id === known.service)
  await done('you', 'service zones', ({ zones }) => zones.length > 0)
  await done('you', 'open service', ({ url }) => String(url).includes('/endpointservices'))
  await done('you', 'service list', ({ services }) => services.some(({ id }: Json) => id === known.service))
  await done('you', 'service update --description Redis', (_, world) => JSON.stringify(mine(world)).includes('Redis'))
  await done('you', `service detach --lb ${lb} -y`, (_, world) => !JSON.stringify(mine(world)).includes(lb))
  await done('you', `service attach --lb ${lb}`, (_, world) => JSON.stringify(mine(world)).includes(lb))
  await done('you', `whitelist add ${uid}`, (_, world) => JSON.stringify(mine(world)).includes(uid))
  await done('you', 'whitelist list', ({ whitelist }) => whitelist.some((each: Json) => each.uid === uid))
  const where = `--vpc ${given['emqx.vpc']} --security-group ${given['emqx.securityGroup']}`
  const zone = (letter: string) => `${region}-${letter}=${given[`emqx.vswitch.${letter}`]}`
  const clients = '--allow 10.9.0.0/16:6379'
  const words = `endpoint create --service ${known.service} ${where} --zone ${zone('h')} ${clients}`
  await done('emqx', words, (result, world) => {
    known.endpoint = result.directions.outbound.endpoints[0].id
    return theirs(world)
  })
  await done('emqx', 'endpoint get', ({ endpoint }) => endpoint.id === known.endpoint)
  await done('emqx', 'endpoint list', ({ endpoints }) => endpoints.some(({ id }: Json) => id === known.endpoint))
  await done('emqx', 'endpoint update --description Redis', (_, __, actions) =>
    actions.has('privatelink.UpdateVpcEndpointAttribute'),
  )
  await done('emqx', `endpoint add-zone ${zone('i')}`, (_, world) =>
    JSON.stringify(theirs(world)).includes(`${region}-i`),
  )
  await done(
    'emqx',
    `endpoint remove-zone ${region}-i -y`,
    (_, world) => !JSON.stringify(theirs(world)).includes(`${region}-i`),
  )
  await done('you', 'connection list', ({ connections }) => connections[0].endpoint === known.endpoint)
  await done('you', 'connection wait', (result) => stateOf(result) === 'waiting-for-you')
  await done('you', `connection approve --endpoint ${known.endpoint}`, (result) => stateOf(result) === 'connected')
  await done('emqx', 'endpoint wait', (result) => stateOf(result, 'outbound') === 'connected')
  await done('emqx', 'status --debug', (result) => stateOf(result, 'outbound') === 'connected')
  // What stands there hangs up on everybody: the test has reached it, and says so with a 6.
  await act({
    who: 'emqx',
    words: `test tcp://{outbound}:6379 --in-vpc ${given['emqx.vpc']}`,
    code: 6,
    done: ({ results }) => results[0].reached === 'connect',
  })
  await done('you', 'plan', ({ summary }) => summary.create === 0)
  await done('you', 'explain ZONE_MISMATCH', ({ code }) => code === 'ZONE_MISMATCH')
  await done('you', 'whoami', (result) => JSON.stringify(result).includes(given['you.uid'] ?? accounts[0]?.uid ?? ''))
  await done('you', 'doctor --allow-undetermined', ({ directions }) => directions.inbound)
  await done('you', 'invite --for generic', ({ invite }) => invite.ways[0].service.id === known.service)
  await done('you', `accept --uid ${uid} -y --file told.yaml`, ({ changes, checked }) => checked && changes.length > 0)
  await done('you', 'policy --check', ({ permissions }) => permissions.length > 0)
  await done('you', 'state show', ({ steps }) => steps.length > 0)
  await done('you', 'state list', ({ steps }) => steps.length > 0)
  await done(
    'you',
    'state adopt -y',
    ({ adopted }) => adopted.length > 0,
    (folder) => {
      renameSync(join(folder, 'plink.state.json'), join(folder, 'lost.json'))
      const inbound = `inbound: { service: { loadBalancers: [${lb}] } }`
      const peer = `peer: { kind: emqx, uid: "${uid}" }`
      writeFileSync(join(folder, 'plink.yaml'), `version: 1\nname: matrix\nregion: ${region}\n${peer}\n${inbound}\n`)
    },
  )
  await done(
    'you',
    'state forget inbound/connection -y',
    ({ forgotten }) => forgotten.step === 'inbound/connection',
    (folder) => renameSync(join(folder, 'plink.yaml'), join(folder, 'old.yaml')),
  )
  await done('you', `up -y --approve ${known.endpoint}`, (result) => stateOf(result) === 'connected')
  await done(
    'you',
    'state unlock --force',
    ({ broken }) => broken,
    (folder) => {
      const since = '2026-11-01T00:00:00Z'
      const holder = { id: '0'.repeat(36), pid: 1, host: 'elsewhere', since, command: 'plink up' }
      writeFileSync(join(folder, 'plink.state.json.lock'), JSON.stringify(holder))
    },
  )
  await done('you', 'connection reject -y', (result) => stateOf(result) === 'rejected')
  await done('emqx', 'endpoint delete -y', (_, world) => !theirs(world))
  await done('you', `whitelist remove ${uid} -y`, (_, world) => !JSON.stringify(mine(world)).includes(uid))
  await done('you', 'service delete -y', (_, world) => !mine(world))
  await done('emqx', 'down -y', () => true)
  await done('you', `service create --lb ${lb}`, ({ directions }, world) => {
    known.service = directions.inbound.service.id
    return mine(world)
  })
  await done('you', 'down -y', (_, world) => !mine(world))
  const port = `--listener 6379 --backend ${given['you.machine']}`
  const zones = ['h', 'i'].map((letter) => `--zone ${region}-${letter}=${given[`you.vswitch.${letter}`]}`).join(' ')
  const balancers = await sandbox.control('GET', 'world').then(({ you }: Json) => JSON.stringify(you))
  for (const place of [`--vswitch ${given['you.vswitch.h']}`, zones]) {
    await done('you', `lb create ${place} ${port}`, (_, { you }) => JSON.stringify(you) !== balancers)
    await done('you', 'lb delete -y', (_, { you }) => JSON.stringify(you) === balancers)
  }
  await done('you', 'completion bash', ({ script: text }) => text.includes('complete'))
  await done('you', 'demo --speed 200', ({ ok, acts }) => ok && acts.length > 0)
  await simulates()

  expect(await sandbox.control('GET', 'world')).toEqual(before)
  expect([...called.keys()].toSorted()).toEqual(list.map(({ name }) => name).toSorted())
  for (const [name, actions] of called) expect([name, ...undeclared(name, actions)]).toEqual([name])
  // What nothing here called, though a help names it: each with its reason.
  const all = new Set([...called.values()].flatMap((actions) => [...actions]))
  const declared = new Set(list.flatMap((command) => declaredBy(command)))
  expect([...declared].filter((action) => !all.has(action)).toSorted()).toEqual(uncalled)

  function newFolder(): string {
    const folder = join(mkdtempSync(join(sandbox.home, 'matrix-')), 'matrix')
    mkdirSync(folder)
    return folder
  }

  async function act({ who, words, code = 0, before: prepare, done: check }: Scene): Promise<void> {
    prepare?.(folders[who])
    await sandbox.control('POST', 'reset-log')
    const profile = who === 'you' ? [] : ['--profile', who]
    const ran = await sandbox.plink([...words.split(' '), ...profile, '-o', 'json'], folders[who], script)
    expect([words, ran.code], ran.stdout + ran.stderr).toEqual([words, code])
    expect(wrongIn(ran.stderr), 'stderr holds events as docs/events.md has them').toEqual([])
    const { requests }: { requests: { action: Action }[] } = await sandbox.control('GET', 'log')
    const actions = new Set(requests.map(({ action }) => action))
    const shown = check(documentOf(ran), await sandbox.control('GET', 'world'), actions)
    expect(shown, `${words} did its work: ${ran.stdout}`).toBeTruthy()
    const command = list.find((each) => words === each.name || words.startsWith(`${each.name} `))
    expect([...commonExits, ...(command?.exits ?? [])]).toContain(ran.code)
    const name = command?.name ?? words
    called.set(name, new Set([...(called.get(name) ?? []), ...actions]))
  }

  /** It stays until it is told to end. */
  async function simulates(): Promise<void> {
    const { child, done: ended } = startPlink(['simulator', '-o', 'json'], folders.you, { ...sandbox.env, ...script })
    const first = await new Promise<string>((resolve) => child.stdout?.once('data', (text) => resolve(String(text))))
    expect(JSON.parse(first).endpoint).toMatch(/^http/)
    child.kill('SIGTERM')
    expect((await ended).code).toBe(143)
    called.set('simulator', new Set())
  }
})

/** What this story has no occasion for. */
const uncalled = [
  // Of a backend that is named by its interface.
  'ecs.DescribeNetworkInterfaces',
  // When somebody stopped a listener.
  'nlb.StartListener',
  // When the groups of an endpoint are changed after it was made.
  'privatelink.AttachSecurityGroupToVpcEndpoint',
  'privatelink.DetachSecurityGroupFromVpcEndpoint',
  // When a zone is left waiting after its endpoint was let in.
  'privatelink.EnableVpcEndpointZoneConnection',
  // With --open-product, in an account that has not activated PrivateLink.
  'privatelink.OpenPrivateLinkService',
  // Of the backends after the twentieth.
  'slb.AddVServerGroupBackendServers',
  // When somebody has protected a load balancer of ours from deletion.
  'slb.SetLoadBalancerDeleteProtection',
]

function declaredBy(command: Pick<Command, 'access' | 'flags'>): Action[] {
  const needs = requiredPermissions(command, 'you')
  return needs === null ? [] : [...needs.read, ...needs.write]
}

function undeclared(name: string, actions: ReadonlySet<Action>): Action[] {
  const command = list.find((each) => each.name === name)
  const declared = command ? declaredBy(command) : []
  return [...actions].filter((action) => !declared.includes(action))
}
