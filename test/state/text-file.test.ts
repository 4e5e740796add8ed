import { execFileSync, spawn } from 'node:child_process'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readUserFile } from '../../src/cli/read-user-file.ts'
import { readState } from '../../src/state/read.ts'
import { readTextFile } from '../../src/state/text-file.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'

const file = (content: string | Buffer) => {
  const path = join(temporaryFolder(), 'file')
  writeFileSync(path, content)
  return path
}

test.each([
  ['UTF-8', Buffer.from('版本: 1\n')],
  ['UTF-8 with a byte order mark', Buffer.from('\uFEFF版本: 1\n')],
  ['UTF-16, as PowerShell writes it', Buffer.from('\uFEFF版本: 1\n', 'utf16le')],
])('%s is read as text', (_, bytes) => {
  expect(readTextFile(file(bytes))).toBe('版本: 1\n')
})

test('a file that is too large, or has no end, is refused before it is read', async () => {
  const large = file('')
  truncateSync(large, 600_000_000)
  const before = process.memoryUsage().rss
  for (const path of [large, '/dev/zero']) {
    expect(() => readTextFile(path)).toThrow(expect.objectContaining({ code: 'EFBIG' }))
    expect(() => readUserFile(path, 'plink.yaml')).toThrow('SPEC_INVALID')
    await expect(readState(path)).rejects.toMatchObject({ code: 'STATE_BROKEN', facts: { reason: 'EFBIG' } })
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000)
})

test('a pipe is read to its end, and one into which nobody writes is not waited for', () => {
  const pipe = join(temporaryFolder(), 'pipe')
  execFileSync('mkfifo', [pipe])
  expect(() => readTextFile(pipe, 100, 50)).toThrow('ETIMEDOUT')
  spawn('/bin/sh', ['-c', `exec > '${pipe}'; printf 'one '; sleep 0.2; printf two`], { stdio: 'ignore' })
  expect(readTextFile(pipe, 100, 60_000)).toBe('one two')
})

test('a file of the largest size is read', () => {
  expect(readTextFile(file('x'.repeat(100)), 100)).toHaveLength(100)
  expect(() => readTextFile(file('x'.repeat(101)), 100)).toThrow('EFBIG')
})

test('a state that is nested deeply is damaged, and not a crash', async () => {
  for (const deep of [
    '['.repeat(1_000_000),
    `{"schema":1,"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    '{"a":'.repeat(300_000),
  ])
    await expect(readState(file(deep))).rejects.toMatchObject({ code: 'STATE_BROKEN', facts: { reason: 'too deep' } })
  // Brackets in texts are no depth.
  await expect(readState(file(JSON.stringify({ schema: '['.repeat(500) })))).rejects.toMatchObject({
    facts: { reason: 'schema' },
  })
})

test('a state with a byte order mark is read', async () => {
  const state = {
    schema: 1,
    lineage: 'x',
    serial: 1,
    link: { name: 'a', region: 'cn-hangzhou', uids: {}, intent: null, steps: {} },
  }
  expect(await readState(file(`\uFEFF${JSON.stringify(state)}`))).toEqual(state)
})
