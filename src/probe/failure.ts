import type { Detail, Verdict } from '../model/result.ts'
import { DeadlineExceeded } from './deadline.ts'
import { CertificateProblem } from './tls.ts'

/** Why a stage went no further: thrown inside the folder, caught by the runner, which knows how far it came. */
export class ProbeFailure extends Error {
  override readonly name = 'ProbeFailure'
  readonly verdict: Verdict
  readonly detail: Detail
  constructor(verdict: Verdict, detail: Detail, options?: ErrorOptions) {
    super(detail.code, options)
    this.verdict = verdict
    this.detail = detail
  }
}

/** Why a name has no address. */
export function noName(name: string, error: unknown): ProbeFailure {
  const reason = error instanceof DeadlineExceeded ? 'ETIMEOUT' : codeOf(error)
  return new ProbeFailure('dns-failed', { code: 'NO_SUCH_NAME', facts: { name, reason } }, { cause: error })
}

/** Why there is no connection. What this machine itself cannot do says nothing about the way. */
export function noConnection(address: string, ms: number, error: unknown): ProbeFailure {
  const code = error instanceof DeadlineExceeded ? 'ETIMEDOUT' : codeOf(error)
  const cause = { cause: error }
  switch (code) {
    case 'ECONNREFUSED':
      return new ProbeFailure('refused', { code: 'REFUSED', facts: { address } }, cause)
    case 'ECONNRESET':
      return new ProbeFailure('reset', { code: 'CLOSED', facts: { stage: 'connect' } }, cause)
    case 'ETIMEDOUT':
      return new ProbeFailure('timeout', { code: 'TIMED_OUT', facts: { stage: 'connect', ms } }, cause)
    case 'EHOSTUNREACH':
      return new ProbeFailure('timeout', { code: 'NO_ROUTE', facts: { address, reason: code } }, cause)
    default:
      return new ProbeFailure('undetermined', { code: 'NO_ROUTE', facts: { address, reason: code } }, cause)
  }
}

/** Why there is no TLS. A server that knows no TLS mostly says nothing, or hangs up, without one byte. */
export function noTls(heardAnything: boolean, ms: number, error: unknown): ProbeFailure {
  if (error instanceof DeadlineExceeded) return notInTime('tls', heardAnything, ms, error)
  if (error instanceof CertificateProblem)
    return new ProbeFailure('tls-failed', { code: 'CERTIFICATE', facts: error.facts }, { cause: error })
  const reason = codeOf(error)
  if (reason === 'ECONNRESET' && !heardAnything) return closed('tls', error)
  return new ProbeFailure('tls-failed', { code: 'TLS', facts: { reason } }, { cause: error })
}

/** The time is up: nothing was said, or too little. */
export function notInTime(stage: 'tls' | 'protocol', heardAnything: boolean, ms: number, cause: unknown): ProbeFailure {
  if (!heardAnything) return new ProbeFailure('timeout', { code: 'SILENT', facts: { ms } }, { cause })
  return new ProbeFailure('timeout', { code: 'TIMED_OUT', facts: { stage, ms } }, { cause })
}

/** The other end hung up. */
export function closed(stage: 'connect' | 'tls' | 'protocol', cause: unknown): ProbeFailure {
  return new ProbeFailure('reset', { code: 'CLOSED', facts: { stage } }, { cause })
}

/** The code of a system or TLS error, `ECONNREFUSED`. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
