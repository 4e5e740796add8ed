import type { Mark } from './judge.ts'
import { type Judge, judges } from './outcome.ts'

/** What was measured, as far as something is required of it. */
export interface Measured {
  /** The marks that each command got for causes that stand in the API, and for those that only a test shows. */
  readonly inTheApi: MarksOf
  readonly byProbe: MarksOf
  /** Of each pair, whether the command named all that it can know. */
  readonly pairs: Readonly<Partial<Record<Judge, readonly boolean[]>>>
  /** All marks of singles and pairs. */
  readonly all: MarksOf
  /** Findings on links that work, each in words. */
  readonly wrongOnHealthy: readonly string[]
  readonly contradictions: readonly string[]
  /** What findings lack. */
  readonly lacks: readonly string[]
  /** What could not be measured, and why. */
  readonly failed: readonly string[]
  /** Commands that gave up waiting, or were late, because of how busy the machine was. */
  readonly late: readonly string[]
  /** How long `doctor` took each time. */
  readonly seconds: readonly number[]
}

type MarksOf = Readonly<Partial<Record<Judge, readonly Mark[]>>>

/** The least share of causes that are the first finding, and of pairs of which both are named. */
const required = { inTheApi: 0.95, byProbe: 0.85, pairs: 0.9, seconds: 15 } as const

/** What is required and was not reached, each in words; empty when all was. What was not asked of anybody misses nothing. */
export function missesOf(measured: Measured): string[] {
  const { inTheApi, byProbe, pairs, all } = measured
  const misses: string[] = []
  const share = (what: string, judge: Judge, good: readonly boolean[], least: number) => {
    const reached = good.filter(Boolean).length
    // Exact for whole percents, which a product of a fraction is not.
    if (good.length > 0 && reached * 100 < Math.round(least * 100) * good.length)
      misses.push(`${judge}: ${what} ${reached} of ${good.length}, required ${Math.round(least * 100)} %`)
  }
  const none = (what: string, found: readonly unknown[]) => {
    if (found.length > 0) misses.push(`${what}: ${found.length}, required 0`)
  }
  for (const judge of judges) {
    const isFirst = (marks: MarksOf) => (marks[judge] ?? []).map((mark) => mark === 'first')
    share('cause in the API first', judge, isFirst(inTheApi), required.inTheApi)
    share('cause that only a probe shows first', judge, isFirst(byProbe), required.byProbe)
    share('both of a pair named', judge, pairs[judge] ?? [], required.pairs)
    const marked = (wanted: Mark) => (all[judge] ?? []).filter((mark) => mark === wanted)
    none(`${judge}: ok although broken`, marked('ok although broken'))
    none(`${judge}: innocent blamed`, marked('blamed innocent'))
  }
  none('findings on healthy links', measured.wrongOnHealthy)
  none('states in which commands contradict each other', measured.contradictions)
  none('findings that lack something', measured.lacks)
  none('not measured', measured.failed)
  none('late', measured.late)
  const slow = measured.seconds.filter((each) => each > required.seconds)
  none(`doctor took more than ${required.seconds} s`, slow)
  return misses
}
