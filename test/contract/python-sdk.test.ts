import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiActions } from '../../src/api/actions.ts'
import { exportOf } from '../../src/output/simulator-exports.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { preparePython, runPython } from './python.ts'

// The SDKs are Alibaba Cloud's own, from PyPI, unmodified: nobody here has written a line of what they send and read.

const python = preparePython()
if ('missing' in python && process.env['CI'] !== 'true')
  process.stderr.write(`\nSKIPPED: the official Python SDKs; ${python.missing}\n\n`)

if (process.env['CI'] === 'true')
  test('the official Python SDKs are there', () => {
    expect(python).toEqual({ executable: expect.any(String) })
  })

describe.skipIf('missing' in python)('the official Python SDKs', () => {
  const executable = 'executable' in python ? python.executable : ''
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await openSandbox({ speed: 100 })
  })
  afterAll(() => sandbox.close())

  test('run the two-way story, tags, filters, updates that read back, wrong orders and the teardown', async () => {
    const before = await sandbox.control('GET', 'world')
    const pasted = exportOf(sandbox.document, 'python').lines.join('\n')
    const run = await runPython(executable, 'story.py', { ...sandbox.document, pasted })
    expect(run).toMatchObject({ code: 0, output: expect.stringContaining('the story is over') })
    const { actions } = await sandbox.control('GET', 'counts')
    expect(storyActions().filter((action) => !Object.hasOwn(actions, action))).toEqual([])
    const { requests } = await sandbox.control('GET', 'log')
    const ignored = requests.flatMap(
      ({ action, unknown, unread }: { action: string; unknown: string[]; unread: string[] }) =>
        [...unknown, ...unread].map((name) => `${action} ${name}`),
    )
    expect(ignored).toEqual([])
    expect(await sandbox.control('GET', 'world')).toEqual(before)
  })

  test('are understood in the older signature too, and find out that a secret is wrong', async () => {
    const run = await runPython(executable, 'v1.py', sandbox.document)
    expect(run).toMatchObject({ code: 0, output: expect.stringContaining('the story is over') })
  })
})

/** Every action that the story names. */
function storyActions(): string[] {
  const story = readFileSync(join(import.meta.dirname, 'story.py'), 'utf8')
  const named = [...story.matchAll(/'((?:privatelink|slb|nlb|vpc|ecs|sts)\.\w+)'/g)].flatMap(([, name]) => name ?? [])
  expect(named.filter((name) => !Object.hasOwn(apiActions, name))).toEqual([])
  return [...new Set(named)]
}
