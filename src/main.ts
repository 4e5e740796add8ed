import { setMaxListeners } from 'node:events'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { isatty } from 'node:tty'
import manifest from '../package.json' with { type: 'json' }
import type { Host, OutputStream } from './cli/process.ts'
import { openSession } from './cli/session.ts'
import { systemClock } from './model/clock.ts'
import { PlinkError } from './model/fault.ts'
import { processStart } from './state/process-start.ts'

/** Exit codes of a process that was told to end and did not wait. */
const codes = { SIGINT: 130, SIGTERM: 143 } as const

for (const terminal of [process.stdout, process.stderr]) if (terminal.isTTY) assumeSize(terminal)

const interruption = new AbortController()
// Whatever waits or asks listens to it, side by side.
setMaxListeners(0, interruption.signal)

const host: Host = {
  words: process.argv.slice(2),
  env: process.env,
  clock: systemClock,
  cwd: currentFolder(),
  home: homeFolder(),
  hostname: hostname(),
  pid: process.pid,
  isAlive,
  stdinIsTerminal: isatty(0),
  get prompt() {
    return { input: process.stdin, output: process.stderr }
  },
  stdout: stream(process.stdout),
  stderr: stream(process.stderr),
  signal: interruption.signal,
  // The launcher, not this file: children start as a user's plink does. Safe: Node was given a file to run.
  self: [process.execPath, process.argv[1] as string],
  version: manifest.version,
  // Beside src/ and dist/ alike.
  docs: join(import.meta.dirname, '..', 'docs'),
}

const session = openSession(host)

/** Ctrl-C may arrive twice, from the terminal and from npm or another parent: so soon after the first it is the same one. */
const sameMs = 500
let interruptedAt = 0

// A terminal that is closed (SIGHUP) ends plink as SIGTERM does: servers it started for a demo must not stay behind.
for (const [heard, signal] of [
  ['SIGINT', 'SIGINT'],
  ['SIGTERM', 'SIGTERM'],
  ['SIGHUP', 'SIGTERM'],
] as const) {
  process.on(heard, () => {
    // Whoever asks twice means it: every write of the state is whole, so nothing breaks.
    if (interruption.signal.aborted && Date.now() - interruptedAt > sameMs) process.exit(codes[signal])
    interruptedAt ||= Date.now()
    interruption.abort(new PlinkError('INTERRUPTED', { signal }))
  })
}

process.on('uncaughtException', (error) => {
  process.exitCode = session.crash(error)
  process.exit()
})

session.run().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.exitCode = session.crash(error)
  },
)

function stream(stream: NodeJS.WriteStream): OutputStream {
  let isClosed = false
  let failure: string | undefined
  const close = ({ code = 'unknown' }: NodeJS.ErrnoException) => {
    isClosed = true
    // `plink plan | head -1` is no error: whoever reads has read enough. Nor is a terminal that was closed.
    if (code !== 'EPIPE' && code !== 'EIO') failure ??= code
  }
  stream.on('error', close)
  return {
    isTerminal: stream.isTTY === true,
    columns: () => (stream.isTTY ? stream.columns : undefined),
    rows: () => (stream.isTTY ? stream.rows : undefined),
    onResize: (listener) => void stream.on('resize', listener),
    write: (text) => {
      if (!isClosed) stream.write(text)
    },
    failure: () =>
      new Promise((resolve) => {
        if (isClosed) return resolve(failure)
        stream.write('', (error) => {
          if (error) close(error)
          resolve(failure)
        })
      }),
  }
}

/** Serial lines and some containers say that a terminal has no columns, by which ora and others divide. */
function assumeSize(terminal: NodeJS.WriteStream): void {
  for (const [side, usual] of [
    ['columns', 80],
    ['rows', 24],
  ] as const) {
    let told = terminal[side]
    // Node writes into it whenever the size changes.
    Object.defineProperty(terminal, side, {
      get: () => told || usual,
      set: (size: number) => {
        told = size
      },
    })
  }
}

function currentFolder(): string {
  try {
    return process.cwd()
  } catch {
    process.stderr.write('plink: the current folder does not exist any more\n')
    process.exit(3)
  }
}

/** Containers run under ids that nobody has named: then there is no home, and nothing in it. */
function homeFolder(): string {
  try {
    return homedir()
  } catch {
    return '/nonexistent'
  }
}

function isAlive(pid: number, since?: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else. Safe: process.kill throws nothing else than system errors.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // Process ids are used again: one that began later is another process. The boot time is known to the second.
  const start = since === undefined ? undefined : processStart(pid)
  return start === undefined || since === undefined || start <= since + 2_000
}
