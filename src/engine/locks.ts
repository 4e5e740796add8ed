/**
 * Calls that the cloud refuses to run side by side (`ConcurrentCallNotSupported`) run one after another under one key, and
 * side by side under different ones. Which calls share a key, the steps declare (StepTraits.locks).
 */
export class Locks {
  readonly #tails = new Map<string, Promise<unknown>>()

  /** @param key undefined for work that may run beside anything */
  run<T>(key: string | undefined, work: () => Promise<T>): Promise<T> {
    if (key === undefined) return work()
    const before = this.#tails.get(key) ?? Promise.resolve()
    // A failure before us is its own caller's business; the lock is free all the same.
    const mine = before.then(work, work)
    this.#tails.set(
      key,
      mine.catch(() => undefined),
    )
    return mine
  }
}
