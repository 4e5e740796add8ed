// Every check, even when one before it failed; the last line counts them: each test, and each other check as one.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const continuous = Boolean(process.env.CI) && process.env.CI !== 'false'

const checks = await Promise.all(['types', 'lint', 'unused'].map(check))
const tests = await test()

if (tests.skipped.length > 0) {
  process.stdout.write(`skipped${continuous ? ', which counts as failed under CI' : ''}:\n`)
  for (const title of tests.skipped) process.stdout.write(`  ${title}\n`)
}
const passed = checks.filter((ok) => ok).length + tests.passed
const failed = checks.filter((ok) => !ok).length + tests.failed + (continuous ? tests.skipped.length : 0)
const skipped = continuous ? 0 : tests.skipped.length
process.exitCode = failed > 0 ? 1 : 0
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)

async function check(script) {
  const began = Date.now()
  const { code, output } = await run(scripts[script])
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${script} (${seconds} s)\n${code === 0 ? '' : output}`)
  return code === 0
}

async function test() {
  const folder = mkdtempSync(join(tmpdir(), 'plink-test-'))
  try {
    const report = join(folder, 'report.json')
    const reporters = `--reporter=default --reporter=json --outputFile.json=${JSON.stringify(report)}`
    const { code } = await run(`${scripts.tests} ${reporters}`, 'inherit')
    return summary(code, report)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A file that does not load and an error outside any test have no test of their own: they count as one failure each. */
function summary(code, report) {
  const files = readReport(report)
  const all = files.flatMap((file) => file.assertionResults)
  const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(isFailed)).length
  const failed = all.filter(isFailed).length + broken
  return {
    passed: all.filter(({ status }) => status === 'passed').length,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: all.filter((one) => one.status !== 'passed' && !isFailed(one)).map(({ fullName }) => fullName),
  }
}

function isFailed({ status }) {
  return status === 'failed'
}

function readReport(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults
  } catch {
    return [] // vitest died before it could write; its exit code tells
  }
}

function run(command, stdout = 'pipe') {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`
  const child = spawn(command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', stdout, stdout === 'pipe' ? 'pipe' : 'inherit'],
    env: { ...process.env, PATH: path },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}
