import { PassThrough } from 'node:stream'
import type { Host, OutputStream } from '../../src/cli/process.ts'
import { openSession } from '../../src/cli/session.ts'
import { systemClock } from '../../src/model/clock.ts'
import type { ProcessResult } from './processes.ts'

/** A host that tells what was written to it. */
export interface FakeHost {
  readonly host: Host
  readonly written: { readonly stdout: string; readonly stderr: string }
}

/** @param columns the width of both outputs, if they are terminals */
export function fakeHost(words: readonly string[], more: Partial<Host> = {}, columns?: number): FakeHost {
  const written = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof written): OutputStream => ({
    isTerminal: columns !== undefined,
    columns: () => columns,
    rows: () => undefined,
    onResize: () => {},
    write: (text) => {
      written[name] += text
    },
    failure: async () => undefined,
  })
  const host: Host = {
    words,
    clock: systemClock,
    cwd: '/nowhere',
    home: '/nowhere',
    hostname: 'here',
    pid: 1,
    isAlive: () => false,
    stdinIsTerminal: false,
    prompt: { input: new PassThrough(), output: new PassThrough() },
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    signal: new AbortController().signal,
    self: ['node', 'plink'],
    docs: '',
    version: '1.2.3',
    ...more,
    env: { PLINK_LANG: 'en', ...more.env },
  }
  return { host, written }
}

/** Runs a command to its end in this process: the whole program but for the launcher. */
export async function runSession(
  words: readonly string[],
  more: Partial<Host> = {},
  columns?: number,
): Promise<ProcessResult> {
  const { host, written } = fakeHost(words, more, columns)
  const code = await openSession(host).run()
  return { ...written, code, signal: null }
}
