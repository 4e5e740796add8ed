// Runs plink's own link tests against the simulator with every value of every switch: where the documentation is silent,
// plink must work either way. `node test/simulator/switches.mjs [SWITCH…]`; a run of all takes about an hour.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const only = process.argv.slice(2)
const failed = []
for (const { name, others } of switches()) {
  if (only.length > 0 && !only.includes(name)) continue
  for (const value of others) {
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

// From the page, of which a test makes sure that it has every switch: `| name | default | other values | why |`.
function switches() {
  const page = readFileSync(join(root, 'docs', 'simulator.md'), 'utf8')
  const table = /### Switches\n[\s\S]*?\n\n(\|[\s\S]*?)\n\n/.exec(page)?.[1] ?? ''
  const numbers = { lagMs: [3000], pageLimit: [1] }
  return [...table.matchAll(/^\| `(\w+)` \| `[^`]*` \| ([^|]*) \|/gm)].map(([, name, cell]) => ({
    name,
    others:
      numbers[name] ??
      [...cell.matchAll(/`([^`]*)`/g)].map(([, text]) => (/^(?:true|false|\d+)$/.test(text) ? JSON.parse(text) : text)),
  }))
}
