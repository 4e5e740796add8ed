import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/command-table.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf, type ProcessResult } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// Each step by its own command, by the built program; the peer is a second person with a folder and a profile of its own.

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 60 })
})
afterAll(() => sandbox.close())

describe('the steps one by one', () => {
  test('both directions by commands alone, each command twice, and down leaves the world as it was', async () => {
    const before = await sandbox.control('GET', 'world')
    const [you, peer] = parties('alone')
    for (const [provider, consumer] of [
      [you, peer],
      [peer, you],
    ] as const) {
      const service = await provide(provider, consumer, twice)
      const endpoint = await consume(consumer, service, twice)
      expect((await provider.run('connection', 'wait')).code).toBe(0)
      await twice(provider, 'connection', 'approve', '--endpoint', endpoint)
      expect((await consumer.run('endpoint', 'wait')).code).toBe(0)
      expect(stateOf(await consumer.run('status'), 'outbound')).toBe('connected')
      expect(stateOf(await provider.run('status'), 'inbound')).toBe('connected')
    }
    await twice(peer, 'endpoint', 'delete', '-y')
    await twice(you, 'endpoint', 'delete', '-y')
    await twice(you, 'service', 'delete', '-y')
    expect((await peer.run('down', '-y')).code).toBe(0)
    expect((await you.run('down', '-y')).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('zones are added and removed, and load balancers detached and attached', async () => {
    const nlb = await openSandbox({ scenario: 'nlb', speed: 60 })
    try {
      const before = await nlb.control('GET', 'world')
      const [you, peer] = parties('zones', nlb)
      const service = await provide(you, peer)
      const { given, region } = nlb.document
      await consume(peer, service)
      await twice(peer, 'endpoint', 'add-zone', `${region}-i=${given['emqx.vswitch.i']}`)
      const zones = async () => documentOf(await peer.run('endpoint', 'get')).endpoint.zones.map(zoneName)
      expect(await zones()).toEqual([`${region}-h`, `${region}-i`])
      await twice(peer, 'endpoint', 'remove-zone', `${region}-i`, '-y')
      expect(await zones()).toEqual([`${region}-h`])
      expect((await peer.run('endpoint', 'delete', '-y')).code).toBe(0)
      const lb = given['you.loadBalancer'] ?? ''
      await twice(you, 'service', 'detach', '--lb', lb, '-y')
      expect(documentOf(await you.run('service', 'get')).service.resources).toEqual([])
      await twice(you, 'service', 'attach', '--lb', lb)
      expect(documentOf(await you.run('service', 'get')).service.resources).toHaveLength(2)
      expect((await you.run('down', '-y')).code).toBe(0)
      expect(await nlb.control('GET', 'world')).toEqual(before)
    } finally {
      await nlb.close()
    }
  })
})

test('a rejected endpoint is cut, shown as rejected, and not asked about again until it is approved by name', async () => {
  const [you, peer] = parties('reject')
  const service = await provide(you, peer)
  const endpoint = await consume(peer, service)
  expect(stateOf(await you.run('status'), 'inbound')).toBe('waiting-for-you')
  await twice(you, 'connection', 'reject', '-y')
  expect(stateOf(await you.run('status'), 'inbound')).toBe('rejected')
  expect([(await you.run('up', '-y')).code, (await you.run('connection', 'wait')).code]).toEqual([8, 3])
  expect(stateOf(await you.run('connection', 'approve', '--endpoint', endpoint), 'inbound')).toBe('connected')
  await twice(you, 'connection', 'reject', '--endpoint', endpoint, '-y')
  const [row] = documentOf(await you.run('connection', 'list')).connections
  expect(row).toMatchObject({ endpoint, status: 'Disconnected', rejected: true, expectedUid: true })
  await clear(you, peer)
})

describe('an endpoint is let in only when it is named and of an account that is known', () => {
  test('nobody named it, nobody can be asked: 2, with the flag that names it', async () => {
    const [you, peer] = parties('unnamed')
    const endpoint = await consume(peer, await provide(you, peer))
    const ran = await you.run('connection', 'approve', '-y')
    expect([ran.code, documentOf(ran).error.code]).toEqual([2, 'INPUT_NEEDED'])
    expect(documentOf(ran).error.facts.questions).toEqual([{ name: 'APPROVE', flag: `--endpoint ${endpoint}` }])
    await clear(you, peer)
  })

  test('an account that nobody added is refused by name too', async () => {
    const [you, peer] = parties('stranger')
    const service = await provide(you, peer)
    await sandbox.control('POST', 'world', { act: 'stranger', service })
    const [row] = documentOf(await you.run('connection', 'list')).connections
    const ran = await you.run('connection', 'approve', '--endpoint', row.endpoint)
    expect([ran.code, documentOf(ran).error.code]).toEqual([3, 'ENDPOINT_OF_STRANGER'])
    expect(documentOf(await you.run('connection', 'list')).connections[0].status).toBe('Disconnected')
  })
})

describe('update and dry-run', () => {
  test('descriptions change in place; who pays does not, and the refusal is not remembered', async () => {
    const [you, peer] = parties('update')
    const service = await provide(you, peer)
    await twice(you, 'service', 'update', '--description', 'Redis for the peer')
    expect(documentOf(await you.run('service', 'get')).service).toMatchObject({ description: 'Redis for the peer' })
    const ran = await you.run('service', 'update', '--payer', 'Endpoint')
    expect([ran.code, documentOf(ran).error.code]).toEqual([3, 'BLOCKED'])
    await consume(peer, service)
    await twice(peer, 'endpoint', 'update', '--endpoint-name', 'to-you', '--description', 'our way to Redis')
    expect(documentOf(await peer.run('endpoint', 'get')).endpoint).toMatchObject({
      name: 'to-you',
      description: 'our way to Redis',
    })
    await clear(you, peer)
  })

  test('a rehearsal asks the cloud and changes nothing, neither there nor on disk', async () => {
    const [you, peer] = parties('rehearse')
    const lb = sandbox.document.given['you.loadBalancer'] ?? ''
    await sandbox.control('POST', 'reset-log')
    const planned = await you.run('service', 'create', '--lb', lb, '--dry-run')
    expect([planned.code, documentOf(planned).summary]).toMatchObject([0, { create: 2 }])
    expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0, dryRuns: 1 })
    expect(() => readFileSync(join(you.folder, 'plink.state.json'))).toThrow('ENOENT')
    await provide(you, peer)
    const before = readFileSync(join(you.folder, 'plink.state.json'), 'utf8')
    await sandbox.control('POST', 'reset-log')
    const removal = await you.run('service', 'delete', '--dry-run')
    expect([removal.code, documentOf(removal).changes.map(({ action }: { action: string }) => action)]).toMatchObject([
      0,
      expect.arrayContaining(['delete']),
    ])
    expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
    expect(readFileSync(join(you.folder, 'plink.state.json'), 'utf8')).toBe(before)
    await once(you, 'down', '-y')
  })
})

test('a service whose update was refused is still known, and removed by down', async () => {
  const before = await sandbox.control('GET', 'world')
  const [you, peer] = parties('refused')
  const service = await provide(you, peer)
  // The first call is the rehearsal.
  const fault = { action: 'privatelink.UpdateVpcEndpointServiceAttribute', nth: 2, fault: 'denied' }
  await sandbox.control('POST', 'faults', fault)
  expect((await you.run('service', 'update', '--description', 'new words')).code).toBe(4)
  await sandbox.control('DELETE', 'faults')
  expect(documentOf(await you.run('service', 'get')).service).toMatchObject({ id: service, mine: true })
  expect((await you.run('down', '-y')).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

describe('whatever the state file says', () => {
  test('a copy of it that is put back leads to the service that was created since, and to no second one', async () => {
    const before = await sandbox.control('GET', 'world')
    const [you] = parties('copied')
    const state = join(you.folder, 'plink.state.json')
    const words = ['service', 'create', '--lb', sandbox.document.given['you.loadBalancer'] ?? '']
    const first = documentOf(await once(you, ...words)).directions.inbound.service.id
    const copy = readFileSync(state)
    await once(you, 'service', 'delete', '-y')
    const second = documentOf(await once(you, ...words)).directions.inbound.service.id
    expect(second).not.toBe(first)
    // As from another machine: next to its backup an older file is noticed, and waited for.
    const putBack = () => {
      writeFileSync(state, copy)
      rmSync(`${state}.backup`)
    }
    putBack()
    await sandbox.control('POST', 'reset-log')
    expect(documentOf(await once(you, ...words)).directions.inbound.service.id).toBe(second)
    expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
    expect(JSON.parse(readFileSync(state, 'utf8')).link.steps['inbound/service']).toMatchObject({
      id: second,
      mine: true,
    })
    putBack()
    await once(you, 'service', 'delete', '-y')
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('without it nothing is created or removed next to what carries the tags of the link', async () => {
    const [you, peer] = parties('stateless')
    const service = await provide(you, peer)
    await consume(peer, service)
    const states = [you, peer].map(({ folder }) => {
      const file = join(folder, 'plink.state.json')
      const text = readFileSync(file)
      for (const each of [file, `${file}.backup`]) rmSync(each)
      return [file, text] as const
    })
    const world = await sandbox.control('GET', 'world')
    const { given, region } = sandbox.document
    const place = ['--vpc', 'vpc', '--security-group', 'securityGroup'].map((each) => given[`peer.${each}`] ?? each)
    const zone = ['--zone', `${region}-h=${given['peer.vswitch.h']}`]
    for (const [person, words] of [
      [you, ['service', 'create', '--lb', given['you.loadBalancer'] ?? '']],
      [you, ['service', 'delete', '-y']],
      [peer, ['endpoint', 'create', '--service', service, ...place, ...zone]],
      [peer, ['endpoint', 'delete', '-y']],
    ] as const) {
      const ran = await person.run(...words)
      expect([words, ran.code, documentOf(ran).error?.code]).toEqual([words, 3, 'LINEAGE_FOREIGN'])
      expect(await sandbox.control('GET', 'world')).toEqual(world)
    }
    for (const [file, text] of states) writeFileSync(file, text)
    await clear(you, peer)
  })
})

test('what would take traffic from a consumer refuses, and changes neither the cloud nor the state', async () => {
  const [you, peer] = parties('consumers')
  const service = await provide(you, peer)
  const endpoint = await consume(peer, service)
  await once(you, 'connection', 'approve', '--endpoint', endpoint)
  await sandbox.control('POST', 'world', { act: 'stranger', service })
  const rows: { endpoint: string; expected: boolean }[] = documentOf(await you.run('connection', 'list')).connections
  const guest = rows.find(({ expected }) => !expected)?.endpoint ?? ''
  await sandbox.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId: service, EndpointId: guest })
  await once(you, 'status')
  const remembered = () => JSON.parse(readFileSync(join(you.folder, 'plink.state.json'), 'utf8')).link
  const counted = async () => (await sandbox.control('GET', 'counts')).mutations
  const before = remembered()
  await sandbox.control('POST', 'reset-log')
  // The last one after the others: what they refused must not have been half forgotten.
  for (const words of ['service detach --lb', 'service delete', 'down']) {
    const lb = words.endsWith('--lb') ? [sandbox.document.given['you.loadBalancer'] ?? ''] : []
    const ran = await you.run(...words.split(' '), ...lb, '-y')
    const { code, hint, facts } = documentOf(ran).error
    expect([words, ran.code, code]).toEqual([words, 3, 'FOREIGN_CONSUMERS'])
    expect(facts.endpoints.map(({ id }: { id: string }) => id)).toContain(guest)
    expect(hint).toContain('--disconnect')
    expect([words, await counted(), remembered()]).toEqual([words, 0, before])
  }
  // Whoever is named is cut.
  const named = await you.run('down', '-y', '--without-peer', '--disconnect', guest)
  expect(documentOf(named).error).toBeUndefined()
  expect(await counted()).toBeGreaterThan(0)
})

describe('what plink did not make', () => {
  test('is shown by id, and deleted when its id is given and not otherwise', async () => {
    const before = await sandbox.control('GET', 'world')
    const [you, peer] = parties('maker')
    const service = await provide(you, peer)
    const endpoint = await consume(peer, service)
    const [guest, visitor] = parties('guest')
    expect(documentOf(await guest.run('service', 'get', service)).service).toMatchObject({ id: service, mine: false })
    expect((await guest.run('service', 'delete', '-y')).code).toBe(0)
    expect((await visitor.run('endpoint', 'delete', endpoint)).code).toBe(2)
    expect((await visitor.run('endpoint', 'delete', endpoint, '-y')).code).toBe(0)
    expect((await guest.run('service', 'delete', service, '-y')).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
    const gone = await guest.run('service', 'delete', service, '-y')
    expect([gone.code, documentOf(gone).error.code]).toEqual([3, 'SERVICE_NOT_FOUND'])
  })

  test('an adopted service is neither updated nor deleted without its id', async () => {
    const [you, peer] = parties('lender')
    const service = await provide(you, peer)
    const yaml = twoWayManifest(sandbox.document, { name: 'borrower' }).replace(
      'service: { loadBalancers',
      `service: { id: ${service}, payer: EndpointService, loadBalancers`,
    )
    const borrower = person('borrower', sandbox, [])
    writeFileSync(join(borrower.folder, 'plink.yaml'), yaml)
    expect((await borrower.run('up', '-y', '--direction', 'inbound')).code).toBe(8)
    for (const words of [
      ['service', 'delete', '-y'],
      ['service', 'update', '--description', 'mine now'],
    ]) {
      const ran = await borrower.run(...words)
      expect([ran.code, documentOf(ran).error.code]).toEqual([3, 'NOT_OURS'])
    }
    await borrower.run('down', '-y')
    await once(you, 'down', '-y')
  })
})

test('plink.yaml wins over flags: the difference is shown, and what it rules out is refused', async () => {
  const { given } = sandbox.document
  const you = person('written', sandbox, [])
  writeFileSync(join(you.folder, 'plink.yaml'), twoWayManifest(sandbox.document, { name: 'written' }))
  const ran = await you.run('service', 'create', '--payer', 'EndpointService', '--peer-kind', 'emqx')
  expect([ran.code, ran.stderr.includes('SPEC_DIFFERS'), ran.stderr.includes('peer.kind')]).toEqual([0, true, true])
  expect(documentOf(await you.run('service', 'get')).service.payer).toBe('Endpoint')
  const uid = sandbox.document.accounts.find(({ name }) => name === 'peer')?.uid ?? ''
  expect((await you.run('whitelist', 'add', uid)).code).toBe(0)
  const refused = await you.run('whitelist', 'remove', uid, '-y')
  expect([refused.code, documentOf(refused).error.code]).toEqual([2, 'SPEC_DIFFERS'])
  const detached = await you.run('service', 'detach', '--lb', given['you.loadBalancer'] ?? '', '-y')
  expect([detached.code, documentOf(detached).error.code]).toEqual([2, 'SPEC_DIFFERS'])
  expect((await you.run('up', '-y', '--direction', 'inbound')).code).toBe(8)
  expect((await you.run('down', '-y')).code).toBe(0)
})

test('a new link is one with EMQX Cloud, or with whom --peer-kind says, and the service is paid for accordingly', async () => {
  const intentOf = ({ folder }: Person) =>
    JSON.parse(readFileSync(join(folder, 'plink.state.json'), 'utf8')).link.intent
  const [you, peer] = parties('kind')
  const lb = sandbox.document.given['you.loadBalancer'] ?? ''
  await twice(you, 'service', 'create', '--lb', lb, '--peer-kind', 'generic')
  expect(intentOf(you)).toMatchObject({
    peer: { kind: 'generic' },
    directions: { inbound: { service: { payer: 'Endpoint' } } },
  })
  // What is kept holds for the commands after it.
  await once(you, 'whitelist', 'add', sandbox.document.accounts[1]?.uid ?? '')
  expect(intentOf(you).peer).toMatchObject({ kind: 'generic' })
  // Who pays cannot change any more: another kind is refused, and not remembered.
  const other = documentOf(await you.run('service', 'create', '--peer-kind', 'emqx')).error
  expect([other.code, other.facts.field]).toEqual(['BLOCKED', 'payer'])
  expect(intentOf(you).peer).toMatchObject({ kind: 'generic' })

  const service = documentOf(await you.run('service', 'get')).service.id
  const place = ['--service', service, '--vpc', sandbox.document.given['peer.vpc'] ?? '']
  const within = ['--security-group', sandbox.document.given['peer.securityGroup'] ?? '']
  const zone = `${sandbox.document.region}-h=${sandbox.document.given['peer.vswitch.h']}`
  await twice(peer, 'endpoint', 'create', '--peer-kind', 'generic', ...place, ...within, '--zone', zone)
  expect(intentOf(peer)).toMatchObject({ peer: { kind: 'generic' } })
  await clear(you, peer)

  const wrong = documentOf(await you.run('service', 'create', '--lb', lb, '--peer-kind', 'aws')).error
  expect(wrong).toMatchObject({ code: 'BAD_FLAG', facts: { flag: '--peer-kind', expected: 'emqx | generic' } })
})

test('lb check names every check, and ends with 6 when one would stop up', async () => {
  const you = person('lb', sandbox, [])
  const lb = sandbox.document.given['you.loadBalancer'] ?? ''
  const good = await you.run('lb', 'check', lb)
  expect([good.code, documentOf(good).ok]).toEqual([0, true])
  const bad = await you.run('lb', 'check', lb, 'lb-nosuch1')
  const [, missing] = documentOf(bad).loadBalancers
  expect([bad.code, documentOf(bad).ok]).toEqual([6, false])
  expect(missing.checks[0]).toMatchObject({ check: 'load-balancer-exists', ok: false })
  expect(documentOf(await you.run('lb', 'get', lb)).loadBalancer.listeners).toMatchObject([{ port: 6379 }])
  expect(documentOf(await you.run('lb', 'list')).loadBalancers).toMatchObject([{ id: lb, type: 'clb' }])
})

const groups = ['service', 'whitelist', 'connection', 'endpoint', 'lb']
const steps = commands.filter(({ name }) => groups.includes(name.split(' ')[0] ?? '')).map(({ name }) => name)

test.each(steps)(
  '%s in an empty folder of a script says what is missing, or has nothing to do, and never hangs',
  async (name) => {
    const you = person('empty', sandbox, [])
    const ran = await you.run(...name.split(' '), '--no-wait')
    expect([name, ran.code]).toEqual([
      name,
      / (?:list|delete)$/.test(name) && !/(?:whitelist|connection) list/.test(name) ? 0 : (exitAlone[name] ?? 2),
    ])
    expect(documentOf(ran).schema).toBe('plink/1')
  },
)

/** What a command alone ends with, where it is not "an answer is needed". */
const exitAlone: Readonly<Record<string, number>> = { 'connection wait': 3, 'endpoint wait': 3 }

interface Person {
  readonly name: string
  readonly folder: string
  readonly sandbox: Sandbox
  run(...words: readonly string[]): Promise<ProcessResult>
}

/** You and the other side, each in a folder without a plink.yaml; the link is named after it. */
function parties(name: string, at: Sandbox = sandbox): [Person, Person] {
  const peer = at.document.accounts[1]?.name ?? ''
  return [person(`${name}-you`, at, []), person(`${name}-peer`, at, ['--profile', peer])]
}

function person(name: string, at: Sandbox, more: readonly string[]): Person {
  const folder = join(mkdtempSync(join(at.home, 'steps-')), name)
  mkdirSync(folder)
  const run = (...words: readonly string[]) => at.plink([...words, ...more, '-o', 'json'], folder, { CI: 'true' })
  return { name: more[1] ?? 'you', folder, sandbox: at, run }
}

type Doing = (person: Person, ...words: readonly string[]) => Promise<ProcessResult>

/** The first of two equal commands does it, the second finds nothing to do. */
async function twice(person: Person, ...words: readonly string[]): Promise<ProcessResult> {
  const first = await once(person, ...words)
  await person.sandbox.control('POST', 'reset-log')
  await once(person, ...words)
  expect([words, await person.sandbox.control('GET', 'counts')]).toMatchObject([words, { mutations: 0 }])
  return first
}

async function once(person: Person, ...words: readonly string[]): Promise<ProcessResult> {
  const ran = await person.run(...words)
  if (ran.code !== 0) throw new Error(`${words.join(' ')}: ${ran.code} ${ran.stdout} ${ran.stderr}`)
  return ran
}

async function provide(provider: Person, consumer: Person, doing: Doing = once): Promise<string> {
  const { given, accounts } = provider.sandbox.document
  const lb = given[`${provider.name}.loadBalancer`] ?? ''
  const made = await doing(provider, 'service', 'create', '--lb', lb)
  const uid = accounts.find(({ name }) => name === consumer.name)?.uid ?? ''
  await doing(provider, 'whitelist', 'add', uid)
  return documentOf(made).directions.inbound.service.id
}

async function consume({ ...consumer }: Person, service: string, doing: Doing = once): Promise<string> {
  const { given, region } = consumer.sandbox.document
  const of = (thing: string) => given[`${consumer.name}.${thing}`] ?? ''
  const made = await doing(
    consumer,
    ...['endpoint', 'create', '--service', service, '--vpc', of('vpc'), '--security-group', of('securityGroup')],
    ...['--zone', `${region}-h=${of('vswitch.h')}`],
  )
  return documentOf(made).directions.outbound.endpoints[0].id
}

/** Both sides' things of the first direction go, the endpoint first. */
async function clear(provider: Person, consumer: Person): Promise<void> {
  await once(consumer, 'down', '-y')
  await once(provider, 'down', '-y')
}

function stateOf(ran: ProcessResult, direction: string): string {
  const { directions, error } = documentOf(ran)
  if (!directions) throw new Error(JSON.stringify(error))
  return directions[direction].state
}

function zoneName({ zone }: { zone: string }): string {
  return zone
}
