import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Case, type Failure, failures, type Kind, randomOf } from './case.ts'
import { argvKind, environmentKind } from './kinds/command-line.ts'
import { iniKind, profilesKind } from './kinds/credentials.ts'
import { answersKind, evidenceKind, inviteKind, manifestKind, stateKind } from './kinds/files.ts'
import { namesKind } from './kinds/names.ts'
import { reflectionsKind } from './kinds/reflections.ts'
import { repliesKind } from './kinds/replies.ts'
import { deploymentKind, probeKind } from './kinds/servers.ts'
import { writesKind } from './kinds/writes.ts'
import { type Lane, openLane } from './lane.ts'
import type { Outcome } from './run-case.ts'

/** `npm run fuzz` asks for more. */
const cases = Number(process.env['FUZZ_CASES'] ?? 2_000)
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1)
/** One case again: the seed and the kind that a failure names. */
const only = process.env['FUZZ_KIND']

const kinds: readonly Kind[] = [
  manifestKind,
  answersKind,
  inviteKind,
  stateKind,
  evidenceKind,
  profilesKind,
  iniKind,
  argvKind,
  environmentKind,
  repliesKind,
  writesKind,
  namesKind,
  deploymentKind,
  probeKind,
  reflectionsKind,
]
const shares = kinds.reduce((sum, { share }) => sum + share, 0)

const root = mkdtempSync(join(tmpdir(), 'plink-fuzz-'))
let lanes: readonly Lane[] = []

beforeAll(async () => {
  const names = Array.from({ length: Math.min(4, cases) }, (_, index) => join(root, String(index)))
  lanes = await Promise.all(names.map(openLane))
})
afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.close()))
  rmSync(root, { recursive: true, force: true })
  process.stdout.write(`${table()}\n`)
})

interface Row {
  readonly name: string
  readonly cases: number
  /** On the processor, for one case. */
  readonly ms: number
  readonly failed: Readonly<Record<Failure, number>>
}
const rows: Row[] = []

test.each(kinds.filter(({ name }) => only === undefined || name === only))(
  'whatever $name holds, plink says what is wrong and does nothing else',
  async (kind) => {
    const count = Math.ceil((cases * kind.share) / shares)
    // Safe: each failure gets its number.
    const failed = Object.fromEntries(failures.map((failure) => [failure, 0])) as Record<Failure, number>
    const shown: string[] = []
    const slow: number[] = []
    const record = (own: number, drawn: Case, outcome: Outcome): void => {
      for (const failure of outcome.failures) failed[failure]++
      if (outcome.failures.length === 0 || shown.length >= 5) return
      const again = `FUZZ_KIND='${kind.name}' FUZZ_SEED=${own} FUZZ_CASES=1`
      shown.push(`${again}: ${outcome.failures.join(', ')}\n${JSON.stringify({ ...drawn, ...outcome }, null, 1)}`)
    }
    const began = process.cpuUsage()
    let seed = firstSeed
    const runLane = async (lane: Lane): Promise<void> => {
      await lane.linked.restore()
      while (seed < firstSeed + count) {
        const own = seed++
        const drawn = kind.draw(randomOf(own), lane)
        const outcome = await lane.run(drawn)
        // The time of other lanes is in it: it is measured again without them.
        if (outcome.failures.includes('hangs over 2 s')) slow.push(own)
        else record(own, drawn, outcome)
      }
    }
    await Promise.all(lanes.map(runLane))
    for (const own of slow)
      for (const lane of lanes.slice(0, 1)) {
        const drawn = kind.draw(randomOf(own), lane)
        record(own, drawn, await lane.run(drawn))
      }
    const { user, system } = process.cpuUsage(began)
    rows.push({ name: kind.name, cases: count, ms: (user + system) / 1_000 / count, failed })
    expect(shown.join('\n')).toBe('')
  },
)

function table(): string {
  const heads = ['kind', 'cases', ...failures, 'ms']
  const lines = rows.map(({ name, cases: count, ms, failed }) =>
    [name, count, ...failures.map((failure) => failed[failure]), ms.toFixed(1)].map(String),
  )
  const sums = failures.map((failure) => rows.reduce((sum, { failed }) => sum + failed[failure], 0))
  const total = ['all', rows.reduce((sum, row) => sum + row.cases, 0), ...sums, ''].map(String)
  return [heads, ...lines, total]
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(18) : cell.padStart(Math.max(8, (heads[column] ?? '').length + 2)),
        )
        .join(''),
    )
    .join('\n')
}
