import type { Clock } from '../../model/clock.ts'

export interface PollOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Virtual milliseconds between looks, and until it gives up. */
  readonly everyMs: number
  readonly limitMs: number
}

/** Looks until it is so. @throws Error when it takes too long, or the signal's reason */
export async function waitUntil(
  look: () => Promise<boolean>,
  { clock, signal, everyMs, limitMs }: PollOptions,
): Promise<void> {
  for (const end = clock.now() + limitMs; !(await look()); ) {
    if (clock.now() > end) throw new Error(`nothing came of it in ${limitMs / 1000} s`)
    await clock.sleep(everyMs, signal)
  }
}
