// `npm run switches`: plink's own link tests against the simulator with every value of every switch. Where the documentation
// is silent, plink must work either way. Most of a link test is waiting, so several values run side by side.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { defaultRules, ruleChoices } from '../../src/simulator/world/rules.ts'

/** A switch that is not as usual. */
interface Setting {
  readonly name: string
  readonly value: unknown
}

interface Outcome extends Setting {
  readonly tests: number
  readonly passed: number
  readonly seconds: number
  /** What failed, and how. */
  readonly failures: readonly string[]
}

/** Values to try of the switches that take any number. */
const numbers: Readonly<Record<string, readonly unknown[]>> = {
  lagMs: [3000],
  pageLimit: [1],
  tokenLifeMs: [60_000],
}
const choices = new Map<string, readonly unknown[]>(Object.entries(ruleChoices))

const { values: options, positionals: only } = parseArgs({
  allowPositionals: true,
  options: { lanes: { type: 'string', default: String(2 * availableParallelism()) } },
})
const unknown = only.filter((name) => !(name in defaultRules))
if (unknown.length > 0) throw new Error(`no such switch: ${unknown.join(', ')}`)

const root = join(import.meta.dirname, '..', '..')
const reports = mkdtempSync(join(tmpdir(), 'plink-switches-'))
try {
  process.exitCode = report(await runAll(settings(), Number(options.lanes)))
} finally {
  rmSync(reports, { recursive: true, force: true })
}

function settings(): Setting[] {
  return Object.entries(defaultRules)
    .filter(([name]) => only.length === 0 || only.includes(name))
    .flatMap(([name, usual]) => {
      const values = numbers[name] ?? choices.get(name) ?? [!usual]
      return values.filter((value) => value !== usual).map((value) => ({ name, value }))
    })
}

async function runAll(all: readonly Setting[], lanes: number): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const waiting = [...all]
  print(['switch', 'value', 'tests', 'passed', 'failed', 'seconds'])
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const outcome = await run(next)
      outcomes.push(outcome)
      const { name, value, tests, passed, seconds } = outcome
      print([name, value, tests, passed, tests - passed, seconds.toFixed(0)])
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane))
  return outcomes
}

async function run({ name, value }: Setting): Promise<Outcome> {
  const file = join(reports, `${name}-${value}.json`)
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--project', 'e2e', 'test/e2e/link.test.ts', '--reporter', 'json', '--outputFile', file],
    ],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, PLINK_TEST_RULES: JSON.stringify({ [name]: value }) },
    },
  )
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  const seconds = (performance.now() - began) / 1000
  const results = existsSync(file) ? resultsIn(readFileSync(file, 'utf8')) : []
  const failures = results.filter(({ status }) => status !== 'passed').map(({ text }) => text)
  const passed = results.length - failures.length
  // A run without tests, or one that ends badly although each passed, has not passed.
  if (failures.length === 0 && (code !== 0 || results.length === 0)) failures.push(`vitest ended with ${code}: ${said}`)
  return { name, value, tests: passed + failures.length, passed, seconds, failures }
}

function resultsIn(json: string): { readonly status: string; readonly text: string }[] {
  const { testResults }: { testResults: { assertionResults: Assertion[] }[] } = JSON.parse(json)
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ status, fullName, failureMessages }) => ({
      status,
      text: [fullName, ...(failureMessages ?? [])].join('\n'),
    })),
  )
}

interface Assertion {
  readonly status: string
  readonly fullName: string
  readonly failureMessages?: readonly string[]
}

function report(outcomes: readonly Outcome[]): number {
  const failed = outcomes.filter(({ failures }) => failures.length > 0)
  for (const { name, value, failures } of failed)
    process.stdout.write(failures.map((text) => `\n${name} ${value}: ${text}\n`).join(''))
  process.stdout.write(`\n${outcomes.length - failed.length} of ${outcomes.length} values passed\n`)
  return failed.length === 0 && outcomes.length > 0 ? 0 : 1
}

function print(cells: readonly unknown[]): void {
  const [name, value, ...numbers] = cells.map(String)
  process.stdout.write(`${name?.padEnd(24)}${value?.padEnd(24)}${numbers.map((text) => text.padStart(8)).join('')}\n`)
}
