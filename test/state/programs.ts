import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'rolldown'

/** One of the programs beside this file, in one file that node can run by itself. */
export async function bundled(name: string, into: string): Promise<string> {
  const file = join(into, name)
  await build({
    input: join(import.meta.dirname, name),
    platform: 'node',
    output: { file, format: 'esm', codeSplitting: false },
    logLevel: 'silent',
  })
  return file
}

export interface Ended {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

export function node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env: { ...process.env, ...env } }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr }),
    )
  })
}
