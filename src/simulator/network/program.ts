import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { systemClock } from '../../model/clock.ts'

/** Where servers are installed that are not on everybody's PATH: mosquitto is in /usr/sbin on Debian. */
const serverFolders = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin']

/** The full path of a program on `path` (the value of PATH); none when `path` is empty. */
export async function findProgram(name: string, path: string): Promise<string | undefined> {
  if (path === '') return undefined
  for (const folder of [...path.split(delimiter), ...serverFolders]) {
    const program = join(folder, name)
    const runs = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (runs) return program
  }
  return undefined
}

export interface RunOptions {
  /** Given to it on standard input. */
  readonly input?: string
  /** Ports that must take connections before it counts as started. */
  readonly answers: readonly { readonly host: string; readonly port: number }[]
  readonly signal: AbortSignal
}

const patienceMs = 10_000
const betweenLooksMs = 10
const graceMs = 3_000

/**
 * Starts a server and waits until it listens.
 * @throws when something listens there already; when it ends before, with the last it said; when it does not listen within ten seconds; when the signal aborts.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<{ close(): Promise<void> }> {
  const { input, answers, signal } = options
  signal.throwIfAborted()
  // Else whoever sits there would be taken for the new one.
  for (const { host, port } of answers)
    if (await isListening(host, port)) throw new Error(`something listens at ${host}:${port} already`)
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env: {} })
  const over = new AbortController()
  let said = ''
  const hear = (bytes: Buffer): void => {
    said = (said + bytes.toString()).slice(-2_000)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  child.stdin.on('error', () => undefined)
  child.once('error', (error) => over.abort(error))
  child.once('exit', (code, sign) => over.abort(new Error(`${program} ended with ${sign ?? code}: ${said.trim()}`)))
  child.stdin.end(input)
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort)
    if (over.signal.aborted) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
    await ended
    clearTimeout(timer)
  }
  const onAbort = (): void => void close()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const stop = AbortSignal.any([signal, over.signal, AbortSignal.timeout(patienceMs)])
    await Promise.all(answers.map(({ host, port }) => untilListening(host, port, stop)))
    return { close }
  } catch (error) {
    await close()
    throw error
  }
}

async function untilListening(host: string, port: number, signal: AbortSignal): Promise<void> {
  while (!(await isListening(host, port))) await systemClock.sleep(betweenLooksMs, signal)
}

/** Whether somebody takes connections there. */
export function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
