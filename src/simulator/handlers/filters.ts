/** A filter of a list that is not given lets everything through. */
export function fits<T>(wanted: T | undefined, actual: T): boolean {
  return wanted === undefined || wanted === actual
}

/** A filter that is a list. */
export function fitsOne<T>(wanted: readonly T[] | undefined, actual: T): boolean {
  return wanted === undefined || wanted.includes(actual)
}

/** A filter that is a list with commas in one value. */
export function fitsCommas(wanted: string | undefined, actual: string): boolean {
  return wanted === undefined || wanted.split(',').some((each) => each.trim() === actual)
}

/** A filter with `*` for any text. */
export function fitsPattern(wanted: string | undefined, actual: string): boolean {
  if (wanted === undefined) return true
  const source = wanted.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${source.join('.*')}$`).test(actual)
}
