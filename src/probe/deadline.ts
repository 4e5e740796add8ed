import type { Clock } from '../model/clock.ts'

/** The time of a stage is up. */
export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded'
}

/**
 * The work, or DeadlineExceeded after `ms`. The signal given to the work aborts when the time is up, when the caller's does, and
 * when the work is done, so that nothing it started stays behind.
 */
export async function within<T>(
  ms: number,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  const late = async (): Promise<never> => {
    await clock.sleep(ms, either)
    throw new DeadlineExceeded()
  }
  try {
    return await Promise.race([late(), work(either)])
  } finally {
    over.abort()
  }
}
