/**
 * How fast the cloud is in this run. A wait first looks when its change has usually ended; how long that takes is not
 * documented, so it looks early once, and what it finds then and later shortens the next waits.
 */
export class Pace {
  /** The share of its usual time that a change takes here; null until one was waited for. */
  #share: number | null = null

  /** When to look, in milliseconds after the call. @param usualMs how long such a change usually takes */
  looksAt(usualMs: number): readonly number[] {
    return this.#share === null ? [earlyMs, usualMs] : [Math.max(earlyMs, usualMs * this.#share)]
  }

  /** Takes note that a change had ended after `tookMs`. @param isFirstLook it may have ended long before */
  learn(usualMs: number, tookMs: number, isFirstLook: boolean): void {
    const share = Math.min(1, tookMs / usualMs)
    this.#share = isFirstLook && share < 1 ? share / 2 : share
  }
}

const earlyMs = 200
