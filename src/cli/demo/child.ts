import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Environment } from '../../model/environment.ts'
import type { Host } from '../process.ts'

/** How a child is started: nothing but argv and environment passes to it. */
export interface Start {
  readonly self: Host['self']
  readonly words: readonly string[]
  readonly cwd: string
  readonly env: Environment
  readonly signal: AbortSignal
}

export interface ChildResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs the built plink until it ends.
 * @param onLine is given each line as it comes
 */
export async function runPlink(
  start: Start,
  onLine: (line: string, from: 'stdout' | 'stderr') => void,
): Promise<ChildResult> {
  const child = startPlink(start)
  const [stdout, stderr, code] = await Promise.all([
    readLines(child.stdout, (line) => onLine(line, 'stdout')),
    readLines(child.stderr, (line) => onLine(line, 'stderr')),
    endOf(child),
  ])
  start.signal.throwIfAborted()
  return { code, stdout, stderr }
}

/** Starts a plink that stays, and reads the one line it begins with. */
export async function runServer(start: Start): Promise<{ readonly first: string; stop(): Promise<void> }> {
  const child = startPlink(start)
  const ended = endOf(child)
  const first = firstLineOf(child.stdout)
  const complaint = readLines(child.stderr, () => undefined)
  const line = await Promise.race([first, ended.then(() => undefined)])
  if (line === undefined) throw new Error(`plink ${start.words.join(' ')} ended at once: ${await complaint}`)
  return {
    first: line,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function startPlink({ self, words, cwd, env, signal }: Start) {
  const [node, ...rest] = self
  const child = spawn(node, [...rest, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  // The child saves and ends by itself when asked to; spawn's own `signal` would report it as ended before that.
  const stop = () => child.kill('SIGTERM')
  if (signal.aborted) stop()
  signal.addEventListener('abort', stop, { once: true })
  child.once('close', () => signal.removeEventListener('abort', stop))
  return child
}

function endOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

async function readLines(stream: Readable, onLine: (line: string) => void): Promise<string> {
  let all = ''
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    all += `${line}\n`
    onLine(line)
  }
  return all
}

function firstLineOf(stream: Readable): Promise<string> {
  return new Promise((resolve) => createInterface({ input: stream }).once('line', resolve))
}
