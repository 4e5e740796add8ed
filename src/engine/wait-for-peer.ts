import { CloudError, isRefusal } from '../alibaba/cloud-error.ts'
import { type FaultCode, isFault, PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import type { ChangeContext, LinkContext } from './link-context.ts'
import { waitFor } from './wait.ts'

type Observation<T> = { readonly done: true; readonly value: T } | { readonly done: false; readonly status: string }

/** What a wait for people may take, in milliseconds; infinite where nothing but the signal ends it. */
interface Limit {
  readonly timeoutMs: number
}

/**
 * Waits for people, who take hours and days: looks ever less often, and waits through what passes by itself or is mended
 * elsewhere (no network, too many calls, a token that ended, a plink.yaml that is being edited). Anything else ends it.
 * @returns undefined when the time is up: that a person has not acted yet is no failure.
 */
export async function waitForPeople<T>(
  { clock, signal, emit }: Pick<LinkContext, 'clock' | 'signal' | 'emit'>,
  about: { readonly direction: DirectionName; readonly step: string },
  look: () => Promise<Observation<T>>,
  { timeoutMs }: Limit,
): Promise<{ readonly value: T } | undefined> {
  const end = clock.now() + timeoutMs
  const until = Number.isFinite(end) ? new Date(end).toISOString() : null
  let trouble: string | undefined
  let status = ''
  const lookThrough = async (): Promise<Observation<T>> => {
    try {
      const observation = await look()
      if (trouble !== undefined) emit({ event: 'wait', phase: 'recovered', until })
      trouble = undefined
      if (!observation.done) status = observation.status
      return observation
    } catch (error) {
      if (!passes(error)) throw error
      const kind = warningKey(error)
      if (kind !== trouble) {
        emit({ event: 'warning', fault: error.data })
        emit({ event: 'wait', phase: 'troubled', until })
      }
      trouble = kind
      // The status stays what it was: trouble is no news of what is waited for.
      return { done: false, status }
    }
  }
  emit({ event: 'wait', phase: 'begin', until })
  try {
    const value = await waitFor(about, lookThrough, { clock, signal, timeoutMs, onStatus: () => {}, pace: 'people' })
    emit({ event: 'wait', phase: 'acted', until })
    return { value }
  } catch (error) {
    if (!isFault(error, 'WAIT_TIMEOUT')) throw error
    emit({ event: 'wait', phase: 'gave-up', until })
    return undefined
  }
}

/** How long to leave a run alone that works on the link while we wait, in milliseconds. */
const busyMs = 10_000

/** The same with the lock let go. Another run may hold it when the wait is over: it is let to its end, its work re-read. */
export async function waitUnlocked<T>(
  context: ChangeContext,
  about: { readonly direction: DirectionName; readonly step: string },
  look: () => Promise<Observation<T>>,
): Promise<{ readonly value: T } | undefined> {
  const { store, clock, signal, emit, options } = context
  const end = clock.now() + options.timeoutMs
  let found: { readonly value: T } | undefined
  let work = async () => {
    found = await waitForPeople(context, about, look, options)
  }
  for (let told = false; ; told = true) {
    try {
      await store.unlocked(work)
      return found
    } catch (error) {
      if (!isFault(error, 'STATE_LOCKED') || clock.now() >= end) throw error
      if (!told) emit({ event: 'warning', fault: error.data })
      work = () => clock.sleep(busyMs, signal)
    }
  }
}

/** What passes by itself, or is mended outside of plink while it waits. A refusal that is meant is none of these. */
const passing: ReadonlySet<FaultCode> = new Set([
  'CLOUD_UNREACHABLE',
  'CLOUD_GARBLED',
  'CREDENTIALS_MISSING',
  'CREDENTIALS_UNUSABLE',
  'PROFILE_UNKNOWN',
  'SPEC_INVALID',
  'SPEC_MISSING',
])

/** Whether it passes by itself, or is mended elsewhere while plink waits. */
export function passes(error: unknown): error is PlinkError {
  if (!(error instanceof PlinkError)) return false
  if (passing.has(error.code)) return true
  // A machine that slept is late for a moment; a token that ended is renewed where it came from.
  if (isRefusal(error, 'InvalidSecurityToken.Expired', 'InvalidTimeStamp.Expired')) return true
  return error instanceof CloudError && error.errorClass !== 'final'
}

/** What was said once: the cloud's request ids differ with every call, the places in plink.yaml are the news. */
export function warningKey(error: PlinkError): string {
  if (isFault(error, 'SPEC_INVALID')) return JSON.stringify(error.facts)
  return error instanceof CloudError ? `${error.code} ${error.apiCode}` : error.code
}
