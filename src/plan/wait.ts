import type { Clock } from '../model/clock.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'

/** The first pause, and the step of the common beat, in milliseconds. */
const beat = 200
/** The longest pause: Terraform's provider looks at most 10 s apart, and a person watches this. */
const longestPause = 5_000

/** Where in the beat this process is, so that many machines do not all ask in the same moment. */
const phase = Math.floor(Math.random() * longestPause)

export interface Patience {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly timeoutMs: number
  /** Called whenever the status seen changes. */
  readonly onStatus: (status: string) => void
}

/**
 * Looks, first at once, then ever less often, until `look` says it is done.
 * Pauses grow with the time already waited (a fifth of it), so that what is noticed late is late by a fifth at most. They end
 * on a beat common to all waits of the process, whose reads are then one call (reads.ts).
 * @throws PlinkError WAIT_TIMEOUT with what was seen and how often.
 */
export async function waitFor<T>(
  about: { direction: DirectionName; step: string },
  look: () => Promise<{ done: true; value: T } | { done: false; status: string }>,
  patience: Patience,
): Promise<T> {
  const { clock, signal, timeoutMs } = patience
  const start = clock.now()
  const seen: Record<string, number> = {}
  let last: string | undefined
  for (;;) {
    const sight = await look()
    if (sight.done) return sight.value
    seen[sight.status] = (seen[sight.status] ?? 0) + 1
    if (sight.status !== last) patience.onStatus(sight.status)
    last = sight.status
    const left = start + timeoutMs - clock.now()
    if (left <= 0) {
      throw new PlinkError('WAIT_TIMEOUT', { ...about, seen, seconds: Math.round(timeoutMs / 1000) })
    }
    await clock.sleep(Math.min(pauseAfter(clock.now() - start, clock.now() + phase), left), signal)
  }
}

/** Milliseconds until the next look, `waited` ms after the first one: ends on a multiple of a power-of-two beat. */
function pauseAfter(waited: number, now: number): number {
  const wanted = Math.min(Math.max(beat, waited / 5), longestPause)
  const period = beat * 2 ** Math.floor(Math.log2(wanted / beat))
  return period - (now % period)
}
