import { expect, test } from 'vitest'
import { commands } from '../../src/cli/command-table.ts'
import type { Host } from '../../src/cli/process.ts'
import { openSession } from '../../src/cli/session.ts'
import { displayWidth } from '../../src/output/human/width.ts'
import { fakeHost, runSession } from '../harness/session.ts'

async function run(line: string, env: Host['env'] = {}, columns?: number) {
  const { code, stdout, stderr } = await runSession(line.split(' ').filter(Boolean), { env }, columns)
  return { code, stdout, stderr }
}

test('a region that plink does not know is warned about, with the one that was probably meant, and used all the same', async () => {
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'a', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b' }
  // Nothing listens there.
  const env = { ...keys, PLINK_ENDPOINT_URL: 'http://127.0.0.1:1' }
  const { code, stderr } = await run('whoami --timeout 1s --region cn-hangzou', env)
  expect(code).toBe(5)
  expect(stderr).toMatch(
    /cn-hangzou is not a region that plink knows[\s\S]*did you mean cn-hangzhou\?[\s\S]*127\.0\.0\.1/,
  )
})

test('`plink` alone shows its commands on stdout and is no error', async () => {
  const { code, stdout, stderr } = await run('')
  expect([code, stderr]).toEqual([0, ''])
  // Commands of two words stand under the first, which has a help of its own.
  for (const { name } of commands) expect(stdout).toMatch(new RegExp(`^  ${name.split(' ')[0]} `, 'm'))
})

const pages = ['--help', ...commands.map(({ name }) => `${name} --help`)]
test.each(pages.flatMap((words) => [[words, 'en'] as const, [words, 'zh'] as const]))(
  '`plink %s` in %s fits 80 columns, on a wider screen too',
  async (words, lang) => {
    const { code, stdout } = await run(`${words} --lang ${lang}`, {}, 200)
    expect(code).toBe(0)
    expect(stdout.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([])
    if (lang === 'zh') expect(stdout).toMatch(/\p{Script=Han}/u)
  },
)

test.each(commands.map(({ name }) => name))(
  '`plink %s --help` shows all its flags and an example that is understood',
  async (name) => {
    const { stdout } = await run(`help ${name}`)
    const flags = commands.find((command) => command.name === name)?.flags ?? []
    for (const flag of flags) expect(stdout).toContain(`--${flag}`)
    const examples = stdout.match(/^ {2}plink .*$/gm) ?? []
    expect(examples.length).toBeGreaterThan(0)
    // A shell takes the quotes away, a person writes the whole id.
    for (const example of examples) {
      const { stderr } = await run(
        `${example.trim().slice('plink '.length).replaceAll("'", '').replace('…', 'x')} --help`,
      )
      expect(stderr).toBe('')
    }
  },
)

test('help can be had as a document', async () => {
  const { stdout } = await run('--help -o json')
  expect(JSON.parse(stdout)).toMatchObject({ schema: 'plink/1', help: expect.stringContaining('plink COMMAND') })
})

test.each([
  ['--version', '1.2.3\n'],
  ['--version -o yaml', 'schema: plink/1\nversion: 1.2.3\n'],
])('`plink %s` tells the version', async (words, expected) => {
  expect(await run(words)).toEqual({ code: 0, stdout: expected, stderr: '' })
})

test('a mistake is told on stderr, with what was meant, and nothing of the help on stdout', async () => {
  const { code, stdout, stderr } = await run('plan --watsh --lang en')
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain('--watsh')
})

test('an error in YAML is one document too', async () => {
  const { code, stdout } = await run('upp -o yaml')
  expect(code).toBe(2)
  expect(stdout).toMatch(/^schema: plink\/1\nerror:\n {2}code: UNKNOWN_COMMAND\n/)
})

test('a bug tells its stack and how to report it, and is 1', async () => {
  const { host, written } = fakeHost(['--version'])
  const session = openSession(host)
  await session.run()
  expect(session.crash(new Error('the moon'))).toBe(1)
  const { stderr } = written
  expect(stderr).toContain('the moon')
  expect(stderr).toMatch(/^ *at .*session\.test\.ts/m)
  expect(stderr).toContain('report')
})

test('a bug is one document with -o json', async () => {
  const { host, written } = fakeHost(['nothing', '-o', 'json'])
  const session = openSession(host)
  expect(session.crash(new Error('before anything is known'))).toBe(1)
  expect(written.stdout).toBe('')
  await session.run()
  expect(session.crash(new Error('later'))).toBe(1)
  // The document of the run was given already; there is never a second one.
  expect(JSON.parse(written.stdout).error.code).toBe('UNKNOWN_COMMAND')
})

test.each([
  [{}, false],
  [{ FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('colour with %o: %s', async (env, isColoured) => {
  const { stderr } = await run('upp', env)
  expect(stderr.includes('\u001b[')).toBe(isColoured)
})
