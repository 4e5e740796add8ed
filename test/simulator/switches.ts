// Runs plink's own link tests against the simulator with every value of every switch: where the documentation is silent,
// plink must work either way. `npm run switches [-- SWITCH…]`; a run of all takes about an hour.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { defaultRules, ruleChoices } from '../../src/simulator/world/rules.ts'

const root = join(import.meta.dirname, '..', '..')
/** Values to try of the switches that take any number. */
const numbers: Readonly<Record<string, readonly unknown[]>> = { lagMs: [3000], pageLimit: [1] }

const only = process.argv.slice(2)
const failed: string[] = []
for (const [name, usual] of Object.entries(defaultRules)) {
  if (only.length > 0 && !only.includes(name)) continue
  for (const value of choicesOf(name, usual)) {
    const rules = JSON.stringify({ [name]: value })
    process.stderr.write(`${rules} …\n`)
    const { status } = spawnSync(
      join(root, 'node_modules', '.bin', 'vitest'),
      ['run', '--project', 'e2e', 'test/e2e/link.test.ts', '--reporter', 'dot'],
      { cwd: root, stdio: 'inherit', env: { ...process.env, PLINK_TEST_RULES: rules } },
    )
    if (status !== 0) failed.push(rules)
  }
}
process.stdout.write(failed.length === 0 ? 'all passed\n' : `failed: ${failed.join(' ')}\n`)
process.exitCode = failed.length === 0 ? 0 : 1

function choicesOf(name: string, usual: unknown): readonly unknown[] {
  const listed: readonly unknown[] = new Map<string, readonly unknown[]>(Object.entries(ruleChoices)).get(name) ?? [
    !usual,
  ]
  return (numbers[name] ?? listed).filter((value) => value !== usual)
}
