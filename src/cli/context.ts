import type { Asking } from '../model/ask.ts'
import type { Clock } from '../model/clock.ts'
import type { Emit } from '../model/event.ts'
import type { Result } from '../model/result.ts'
import type { Text } from '../text/text.ts'
import type { Host } from './process.ts'

/** What a command ends with: the result to show and the exit code, the same in every output format. */
export interface CommandOutcome {
  readonly result: Result
  readonly exit: number
  /** What is left to do once the result was shown. */
  readonly afterwards?: () => Promise<void>
}

/** What a command works with. It prints nothing itself. */
export interface CommandContext {
  readonly host: Host
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly text: Text
  /** Whether progress is coloured; children of the demo are told the same. */
  readonly color: boolean
  readonly emit: Emit
  /** Asks the person at the terminal; null when there is none, or when it was not wanted. */
  readonly confirm: ((asking: Asking) => Promise<boolean>) | null
  /** Shows how things stand before the command ends; on a terminal in place of what was shown last. */
  readonly show: (result: Result) => void
  /** Gives the result now, of a command that stays; nothing more is written on stdout then. */
  readonly announce: (result: Result) => void
  /** Writes a line of somebody else's output among the progress. */
  readonly narrate: (line: string) => void
}
