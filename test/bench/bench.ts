// `npm run bench`: how fast plink is, as ratios that mean the same on any machine: its start over bare Node's, and a two-way
// `up` over the shortest time the simulated cloud could have taken for it. Medians; the order of runs is interleaved. Then
// what one simulator holds: many links in one world. Each part can be left out: `-- --starts 0 --links 0 --world 1000`.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { twoWayManifest } from '../harness/manifests.ts'
import { bin } from '../harness/processes.ts'
import { openSandbox } from '../harness/sandbox.ts'
import { measureWorld } from './world.ts'

const { values } = parseArgs({
  options: {
    starts: { type: 'string', default: '21' },
    links: { type: 'string', default: '5' },
    world: { type: 'string', default: '1000' },
  },
})
const both = ['-y', '-o', 'json', '--peer-profile', 'peer']
const rows: string[] = []

const starts = { bare: ['-e', '0'], version: [bin, '--version'], help: [bin, '--help'] }
const times: Record<keyof typeof starts, number[]> = { bare: [], version: [], help: [] }
for (let round = 0; round < Number(values.starts); round++) {
  for (const name of ['bare', 'version', 'help'] as const) {
    times[name].push(timed(() => spawnSync(process.execPath, starts[name])))
  }
}
row('--version over bare node', median(times.version) / median(times.bare), 1.15)
row('--help over bare node', median(times.help) / median(times.bare), 1.35)

// Real pace: a service takes two seconds here, an endpoint and a connection five.
const sandbox = await openSandbox({ speed: 1 })
const ratios: number[] = []
const runs = [
  ['up', ['up', ...both]],
  ['second up', ['up', ...both]],
  ['down', ['down', ...both]],
] as const
/** Terraform's alicloud provider needs 43, 20 and 44, and diagnoses nothing. */
const callGoals = { up: 65, 'second up': 28, down: 65 }
interface Counts {
  readonly requests: number
  readonly mutations: number
  readonly dryRuns: number
}
const calls: Record<(typeof runs)[number][0], Counts[]> = { up: [], 'second up': [], down: [] }
try {
  for (let round = 0; round < Number(values.links); round++) {
    const folder = sandbox.folder(twoWayManifest(sandbox.document, { name: `bench${round}` }))
    for (const [name, words] of runs) {
      await sandbox.control('POST', 'reset-log')
      const start = performance.now()
      const ran = await sandbox.plink(words, folder)
      const took = performance.now() - start
      if (ran.code !== 0) throw new Error(`${name} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`)
      calls[name].push(await sandbox.control('GET', 'counts'))
      if (name === 'up') ratios.push(took / (await sandbox.control('GET', 'critical-path')).ms.real)
    }
  }
} finally {
  await sandbox.close()
}
row('two-way up over the critical path', median(ratios), 1.15)
for (const [name, counts] of Object.entries(calls)) {
  const of = (key: keyof Counts) => median(counts.map((each) => each[key]))
  const kinds = `${of('mutations')} changing, ${of('dryRuns')} rehearsed`
  row(`calls of ${name} (${kinds})`, of('requests'), callGoals[name as keyof typeof calls])
}
if (Number(values.world) > 0) {
  const { links, making, reading, emptyMb, fullMb } = await measureWorld(Number(values.world))
  rows.push(
    `${`${links} links in one world`.padEnd(48)} ${making.toFixed(0)} calls/s making them, ${reading.toFixed(0)} reads/s`,
  )
  rows.push(
    `${'memory of the simulator'.padEnd(48)} ${emptyMb.toFixed(0)} MB empty, ${fullMb.toFixed(0)} MB with all of them`,
  )
}
process.stdout.write(`${rows.join('\n')}\n`)

function row(name: string, ratio: number, goal: number): void {
  // Left out.
  if (Number.isNaN(ratio)) return
  const shown = (each: number) => (Number.isInteger(each) && Number.isInteger(goal) ? `${each}` : each.toFixed(2))
  rows.push(`${name.padEnd(48)} ${shown(ratio)} (goal ${shown(goal)})${ratio > goal ? '  MISSED' : ''}`)
  if (ratio > goal) process.exitCode = 1
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
