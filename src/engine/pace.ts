/**
 * How fast the cloud is in this run. A wait first looks when its change has usually ended; how long that takes is not
 * documented, so it looks early once, and what it finds then and later shortens the next waits.
 */
export class Pace {
  /** The share of its usual time that a change takes here; null until one was waited for. */
  #share: number | null = null

  /** When to look, in milliseconds after the call. @param usualMs how long such a change usually takes */
  looksAt(usualMs: number): readonly number[] {
    if (this.#share !== null) return [Math.max(earlyMs, usualMs * this.#share)]
    return [earlyMs, ...(usualMs > longMs ? halvesOf(usualMs) : []), usualMs]
  }

  /** Takes note that a change had ended after `tookMs`. @param isFirstLook it may have ended long before */
  learn(usualMs: number, tookMs: number, isFirstLook: boolean): void {
    const share = Math.min(1, tookMs / usualMs)
    this.#share = isFirstLook && share < 1 ? share / 2 : share
  }
}

const earlyMs = 200
/** What usually takes longer, in milliseconds, is looked at more than once before. */
const longMs = 10_000

/** 30 s: at 0.9, 1.9, 3.8, 7.5 and 15 s. */
function halvesOf(ms: number): number[] {
  const half = ms / 2
  return half < earlyMs * 4 ? [] : [...halvesOf(half), half]
}
