import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Environment } from '../../src/model/environment.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf, type ProcessResult, startPlink } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// The state file's own commands, by the built program against a simulator in a process of its own.

const both = ['--peer-profile', 'peer']
let sandbox: Sandbox
let links = 0
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 60 })
})
afterAll(() => sandbox.close())

describe('a lost state file', () => {
  test('is rebuilt from the tags: up then changes nothing, and down leaves the world as it was', async () => {
    const before = await sandbox.control('GET', 'world')
    const folder = newLink()
    await plink(folder, ['up', '-y', ...both])
    const { lineage, link } = stateIn(folder)
    loseState(folder)

    const refused = await plink(folder, ['up', '-y', ...both])
    expect([refused.code, documentOf(refused).error.code]).toEqual([3, 'LINEAGE_FOREIGN'])
    expect(documentOf(refused).error.hint).toContain('plink state adopt')
    const adopted = await plink(folder, ['state', 'adopt', '-y', ...both])
    expect([adopted.code, documentOf(adopted).unsure]).toEqual([0, []])
    expect(documentOf(adopted).lineage).toBe(lineage)
    expect(recordsOf(stateIn(folder).link)).toEqual(recordsOf(link))

    await sandbox.control('POST', 'reset-log')
    const file = readFileSync(stateFile(folder), 'utf8')
    expect((await plink(folder, ['up', '-y', ...both])).code).toBe(0)
    expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0, dryRuns: 0 })
    expect(readFileSync(stateFile(folder), 'utf8')).toBe(file)
    expect((await plink(folder, ['down', '-y', ...both])).code).toBe(0)
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('is not written without a yes, and nothing is ever changed in the cloud', async () => {
    const folder = newLink()
    await plink(folder, ['up', '-y', ...both])
    const state = readFileSync(stateFile(folder))
    loseState(folder)
    await sandbox.control('POST', 'reset-log')
    const ran = await plink(folder, ['state', 'adopt', ...both])
    expect([ran.code, documentOf(ran).error.facts.questions[0].flag]).toEqual([2, '--yes'])
    expect(existsSync(stateFile(folder))).toBe(false)
    const { stderr, stdout } = await sandbox.plink(['state', 'adopt', ...both], folder)
    expect(stderr).toMatch(/^inbound\/service\s+epsrv-\S+ +created by plink/m)
    expect(stdout).toBe('')
    await plink(folder, ['state', 'adopt', '-y', ...both])
    expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
    writeFileSync(stateFile(folder), state)
    await plink(folder, ['down', '-y', ...both])
  })

  test('adopts our half alone when only ours can be seen', async () => {
    const folder = newLink()
    await plink(folder, ['up', '-y', ...both])
    const state = readFileSync(stateFile(folder))
    loseState(folder)
    const { adopted } = documentOf(await plink(folder, ['state', 'adopt', '-y']))
    const steps = adopted.map(({ step, mine }: { step: string; mine: boolean }) => `${step} ${mine}`)
    expect(steps).toEqual(
      expect.arrayContaining([
        'inbound/service true',
        'inbound/connection true',
        'inbound/endpoint false',
        'outbound/endpoint true',
        'outbound/connection true',
      ]),
    )
    expect(steps).not.toContain('outbound/service true')
    expect(documentOf(await plink(folder, ['state', 'show'])).cost.directions).toMatchObject([
      { direction: 'outbound', zones: 1 },
    ])
    await sandbox.control('POST', 'reset-log')
    // plink.yaml does not name the peer's service, which only its owner can see: our endpoint does.
    expect((await plink(folder, ['up', '-y'])).code).toBe(0)
    expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
    writeFileSync(stateFile(folder), state)
    await plink(folder, ['down', '-y', ...both])
  })

  test('is not guessed where nothing carries the tags, or several states made things', async () => {
    const name = `state-${++links}`
    const folder = sandbox.folder(twoWayManifest(sandbox.document, { name }))
    const nothing = await plink(folder, ['state', 'adopt', '-y', ...both])
    expect([nothing.code, documentOf(nothing).error.code]).toEqual([3, 'NOTHING_TO_ADOPT'])

    // Two states of one name: each made one direction.
    await plink(folder, ['up', '-y', '--direction', 'inbound', ...both])
    const first = readFileSync(stateFile(folder))
    loseState(folder)
    await plink(folder, ['up', '-y', '--direction', 'outbound', ...both])
    const second = readFileSync(stateFile(folder))
    loseState(folder)
    const unclear = await plink(folder, ['state', 'adopt', '-y', ...both])
    expect([unclear.code, documentOf(unclear).error.code]).toEqual([2, 'LINEAGE_UNCLEAR'])
    const lineages = documentOf(unclear).error.facts.lineages.map((each: { lineage: string }) => each.lineage)
    const { lineage } = JSON.parse(String(second))
    expect(lineages).toContain(lineage)
    const other = lineages.find((each: string) => each !== lineage)

    const named = await plink(folder, ['state', 'adopt', '-y', '--lineage', lineage, ...both])
    expect([named.code, documentOf(named).lineage]).toEqual([0, lineage])
    const foreign = await plink(folder, ['state', 'adopt', '-y', '--lineage', other, ...both])
    expect([foreign.code, documentOf(foreign).error.code]).toEqual([3, 'STATE_FOREIGN'])
    for (const state of [first, second]) {
      writeFileSync(stateFile(folder), state)
      await plink(folder, ['down', '-y', ...both])
    }
  })

  test('lists what lives within our things and nobody asks for, and leaves it alone', async () => {
    const folder = newLink()
    await plink(folder, ['up', '-y', ...both])
    const state = readFileSync(stateFile(folder))
    loseState(folder)
    const peer = sandbox.document.accounts.find(({ name }) => name === 'peer')?.uid ?? ''
    const yaml = readFileSync(join(folder, 'plink.yaml'), 'utf8')
    writeFileSync(join(folder, 'plink.yaml'), yaml.slice(0, yaml.indexOf('outbound:')))
    const { adopted, unsure } = documentOf(await plink(folder, ['state', 'adopt', '-y', ...both]))
    expect(adopted.map((each: { step: string }) => each.step)).toContain(`inbound/whitelist:${peer}`)
    expect(unsure.map((each: { step: string; why: string }) => `${each.step} ${each.why}`).sort()).toEqual([
      expect.stringMatching(/^outbound\/resource:lb-\w+ NOT_ASKED_FOR$/),
      expect.stringMatching(/^outbound\/security-group:sg-\w+ NOT_ASKED_FOR$/),
      'outbound/zone:cn-hangzhou-h NOT_ASKED_FOR',
    ])
    writeFileSync(join(folder, 'plink.yaml'), yaml)
    writeFileSync(stateFile(folder), state)
    await plink(folder, ['down', '-y', ...both])
  })
})

test('a thing adopted by its id is used and never deleted; a second one for the same step is refused', async () => {
  const owner = newLink()
  await plink(owner, ['up', '-y', ...both])
  const { id } = stateIn(owner).link.steps['inbound/service']
  const world = await sandbox.control('GET', 'world')
  const guest = newLink()
  const adopted = await plink(guest, ['state', 'adopt', 'inbound/service', id, '-y', ...both])
  expect(documentOf(adopted).adopted).toEqual([{ step: 'inbound/service', id, mine: false, status: 'ready' }])
  const again = await plink(guest, ['state', 'adopt', 'inbound/service', id, '-y', ...both])
  expect([again.code, documentOf(again).error.code]).toEqual([3, 'STEP_REMEMBERED'])
  const missing = await plink(newLink(), ['state', 'adopt', 'inbound/service', 'epsrv-none', '-y', ...both])
  expect([missing.code, documentOf(missing).error.code]).toEqual([3, 'SERVICE_NOT_FOUND'])
  const unknown = await plink(guest, ['state', 'adopt', 'inbound/zone:x', 'x', '-y', ...both])
  expect([unknown.code, documentOf(unknown).error.code]).toEqual([2, 'STEP_UNKNOWN'])
  const odd = await plink(guest, ['state', 'adopt', 'inbound/service', '-y', ...both])
  expect([odd.code, documentOf(odd).error.code]).toEqual([2, 'MISSING_ARGUMENT'])

  expect((await plink(guest, ['down', '-y', ...both])).code).toBe(0)
  expect(await sandbox.control('GET', 'world')).toEqual(world)
  await plink(owner, ['down', '-y', ...both])
})

test('what was forgotten is found again by its tags, and nothing is made twice', async () => {
  const folder = newLink()
  await plink(folder, ['up', '-y', ...both])
  const { id } = stateIn(folder).link.steps['inbound/service']
  await sandbox.control('POST', 'reset-log')
  const asked = await plink(folder, ['state', 'forget', 'inbound/service'])
  expect([asked.code, documentOf(asked).error.facts.questions[0].flag]).toEqual([2, '--yes'])
  const ran = await plink(folder, ['state', 'forget', 'inbound/service', '-y'])
  expect(documentOf(ran)).toMatchObject({ forgotten: { step: 'inbound/service', id, mine: true, status: 'ready' } })
  expect(documentOf(ran).parts).toContain('inbound/connection')
  expect(stateIn(folder).link.steps).not.toHaveProperty('inbound/service')
  const unknown = await plink(folder, ['state', 'forget', 'inbound/service', '-y'])
  expect([unknown.code, documentOf(unknown).error.code]).toEqual([2, 'STEP_UNKNOWN'])
  expect(documentOf(unknown).error.facts.known).toContain('inbound/endpoint')

  expect((await plink(folder, ['up', '-y', ...both])).code).toBe(0)
  expect(stateIn(folder).link.steps['inbound/service']).toMatchObject({ id, mine: true })
  expect(await sandbox.control('GET', 'counts')).toMatchObject({ mutations: 0 })
  await plink(folder, ['down', '-y', ...both])
})

test('show and list need neither plink.yaml nor credentials nor a cloud, and tell cost and payer', async () => {
  const folder = newLink()
  await plink(folder, ['up', '-y', ...both])
  rmSync(join(folder, 'plink.yaml'))
  const offline = {
    PATH: process.env['PATH'],
    HOME: folder,
    PLINK_ENDPOINT_URL: 'http://127.0.0.1:1',
    PLINK_LANG: 'en',
  }
  const shown = documentOf(await startPlink(['state', 'show', '-o', 'json'], folder, offline).done)
  const { lineage, serial, link } = stateIn(folder)
  expect(shown).toMatchObject({ schema: 'plink/1', link: link.name, lineage, serial })
  expect(shown.cost.perZoneHour).toEqual({ CNY: 0.07, USD: 0.01 })
  expect(shown.cost.directions).toEqual([
    { direction: 'inbound', zones: 1, payer: 'peer', perHour: { CNY: 0.07, USD: 0.01 } },
    { direction: 'outbound', zones: 1, payer: 'you', perHour: { CNY: 0.07, USD: 0.01 } },
  ])
  const listed = documentOf(await startPlink(['state', 'list', '-o', 'json'], folder, offline).done)
  expect(Object.keys(listed)).toEqual(['schema', 'steps'])
  expect(listed.steps.map(({ step }: { step: string }) => step)).toEqual(Object.keys(link.steps))
  const human = await startPlink(['state', 'show'], folder, offline).done
  expect(human.stdout).toContain('paid by the peer')
  expect(human.stdout).toMatch(/^inbound\/service\s+epsrv-\S+ +created by plink +ready +20/m)
  const chinese = await startPlink(['state', 'show', '--lang', 'zh'], folder, offline).done
  expect(chinese.stdout).toContain('由对方付费')
  await plink(folder, ['down', '-y', ...both])
})

describe('unlock', () => {
  const elsewhere = {
    id: '0'.repeat(36),
    pid: 1,
    host: 'elsewhere',
    since: '2026-11-01T00:00:00Z',
    command: 'plink up',
  }
  const dead = { ...elsewhere, host: hostname(), pid: 2 ** 22 + 1 }

  test.each([
    ["another machine's lock", elsewhere, null],
    ['a dead process', dead, false],
    ['a living process', { ...dead, pid: process.pid, since: new Date().toISOString() }, true],
    ['a process that began after it', { ...dead, pid: process.pid }, false],
  ])('of %s shows the holder, and breaks it for --force alone', async (_, holder, alive) => {
    const folder = newLink()
    const lock = `${stateFile(folder)}.lock`
    writeFileSync(lock, JSON.stringify(holder))
    const refused = await plink(folder, ['state', 'unlock', '-y'])
    expect([refused.code, documentOf(refused).error.facts.questions[0].flag]).toEqual([2, '--force'])
    expect(existsSync(lock)).toBe(true)
    const ran = await plink(folder, ['state', 'unlock', '--force'])
    const { id: _id, ...shown } = holder
    expect([ran.code, documentOf(ran)]).toMatchObject([0, { broken: true, holder: { ...shown, alive } }])
    expect(existsSync(lock)).toBe(false)
    const none = await plink(folder, ['state', 'unlock'])
    expect([none.code, documentOf(none)]).toMatchObject([0, { broken: false, holder: null }])
  })

  test('of an unreadable lock works too', async () => {
    const folder = newLink()
    writeFileSync(`${stateFile(folder)}.lock`, '{')
    const locked = await plink(folder, ['down', '-y'])
    expect(documentOf(locked).error).toMatchObject({
      code: 'STATE_LOCKED',
      hint: expect.stringContaining('plink state unlock'),
    })
    const ran = await plink(folder, ['state', 'unlock', '--force'])
    expect([ran.code, documentOf(ran)]).toMatchObject([0, { broken: true, holder: null }])
  })
})

describe.each(['human', 'json'])('with stdin closed, CI=true and -o %s', (output) => {
  test.each([
    [['state', 'show'], 0],
    [['state', 'list'], 0],
    [['state', 'adopt'], 3],
    [['state', 'forget', 'inbound/service'], 2],
    [['state', 'unlock'], 0],
    [['state'], 0],
    [['completion', 'bash'], 0],
    [['completion', 'tcsh'], 2],
    [['completion'], 2],
  ] as const)('plink %j ends by itself with %i', async (words, code) => {
    const ran = await sandbox.plink([...words, '-o', output], newLink(), { CI: 'true' } satisfies Environment)
    expect([ran.code, ran.signal], ran.stderr).toEqual([code, null])
    expect(ran.stdout === '').toBe(code !== 0 && output === 'human')
    if (output === 'json') expect(documentOf(ran).schema).toBe('plink/1')
  })
})

function newLink(): string {
  return sandbox.folder(twoWayManifest(sandbox.document, { name: `state-${++links}` }))
}

function plink(folder: string, words: readonly string[]): Promise<ProcessResult> {
  return sandbox.plink([...words, '-o', 'json'], folder)
}

function stateFile(folder: string): string {
  return join(folder, 'plink.state.json')
}

/** As on another machine: a backup alone would tell that a state was there, and be waited for. */
function loseState(folder: string): void {
  for (const file of [stateFile(folder), `${stateFile(folder)}.backup`]) rmSync(file, { force: true })
}

// biome-ignore lint/suspicious/noExplicitAny: looked at key by key.
function stateIn(folder: string): any {
  return JSON.parse(readFileSync(stateFile(folder), 'utf8'))
}

/** What counts of the records: neither when they were written, nor a setting that attaching changes. */
function recordsOf({ name, region, uids, intent, steps }: ReturnType<typeof stateIn>) {
  const kept = JSON.stringify(steps, (key, value) => (key === 'since' || key === 'isProtected' ? undefined : value))
  return { name, region, uids, intent, steps: JSON.parse(kept) }
}
