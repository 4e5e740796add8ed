import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// Evidence that one person writes and another judges, who has no credentials.

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 60 })
})
afterAll(() => sandbox.close())

test('a diagnosis from a file says what the one said that wrote it, and a damaged file says where', async () => {
  const folder = sandbox.folder(twoWayManifest(sandbox.document, { name: 'evidence' }))
  const both = ['--peer-profile', 'peer', '-o', 'json']
  expect((await sandbox.plink(['up', '-y', ...both], folder)).code).toBe(0)
  const seen = await sandbox.plink(['doctor', '--bundle', 'evidence.json', ...both], folder)
  const offline = (...words: string[]) => sandbox.plink(['doctor', '--offline', 'evidence.json', ...words], folder)
  const judged = await offline('-o', 'json')
  expect([judged.code, documentOf(judged).directions]).toEqual([seen.code, documentOf(seen).directions])

  const file = join(folder, 'evidence.json')
  const bundle = JSON.parse(readFileSync(file, 'utf8'))
  bundle.observations[1].consumer.zones[0].ZoneId = '\u001b[2J'
  writeFileSync(file, JSON.stringify(bundle))
  const refused = await offline('-o', 'json')
  const reason = 'observations[1].consumer.zones[0].ZoneId'
  expect([refused.code, documentOf(refused).error]).toEqual([
    2,
    expect.objectContaining({ code: 'EVIDENCE_UNREADABLE', facts: { file: 'evidence.json', reason } }),
  ])
  const told = await offline()
  expect(told.stderr).toContain(`evidence.json is not what \`plink doctor --bundle\` writes:`)
  // What is not plink's is not written over either.
  const again = await sandbox.plink(['doctor', '--bundle', 'evidence.json', ...both], folder)
  expect(documentOf(again).error.code).toBe('FILE_FOREIGN')
})
