// `npm run bench`: how fast plink is, as ratios that mean the same on any machine: its start over bare Node's, and a two-way
// `up` over the shortest time the simulated cloud could have taken for it. Medians; the order of runs is interleaved.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { bin, openLab, twoWaySpec } from '../e2e/lab.mjs'

const { values } = parseArgs({
  options: { starts: { type: 'string', default: '21' }, links: { type: 'string', default: '5' } },
})
const both = ['-y', '-o', 'json', '--peer-profile', 'peer']
const rows = []

const starts = { bare: ['-e', '0'], version: [bin, '--version'], help: [bin, '--help'] }
const times = Object.fromEntries(Object.keys(starts).map((name) => [name, []]))
for (let round = 0; round < Number(values.starts); round++) {
  for (const [name, words] of Object.entries(starts)) times[name].push(timed(() => spawnSync(process.execPath, words)))
}
row('--version over bare node', median(times.version) / median(times.bare), 1.15)
row('--help over bare node', median(times.help) / median(times.bare), 1.35)

// Real pace: a service takes two seconds here, an endpoint and a connection five.
const lab = await openLab({ speed: 1 })
const ratios = []
const calls = { up: [], 'second up': [], down: [] }
try {
  for (let round = 0; round < Number(values.links); round++) {
    const folder = lab.folder(twoWaySpec(lab.document, { name: `bench${round}` }))
    for (const [name, words] of [
      ['up', ['up', ...both]],
      ['second up', ['up', ...both]],
      ['down', ['down', ...both]],
    ]) {
      await lab.control('/reset-log', { method: 'POST' })
      const start = performance.now()
      const ran = await lab.plink(words, folder)
      const took = performance.now() - start
      if (ran.code !== 0) throw new Error(`${name} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`)
      calls[name].push(await lab.control('/counts'))
      if (name === 'up') ratios.push(took / (await lab.control('/critical-path')).ms.real)
    }
  }
} finally {
  await lab.close()
}
row('two-way up over the critical path', median(ratios), 1.25)
for (const [name, counts] of Object.entries(calls)) {
  const of = (key) => median(counts.map((each) => each[key]))
  rows.push(
    `${`calls of ${name}`.padEnd(36)} ${of('requests')} (${of('mutations')} changing, ${of('dryRuns')} rehearsed)`,
  )
}
process.stdout.write(`${rows.join('\n')}\n`)

function row(name, ratio, goal) {
  rows.push(`${name.padEnd(36)} ${ratio.toFixed(2)} (goal ${goal.toFixed(2)})${ratio > goal ? '  MISSED' : ''}`)
  if (ratio > goal) process.exitCode = 1
}

function timed(work) {
  const start = performance.now()
  work()
  return performance.now() - start
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
