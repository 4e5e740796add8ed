import type { Cloud } from '../alibaba/operations.ts'
import type { Intent } from '../manifest/schema.ts'
import type { Ask } from '../model/ask.ts'
import type { Clock } from '../model/clock.ts'
import type { Emit } from '../model/event.ts'
import type { DirectionName } from '../model/link.ts'
import type { Store } from '../state/store.ts'
import type { StepFilter } from './select-steps.ts'

/** The link as asked for, and a client of the cloud for each side whose credentials we hold. */
export interface LinkContext {
  readonly intent: Intent
  /** `peer` is null unless `--peer-profile` was given: then its half can only be watched from ours. */
  readonly clouds: Readonly<{ you: Cloud; peer: Cloud | null }>
  readonly clock: Clock
  readonly emit: Emit
  readonly signal: AbortSignal
}

/** Clients, state store and options shared by `up` and `down`. */
export interface ChangeContext extends LinkContext {
  readonly store: Store
  readonly ask: Ask
  /** A new ClientToken: ASCII, at most 64 characters. */
  readonly newToken: () => string
  /**
   * What is asked for now: what the peer tells a person comes through plink.yaml, which may be edited while `up` waits.
   * Null for a command whose flags said it all.
   * @throws PlinkError SPEC_INVALID, SPEC_MISSING while it is being edited; STATE_FOREIGN when it is another link now
   */
  readonly reread: (() => Promise<Wanted>) | null
  readonly options: WorkOptions
}

/** What a link shall be, and which directions of it are worked on. */
export interface Wanted {
  readonly intent: Intent
  readonly directions: readonly DirectionName[]
}

export interface WorkOptions {
  /** As it was written, without `plink`: `up`, `service create`. */
  readonly command: string
  /** How long one wait may take, in milliseconds. */
  readonly timeoutMs: number
  /** A person is there and may wait for the peer; otherwise such a wait ends at once, with 8. */
  readonly waitForPeer: boolean
  /** Endpoints named with `--approve`. */
  readonly approve: readonly string[]
  /** Foreign endpoints that may be cut, named with `--disconnect`. */
  readonly disconnect: readonly string[]
  /** `--without-peer`: do not wait for the peer to remove its half first. */
  readonly withoutPeer: boolean
  /** Directions to work on: all of the intent's, or the one of `--direction`. */
  readonly directions: readonly DirectionName[]
  /** `--direction` was given: what is remembered of the other one stays, whatever plink.yaml says. */
  readonly isOneDirection: boolean
  /** What a step command is about: `up` works on the chosen steps and all they need, `down` on the chosen ones alone. */
  readonly only: StepFilter
}
