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

/** Every request since the log was last emptied; the transitions are the world's own. */
export class Log {
  readonly requests: RequestEntry[] = []
  readonly #world: World
  readonly #tell: (line: string) => void

  /** @param tell is given each request that was answered, as one line */
  constructor(world: World, tell: (line: string) => void = () => undefined) {
    this.#world = world
    this.#tell = tell
  }

  add(entry: Omit<RequestEntry, 'seq'>): RequestEntry {
    const whole = { seq: ++this.#world.seq, ...entry }
    this.requests.push(whole)
    return whole
  }

  /** To be called once it is known what becomes of the request. */
  answered({ at, account, action, params, outcome, fault, unknown }: RequestEntry): void {
    const { RegionId: _region, ClientToken: _token, ...shown } = params
    const words = Object.entries(shown).map(([name, value]) => `${name}=${value}`)
    const ignored = unknown.length === 0 ? [] : [`(ignored: ${unknown.join(', ')})`]
    const end = fault === null ? (outcome ?? 'not carried out') : `${outcome ?? 'not carried out'}, fault ${fault}`
    this.#tell([timeText(at).slice(11, 19), account, action, ...words, '→', end, ...ignored].join(' '))
  }

  /** Forgets what is over; what is running stays. */
  reset(): void {
    this.requests.length = 0
    const running = this.#world.transitions.filter((each) => !each.done)
    this.#world.transitions.splice(0, this.#world.transitions.length, ...running)
  }

  transitions(): Omit<Transition, 'finish'>[] {
    return this.#world.transitions.map(({ finish: _finish, ...shown }) => shown)
  }

  counts(): Counts {
    const actions: Record<string, number> = {}
    for (const { action } of this.requests) actions[action] = (actions[action] ?? 0) + 1
    const count = (fits: (entry: RequestEntry) => boolean) => this.requests.filter(fits).length
    return {
      requests: this.requests.length,
      mutations: count((entry) => entry.kind === 'write'),
      carriedOut: count((entry) => entry.kind === 'write' && entry.outcome === 'ok'),
      reads: count((entry) => entry.kind === 'read'),
      dryRuns: count((entry) => entry.kind === 'dry-run'),
      actions,
    }
  }
}
