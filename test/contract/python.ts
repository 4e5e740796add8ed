import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const requirements = join(import.meta.dirname, 'requirements.txt')

/** What a script has printed, and its exit code. */
export interface PythonRun {
  readonly code: number | null
  readonly output: string
}

/**
 * A Python of its own with the official SDKs of requirements.txt, made once and kept in node_modules/.cache.
 * @returns its executable, or why there is none
 */
export function preparePython(): { readonly executable: string } | { readonly missing: string } {
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16)
  const folder = join(root, 'node_modules', '.cache', `contract-python-${version}`)
  const executable = join(folder, 'bin', 'python')
  if (existsSync(executable)) return { executable }
  // An environment cannot be moved, so a half-made one is told by a mark of its own.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(join(folder, '..'), { recursive: true })
  const made = spawnSync('python3', ['-m', 'venv', folder], { encoding: 'utf8' })
  if (made.status !== 0)
    return { missing: `python3 -m venv: ${made.error?.message ?? made.stdout}${made.stderr ?? ''}` }
  renameSync(executable, `${executable}-unready`)
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--no-compile',
    '-r',
    requirements,
  ]
  const installed = spawnSync(`${executable}-unready`, pip, { encoding: 'utf8' })
  if (installed.status !== 0) return { missing: `pip install: ${installed.stdout}${installed.stderr}` }
  renameSync(`${executable}-unready`, executable)
  return { executable }
}

/** Runs a script of this folder with a JSON document on its standard input. */
export async function runPython(executable: string, script: string, document: object): Promise<PythonRun> {
  const child = spawn(executable, [join(import.meta.dirname, script)], { stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  const collect = (text: string) => {
    output += text
  }
  child.stdout.setEncoding('utf8').on('data', collect)
  child.stderr.setEncoding('utf8').on('data', collect)
  child.stdin.end(JSON.stringify(document))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}
