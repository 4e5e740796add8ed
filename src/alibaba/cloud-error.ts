import { type FaultCode, type Faults, PlinkError } from '../model/fault.ts'

/**
 * - `throttled`: too many calls; wait and repeat.
 * - `transient`: the cloud or the way to it stumbled; repeat if that is safe.
 * - `busy`: another change is running on the same thing; wait, look again, repeat.
 * - `final`: repeating changes nothing.
 */
export type ErrorClass = 'throttled' | 'transient' | 'busy' | 'final'

/** A call that did not succeed. Made in the client and nowhere else, so that code, message and request id always survive. */
export class CloudError extends PlinkError {
  /** The cloud's own code, `EndpointNotFound`; empty when no answer could be read. */
  readonly apiCode: string
  readonly temper: ErrorClass
  /** `unknown`: the request may have been received and carried out, only the answer is missing. */
  readonly outcome: 'refused' | 'unknown'
  /** How long the cloud asks to be left alone, in milliseconds; null when it did not say. */
  readonly retryAfterMs: number | null
  constructor(
    code: FaultCode,
    facts: Faults[FaultCode],
    how: { apiCode: string; temper: ErrorClass; outcome: 'refused' | 'unknown'; retryAfterMs?: number | null },
    options?: ErrorOptions,
  ) {
    super(code, facts, options)
    this.apiCode = how.apiCode
    this.temper = how.temper
    this.outcome = how.outcome
    this.retryAfterMs = how.retryAfterMs ?? null
  }
}

/** True when the cloud itself answered with one of these codes. */
export function isRefusal(error: unknown, ...apiCodes: readonly string[]): error is CloudError {
  return error instanceof CloudError && apiCodes.includes(error.apiCode)
}
