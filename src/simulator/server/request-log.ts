import { timeText } from '../world/id.ts'
import type { Transition } from '../world/transition.ts'
import type { World } from '../world/world.ts'

/** One request that reached an action; what could not be authenticated is not in it. */
export interface RequestEntry {
  readonly seq: number
  /** Virtual time, milliseconds since the epoch. */
  readonly at: number
  /** Real milliseconds since the epoch. */
  readonly real: number
  readonly account: string
  readonly action: string
  readonly kind: 'read' | 'write' | 'dry-run'
  /** As they came, without what belongs to the signature. */
  readonly params: Readonly<Record<string, string>>
  readonly token: string | null
  /** `ok`, `replayed` (a known ClientToken), the code of the refusal, or null: never carried out. */
  outcome: string | null
  /** Parameters that the action does not have: ignored, as the real gateway does. */
  readonly unknown: readonly string[]
  /** Documented parameters that were given and had no part in the outcome. */
  unread: readonly string[]
  /** The fault that struck it. */
  fault: string | null
}

export interface Counts {
  /** All calls. */
  readonly requests: number
  /** Mutating calls received, refused ones too; dry runs are none. */
  readonly mutations: number
  /** Mutating calls that changed something. */
  readonly carriedOut: number
  readonly reads: number
  readonly dryRuns: number
  readonly actions: Readonly<Record<string, number>>
}

/** What the log holds at most, whatever it is given: entries, and characters of their parameters. */
const longest = { entries: 10_000, characters: 16_000_000 }

const countOf = { read: 'reads', write: 'mutations', 'dry-run': 'dryRuns' } as const
const noCounts = { requests: 0, mutations: 0, carriedOut: 0, reads: 0, dryRuns: 0 }

/** The newest requests, and the counts of all since the log was last emptied; the transitions are the world's own. */
export class Log {
  readonly #world: World
  readonly #tell: (line: string) => void
  readonly #requests: RequestEntry[] = []
  #characters = 0
  #counts = { ...noCounts }
  readonly #actions = new Map<string, number>()

  /** @param tell is given each request that was answered, as one line */
  constructor(world: World, tell: (line: string) => void = () => undefined) {
    this.#world = world
    this.#tell = tell
  }

  get requests(): readonly RequestEntry[] {
    return this.#requests
  }

  add(entry: Omit<RequestEntry, 'seq'>): RequestEntry {
    const whole = { seq: ++this.#world.seq, ...entry }
    this.#requests.push(whole)
    this.#characters += charactersOf(whole)
    while (this.#requests.length > longest.entries || this.#characters > longest.characters)
      this.#characters -= charactersOf(this.#requests.shift())
    this.#counts.requests++
    this.#counts[countOf[entry.kind]]++
    this.#actions.set(entry.action, (this.#actions.get(entry.action) ?? 0) + 1)
    return whole
  }

  /** To be called once it is known what becomes of the request. */
  answered({ at, account, action, kind, params, outcome, fault, unknown }: RequestEntry): void {
    if (kind === 'write' && outcome === 'ok') this.#counts.carriedOut++
    const { RegionId: _region, ClientToken: _token, ...shown } = params
    const words = Object.entries(shown).map(([name, value]) => `${name}=${value}`)
    const ignored = unknown.length === 0 ? [] : [`(ignored: ${unknown.join(', ')})`]
    const end = fault === null ? (outcome ?? 'not carried out') : `${outcome ?? 'not carried out'}, fault ${fault}`
    this.#tell([timeText(at).slice(11, 19), account, action, ...words, '→', end, ...ignored].join(' '))
  }

  /** Forgets what is over; what is running stays. */
  reset(): void {
    this.#requests.length = 0
    this.#characters = 0
    this.#counts = { ...noCounts }
    this.#actions.clear()
    const running = this.#world.transitions.filter((each) => !each.done)
    this.#world.transitions.splice(0, this.#world.transitions.length, ...running)
  }

  transitions(): Omit<Transition, 'finish'>[] {
    return this.#world.transitions.map(({ finish: _finish, ...shown }) => shown)
  }

  counts(): Counts {
    return { ...this.#counts, actions: Object.fromEntries(this.#actions) }
  }
}

function charactersOf(entry: RequestEntry | undefined): number {
  return Object.entries(entry?.params ?? {}).reduce((sum, [name, value]) => sum + name.length + value.length, 0)
}
