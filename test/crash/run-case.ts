import * as fs from 'node:fs'
import { operations } from '../../src/alibaba/operations.ts'
import { type Case, oppositeOf } from './cases.ts'
import { differences } from './damage.ts'
import type { MachineRun } from './machine.ts'
import { latestMs, longMs, type Stage } from './stage.ts'
import { isRemoving, type Line, wordsIn } from './stories.ts'

/** What must never be. */
export const damages = ['duplicates', 'orphans', 'doors', 'touched', 'falseEnds', 'stuck'] as const
export type DamageKind = (typeof damages)[number]

interface Damage {
  readonly kind: DamageKind
  readonly what: string
}

export interface CaseResult {
  /** False when the command ended before it came to the point. */
  readonly died: boolean
  readonly runs: number
  readonly damage: readonly Damage[]
}

/** Ways to break what makes a case end well, from outside the product: with each, damage must be found. */
export interface Sabotage {
  /** After the death the state forgets what was meant and not done yet. */
  readonly forgetIntents?: boolean
  /** The state is lost, and nobody adopts what is there. */
  readonly noAdoption?: boolean
  /** The call that was on its way arrives long after everything is over. */
  readonly arrivesLast?: boolean
  /** What somebody else does after the death. */
  readonly act?: (stage: Stage) => Promise<unknown>
}

/** Dies, and goes on. What is wrong at the end. */
export async function runCase(stage: Stage, each: Case, sabotage: Sabotage = {}): Promise<CaseResult> {
  const { index, death, next, kind } = each
  const { story, recordings } = stage
  const damage: Damage[] = []
  let runs = 0
  await stage.rewind(index)
  const run = (line: Line, more: Parameters<Stage['run']>[1] = {}): Promise<MachineRun> => {
    runs++
    return stage.run(line, more)
  }
  const lines = story.cycle
  const mayBeUnseen = kind === 'aged' || kind === 'lost' || kind === 'late'
  const victim = await run(lines[index] ?? '', { death })
  // The machine's time: it has replaced Date.
  const diedAt = Date.now()
  // What is created with a token is asked for again with it: that may arrive whenever it will.
  const isLimited = !(death.at === 'request' && death.action?.startsWith('Create') && hasToken(death.action))
  if (kind === 'aged') putBack(stage, each, victim)
  if (kind === 'lost') fs.rmSync(stage.state, { force: true })
  const isLost = kind === 'lost' || (kind === 'aged' && !fs.existsSync(stage.state))
  // Who loses a file notices it later than the cloud takes to show what it has.
  if (isLost) await stage.pass(longMs)
  if (sabotage.forgetIntents) forgetIntents(stage.state)
  await sabotage.act?.(stage)

  // What comes next, to the end of the story.
  const opposite = next === 'opposite' ? oppositeOf(recordings, index) : undefined
  const start = next === 'again' ? index : opposite
  const rest = start === undefined ? [] : [...lines.entries()].slice(start)
  const after = (story.after ?? []).map((line): [number | undefined, Line] => [undefined, line])
  let isFirst = true
  let isPending = kind === 'late'
  for (const [at, line] of [...rest, ...after]) {
    const first = isFirst
    isFirst = false
    if (first && each.second) await run(line, { death: each.second })
    const arrive = async (): Promise<void> => {
      await victim.arrive()
      isPending = false
    }
    let ran = await run(line, {
      ...(first &&
        isPending &&
        !sabotage.arrivesLast && {
          onRequest: (nth) => (nth === each.arrival ? arrive() : undefined),
          ...(isLimited && { event: { at: diedAt + latestMs, happen: arrive } }),
        }),
    })
    if (first && kind === 'late' && !sabotage.arrivesLast) {
      // The next command was over before it came to that request.
      if (isPending) await arrive()
      // What happened under its eyes is seen by the next one.
      ran = await run(line)
    }
    if (isForeign(ran) && isLost && !sabotage.noAdoption) {
      const peer = /--peer-profile \S+/.exec(lines.join(' '))?.[0] ?? ''
      const adoption = await run(`state adopt -y ${peer}`.trim())
      if (adoption.code !== 0) damage.push(stuck('state adopt', adoption))
      ran = await run(line)
    }
    const { exit } = wordsIn(line)
    // Without the peer's keys it is done as far as it goes, which depends on how far the other one came.
    const isPartial = exit === 8
    if (ran.code !== exit && !(isPartial && [0, 3, 6].includes(ran.code ?? 1))) damage.push(stuck(line, ran))
    if (at === undefined || isPartial || (ran.code !== exit && isRemoving(line))) continue
    let wrong = differences(await stage.world(), recordings[at]?.world ?? {})
    // Nobody remembers what was under way when an old state was put back: what it took away meanwhile, the next run makes again.
    if (mayBeUnseen && wrong.some(({ kind: how }) => how === 'missing')) {
      await stage.pass(longMs)
      ran = await run(line)
      wrong = differences(await stage.world(), recordings[at]?.world ?? {})
    }
    for (const { kind: how, what } of wrong) {
      if (how === 'missing') {
        if (ran.code === exit)
          damage.push({ kind: 'stuck', what: `${line} ended with ${ran.code}, and is missing: ${what}` })
      } else {
        const extra = how === 'door' ? 'doors' : 'duplicates'
        damage.push({ kind: isRemoving(line) ? 'falseEnds' : extra, what: `after ${line}: ${what}` })
      }
    }
  }
  await stage.pass(longMs)
  if (sabotage.arrivesLast) await victim.arrive()
  for (const { kind: how, what } of differences(await stage.world(), stage.baseline)) {
    damage.push({
      kind: how === 'extra' ? 'orphans' : how === 'door' ? 'doors' : 'touched',
      what: `at the end: ${what}`,
    })
  }
  return { died: victim.died, runs, damage }
}

/** @param name of an action, without its product */
function hasToken(name: string): boolean {
  const named = Object.entries(operations).filter(([action]) => action.endsWith(`.${name}`))
  return named.every(([, { token }]) => token)
}

function isForeign({ stdout }: MachineRun): boolean {
  return stdout.includes('"LINEAGE_FOREIGN"') || stdout.includes('"NOT_MADE_YET"')
}

function stuck(line: string, { code, hung, stdout, stderr }: MachineRun): Damage {
  // What a document says went wrong; all of it where it is a bug or no document.
  const found =
    /"error": \{[^}]*?"message": (".*")/.exec(stdout)?.[1] ?? /"code": "[A-Z_]+",\s+"message": .*/.exec(stdout)?.[0]
  const said = code === 1 || found === undefined ? `${stdout}${stderr}`.replaceAll(/\s+/g, ' ').slice(0, 300) : found
  return { kind: 'stuck', what: `${line} ${hung ? 'hung' : `ended with ${code}`}: ${said}` }
}

/** The state of so many writes ago. Before its first write there is none. */
function putBack({ state, recordings }: Stage, { index, age = 0 }: Case, victim: MachineRun): void {
  const states = [...(recordings[index]?.states.slice(0, 1) ?? []), ...victim.states]
  const old = states[Math.max(0, states.length - 1 - age)] ?? null
  if (old === null) fs.rmSync(state, { force: true })
  else fs.writeFileSync(state, old)
  // A run that died holds the lock still; whoever copies files about leaves it.
}

/** As tools do that write down what they have done, and not what they are about to do. */
function forgetIntents(state: string): void {
  if (!fs.existsSync(state)) return
  const text = JSON.parse(fs.readFileSync(state, 'utf8'))
  text.link.steps = Object.fromEntries(
    Object.entries<{ status: string }>(text.link.steps).filter(([, { status }]) => status !== 'intended'),
  )
  fs.writeFileSync(state, JSON.stringify(text))
}
