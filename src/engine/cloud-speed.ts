/**
 * How fast the cloud is in this run. Durations are not documented: the first wait of a run also looks early, and what waits
 * have found lets the next ones look sooner.
 */
export class CloudSpeed {
  /** The share of the time until the first look that changes have taken here; null until one was waited for. */
  #share: number | null = null

  /** When to look, in milliseconds after the call. @param firstLookMs as its step says */
  looksAt(firstLookMs: number): readonly number[] {
    if (this.#share !== null) return [Math.max(earlyMs, firstLookMs * this.#share)]
    return [earlyMs, ...(firstLookMs > longMs ? halvesOf(firstLookMs) : []), firstLookMs]
  }

  /** Takes note that a change had ended after `tookMs`. @param isFirstLook it may have ended long before */
  learn(firstLookMs: number, tookMs: number, isFirstLook: boolean): void {
    const share = Math.min(1, tookMs / firstLookMs)
    this.#share = isFirstLook && share < 1 ? share / 2 : share
  }
}

const earlyMs = 200
/** What is looked at later, in milliseconds, is looked at more than once before. */
const longMs = 10_000

/** 30 s: at 0.9, 1.9, 3.8, 7.5 and 15 s. */
function halvesOf(ms: number): number[] {
  const half = ms / 2
  return half < earlyMs * 4 ? [] : [...halvesOf(half), half]
}
