import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runPlink } from '../harness/processes.ts'

const home = mkdtempSync(join(tmpdir(), 'plink-home-'))
const scratch = mkdtempSync(join(tmpdir(), 'plink-scratch-'))
const env = { PATH: process.env['PATH'], HOME: home, TMPDIR: scratch, PLINK_LANG: 'en' }
afterAll(() => {
  for (const folder of [home, scratch]) rmSync(folder, { recursive: true, force: true })
})

const acts = [
  'deployment',
  'plan',
  'provider',
  'uid',
  'approve',
  'consumer',
  'status',
  'test',
  'again',
  'down',
  'proof',
]

test('the demo plays its whole story and leaves nothing behind', async () => {
  const ran = await runPlink(['demo', '-o', 'json'], home, env)
  expect(ran.code, ran.stderr).toBe(0)
  const document = JSON.parse(ran.stdout)
  expect(document).toMatchObject({ schema: 'plink/1', ok: true })
  expect(document.acts.map(({ act }: { act: string }) => act)).toEqual(acts)
  expect(readdirSync(scratch)).toEqual([])
  expect(existsSync(join(home, 'plink.state.json'))).toBe(false)
})

test('without a terminal the demo is plain text, also in Chinese', async () => {
  const ran = await runPlink(['demo', '--open', '--lang', 'zh', '--speed', '40'], home, withBrowser())
  expect(ran.code, ran.stderr).toBe(0)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours and cursor movements start with one.
  expect(ran.stdout + ran.stderr).not.toMatch(/\u001b/)
  expect(ran.stderr).toContain('$ plink up --yes')
  expect(ran.stderr).toMatch(/终端节点服务/)
  // The page was there while the story ran, and in the language of the story.
  expect(readFileSync(join(home, 'opened'), 'utf8')).toMatch(/<html lang="zh">.*<title>模拟的阿里云<\/title>/s)
})

/** An environment whose browser reads the page that it is told to open, and keeps it. */
function withBrowser() {
  const browser = join(home, 'xdg-open')
  const keep =
    'fetch(process.argv[1]).then((reply) => reply.text()).then((page) => fs.writeFileSync(process.argv[2], page))'
  writeFileSync(browser, `#!/bin/sh\nexec '${process.execPath}' -e '${keep}' "$1" '${join(home, 'opened')}'\n`, {
    mode: 0o755,
  })
  return { ...env, PATH: `${home}${delimiter}${env.PATH}` }
}
