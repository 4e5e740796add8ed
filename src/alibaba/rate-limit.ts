import type { Clock } from '../model/clock.ts'

/** How many calls of one product run at once: fewer when the cloud says so, slowly more again while it does not. */
export interface Pace {
  /** Waits for its turn, then works. @throws the signal's reason while it waits */
  run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** The cloud was asked too often: half as many from now on, and none at all for `holdMs`. */
  slowDown(holdMs: number): void
}

/** The limits per action are published nowhere , so they are found out: by halving and by creeping up. */
export function openPace(clock: Clock, most = 8): Pace {
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
  const enter = async (signal?: AbortSignal): Promise<void> => {
    for (;;) {
      if (signal?.aborted) {
        // Its turn may have been called already: hand it on.
        callNext()
        throw signal.reason
      }
      const hold = heldUntil - clock.now()
      if (hold > 0) await clock.sleep(hold, signal)
      else if (free()) break
      else await turn(signal)
    }
    running++
    callNext()
  }

  return {
    async run(work, signal) {
      await enter(signal)
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
      // Calls refused together count once.
      if (clock.now() >= heldUntil) limit = Math.max(1, limit / 2)
      heldUntil = Math.max(heldUntil, clock.now() + holdMs)
    },
  }
}
