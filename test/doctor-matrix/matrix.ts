// `npm run doctor-matrix`: links that are broken in known ways, and what each command makes of them. One link is made per
// kind of load balancer and broken over and over; what is broken is broken in the simulator or at a server, and no reply of
// the API says what was done. Whether traffic passes is found out without plink.

import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { commands } from '../../src/cli/command-table.ts'
import type { Cause, Oddity } from './cause.ts'
import { inboundCauses } from './causes/inbound.ts'
import { lookingCauses } from './causes/looking.ts'
import { oddities } from './causes/oddities.ts'
import { outboundCauses } from './causes/outbound.ts'
import { contradictions } from './contradictions.ts'
import { blamed, judge, type Mark, marks } from './judge.ts'
import { ask, gaveUp, type Judge, judges, type Lang, type Outcome } from './outcome.ts'
import { rewrite } from './parts.ts'
import { openStage, type Stage } from './stage.ts'
import { carries, carriesInTheEnd } from './traffic.ts'
import { type Measured, missesOf } from './verdict.ts'

export const causes: readonly Cause[] = [...inboundCauses, ...outboundCauses, ...lookingCauses]

/** The commands there are. */
export const askable: readonly Judge[] = judges.filter((name) => commands.some((each) => each.name === name))

export interface Row {
  readonly causes: readonly Cause[]
  readonly marks: Readonly<Partial<Record<Judge, readonly (Mark | undefined)[]>>>
  /** What went wrong in judging, for people. */
  readonly notes: readonly string[]
  /** What findings lack. */
  readonly lacks: readonly string[]
  /** Where commands contradict each other. */
  readonly contradictions: readonly string[]
  /** Commands that gave up waiting although nothing hung: the machine was too busy, or plink too slow. */
  readonly late: readonly string[]
  /** How long doctor took. */
  readonly seconds: number
  /** The codes that any command said. */
  readonly codes: readonly string[]
  /** What was said by those commands that did not find all of it at once. */
  readonly said: readonly string[]
}

/**
 * Breaks a link in one way or more, and has every command judge it.
 * @throws Error when a cause does not do to the traffic what it says: then the matrix would measure nothing
 */
export async function judgeCauses(stage: Stage, broken: readonly Cause[], lang: Lang, asked = askable): Promise<Row> {
  await stage.reset()
  for (const cause of broken) {
    if (cause.manifest) rewrite(stage, cause.manifest)
    await cause.inject(stage)
  }
  const asking = {
    env: Object.assign({}, ...broken.map((cause) => cause.env?.(stage) ?? {})),
    hangs: broken.some(({ codes }) => codes.includes('WAIT_TIMEOUT')),
    words: broken.flatMap(({ words }) => words?.(stage) ?? []),
  }
  for (const direction of ['inbound', 'outbound'] as const) {
    const shouldPass = !broken.some((cause) => cause.breaks && cause.direction === direction)
    if ((await (shouldPass ? carriesInTheEnd : carries)(stage, direction)) !== shouldPass)
      throw new Error(`${broken.map(({ id }) => id)}: traffic ${direction} ${shouldPass ? 'stopped' : 'still passes'}`)
  }
  const reading = await Promise.all(asked.filter((name) => name !== 'up').map((name) => ask(stage, name, lang, asking)))
  // It changes the world, so it comes last; what it has repaired is no longer broken.
  const before = await stage.cloud.control('GET', 'world')
  const writing = asked.includes('up') ? [await ask(stage, 'up', lang, asking)] : []
  const isUnchanged = isDeepStrictEqual(await stage.cloud.control('GET', 'world'), before)
  const outcomes = [...reading, ...writing]
  /** Whether it still does not work: only an `up` that says so can have changed that. */
  const isBroken = async ({ breaks, direction, seenBy }: Cause, { command, states, domains }: Outcome) => {
    // What only a test shows may pass other traffic than what the test asks for.
    if (!breaks) return seenBy === 'probe'
    return (
      command !== 'up' ||
      isUnchanged ||
      states[direction] !== 'connected' ||
      !(await carriesInTheEnd(stage, direction, domains[direction]))
    )
  }
  const marked = await Promise.all(
    outcomes.map(async (outcome): Promise<[Judge, (Mark | undefined)[]]> => {
      const isChanged = outcome.command === 'up' && !isUnchanged
      const marksOfOne = broken.map(async (cause) =>
        judge(broken, cause, outcome, await isBroken(cause, outcome), isChanged),
      )
      return [outcome.command, await Promise.all(marksOfOne)]
    }),
  )
  return {
    causes: broken,
    marks: withMended(Object.fromEntries(marked), !isUnchanged),
    notes: outcomes.flatMap((each) => noteOn(broken, each)),
    lacks: outcomes.flatMap(({ lacks }) => lacks),
    contradictions: contradictions(
      isUnchanged ? outcomes : reading,
      broken.every(({ seenBy }) => seenBy === 'account'),
    ),
    late: asking.hangs ? [] : outcomes.filter(gaveUp).map(({ command }) => `${command} gave up waiting`),
    seconds: outcomes.find(({ command }) => command === 'doctor')?.seconds ?? 0,
    codes: outcomes.flatMap(({ findings }) => findings.map(({ code }) => code)),
    said: outcomes
      .filter(({ command }) =>
        marked.some(([name, list]) => name === command && list.some((mark) => mark && mark !== 'first')),
      )
      .map(saidBy),
  }
}

/** What was named before `up` changed something, and is not to be found after it, `up` has mended. */
function withMended(all: Row['marks'], changed: boolean): Row['marks'] {
  const isFound = (mark: Mark | undefined) => mark === 'first' || mark === 'named'
  if (!changed || !all.up) return all
  const up = all.up.map((mark, index) => (mark === 'silent' && isFound(all.status?.[index]) ? 'first' : mark))
  return { ...all, up }
}

/** What is found wrong with a link that works. */
export async function judgeOddity(
  stage: Stage,
  oddity: Oddity,
  lang: Lang,
  asked = askable,
): Promise<readonly string[]> {
  await stage.reset()
  if (oddity.manifest) rewrite(stage, oddity.manifest)
  await oddity.inject(stage)
  for (const direction of ['inbound', 'outbound'] as const) {
    if (!(await carriesInTheEnd(stage, direction))) throw new Error(`${oddity.id}: traffic ${direction} stopped`)
  }
  const outcomes = await Promise.all(asked.filter((name) => name !== 'up').map((name) => ask(stage, name, lang)))
  if (asked.includes('up')) outcomes.push(await ask(stage, 'up', lang))
  return outcomes.flatMap((outcome) => [
    ...[...blamed([], outcome), ...outcome.lacks].map((what) => `${outcome.command}: ${what}`),
    ...Object.entries(outcome.states)
      .filter(([, state]) => state !== 'connected')
      .map(([direction, state]) => `${outcome.command}: ${direction} is ${state}`),
    // A plan may have something to do: 9 says no more than that.
    ...(outcome.code === 0 || (outcome.command === 'plan' && outcome.code === 9)
      ? []
      : [`${outcome.command} ends with ${outcome.code}`]),
  ])
}

function noteOn(broken: readonly Cause[], outcome: Outcome): string[] {
  const { command, lacks } = outcome
  return [
    ...blamed(broken, outcome).map((what) => `${command} blames ${what}`),
    ...lacks.map((what) => `${command}: ${what}`),
  ]
}

/** Takes the work in lanes, each with a stage per kind of load balancer of its own. */
async function inLanes<T>(
  { lanes, both }: { readonly lanes: number; readonly both: boolean },
  work: readonly T[],
  isNlb: (one: T) => boolean,
  run: (stage: Stage, one: T) => Promise<void>,
) {
  const queue = [...work]
  const lane = async () => {
    const stages = new Map<boolean, Stage>()
    try {
      for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
        const nlb = isNlb(one)
        const stage = stages.get(nlb) ?? (await openStage(nlb ? 'nlb' : 'article', both))
        stages.set(nlb, stage)
        await run(stage, one)
      }
    } finally {
      for (const stage of stages.values()) await stage.close()
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Pairs of causes that can be there at the same time: by a seed, so that a run can be repeated. */
export function pairsOf(all: readonly Cause[], count: number, seed: number): [Cause, Cause][] {
  const random = generator(seed)
  const usable = all.filter((cause) => cause.seenBy !== 'vantage' && !cause.manifest && cause.breaks)
  const pairs: [Cause, Cause][] = []
  while (pairs.length < count) {
    const [a, b] = [usable[random(usable.length)], usable[random(usable.length)]]
    // In one direction what is broken first hides the next from every probe: one of them must stand in the API, and
    // neither may take away what the other is about.
    if (!a || !b || a.id === b.id || Boolean(a.nlb) !== Boolean(b.nlb)) continue
    if (a.direction === b.direction && (a.hop === b.hop || hides(a, b) || hides(b, a))) continue
    pairs.push([a, b])
  }
  return pairs
}

function hides(a: Cause, b: Cause): boolean {
  return b.seenBy === 'probe' || a.takes?.includes(b.hop) === true || /deleted|gone|removed|released/.test(a.id)
}

/** Whole numbers below a limit, the same for the same seed (a linear congruential generator, Numerical Recipes). */
function generator(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

async function main(): Promise<void> {
  const began = performance.now()
  // By itself a signal ends the process without a word to those who wait for its exit, such as the servers.
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => process.exit(code))
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      pairs: { type: 'string' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '1' },
      lang: { type: 'string' },
      both: { type: 'boolean', default: false },
    },
  })
  const only = values.only === undefined ? undefined : new RegExp(values.only)
  const chosen = <T extends { readonly id: string }>(all: readonly T[]) =>
    all.filter(({ id }) => only?.test(id) ?? true)
  const log = (line: string) => void process.stderr.write(`${line}\n`)
  const how = { lanes: Number(values.lanes), both: values.both }
  let turn = 0
  /** One language after the other, unless one is asked for. */
  const lang = (): Lang => (values.lang === 'en' || values.lang === 'zh' ? values.lang : turn++ % 2 === 0 ? 'en' : 'zh')

  const failed: string[] = []
  /** One that cannot be measured is reported, and the rest is measured all the same. */
  const measured = async <T>(what: string, measure: () => Promise<T>, say: (found: T) => string): Promise<T[]> => {
    try {
      const found = await measure()
      log(`${what}: ${say(found)}`)
      return [found]
    } catch (error) {
      failed.push(`${what}: ${error instanceof Error ? error.message : error}`)
      log(`${failed.at(-1)}`)
      return []
    }
  }

  const singles: Row[] = []
  const twos: Row[] = []
  const wrong: string[] = []
  // Of causes that are chosen only as many pairs as are asked for.
  const count = Number(values.pairs ?? (only === undefined ? 200 : 0))
  const pairs = pairsOf(causes, count, Number(values.seed))
  const isNlb = ({ nlb }: { readonly nlb?: boolean | undefined }) => nlb === true
  await inLanes(how, chosen(causes), isNlb, async (stage, cause) => {
    singles.push(...(await measured(`${cause.direction} ${cause.id}`, () => judgeCauses(stage, [cause], lang()), told)))
  })
  await inLanes(
    how,
    pairs,
    ([first]) => isNlb(first),
    async (stage, pair) => {
      twos.push(...(await measured(pair.map(({ id }) => id).join(' + '), () => judgeCauses(stage, pair, lang()), told)))
    },
  )
  await inLanes(how, chosen(oddities), isNlb, async (stage, oddity) => {
    const about = `healthy ${oddity.id}`
    const found = await measured(
      about,
      () => judgeOddity(stage, oddity, lang()),
      (all) => all.join('; ') || 'nothing found',
    )
    wrong.push(...found.flat().map((what) => `${oddity.id}: ${what}`))
  })
  const all = measuredOf(singles, twos, wrong, failed)
  const misses = missesOf(all)
  const lines = [
    ...report(singles, twos, chosen(oddities).length, all),
    `took ${Math.round((performance.now() - began) / 1000)} s`,
    ...(misses.length === 0 ? ['all that is required was reached'] : ['required and missed:']),
    ...misses.map((miss) => `  ${miss}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = misses.length === 0 ? 0 : 1
}

function told({ marks: all, notes, contradictions: clashes, late, said }: Row): string {
  const each = Object.entries(all).map(([name, list]) => `${name} ${list.map((mark) => mark ?? '–').join(', ')}`)
  return [...each, ...notes, ...clashes, ...late, ...said].join('; ')
}

/** What a command said that did not find a cause at once: `plan (0) LISTENER_ACL, …`. */
function saidBy({ command, code, findings, states }: Outcome): string {
  const codes = findings.map(
    (each) => `${each.direction?.slice(0, 1) ?? ''}:${each.code}${each.severity === 'error' ? '!' : ''}`,
  )
  const ends = Object.values(states).join('/')
  return `${command} (${code}) ${ends} ${codes.join(' ') || 'nothing'}`
}

/** What the rows say, in the terms of what is required. */
function measuredOf(
  singles: readonly Row[],
  twos: readonly Row[],
  wrongOnHealthy: readonly string[],
  failed: readonly string[],
): Measured {
  const rows = [...singles, ...twos]
  const marksOf = (of: readonly Row[]) =>
    Object.fromEntries(
      askable.map((name) => [
        name,
        of.flatMap(({ marks: all }) => all[name] ?? []).filter((mark) => mark !== undefined),
      ]),
    )
  const seenBy = (who: Cause['seenBy']) => singles.filter(({ causes: [cause] }) => cause?.seenBy === who)
  const of = (row: Row, about: readonly string[]) =>
    about.map((what) => `${row.causes.map(({ id }) => id).join(' + ')}: ${what}`)
  return {
    inTheApi: marksOf(seenBy('account')),
    byProbe: marksOf(seenBy('probe')),
    pairs: Object.fromEntries(askable.map((name) => [name, twos.flatMap((row) => namesAll(row, name) ?? [])])),
    all: marksOf(rows),
    wrongOnHealthy,
    contradictions: rows.flatMap((row) => of(row, row.contradictions)),
    lacks: [...new Set(rows.flatMap(({ lacks }) => lacks))],
    failed,
    late: rows.flatMap((row) => of(row, row.late)),
    seconds: rows.map(({ seconds }) => seconds),
  }
}

/** Whether a command named all that it can know of a pair; undefined when it can know of neither. */
function namesAll({ marks: all }: Row, name: Judge): boolean | undefined {
  const known = (all[name] ?? []).filter((mark) => mark !== undefined)
  return known.length === 0 ? undefined : known.every((mark) => mark === 'first' || mark === 'named')
}

/** A cause's first code is what it is there to bring about. With the peer's keys some have another. */
function unsaidIn(singles: readonly Row[]): string[] {
  const said = singles.flatMap(({ codes }) => codes)
  const wanted = singles.flatMap(({ causes: [cause] }) => cause?.codes[0] ?? [])
  return [...new Set(wanted)].filter((code) => !said.includes(code))
}

/** The table, and what is required of it. */
function report(
  singles: readonly Row[],
  twos: readonly Row[],
  healthy: number,
  { pairs, wrongOnHealthy, contradictions: clashes, lacks, failed, late }: Measured,
): string[] {
  const count = (rows: readonly Row[], name: Judge, mark: Mark) =>
    rows.flatMap((row) => row.marks[name] ?? []).filter((each) => each === mark).length
  const table = (title: string, rows: readonly Row[]) => [
    `${title.padEnd(24)}${marks.map((mark) => mark.padStart(mark.length + 2)).join('')}`,
    ...askable.map(
      (name) =>
        `  ${name.padEnd(22)}${marks.map((mark) => String(count(rows, name, mark)).padStart(mark.length + 2)).join('')}`,
    ),
  ]
  const [slowest] = [...singles, ...twos].toSorted((a, b) => b.seconds - a.seconds)
  const of = (seenBy: Cause['seenBy']) => singles.filter(({ causes: [cause] }) => cause?.seenBy === seenBy)
  const list = (title: string, all: readonly string[]) => [`${title}: ${all.length}`, ...all.map((what) => `  ${what}`)]
  return [
    ...table(`in the API (${of('account').length})`, of('account')),
    ...table(`by a probe only (${of('probe').length})`, of('probe')),
    ...table(`not to be seen (${of('vantage').length})`, of('vantage')),
    ...table(`pairs (${twos.length})`, twos),
    ...askable.map((name) => {
      const named = pairs[name] ?? []
      return `  ${name} names all that it can know: ${named.filter(Boolean).length} of ${named.length}`
    }),
    ...list('states in which commands contradict each other', clashes),
    ...list(`healthy links with oddities: ${healthy}, wrong about them`, wrongOnHealthy),
    ...list('findings that lack something', lacks),
    ...list('findings that should name a cause, and that nobody had', unsaidIn(singles)),
    `doctor took at most: ${slowest?.seconds.toFixed(1)} s (${slowest?.causes.map(({ id }) => id).join(' + ')})`,
    ...list('gave up waiting although nothing hung', late),
    ...list('not measured', failed),
  ]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
