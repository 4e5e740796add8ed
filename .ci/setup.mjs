// Makes a fresh clone ready: installs the packages and builds dist/, each only if what it comes from has changed.
// Says nothing on stdout, which belongs to the command that follows.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const memory = join(root, 'node_modules', '.cache', 'setup.json')
const result = join(root, 'dist', 'main.cjs')

const installed = digest(['package-lock.json', '.npmrc'], `${process.platform} ${process.arch}`)
if (recall().installed !== installed) {
  npm('installing', ['ci', '--include=dev', '--loglevel=error', '--no-progress'])
  remember({ installed })
}

const built = digest(['package.json', 'rolldown.config.js', ...filesIn('.ci/licences'), ...filesIn('src')], installed)
if (recall().built !== built || recall().at !== writtenAt(result)) {
  npm('building', ['run', '--silent', 'build'])
  remember({ installed, built, at: writtenAt(result) })
}

function digest(files, seed) {
  const hash = createHash('sha256').update(seed)
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

function writtenAt(file) {
  return existsSync(file) ? statSync(file).mtimeMs : undefined
}

function recall() {
  return existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : {}
}

function remember(facts) {
  mkdirSync(join(memory, '..'), { recursive: true })
  writeFileSync(memory, JSON.stringify(facts))
}

function npm(doing, args) {
  process.stderr.write(`${doing} …\n`)
  const run = spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  })
  if (run.status === 0) return
  process.stderr.write(
    `${run.stdout ?? ''}${run.stderr ?? ''}npm ${args.join(' ')} failed: ${run.error?.message ?? run.status}\n`,
  )
  process.exit(1)
}
