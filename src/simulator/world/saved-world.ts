import { isScenario, type ScenarioName, scenarios } from './scenarios.ts'
import { seedWorld } from './seed.ts'
import { settle } from './timeline.ts'
import { replaceParts, type World, worldParts } from './world.ts'

/** What a file of `plink simulator --state` holds besides the world, and what it is of. */
interface About<Memory> {
  readonly scenario: ScenarioName
  /** Its addresses lie in 127.n. */
  readonly n: number
  readonly given: Readonly<Record<string, string>>
  /** What the vendor's robot remembers; null when there is none. */
  readonly vendor: Memory | null
}

/** A world from a file, not yet living: `n` may be taken by now, and time has gone on. */
export interface SavedWorld<Memory> extends About<Memory> {
  /** A world of its own, with the addresses moved to another 127.n. */
  revive(options: { readonly n: number; readonly speed: number }): { world: World; given: Record<string, string> }
}

/** Says in a few words why a text is no saved world. */
export class UnreadableWorld extends Error {}

const schema = 'plink-simulator/1'

/** Ends at once what is under way, as if its time had passed; what is stuck stays as it is. */
export function finishTransitions(world: World): void {
  settle(world)
  for (;;) {
    const ends = world.transitions.flatMap(({ done, end }) => (done || end === null ? [] : end))
    if (ends.length === 0) return
    world.clock.advance(Math.min(...ends) - world.clock.now())
    settle(world)
  }
}

/** The world as the text of a file: JSON, without what is under way, locks, and memories of requests. */
export function writeWorld<Memory>(world: World, about: About<Memory>): string {
  const parts = Object.fromEntries(worldParts.map((part) => [part, world[part]]))
  return `${JSON.stringify({ schema, ...about, now: world.clock.now(), seq: world.seq, world: parts }, tagged, 1)}\n`
}

/** @throws UnreadableWorld */
export function readWorld<Memory>(text: string): SavedWorld<Memory> {
  const { scenario, n, given, vendor, now, seq, world: saved } = headOf(parse(text))
  return {
    scenario,
    n,
    given,
    // Safe: the robot wrote it; what it does not understand of it, it fails over by itself.
    vendor: vendor as Memory | null,
    revive({ n: there, speed }) {
      const moved = (value: unknown): unknown =>
        JSON.parse(JSON.stringify(value, tagged).replaceAll(`"127.${n}.`, `"127.${there}.`), untagged)
      const { world } = seedWorld(scenarios[scenario], { n: there, speed, start: Math.max(now, Date.now()) })
      const parts = moved(saved) as Record<string, unknown>
      for (const part of worldParts) requireLike(part, parts[part], world[part])
      // Safe: each part has just been compared with one of a fresh world.
      replaceParts(world, parts as unknown as Pick<World, (typeof worldParts)[number]>)
      world.seq = seq
      return { world, given: moved(given) as Record<string, string> }
    },
  }
}

interface Head {
  readonly scenario: ScenarioName
  readonly n: number
  readonly given: Readonly<Record<string, string>>
  readonly vendor: unknown
  readonly now: number
  readonly seq: number
  readonly world: object
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text, untagged)
    if (isRecord(value)) return value
  } catch {
    throw new UnreadableWorld('not JSON')
  }
  throw new UnreadableWorld('not a saved world')
}

function headOf(file: Readonly<Record<string, unknown>>): Head {
  const { scenario, n, given, vendor, now, seq, world } = file
  if (file['schema'] !== schema) throw new UnreadableWorld('not a saved world')
  if (typeof scenario !== 'string' || !isScenario(scenario)) throw new UnreadableWorld(`scenario: ${String(scenario)}`)
  if (!isWhole(n) || !isWhole(seq) || typeof now !== 'number') throw new UnreadableWorld('n, seq or now is missing')
  if (!isRecord(world) || !isTexts(given)) throw new UnreadableWorld('world or given is missing')
  return { scenario, n, given, vendor: vendor ?? null, now, seq, world }
}

/** That a part is made as the same one of a fresh world: the same kind of table, rows with the same fields. */
function requireLike(name: string, value: unknown, fresh: unknown): void {
  const rows = rowsOf(value)
  const samples = rowsOf(fresh)
  if (rows === undefined || samples === undefined || Object.getPrototypeOf(value) !== Object.getPrototypeOf(fresh))
    throw new UnreadableWorld(`${name} is missing`)
  for (const [key, row] of rows) {
    const sample = isTable(fresh)
      ? samples.find(([, each]) => isRecord(each) && isRecord(row) && each['type'] === row['type'])?.[1]
      : samples.find(([field]) => field === key)?.[1]
    if (sample === undefined) continue
    if (!isAlike(sample, row)) throw new UnreadableWorld(`${name}: ${key} is not as it must be`)
  }
}

function isAlike(sample: unknown, value: unknown): boolean {
  if (sample === null || value === null) return true
  if (!isRecord(sample)) return typeof value === typeof sample && Array.isArray(value) === Array.isArray(sample)
  return (
    isRecord(value) &&
    Object.keys(sample).every((name) => Object.hasOwn(value, name) && isAlike(sample[name], value[name]))
  )
}

function isTable(value: unknown): boolean {
  return value instanceof Map || Array.isArray(value)
}

function rowsOf(value: unknown): [string, unknown][] | undefined {
  if (value instanceof Map) return [...value]
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((each) => typeof each === 'string')
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value)
}

/** JSON has neither maps nor sets. */
function tagged(_name: string, value: unknown): unknown {
  if (value instanceof Map) return { $map: Object.fromEntries(value) }
  return value instanceof Set ? { $set: [...value] } : value
}

function untagged(_name: string, value: unknown): unknown {
  if (!isRecord(value)) return value
  const { $map: map, $set: set } = value
  if (isRecord(map)) return new Map(Object.entries(map))
  return Array.isArray(set) ? new Set(set) : value
}
