import { systemClock } from '../../src/model/clock.ts'

/** Far longer than anything takes: a deadline for what hangs, so that a busy machine fails no test. */
const patienceMs = 300_000

/**
 * Looks again and again until there is something to see; what it is.
 * @param what for the error: a text, or what there was to see instead
 * @throws Error when it never came
 */
export async function eventually<T>(
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  what: string | (() => string),
  signal?: AbortSignal,
): Promise<T> {
  for (const end = Date.now() + patienceMs; ; await systemClock.sleep(50, signal)) {
    const seen = await look()
    if (seen) return seen
    if (Date.now() > end) throw new Error(`it never came: ${typeof what === 'string' ? what : what()}`)
  }
}
