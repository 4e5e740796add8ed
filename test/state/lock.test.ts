import { readFileSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/state/file-store.ts'
import { processStart } from '../../src/state/process-start.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'
import { filesIn, storeOptions, withStep } from './store-options.ts'

const dead = { isAlive: (pid: number) => pid !== 100 }

test('the lock names its holder, and holds against others until it is let go', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const store = await openStore(storeOptions(file, { command: 'plink up' }))
  const holder = { pid: 100, host: 'here', since: '2026-01-02T03:04:05.000Z', command: 'plink up' }
  expect(JSON.parse(readFileSync(`${file}.lock`, 'utf8'))).toMatchObject(holder)
  for (const pid of [100, 101]) {
    await expect(openStore(storeOptions(file, { pid }))).rejects.toThrow(
      expect.objectContaining({ code: 'STATE_LOCKED', facts: { file, holder, owner: null } }),
    )
  }
  await store.close()
  await (await openStore(storeOptions(file, { pid: 101 }))).close()
})

test('the lock of a process that died on this machine is taken over', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  await openStore(storeOptions(file))
  const store = await openStore(storeOptions(file, { pid: 101, ...dead }))
  expect(JSON.parse(readFileSync(`${file}.lock`, 'utf8'))).toMatchObject({ pid: 101 })
  expect(filesIn(join(file, '..'))).toEqual(['plink.state.json.lock'])
  await store.close()
})

test('a process that began after the lock was taken only has the number of its dead holder', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  writeFileSync(`${file}.lock`, lockText({ pid: 200 }))
  const asked: (number | undefined)[] = []
  const isAlive = (_pid: number, since?: number) => {
    asked.push(since)
    return false
  }
  await (await openStore(storeOptions(file, { pid: 101, isAlive }))).close()
  expect(asked).toContain(Date.parse('2026-01-01T00:00:00.000Z'))
})

test('when a process began is known, on Linux', () => {
  const start = processStart(process.pid)
  if (process.platform !== 'linux') return expect(start).toBeUndefined()
  expect(Math.abs((start ?? 0) - (Date.now() - process.uptime() * 1000))).toBeLessThan(5_000)
  expect(processStart(2 ** 22 + 1)).toBeUndefined()
})

test('the lock of a predecessor with our own process id is taken over', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  writeFileSync(`${file}.lock`, lockText({ pid: 100 }))
  await (await openStore(storeOptions(file))).close()
  expect(filesIn(join(file, '..'))).toEqual([])
})

test('the lock of another machine is never broken, whatever runs here', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  writeFileSync(`${file}.lock`, lockText({ host: 'there' }))
  await expect(openStore(storeOptions(file, { pid: 101, ...dead }))).rejects.toThrow(
    expect.objectContaining({
      code: 'STATE_LOCKED',
      facts: expect.objectContaining({ file, holder: expect.objectContaining({ host: 'there' }) }),
    }),
  )
})

test.each([
  '',
  '{"pid":100',
  '[]',
  'null',
  '{"pid":"100"}',
  lockText({ id: '../../../elsewhere' }),
  lockText({ pid: 100.5 }),
  lockText({ pid: -1 }),
])('a lock that cannot be read (%j) names its owner and is never broken', async (content) => {
  const file = join(temporaryFolder(), 'plink.state.json')
  writeFileSync(`${file}.lock`, content)
  await expect(openStore(storeOptions(file, dead))).rejects.toThrow(
    expect.objectContaining({ code: 'STATE_LOCKED', facts: { file, holder: null, owner: userInfo().username } }),
  )
  expect(filesIn(join(file, '..'))).toEqual(['plink.state.json.lock'])
})

test('an heir that is still moving in holds the lock; one that died on the way is succeeded', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const id = '00000000-0000-4000-8000-000000000001'
  writeFileSync(`${file}.lock`, lockText({ id, pid: 100 }))
  writeFileSync(`${file}.lock.${id}.heir`, lockText({ id: id.replace(/1$/, '2'), pid: 200 }))
  const mine = storeOptions(file, { pid: 101, isAlive: (pid) => pid === 200 })
  await expect(openStore(mine)).rejects.toThrow(
    expect.objectContaining({
      code: 'STATE_LOCKED',
      facts: expect.objectContaining({ file, holder: expect.objectContaining({ pid: 200 }) }),
    }),
  )
  await (await openStore({ ...mine, isAlive: () => false })).close()
  expect(filesIn(join(file, '..'))).toEqual([])
})

test('what dead writers of this machine left is cleared away; all else stays', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const left = (pid: number, host: string) => `${file}.${pid}@${host}.0a1b2c3d.tmp`
  for (const path of [left(100, 'here'), left(200, 'here'), left(300, 'here'), left(200, 'there'), `${file}.old`]) {
    writeFileSync(path, '')
  }
  const store = await openStore(storeOptions(file, { isAlive: (pid) => pid === 300 }))
  await store.update(withStep('a'))
  await store.close()
  expect(filesIn(join(file, '..'))).toEqual([
    'plink.state.json',
    'plink.state.json.200@there.0a1b2c3d.tmp',
    'plink.state.json.300@here.0a1b2c3d.tmp',
    'plink.state.json.old',
  ])
})

function lockText(change: object): string {
  const id = '00000000-0000-4000-8000-000000000000'
  return JSON.stringify({ id, pid: 100, host: 'here', since: '2026-01-01T00:00:00.000Z', command: 'up', ...change })
}
