import type { Clock } from '../model/clock.ts'
import { CloudError } from './cloud-error.ts'

export interface Persistence<T> {
  readonly attempt: () => Promise<T>
  /** Doing it twice is doing it once: a read, or a write with a ClientToken. */
  readonly repeatable: boolean
  /** How long to keep trying, in milliseconds; no wait is begun that would end later. */
  readonly budgetMs: number
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly onRetry: (error: CloudError, attempt: number, waitMs: number) => void
  readonly signal?: AbortSignal | undefined
}

const firstWaitMs = 200
const longestWaitMs = 5000
/** A broken way is reported soon; only the cloud's own "wait" is believed for the whole budget. */
const mostStumbles = 4

/**
 * Repeats what may be repeated, until it succeeds, cannot be repeated or the budget is used up.
 * @throws the last CloudError, or the signal's reason
 */
export async function persist<T>(job: Persistence<T>): Promise<T> {
  const { attempt, repeatable, budgetMs, clock, random, onRetry, signal } = job
  const deadline = clock.now() + budgetMs
  let stumbles = 0
  for (let count = 1; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof CloudError) || !mayRepeat(error, repeatable)) throw error
      if (error.temper === 'transient') stumbles++
      const waitMs = Math.max(backoff(count, random()), error.retryAfterMs ?? 0)
      if (stumbles >= mostStumbles || clock.now() + waitMs > deadline) throw error
      onRetry(error, count, waitMs)
      await clock.sleep(waitMs, signal)
    }
  }
}

/** A write without a token is repeated only when it surely did not happen. */
function mayRepeat(error: CloudError, repeatable: boolean): boolean {
  return error.temper !== 'final' && (repeatable || error.outcome === 'refused')
}

/** Doubles from 200 ms to 5 s; half of it is jitter, so that calls refused together do not come back together. */
function backoff(count: number, random: number): number {
  const full = Math.min(firstWaitMs * 2 ** (count - 1), longestWaitMs)
  return Math.round(full / 2 + (full / 2) * random)
}
