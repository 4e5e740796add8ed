import type { Clock } from '../model/clock.ts'

/** Limits the concurrent calls of one product: halved when the cloud throttles, raised slowly afterwards. */
export interface RateLimiter {
  /**
   * Waits for a free slot, then runs the work.
   * @param until when it is too late to begin, as the clock shows it
   * @throws NoSlot; the signal's reason while it waits
   */
  run<T>(work: () => Promise<T>, signal?: AbortSignal, until?: number): Promise<T>
  /** The cloud throttled a call: halve the limit and start no call for `holdMs`. */
  slowDown(holdMs: number): void
}

/** The time of a call was up before its turn. */
export class NoSlot extends Error {
  override readonly name = 'NoSlot'
}

/** The limits per action are not published, so they are found by halving and by raising slowly. */
export function openRateLimiter(clock: Clock, most = 8): RateLimiter {
  let limit = most
  let running = 0
  let heldUntil = 0
  const waiting = new Set<() => void>()

  const free = (): boolean => running < Math.floor(limit)
  const callNext = (): void => {
    const [first] = waiting
    if (free()) first?.()
  }
  const turn = (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        waiting.delete(go)
        signal?.removeEventListener('abort', giveUp)
      }
      const go = (): void => {
        leave()
        resolve()
      }
      const giveUp = (): void => {
        leave()
        reject(signal?.reason)
      }
      waiting.add(go)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  const enter = async (signal: AbortSignal | undefined, until: number): Promise<void> => {
    for (;;) {
      if (signal?.aborted) {
        // The slot may have been assigned already: pass it on.
        callNext()
        throw signal.reason
      }
      const now = clock.now()
      if (Math.max(now, heldUntil) > until) {
        callNext()
        throw new NoSlot()
      }
      const hold = heldUntil - now
      if (hold > 0) await clock.sleep(hold, signal)
      else if (free()) break
      else await turn(signal)
    }
    running++
    callNext()
  }

  return {
    async run(work, signal, until = Number.POSITIVE_INFINITY) {
      await enter(signal, until)
      try {
        const result = await work()
        limit = Math.min(most, limit + 1 / limit)
        return result
      } finally {
        running--
        callNext()
      }
    },
    slowDown(holdMs) {
      // Concurrent throttled calls count once.
      if (clock.now() >= heldUntil) limit = Math.max(1, limit / 2)
      heldUntil = Math.max(heldUntil, clock.now() + holdMs)
    },
  }
}
