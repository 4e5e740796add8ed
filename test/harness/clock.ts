import { setImmediate as turn } from 'node:timers/promises'
import { type Clock, systemClock } from '../../src/model/clock.ts'

/** A clock that stands still except for those who sleep, who move it. */
export interface FakeClock extends Clock {
  /** Every sleep so far, in milliseconds. */
  readonly slept: readonly number[]
}

/**
 * @param start the first time it shows, in milliseconds since 1970
 * @param onSleep what happens while somebody sleeps so many milliseconds
 */
export function fakeClock({
  start = Date.UTC(2026, 10, 24, 6, 7, 8),
  onSleep = () => undefined,
}: {
  readonly start?: number
  readonly onSleep?: (ms: number) => unknown
} = {}): FakeClock {
  const slept: number[] = []
  let now = start
  return {
    slept,
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      slept.push(ms)
      now += ms
      await onSleep(ms)
    },
  }
}

const sliceMs = 10

/**
 * Real time for what waits for other processes on a machine that may be busy: it passes only while this process gets its
 * turns, and what has arrived is seen before a deadline is over.
 */
export const patientClock: Clock = {
  now: systemClock.now,
  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= sliceMs) {
      await systemClock.sleep(Math.min(left, sliceMs), signal)
      await turn()
    }
  },
}
