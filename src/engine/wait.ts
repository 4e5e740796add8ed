import type { Clock } from '../model/clock.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import type { CloudSpeed } from './cloud-speed.ts'

/** The first pause, and the step of the common beat, in milliseconds. */
const beat = 200

/**
 * How pauses grow, by who is waited for. The cloud is done within minutes, and a person watches it: a fifth of the time
 * waited, five seconds at most (Terraform's provider looks at most 10 s apart). People take hours and days: after the first
 * five minutes a sixtieth, a minute at most, so that one is noticed within a minute and a day costs 1700 looks.
 */
const paces = {
  cloud: { longest: 5_000, pause: (waited: number) => Math.min(waited / 5, 5_000) },
  people: { longest: 60_000, pause: (waited: number) => Math.max(Math.min(waited / 5, 5_000), waited / 60) },
} as const

/** Where in the beat this process is, so that many machines do not all ask in the same moment. */
const phase = Math.floor(Math.random() * paces.people.longest)

export interface WaitOptions {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** In milliseconds; infinite where nothing but the signal ends it. */
  readonly timeoutMs: number
  /** Called whenever the status seen changes. */
  readonly onStatus: (status: string) => void
  /** Called after every pause. */
  readonly onPause?: () => void
  /** The change that was just made: it is looked at when it has usually ended, and not before. */
  readonly change?: { readonly firstLookMs: number; readonly speed: CloudSpeed } | undefined
  /** Who is waited for; the cloud unless it is said. */
  readonly pace?: keyof typeof paces
}

/**
 * Looks, first at once or when a change has usually ended, then ever less often, until `look` says it is done.
 * Pauses grow with the time already waited, so that what is noticed late is late by a part of it at most; a wait for people
 * begins anew whenever the status changes, since where something moved more may follow. They end on a beat common to all
 * waits of the process, whose reads are then one call (reads.ts).
 * @throws PlinkError WAIT_TIMEOUT with what was seen and how often.
 */
export async function waitFor<T>(
  about: { direction: DirectionName; step: string },
  look: () => Promise<{ done: true; value: T } | { done: false; status: string }>,
  patience: WaitOptions,
): Promise<T> {
  const { clock, signal, timeoutMs, change, pace = 'cloud' } = patience
  const start = clock.now()
  const seen: Record<string, number> = {}
  let last: string | undefined
  let since = start
  const planned = change ? [...change.speed.looksAt(change.firstLookMs)] : [0]
  for (let looks = 0; ; looks++) {
    const planAt = planned.shift()
    if (planAt !== undefined && planAt > 0) {
      const wanted = Math.min(start + Math.min(planAt, timeoutMs) - clock.now(), timeoutMs)
      await clock.sleep(untilBeat(wanted, clock.now() + phase), signal)
      patience.onPause?.()
    }
    const observation = await look()
    if (observation.done) {
      change?.speed.learn(change.firstLookMs, clock.now() - start, looks === 0)
      return observation.value
    }
    seen[observation.status] = (seen[observation.status] ?? 0) + 1
    if (observation.status !== last) {
      patience.onStatus(observation.status)
      if (last !== undefined && pace === 'people') since = clock.now()
    }
    last = observation.status
    const left = start + timeoutMs - clock.now()
    if (left <= 0) {
      throw new PlinkError('WAIT_TIMEOUT', { ...about, seen, seconds: Math.round(timeoutMs / 1000) })
    }
    if (planned.length > 0) continue
    await clock.sleep(Math.min(pauseAfter(clock.now() - since, clock.now() + phase, pace), left), signal)
    patience.onPause?.()
  }
}

/** Milliseconds from `now` until the first common beat that is not before `wanted`. */
function untilBeat(wanted: number, now: number): number {
  return Math.ceil((now + wanted) / beat) * beat - now
}

/** Milliseconds until the next look, `waited` ms after the first one: ends on a multiple of a power-of-two beat. */
function pauseAfter(waited: number, now: number, pace: keyof typeof paces): number {
  const { longest, pause } = paces[pace]
  const wanted = Math.min(Math.max(beat, pause(waited)), longest)
  const period = beat * 2 ** Math.floor(Math.log2(wanted / beat))
  return period - (now % period)
}
