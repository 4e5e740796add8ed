import type { Clock } from '../model/clock.ts'
import { CloudError, isRefusal } from './cloud-error.ts'
import { NoSlot } from './rate-limit.ts'

export interface RetryOptions<T> {
  readonly attempt: () => Promise<T>
  /** Idempotent: a read, or a write with a ClientToken. */
  readonly repeatable: boolean
  /** Codes after which it is not repeated, whatever they mean elsewhere. */
  readonly final?: readonly string[]
  /** Total time for retries, in milliseconds; no pause extends beyond it. */
  readonly budgetMs: number
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  readonly onRetry: (error: CloudError, attempt: number, waitMs: number) => void
  readonly signal?: AbortSignal | undefined
}

const firstWaitMs = 200
const longestWaitMs = 5000
/** Transient failures are reported soon; throttling and locks are retried for the whole budget. */
const mostFailures = 4

/**
 * Retries until the call succeeds, must not be repeated, or the budget is used up.
 * @throws the last CloudError, NoSlot if there is none, or the signal's reason
 */
export async function withRetries<T>(job: RetryOptions<T>): Promise<T> {
  const { attempt, repeatable, final = [], budgetMs, clock, random, onRetry, signal } = job
  const deadline = clock.now() + budgetMs
  let failures = 0
  let last: CloudError | undefined
  for (let count = 1; ; count++) {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof NoSlot) throw last ?? error
      if (!(error instanceof CloudError) || !mayRepeat(error, repeatable, final)) throw error
      last = error
      if (error.errorClass === 'transient') failures++
      const waitMs = Math.max(backoff(count, random()), error.retryAfterMs ?? 0)
      if (failures >= mostFailures || clock.now() + waitMs > deadline) throw error
      onRetry(error, count, waitMs)
      await clock.sleep(waitMs, signal)
    }
  }
}

/** A write without a ClientToken is retried only if it certainly was not carried out. */
function mayRepeat(error: CloudError, repeatable: boolean, final: readonly string[]): boolean {
  const isFinal: boolean = error.errorClass === 'final' || isRefusal(error, ...final)
  return !isFinal && (repeatable || error.outcome === 'refused')
}

/** Doubles from 200 ms to 5 s; half of it is jitter, so that calls throttled together do not return together. */
function backoff(count: number, random: number): number {
  const full = Math.min(firstWaitMs * 2 ** (count - 1), longestWaitMs)
  return Math.round(full / 2 + (full / 2) * random)
}
