import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FaultCode } from '../../src/model/fault.ts'
import { openStore } from '../../src/state/file-store.ts'
import { parseState, readState } from '../../src/state/read.ts'
import type { State } from '../../src/state/state.ts'
import { fakeClock } from '../harness/clock.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'
import { filesIn, lineage, madeStep, storeOptions, withStep } from './store-options.ts'

const state: State = {
  schema: 1,
  lineage,
  serial: 7,
  link: { name: 'emqx-prod', region: 'cn-hangzhou', uids: {}, intent: null, steps: { 'inbound/service': madeStep } },
}

test('opening creates nothing but the lock, and closing takes that away', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  expect(filesIn(join(file, '..'))).toEqual(['plink.state.json.lock'])
  expect(store.state.serial).toBe(0)
  await store.close()
  await store.close()
  expect(filesIn(join(file, '..'))).toEqual([])
})

test('every update is one more serial, readable by the owner only, with the one before it as backup', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  await store.update(withStep('outbound/endpoint'))
  await store.update(withStep('inbound/service'))
  await store.close()
  expect(filesIn(join(file, '..'))).toEqual(['plink.state.json', 'plink.state.json.backup'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await readState(file)).toEqual(store.state)
  expect(store.state.serial).toBe(2)
  expect((await readState(`${file}.backup`))?.serial).toBe(1)
  expect(readFileSync(file, 'utf8')).toMatch(
    /^{\n {2}"schema": 1,\n {2}"lineage": .*,\n {2}"serial": 2,\n {2}"link": {[\s\S]*"inbound\/service"[\s\S]*"outbound\/endpoint"[\s\S]*}\n$/,
  )
})

test('what is desired is kept whole, with keys that only a later plink knows', async () => {
  const intent = {
    name: 'emqx-prod',
    region: 'cn-hangzhou',
    peer: { kind: 'emqx', uid: '1417000000000001', since: 'later' },
    directions: {
      inbound: {
        service: { payer: 'EndpointService', loadBalancers: ['lb-1'], whitelist: ['1417000000000002'], later: 1 },
        endpoint: { securityGroups: ['sg-1', 'sg-1'], zones: { 'cn-beijing-h': 'vsw-1' }, alsoAllow: ['10.0.0.0/8'] },
        tests: ['gopher://some-day'],
        later: true,
      },
    },
  }
  const text = JSON.stringify({ ...state, link: { ...state.link, intent } })
  const read = await parseState(text)
  expect('state' in read && read.state.link.intent).toEqual(intent)
})

test('updates made at once are all kept, in their order', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  await Promise.all(Array.from({ length: 20 }, (_, index) => store.update(withStep(`step-${index}`))))
  expect(store.state.serial).toBe(20)
  expect(Object.keys((await readState(file))?.link.steps ?? {})).toHaveLength(20)
  await store.close()
})

test('an update that fails changes nothing, and the next one goes on', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  await store.update(withStep('a'))
  const failure = store.update(() => {
    throw new Error('a bug')
  })
  await expect(failure).rejects.toThrow('a bug')
  await store.update(withStep('b'))
  expect((await readState(file))?.serial).toBe(2)
  await store.close()
})

test('reading takes no lock, writes nothing, and finds null where there is no file', async () => {
  const place = temporaryFolder()
  expect(await readState(join(place, 'plink.state.json'))).toBeNull()
  writeFileSync(join(place, 'plink.state.json'), JSON.stringify(state))
  const store = await openStore(storeOptions(join(place, 'plink.state.json')))
  expect(await readState(join(place, 'plink.state.json'))).toEqual(state)
  await store.close()
  expect(filesIn(place)).toEqual(['plink.state.json'])
})

test('a link to the state file stays a link', async () => {
  const place = temporaryFolder()
  mkdirSync(join(place, 'kept'))
  writeFileSync(join(place, 'kept', 'state.json'), JSON.stringify(state))
  symlinkSync(join('kept', 'state.json'), join(place, 'plink.state.json'))
  const store = await openStore(storeOptions(join(place, 'plink.state.json')))
  await store.update(withStep('a'))
  await store.close()
  expect(lstatSync(join(place, 'plink.state.json')).isSymbolicLink()).toBe(true)
  expect((await readState(join(place, 'kept', 'state.json')))?.serial).toBe(8)
})

const wrong: readonly { what: string; content: string; code: FaultCode; facts: object }[] = [
  { what: 'an empty file', content: '', code: 'STATE_BROKEN', facts: { reason: 'not JSON', backup: null } },
  {
    what: 'half a file',
    content: JSON.stringify(state).slice(0, 99),
    code: 'STATE_BROKEN',
    facts: { reason: 'not JSON' },
  },
  { what: 'a list', content: '[]', code: 'STATE_BROKEN', facts: { reason: 'schema' } },
  {
    what: "another product's state",
    content: '{"version":4,"serial":1}',
    code: 'STATE_BROKEN',
    facts: { reason: 'schema' },
  },
  {
    what: 'a missing lineage',
    content: text({ lineage: undefined }),
    code: 'STATE_BROKEN',
    facts: { reason: 'lineage' },
  },
  { what: 'a serial in words', content: text({ serial: 'two' }), code: 'STATE_BROKEN', facts: { reason: 'serial' } },
  {
    what: 'steps that are none',
    content: text({ link: { ...state.link, steps: 3 } }),
    code: 'STATE_BROKEN',
    facts: { reason: 'link.steps' },
  },
  { what: 'an unknown old schema', content: text({ schema: 0 }), code: 'STATE_BROKEN', facts: { reason: 'schema 0' } },
  { what: 'a newer schema', content: text({ schema: 2, link: [] }), code: 'STATE_NEWER', facts: { schema: '2' } },
  {
    what: 'another link',
    content: text({ link: { ...state.link, name: 'other' } }),
    code: 'STATE_FOREIGN',
    facts: { found: 'other (cn-hangzhou)', wanted: 'emqx-prod (cn-hangzhou)' },
  },
  {
    what: 'another region',
    content: text({ link: { ...state.link, region: 'cn-beijing' } }),
    code: 'STATE_FOREIGN',
    facts: { found: 'emqx-prod (cn-beijing)', wanted: 'emqx-prod (cn-hangzhou)' },
  },
]

test.each(wrong)(
  '$what is refused as $code, left as it is, and the lock given back',
  async ({ content, code, facts }) => {
    const file = join(temporaryFolder(), 'plink.state.json')
    writeFileSync(file, content)
    const refusal = expect.objectContaining({ code, facts: expect.objectContaining({ file, ...facts }) })
    await expect(openStore(storeOptions(file))).rejects.toThrow(refusal)
    await expect(readState(file, { name: 'emqx-prod', region: 'cn-hangzhou' })).rejects.toThrow(refusal)
    expect(readFileSync(file, 'utf8')).toBe(content)
    expect(filesIn(join(file, '..'))).toEqual(['plink.state.json'])
  },
)

test('a broken file comes with its backup when that one is good', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  writeFileSync(file, '{')
  writeFileSync(`${file}.backup`, JSON.stringify(state))
  await expect(readState(file)).rejects.toThrow(
    expect.objectContaining({ facts: { file, reason: 'not JSON', backup: `${file}.backup` } }),
  )
  writeFileSync(`${file}.backup`, '{')
  await expect(readState(file)).rejects.toThrow(
    expect.objectContaining({ facts: { file, reason: 'not JSON', backup: null } }),
  )
})

test('a folder in its place is a broken state, not a crash', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  mkdirSync(file)
  await expect(readState(file)).rejects.toThrow(expect.objectContaining({ code: 'STATE_BROKEN' }))
})

test('a state file that the system does not let be read is not called damaged', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  writeFileSync(file, 'not a folder')
  // Root may read everything: what is refused to anybody is a path through a file.
  await expect(readState(join(file, 'plink.state.json'))).rejects.toThrow(
    expect.objectContaining({ code: 'STATE_UNREADABLE', facts: expect.objectContaining({ reason: 'ENOTDIR' }) }),
  )
  if (process.getuid?.() === 0) return
  chmodSync(file, 0)
  await expect(readState(file)).rejects.toThrow(
    expect.objectContaining({
      code: 'STATE_UNREADABLE',
      facts: { file, reason: 'EACCES', owner: userInfo().username },
    }),
  )
})

test('a record of one step that cannot be read is set aside and kept', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const odd = { status: 'ready', id: 7 }
  writeFileSync(
    file,
    text({ link: { ...state.link, steps: { 'inbound/service': madeStep, 'inbound/endpoint': odd } } }),
  )
  const store = await openStore(storeOptions(file))
  await store.update(withStep('outbound/endpoint'))
  await store.close()
  const read = await readState(file)
  expect(Object.keys(read?.link.steps ?? {})).toEqual(['inbound/service', 'outbound/endpoint'])
  expect(read?.link.broken).toEqual({ 'inbound/endpoint': odd })
})

test('what a later plink of the same schema added is kept', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  writeFileSync(file, text({ later: 1, link: { ...state.link, alsoLater: [2] } }))
  const store = await openStore(storeOptions(file))
  await store.update(withStep('a'))
  await store.close()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ later: 1, link: { alsoLater: [2] } })
})

test('an older schema is upgraded, one step at a time', async () => {
  const old = { schema: -1, serial: 7, ...state.link }
  const read = await parseState(JSON.stringify(old), {
    [-1]: ({ serial, ...link }) => ({ serial, link }),
    0: (content) => ({ ...content, lineage }),
  })
  const { schema: _, ...link } = { schema: 0, ...state.link }
  expect(read).toEqual({ kind: 'state', state: { ...state, link: { schema: -1, ...link } } })
})

test.each([
  { what: 'not there', reason: 'ENOENT', folder: 'absent' },
  { what: 'a file', reason: 'ENOTDIR', folder: 'file' },
])('a folder that is $what is told as such', async ({ reason, folder: name }) => {
  const place = temporaryFolder()
  writeFileSync(join(place, 'file'), '')
  const file = join(place, name, 'plink.state.json')
  await expect(openStore(storeOptions(file))).rejects.toThrow(
    expect.objectContaining({ code: 'STATE_UNWRITABLE', facts: { file, reason } }),
  )
})

test('while a person is waited for another run can work, and what it wrote is taken over', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  await store.update(withStep('a'))
  const answer = await store.unlocked(async () => {
    const other = await openStore(storeOptions(file, { pid: 101 }))
    await other.update(withStep('b'))
    await other.close()
    return 'yes'
  })
  expect(answer).toBe('yes')
  expect(Object.keys(store.state.link.steps)).toEqual(['a', 'b'])
  await store.update(withStep('c'))
  expect((await readState(file))?.serial).toBe(3)
  await expect(openStore(storeOptions(file, { pid: 101 }))).rejects.toThrow(
    expect.objectContaining({ code: 'STATE_LOCKED' }),
  )
  await store.close()
})

test('an update during the wait for a person locks for its own time only, on top of what others wrote', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  await store.unlocked(async () => {
    const other = await openStore(storeOptions(file, { pid: 101 }))
    await other.update(withStep('b'))
    await other.close()
    await store.update(withStep('a'))
    expect(existsSync(`${file}.lock`)).toBe(false)
  })
  expect(Object.keys(store.state.link.steps)).toEqual(['a', 'b'])
  await store.close()
})

test('after the wait another run is waited for, for a while', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  let other = await openStore(storeOptions(join(temporaryFolder(), 'elsewhere.json')))
  const clock = fakeClock({ onSleep: () => other.close() })
  const store = await openStore(storeOptions(file, { clock }))
  await store.unlocked(async () => {
    other = await openStore(storeOptions(file, { pid: 101 }))
  })
  await expect(openStore(storeOptions(file, { pid: 102 }))).rejects.toThrow(
    expect.objectContaining({ code: 'STATE_LOCKED' }),
  )
  await store.close()
})

test('after the wait a run that does not end is given up on', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  const other: { close(): Promise<void> }[] = []
  const wait = store.unlocked(async () =>
    other.push(await openStore(storeOptions(file, { pid: 101, command: 'down' }))),
  )
  await expect(wait).rejects.toThrow(
    expect.objectContaining({
      code: 'STATE_LOCKED',
      facts: expect.objectContaining({ file, holder: expect.objectContaining({ command: 'down' }) }),
    }),
  )
  await other[0]?.close()
  await store.close()
})

test('a wait that fails keeps its own failure, and the store goes on', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  await expect(store.unlocked(() => Promise.reject(new Error('declined')))).rejects.toThrow('declined')
  await store.update(withStep('a'))
  expect(existsSync(`${file}.lock`)).toBe(true)
  await store.close()
})

test('a state that was begun anew meanwhile is not written over', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  await store.update(withStep('a'))
  const wait = store.unlocked(async () => writeFileSync(file, text({ lineage: 'another' })))
  await expect(wait).rejects.toThrow(expect.objectContaining({ code: 'STATE_FOREIGN' }))
  await store.close()
})

test('a lock taken away by hand is noticed at the next write', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file))
  unlinkSync(`${file}.lock`)
  const other = await openStore(storeOptions(file, { pid: 101 }))
  await expect(store.update(withStep('a'))).rejects.toThrow(expect.objectContaining({ code: 'STATE_LOCKED' }))
  await other.close()
  await store.update(withStep('a'))
  await store.close()
})

function text(change: object): string {
  return JSON.stringify({ ...state, ...change })
}
