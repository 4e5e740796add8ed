/** How the clock learns of real time; replaced in tests. */
export interface RealTime {
  /** Milliseconds; only differences count. */
  now(): number
  /** Calls back after so many real milliseconds; returns what calls it off. */
  after(ms: number, callback: () => void): () => void
}

const realTime: RealTime = {
  now: () => performance.now(),
  after: (ms, callback) => {
    // The server keeps the process alive, never the clock.
    const timer = setTimeout(callback, ms).unref()
    return () => clearTimeout(timer)
  },
}

/** The longest delay that a Node timer can hold. */
const longestTimer = 2 ** 31 - 1

/** The cloud's time: real time × speed. Speed 0 freezes it; `advance` moves it by hand. Milliseconds since the epoch. */
export class VirtualClock {
  readonly #real: RealTime
  #speed: number
  #virtualBase: number
  #realBase: number
  #alarm: { at: number; ring: () => void } | undefined
  #cancel: () => void = () => undefined

  constructor(speed: number, start: number, real: RealTime = realTime) {
    this.#speed = speed
    this.#real = real
    this.#virtualBase = start
    this.#realBase = real.now()
  }

  /** Virtual milliseconds per real millisecond. */
  get speed(): number {
    return this.#speed
  }

  now(): number {
    return this.#virtualBase + (this.#real.now() - this.#realBase) * this.#speed
  }

  setSpeed(speed: number): void {
    this.#rebase(this.now())
    this.#speed = speed
    this.#arm()
  }

  /** Jumps forward; what falls due by it happens before this returns. */
  advance(ms: number): void {
    this.#rebase(this.now() + ms)
    this.#arm()
    if (this.#alarm !== undefined && this.#alarm.at <= this.now()) this.#ring()
  }

  /** Replaces the one alarm; undefined takes it away. `ring` is called once, at or soon after `at`, never from in here. */
  setAlarm(at: number | undefined, ring: () => void): void {
    this.#alarm = at === undefined ? undefined : { at, ring }
    this.#arm()
  }

  stop(): void {
    this.setAlarm(undefined, () => undefined)
  }

  #rebase(virtual: number): void {
    this.#virtualBase = virtual
    this.#realBase = this.#real.now()
  }

  #arm(): void {
    this.#cancel()
    this.#cancel = () => undefined
    if (this.#alarm === undefined) return
    const left = Math.max(0, this.#alarm.at - this.now())
    if (left > 0 && this.#speed === 0) return
    const delay = left === 0 ? 0 : Math.min(Math.ceil(left / this.#speed), longestTimer)
    this.#cancel = this.#real.after(delay, () => {
      if (this.#alarm !== undefined && this.#alarm.at <= this.now()) this.#ring()
      else this.#arm()
    })
  }

  #ring(): void {
    const alarm = this.#alarm
    this.#alarm = undefined
    this.#cancel()
    alarm?.ring()
  }
}
