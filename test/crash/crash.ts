// plink dies at every moment of every story, and what may happen to an operator afterwards happens: the command is given
// again, or its opposite; it dies a second time; the state file is lost or an old one is put back; a call that was on its way
// arrives late. Whatever it is, the end of the story must be the world as it was before: nothing twice, nothing left over, no
// door left open, nothing of others touched, nobody told that all is gone when it is not, and no run that cannot go on.
import { createHash } from 'node:crypto'
import { type Case, casesOf, type Kind, kinds } from './cases.ts'
import { type CaseResult, type DamageKind, damages, runCase, type Sabotage } from './run-case.ts'
import { openStage } from './stage.ts'
import { stories } from './stories.ts'

/** What came of the cases of one kind. */
export type Tally = Record<DamageKind | 'cases' | 'deaths' | 'runs', number>
export type Tallies = Record<Kind, Tally>

/** The first lane is 0. */
export interface Lane {
  readonly index: number
  readonly of: number
}

export interface CrashOptions {
  /** Names of stories; all of them when left out. */
  readonly stories?: readonly string[]
  readonly kinds?: readonly Kind[]
  /** Takes every nth of the cases of each kind. */
  readonly stride?: number
  /** Takes, of those, what falls to one of several lanes that share the work. */
  readonly lane?: Lane
  /** One of them by its id, or those that begin with it. */
  readonly id?: string
  readonly sabotage?: Sabotage
  /** Switches of the simulator that are not as usual. */
  readonly rules?: object
  /** Ids of cases that need not be run again. */
  readonly known?: ReadonlySet<string>
  readonly onResult?: (each: Case, result: CaseResult) => void
}

/** Runs the cases, one after the other. */
export async function crash(options: CrashOptions = {}): Promise<Tallies> {
  const { stride = 1, lane = { index: 0, of: 1 }, known = new Set(), onResult = () => undefined } = options
  const tallies = emptyTallies()
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
        if (laneOf(each, lane.of) !== lane.index || known.has(each.id)) continue
        const result = await runCase(stage, each, options.sabotage)
        onResult(each, result)
        add(tallies[each.kind], result)
      }
    } finally {
      await stage.close()
    }
  }
  return tallies
}

/** By the case's name: each lane records the stories for itself, and no two recordings have all their moments in one order. */
function laneOf({ id }: Case, lanes: number): number {
  return createHash('sha256').update(id).digest().readUInt32BE() % lanes
}

export function emptyTallies(): Tallies {
  return Object.fromEntries(kinds.map((kind) => [kind, emptyTally()])) as Tallies
}

export function emptyTally(): Tally {
  return { cases: 0, deaths: 0, runs: 0, duplicates: 0, orphans: 0, doors: 0, touched: 0, falseEnds: 0, stuck: 0 }
}

export function add(tally: Tally, { died, runs, damage }: CaseResult): void {
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
