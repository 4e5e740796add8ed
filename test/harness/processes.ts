import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../../src/model/environment.ts'

/** The launcher of the built program. */
export const bin = fileURLToPath(new URL('../../bin/plink.cjs', import.meta.url))

/** The built program as a shell's command line. */
export const plinkLine = `'${process.execPath}' '${bin}'`

/** How a child process ended, and what it wrote. */
export interface ProcessResult {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** Starts the built program with this environment and no other. */
export function startPlink(
  words: readonly string[],
  cwd: string,
  env: Environment,
): { readonly child: ChildProcess; readonly done: Promise<ProcessResult> } {
  const child = spawn(process.execPath, [bin, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  const done = new Promise<ProcessResult>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  )
  return { child, done }
}

/** Runs the built program to its end. */
export function runPlink(words: readonly string[], cwd: string, env: Environment): Promise<ProcessResult> {
  return startPlink(words, cwd, env).done
}

/** The document that a run with `-o json` printed. @throws Error with all it wrote, when that is none */
// biome-ignore lint/suspicious/noExplicitAny: documents are looked at key by key.
export function documentOf({ stdout, stderr }: ProcessResult): any {
  try {
    return JSON.parse(stdout)
  } catch {
    throw new Error(`no document: ${stdout}\n${stderr}`)
  }
}
