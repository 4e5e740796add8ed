import { type FaultCode, type Faults, PlinkError } from '../model/fault.ts'

/**
 * - `throttled`: too many calls; wait and repeat.
 * - `transient`: a temporary failure of the cloud or the network; repeat if that is safe.
 * - `busy`: another change is in progress on the same resource; wait, read again, repeat.
 * - `final`: repeating does not help.
 */
export type ErrorClass = 'throttled' | 'transient' | 'busy' | 'final'

/** A failed call. Created only by the client, so code, message and request ID are always kept. */
export class CloudError extends PlinkError {
  /** The cloud's own code, `EndpointNotFound`; empty when no answer could be read. */
  readonly apiCode: string
  readonly errorClass: ErrorClass
  /** `unknown`: the request may have been carried out; only the response is missing. */
  readonly outcome: 'refused' | 'unknown'
  /** Delay that the cloud asks for, in milliseconds; null if it names none. */
  readonly retryAfterMs: number | null
  constructor(
    code: FaultCode,
    facts: Faults[FaultCode],
    how: { apiCode: string; errorClass: ErrorClass; outcome: 'refused' | 'unknown'; retryAfterMs?: number | null },
    options?: ErrorOptions,
  ) {
    super(code, facts, options)
    this.apiCode = how.apiCode
    this.errorClass = how.errorClass
    this.outcome = how.outcome
    this.retryAfterMs = how.retryAfterMs ?? null
  }
}

/** True if the cloud rejected the call with one of these codes. */
export function isRefusal(error: unknown, ...apiCodes: readonly string[]): error is CloudError {
  return error instanceof CloudError && apiCodes.includes(error.apiCode)
}

/** The cloud's error code, or the reason for a network failure. */
export function reasonOf(error: CloudError): string {
  if (error.apiCode !== '') return error.apiCode
  return 'reason' in error.facts && typeof error.facts.reason === 'string' ? error.facts.reason : error.code
}
