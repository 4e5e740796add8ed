import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/state/file-store.ts'
import { findLock } from '../../src/state/lock.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'
import { filesIn, lineage, storeOptions, withStep } from './store-options.ts'

test('a lock that was shown is broken, and whoever held it takes it again before it writes', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  expect(findLock(file)).toBeUndefined()
  const store = await openStore(storeOptions(file))
  const found = findLock(file)
  expect(found?.holder).toMatchObject({ pid: 100, host: 'here', command: 'up' })
  expect(found?.breakIt()).toBe(true)
  expect(filesIn(join(file, '..'))).toEqual([])
  await store.update(withStep('a'))
  expect(filesIn(join(file, '..'))).toContain('plink.state.json.lock')
  await store.close()
})

test('a lock that changed hands since it was shown is not broken', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const first = await openStore(storeOptions(file))
  const found = findLock(file)
  await first.close()
  const second = await openStore(storeOptions(file, { pid: 101 }))
  expect(found?.breakIt()).toBe(false)
  expect(findLock(file)?.holder).toMatchObject({ pid: 101 })
  await second.close()
  expect(found?.breakIt()).toBe(false)
})

test('a state that remembers nothing takes on the lineage that was found; one that does refuses', async () => {
  const file = join(temporaryFolder(), 'plink.state.json')
  const found = '00000000-8f0a-4a53-9d3c-1f6f3f0c2b11'
  const fresh = await openStore(storeOptions(file, { lineage: found }))
  expect(fresh.state).toMatchObject({ lineage: found, serial: 0 })
  await fresh.close()

  const empty = await openStore(storeOptions(file))
  await empty.update((link) => ({ ...link, uids: { you: '12' } }))
  await empty.close()
  const taken = await openStore(storeOptions(file, { lineage: found }))
  await taken.update(withStep('a'))
  await taken.close()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    lineage: found,
    serial: 2,
    link: { uids: { you: '12' } },
  })

  const text = readFileSync(file, 'utf8')
  await expect(openStore(storeOptions(file, { lineage }))).rejects.toThrow(
    expect.objectContaining({ code: 'STATE_FOREIGN' }),
  )
  expect(filesIn(join(file, '..'))).not.toContain('plink.state.json.lock')
  writeFileSync(file, text.replace('"steps"', '"broken": { "b": 1 }, "steps"'))
  await expect(openStore(storeOptions(file, { lineage }))).rejects.toThrow(
    expect.objectContaining({ code: 'STATE_FOREIGN' }),
  )
})
