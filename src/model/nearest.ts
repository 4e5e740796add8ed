/**
 * The known word that was probably meant: a slip or two away, upper and lower case and dashes aside.
 * Undefined when nothing is close, so that no far-fetched guess is shown.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = plain(word)
  const allowed = Math.max(1, Math.floor(wanted.length / 3))
  let best: { candidate: string; slips: number } | undefined
  for (const candidate of known) {
    const slips = distance(wanted, plain(candidate))
    if (slips <= allowed && (best === undefined || slips < best.slips)) best = { candidate, slips }
  }
  return best?.candidate
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '').slice(0, 64)
}

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let twoBack: number[] = []
  let back = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (back[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (twoBack[j - 2] ?? Infinity) + 1 : Infinity
      row.push(Math.min(change, swap, (back[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    twoBack = back
    back = row
  }
  return back[b.length] ?? 0
}
