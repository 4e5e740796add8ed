import { execFile } from 'node:child_process'
import { basename, join } from 'node:path'
import { build } from 'rolldown'
import type { ProcessResult } from './processes.ts'

/** Bundles a TypeScript program into one file in `folder`, which node runs by itself; answers with its path. */
export async function bundleProgram(source: string, folder: string): Promise<string> {
  const file = join(folder, `${basename(source, '.ts')}.mjs`)
  await build({
    input: source,
    platform: 'node',
    output: { file, format: 'esm', codeSplitting: false },
    logLevel: 'silent',
  })
  return file
}

/** Runs node to its end, with these variables beside those of the tests. */
export function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env: { ...process.env, ...env } }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, signal: child.signalCode, stdout, stderr }),
    )
  })
}
