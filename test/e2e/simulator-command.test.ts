import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { lacks } from '../harness/installed.ts'
import { plinkLine, startPlink } from '../harness/processes.ts'

const home = mkdtempSync(join(tmpdir(), 'plink-home-'))
const env = { PATH: process.env['PATH'], HOME: home, PLINK_LANG: 'en' }
afterAll(() => rmSync(home, { recursive: true, force: true }))

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 143],
] as const)('runs until %s ends it with %i, its document given once and on one line', async (signal, code) => {
  const { child, done } = startPlink(['simulator', '-o', 'json', '--speed', '7'], home, env)
  const [first] = await once(child.stdout ?? child, 'data')
  child.kill(signal)
  const ran = await done
  expect(ran.code).toBe(code)
  expect(ran.stdout).toBe(String(first))
  expect(ran.stdout.split('\n')).toHaveLength(2)
  expect(JSON.parse(ran.stdout)).toMatchObject({ schema: 'plink/1', scenario: 'article', speed: 7 })
})

describe.each(['bash', 'fish'])('pasted into %s', (shell) => {
  test.skipIf(lacks(shell))('what it prints is all that plink needs there', async () => {
    const { child, done } = startPlink(['simulator', '--export', shell], home, env)
    onTestFinished(() => void child.kill())
    const [printed] = await once(child.stdout ?? child, 'data')
    const line = `${printed}\n${plinkLine} service list -o json\n`
    const pasted = spawnSync(shell, ['-c', line], { cwd: home, env, encoding: 'utf8' })
    child.kill('SIGTERM')
    expect(pasted).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(pasted.stdout)).toMatchObject({ schema: 'plink/1', services: [] })
    expect((await done).stderr).toBe('')
  })
})

test('a reader that has read enough is no error', async () => {
  const { child, done } = startPlink(['--help'], home, env)
  child.stdout?.destroy()
  const { code, stderr } = await done
  expect([code, stderr]).toEqual([0, ''])
})

test('an unknown scenario is refused with the list of those there are', async () => {
  const { done } = startPlink(['simulator', '--scenario', 'utopia', '-o', 'json'], home, env)
  const { code, stdout } = await done
  expect(code).toBe(2)
  expect(JSON.parse(stdout).error.facts).toMatchObject({ flag: '--scenario', value: 'utopia' })
})

test('--state keeps the cloud in a file: the same keys and things the next time', async () => {
  const words = ['simulator', '-o', 'json', '--state', 'cloud.json']
  const run = async () => {
    const { child, done } = startPlink(words, home, env)
    const [first] = await once(child.stdout ?? child, 'data')
    child.kill('SIGTERM')
    expect(await done).toMatchObject({ code: 143, stderr: '' })
    const { accounts, given } = JSON.parse(String(first))
    // Another simulator may have the network by now.
    const ids = Object.entries(given).filter(([name]) => !name.endsWith('.host'))
    return { accounts, ids }
  }
  const kept = await run()
  expect(statSync(join(home, 'cloud.json')).mode & 0o777).toBe(0o600)
  expect(await run()).toEqual(kept)
})

test('--state leaves a file alone that holds something else, also the state of a link', async () => {
  writeFileSync(join(home, 'plink.state.json'), '{"schema":1}')
  const { done } = startPlink(['simulator', '--state=plink.state.json'], home, env)
  expect(await done).toMatchObject({ code: 2, stderr: expect.stringContaining('WORLD_UNREADABLE') })
  const { child, done: other } = startPlink(['simulator'], home, { ...env, PLINK_STATE: 'plink.state.json' })
  await once(child.stdout ?? child, 'data')
  child.kill('SIGTERM')
  expect(await other).toMatchObject({ code: 143, stderr: '' })
  expect(readFileSync(join(home, 'plink.state.json'), 'utf8')).toBe('{"schema":1}')
})
