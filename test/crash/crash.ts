// `npm run crash`: plink dies at every moment of every story, and what may happen to an operator afterwards happens: the
// command is given again, or its opposite; it dies a second time; the state file is lost or an old one is put back; a call
// that was on its way arrives late. Whatever it is, the end of the story must be the world as it was before: nothing twice,
// nothing left over, no door left open, nothing of others touched, nobody told that all is gone when it is not, and no run
// that cannot go on.
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Case, casesOf, type Kind, kinds } from './cases.ts'
import { type CaseResult, type DamageKind, damages, runCase, type Sabotage } from './run-case.ts'
import { openStage } from './stage.ts'
import { stories } from './stories.ts'

/** What came of the cases of one kind. */
export type Tally = Record<DamageKind | 'cases' | 'deaths' | 'runs', number>
export type Tallies = Record<Kind, Tally>

export interface CrashOptions {
  /** Names of stories; all of them when left out. */
  readonly stories?: readonly string[]
  readonly kinds?: readonly Kind[]
  /** Takes every nth of the cases of each kind. */
  readonly stride?: number
  /** One of them by its id, or those that begin with it. */
  readonly id?: string
  readonly sabotage?: Sabotage
  /** Switches of the simulator that are not as usual. */
  readonly rules?: object
  /** Results of cases that need not be run again, by id. */
  readonly known?: ReadonlyMap<string, CaseResult>
  readonly onResult?: (each: Case, result: CaseResult) => void
}

/** Runs the cases, one after the other. */
export async function crash(options: CrashOptions = {}): Promise<Tallies> {
  const { stride = 1, known = new Map(), onResult = () => undefined } = options
  const tallies = Object.fromEntries(kinds.map((kind) => [kind, emptyTally()])) as Tallies
  for (const story of stories) {
    if (options.stories && !options.stories.includes(story.name)) continue
    if (options.id !== undefined && options.id.split('/')[0] !== story.name) continue
    const stage = await openStage(story, options.rules)
    try {
      const counts = new Map<Kind, number>()
      const cases = casesOf(stage).filter(({ kind, id }) => {
        if (options.id !== undefined) return id === options.id || id.startsWith(`${options.id}/`)
        if (options.kinds && !options.kinds.includes(kind)) return false
        const count = counts.get(kind) ?? 0
        counts.set(kind, count + 1)
        return count % stride === 0
      })
      for (const each of cases) {
        const before = known.get(each.id)
        const result = before ?? (await runCase(stage, each, options.sabotage))
        if (!before) onResult(each, result)
        add(tallies[each.kind], result)
      }
    } finally {
      await stage.close()
    }
  }
  return tallies
}

export function emptyTally(): Tally {
  return { cases: 0, deaths: 0, runs: 0, duplicates: 0, orphans: 0, doors: 0, touched: 0, falseEnds: 0, stuck: 0 }
}

function add(tally: Tally, { died, runs, damage }: CaseResult): void {
  tally.cases++
  tally.deaths += died ? 1 : 0
  tally.runs += runs
  for (const kind of damages) tally[kind] += damage.some((each) => each.kind === kind) ? 1 : 0
}

/** A table of the tallies, with a row for each. */
export function tableOf(tallies: Readonly<Record<string, Tally>>): string {
  const columns = Object.keys(emptyTally()) as (keyof Tally)[]
  const rows = [
    ['', ...columns],
    ...Object.entries(tallies).map(([name, tally]) => [name, ...columns.map((each) => String(tally[each]))]),
  ]
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? []
  return rows
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart((widths[at] ?? 0) + 2))).join(''),
    )
    .join('\n')
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Of everything that the results depend on: those of another program are no results. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of ['src', 'test/crash', 'test/harness']) {
    for (const name of fs.readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).toSorted()) {
      if (!/\.(?:ts|cjs|mjs)$/.test(name)) continue
      hash.update(name).update(fs.readFileSync(join(root, folder, name)))
    }
  }
  return hash.digest('hex').slice(0, 16)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      story: { type: 'string', multiple: true },
      kind: { type: 'string', multiple: true },
      stride: { type: 'string', default: '1' },
      case: { type: 'string' },
      resume: { type: 'boolean', default: false },
    },
  })
  const began = performance.now()
  const journal = join(root, 'crash.log')
  const now = fingerprint()
  const [head, ...rows] =
    values.resume && fs.existsSync(journal) ? fs.readFileSync(journal, 'utf8').trim().split('\n') : []
  const isSame = head === now
  if (values.resume && !isSame) process.stderr.write('Nothing to resume: the program is another one now.\n')
  if (!isSame) fs.writeFileSync(journal, `${now}\n`)
  const known = new Map<string, CaseResult>(isSame ? rows.map((row) => JSON.parse(row)) : [])
  let ran = 0
  const tallies = await crash({
    ...(values.story && { stories: values.story }),
    ...(values.kind && { kinds: kinds.filter((kind) => values.kind?.includes(kind)) }),
    ...(values.case !== undefined && { id: values.case }),
    stride: Number(values.stride),
    known,
    onResult: (each, result) => {
      fs.appendFileSync(journal, `${JSON.stringify([each.id, result])}\n`)
      for (const { kind, what } of result.damage) process.stdout.write(`${each.id}: ${kind}: ${what}\n`)
      if (++ran % 100 === 0) process.stderr.write(`${ran} cases, ${minutes(began)} min, at ${each.id}\n`)
    },
  })
  process.stdout.write(`${tableOf(tallies)}\n${known.size} results were there; ${ran} cases in ${minutes(began)} min\n`)
  process.exitCode = Object.values(tallies).some((tally) => damages.some((kind) => tally[kind] > 0)) ? 1 : 0
}

function minutes(since: number): string {
  return ((performance.now() - since) / 60_000).toFixed(1)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
