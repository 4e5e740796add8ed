// `npm run crash`: every case of every story, in as many processes as there are processors, and the controls.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { kinds } from './cases.ts'
import { controls } from './controls.ts'
import { add, crash, emptyTallies, type Lane, tableOf } from './crash.ts'
import { type CaseResult, damages } from './run-case.ts'

const journal = 'crash.log'

const { values } = parseArgs({
  options: {
    story: { type: 'string', multiple: true },
    kind: { type: 'string', multiple: true },
    stride: { type: 'string', default: '1' },
    case: { type: 'string' },
    resume: { type: 'boolean', default: false },
    lanes: { type: 'string', default: String(availableParallelism()) },
    /** Said by this program itself, to one of its lanes. */
    lane: { type: 'string' },
  },
})

if (values.lane === undefined) await runAll()
else await runLane({ index: Number(values.lane), of: Number(values.lanes) })

async function runAll(): Promise<void> {
  const began = performance.now()
  const now = fingerprint()
  const head = values.resume && fs.existsSync(journal) ? fs.readFileSync(journal, 'utf8').split('\n')[0] : undefined
  if (values.resume && head !== now) process.stderr.write('Nothing to resume: the program is another one now.\n')
  if (head !== now) fs.writeFileSync(journal, `${now}\n`)
  const before = resultsIn(journal).size
  const codes = await Promise.all(Array.from({ length: Number(values.lanes) }, (_, lane) => startLane(lane)))
  // Each lane records for itself, and no two recordings have all their moments in common: what none of them had is left.
  const rest = Number(values.lanes) > 1 ? [await startLane(0, '--lanes', '1')] : []
  const isWhole = [...codes, ...rest].every((code) => code === 0)

  const results = resultsIn(journal)
  const tallies = emptyTallies()
  // Safe: the fourth word but one of an id is its kind.
  for (const [id, result] of results) add(tallies[id.split('/')[2] as keyof typeof tallies], result)
  const blind = values.case === undefined ? await blindControls() : []
  process.stdout.write(`${tableOf(tallies)}\n`)
  for (const name of blind) process.stdout.write(`This control must find something, and does not: ${name}\n`)
  if (values.case === undefined)
    process.stdout.write(
      `controls that found what they must: ${controls.length - blind.length} of ${controls.length}\n`,
    )
  process.stdout.write(`${before} results were there; ${results.size - before} cases in ${minutesSince(began)} min\n`)
  const isClean = Object.values(tallies).every((tally) => damages.every((kind) => tally[kind] === 0))
  process.exitCode = isWhole && isClean && blind.length === 0 ? 0 : 1
}

/** One process that runs its share of the cases, of what is not in the journal yet. @returns its exit code */
async function startLane(lane: number, ...more: readonly string[]): Promise<number | null> {
  const words = [...process.execArgv, ...process.argv.slice(1), ...more, '--lane', String(lane)]
  const [code] = await once(spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] }), 'exit')
  return code
}

async function runLane(lane: Lane): Promise<void> {
  const began = performance.now()
  let ran = 0
  await crash({
    ...(values.story && { stories: values.story }),
    ...(values.kind && { kinds: kinds.filter((kind) => values.kind?.includes(kind)) }),
    ...(values.case !== undefined && { id: values.case }),
    stride: Number(values.stride),
    lane,
    known: new Set(resultsIn(journal).keys()),
    onResult: (each, result) => {
      fs.appendFileSync(journal, `${JSON.stringify([each.id, result])}\n`)
      for (const { kind, what } of result.damage) process.stdout.write(`${each.id}: ${kind}: ${what}\n`)
      if (++ran % 100 === 0)
        process.stderr.write(`lane ${lane.index}: ${ran} cases, ${minutesSince(began)} min, at ${each.id}\n`)
    },
  })
}

/** Names of the controls that find nothing. */
async function blindControls(): Promise<string[]> {
  const blind: string[] = []
  for (const { name, finds, ...options } of controls) {
    const found = new Set<string>()
    await crash({ ...options, onResult: (_, { damage }) => damage.forEach(({ kind }) => void found.add(kind)) })
    if (!found.has(finds)) blind.push(name)
  }
  return blind
}

function resultsIn(file: string): Map<string, CaseResult> {
  const [, ...rows] = fs.readFileSync(file, 'utf8').trim().split('\n')
  return new Map(rows.map((row) => JSON.parse(row)))
}

/** Of everything that the results depend on: those of another program are no results. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of ['src', 'test/crash', 'test/harness']) {
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) {
      if (!/\.(?:ts|cjs|mjs)$/.test(name)) continue
      hash.update(name).update(fs.readFileSync(join(folder, name)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

function minutesSince(began: number): string {
  return ((performance.now() - began) / 60_000).toFixed(1)
}
