const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** A week: longer than anything worth waiting for, and within what a timer can hold. */
const longest = 7 * units.d

/** Milliseconds of `500ms`, `90s`, `15m`, `1h30m`, `3d`; undefined when it is no such thing, nothing, or more than a week. */
export function readDuration(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d))+$/.test(text)) return undefined
  let sum = 0
  for (const [, count, unit] of text.matchAll(/([\d.]+)(ms|s|m|h|d)/g)) {
    // Safe: the pattern lets only the five units through.
    sum += Number(count) * units[unit as keyof typeof units]
  }
  return sum > 0 && sum <= longest ? Math.round(sum) : undefined
}
