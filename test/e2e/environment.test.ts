import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Environment } from '../../src/model/environment.ts'
import { lacks } from '../harness/installed.ts'
import { plinkLine } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { Terminal } from '../harness/terminal.ts'
import { writingsOf } from '../harness/writings.ts'

// What is wrong with the machine, the container or the terminal is no bug of plink's, and no reason to hang.

let sandbox: Sandbox
let links = 0
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

function newLink(tests: readonly string[] = []): string {
  const { region, given } = sandbox.document
  const inbound = `inbound: { service: { loadBalancers: [${given['you.loadBalancer']}] }, tests: ${JSON.stringify(tests)} }`
  return sandbox.folder(
    `version: 1\nname: edge-${++links}\nregion: ${region}\npeer: { kind: generic, uid: "${sandbox.uid('peer')}" }\n${inbound}\n`,
  )
}

/** A shell's line, with plink for `plink`. */
async function shell(line: string, cwd = newLink(), env: Environment = {}) {
  return run('/bin/sh', ['-c', line.replaceAll('plink', plinkLine)], cwd, env)
}

async function run(program: string, args: readonly string[], cwd: string, env: Environment) {
  const child = spawn(program, args, { cwd, env: { ...sandbox.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}

test.each(['--version', '--help', 'guide.md', 'status', 'status -o json', 'status -o yaml', 'explain ZONE_MISMATCH'])(
  'a full disk under stdout is 3, and named: plink %s',
  async (words) => {
    const { code, stderr } = await shell(`plink ${words} > /dev/full`)
    expect([code, stderr]).toEqual([3, expect.stringMatching(/stdout: ENOSPC/)])
    expect(stderr).not.toMatch(/^\s+at /m)
  },
)

test('a full disk under stderr costs nothing but what would be said there', async () => {
  expect(await shell('plink status 2> /dev/full')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('inbound'),
  })
  expect((await shell('plink up -y --no-wait 2> /dev/full')).code).toBe(8)
})

test('a disk on which no state can be written is 3, before anything is created', async () => {
  // No file may grow: what a full disk does to the state.
  const { code, stderr } = await shell('ulimit -f 0; plink up -y --no-wait')
  expect([code, stderr]).toEqual([3, expect.stringMatching(/plink\.state\.json.*: E(?:FBIG|NOSPC)/)])
  expect(stderr).not.toMatch(/^\s+at /m)
})

test.each(['--version', 'status', 'plan'])('streams that are closed change nothing: plink %s', async (words) => {
  expect((await shell(`plink ${words} <&- >&- 2>&-`)).code).toBe(0)
  expect(await shell(`plink ${words} <&- 2>&-`)).toMatchObject({ code: 0, stdout: expect.stringMatching(/\w/) })
  expect((await shell(`plink ${words} >&-`)).code).toBe(0)
})

test.each(['--version', 'commands.md', 'status'])(
  'a reader that has read enough is no error: plink %s',
  async (words) => {
    expect(await shell(`plink ${words} | true`)).toMatchObject({ code: 0, stderr: '' })
  },
)

test('an id without a name and a home has no profiles, and all else', async () => {
  const homeless = fileURLToPath(new URL('homeless.cjs', import.meta.url))
  const env = { HOME: undefined, NODE_OPTIONS: `--require ${homeless}` }
  expect((await shell('plink --version', undefined, env)).code).toBe(0)
  expect(await shell('plink status', undefined, env)).toMatchObject({ code: 0, stderr: '' })
  expect(await shell('plink whoami --profile ops', undefined, env)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('no profile "ops"'),
  })
})

test('a folder that was removed meanwhile is 3', async () => {
  const { code, stderr } = await shell('mkdir gone; cd gone; rmdir ../gone; plink status')
  expect([code, stderr]).toEqual([3, 'plink: the current folder does not exist any more\n'])
})

describe.skipIf(lacks('script'))('in a terminal that has no size', () => {
  test.each([
    ['up -y --no-wait', 8],
    ['status', 0],
    ['--help', 0],
  ])('plink %s ends as everywhere', async (words, code) => {
    const line = `stty cols 0 rows 0; ${plinkLine} ${words}`
    const ran = await run('script', ['-qec', line, '/dev/null'], newLink(), { TERM: 'xterm' })
    expect(ran.code, ran.stdout).toBe(code)
    // Lines as long as usual, not of one word each.
    expect(Math.max(...ran.stdout.split('\n').map((row) => row.length))).toBeGreaterThan(30)
  })
})

describe.skipIf(lacks('tmux'))('in a CI system that gives its jobs a terminal', () => {
  test.each([
    ['up', '--yes'],
    ['init --file new.yaml', '--set'],
  ])('plink %s asks nobody', async (words, flag) => {
    const screen = new Terminal(`${plinkLine} ${words}`, newLink(), { ...sandbox.env, CI: 'true' })
    try {
      const shown = await screen.until(/exit:\d/)
      expect(shown).toContain('exit:2')
      expect(shown).toContain(flag)
    } finally {
      screen.close()
    }
  })

  test('CI=false is none', async () => {
    const screen = new Terminal(`${plinkLine} up`, newLink(), { ...sandbox.env, CI: 'false' })
    try {
      await screen.until(/Apply these changes\?/)
    } finally {
      screen.close()
    }
  })
})

test('what is killed in the middle of a file leaves no secret in it', async () => {
  const secret = 'C4n4ry"t<4/1l'
  const hook = fileURLToPath(new URL('../crash/fs-hook.cjs', import.meta.url))
  const cwd = newLink([`redis://:${'$'}{REDIS_PASSWORD}@{inbound}:6379`])
  const scratch = join(cwd, 'tmp')
  mkdirSync(scratch)
  const secrets = [secret, ...sandbox.document.accounts.map(({ accessKeySecret }) => accessKeySecret)]
  const writings = secrets.flatMap((each) => writingsOf(each).map(([, written]) => written))
  const left = new Set<string>()
  for (const words of ['up -y --no-wait', 'plan --out plan.json', 'doctor --bundle bundle.json', 'invite'])
    for (const kill of ['3:after', '6:half', '12:half', '19:half', '30:after']) {
      const env = { REDIS_PASSWORD: secret, TMPDIR: scratch, PLINK_TEST_FS_NAME: cwd, PLINK_TEST_FS_KILL: kill }
      await shell(`plink ${words}`, cwd, { ...env, NODE_OPTIONS: `--require ${hook}` })
      const files = readdirSync(cwd, { recursive: true, encoding: 'utf8' })
        .filter((name) => statSync(join(cwd, name)).isFile())
        .map((name) => `${name}\n${readFileSync(join(cwd, name), 'utf8')}`)
      for (const name of readdirSync(cwd)) left.add(name.replace(/.*\./, ''))
      expect(files.filter((file) => writings.some((written) => file.includes(written)))).toEqual([])
    }
  // Halves of files were among them.
  expect([...left]).toContain('tmp')
})
