import * as fs from 'node:fs'
import { dirname, join } from 'node:path'
import { openSession } from '../../src/cli/session.ts'
import { type Clock, systemClock } from '../../src/model/clock.ts'
import { PlinkError } from '../../src/model/fault.ts'
import { fakeHost } from '../harness/session.ts'
import { writingsOf } from '../harness/writings.ts'
import { type Case, canaries, type Failure } from './case.ts'

/** In milliseconds. Of time on the processor, so that another program on the machine counts for nothing; what waits has ten times as long. */
const patience = 2_000
/** How much faster time passes for plink than for us. */
const haste = 20

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly failures: readonly Failure[]
}

/**
 * Runs one case in this process: the whole program but for the launcher, with a folder, a home, a clock and two outputs of its
 * own.
 * @param root a folder that holds nothing; it is emptied
 */
export async function runCase(drawn: Case, root: string): Promise<Outcome> {
  const { words, files, env, maySucceed, secrets = [], isSecretWhole = false } = drawn
  const [cwd, home] = [join(root, 'work', 'link'), join(root, 'home')]
  fs.rmSync(root, { recursive: true, force: true })
  for (const folder of [cwd, home]) fs.mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) {
    const path = name.startsWith('~/') ? join(home, name.slice(2)) : join(cwd, name)
    fs.mkdirSync(dirname(path), { recursive: true })
    fs.writeFileSync(path, text)
  }
  const before = contentsOf(root)
  const interruption = new AbortController()
  const { host, written } = fakeHost(words.map(fromSystem), {
    env: Object.fromEntries(
      Object.entries({ ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true', ...env }).map(([name, value]) => [
        name,
        value === undefined ? undefined : fromSystem(value),
      ]),
    ),
    clock: hastyClock(),
    cwd,
    home,
    pid: process.pid,
    signal: interruption.signal,
    self: [process.execPath, 'plink'],
  })
  const heard: string[] = []
  const listen = (warning: unknown): void => void heard.push(String(warning))
  // What is thrown where nobody waits for it ends a program; vitest only counts it.
  const ends = ['warning', 'uncaughtExceptionMonitor', 'unhandledRejection'] as const
  for (const event of ends) process.on(event, listen)
  const deadline = setTimeout(
    () => interruption.abort(new PlinkError('INTERRUPTED', { signal: 'SIGTERM' })),
    10 * patience,
  )
  const began = process.cpuUsage()
  const session = openSession(host)
  let code: number | null
  try {
    code = await session.run()
  } catch (error) {
    code = session.crash(error)
  }
  const { user, system } = process.cpuUsage(began)
  clearTimeout(deadline)
  // Warnings are told in the next turn.
  await new Promise((resolve) => setImmediate(resolve))
  for (const event of ends) process.off(event, listen)

  const after = contentsOf(root)
  const changed = [...after].filter(([path, text]) => before.get(path) !== text)
  const said = `${written.stdout}${written.stderr}${heard.join('\n')}`
  const failed: Record<Failure, boolean> = {
    crashes: code === 1 || code === null || heard.length > 0,
    'hangs over 2 s': interruption.signal.aborted || (user + system) / 1_000 > patience,
    'leaked canaries':
      [said, ...changed.map(([path, text]) => `${path}\n${text}`)].some((text) => leaks(text, secrets)) ||
      // The end of a canary by itself: ids are made of such letters, too.
      (isSecretWhole && /c4n4ry|(?<![a-z0-9])t?41l(?![a-z0-9])/i.test(said)),
    'raw control characters': hasControls(said),
    'writes outside the folder':
      changed.some(([path]) => !path.startsWith(join('work', 'link'))) ||
      [...before.keys()].some((path) => !after.has(path) && !path.startsWith(join('work', 'link'))),
    'false success': code === 0 && !(typeof maySucceed === 'function' ? await maySucceed() : maySucceed),
  }
  return { code, ...written, failures: (Object.keys(failed) as Failure[]).filter((name) => failed[name]) }
}

function hastyClock(): Clock {
  const start = systemClock.now()
  return {
    now: () => start + (systemClock.now() - start) * haste,
    sleep: (ms, signal) => systemClock.sleep(ms / haste, signal),
  }
}

/** No system hands a NUL over in a word or a variable. */
function fromSystem(text: string): string {
  return text.replaceAll('\0', '')
}

/** Each canary as it is, and in every way in which programs write it. */
const writtenCanaries = new Set(
  canaries.flatMap((secret) => writingsOf(secret).flatMap(([way, written]) => (way.includes('then') ? [] : [written]))),
)

function leaks(text: string, secrets: readonly string[]): boolean {
  return [...writtenCanaries, ...secrets].some((written) => text.includes(written))
}

/** C0 but for line breaks, DEL, C1, and marks that turn the direction of writing. */
function hasControls(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
  return /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text)
}

function contentsOf(root: string): Map<string, string> {
  const names = fs.readdirSync(root, { recursive: true, encoding: 'utf8' })
  return new Map(
    names.flatMap((name) => {
      const path = join(root, name)
      return fs.lstatSync(path).isFile() ? [[name, fs.readFileSync(path, 'utf8')] as const] : []
    }),
  )
}
