/** What pages and documents answered, read with care: they come from other processes. */

/** A text at a path of keys. @throws Error naming the path, when there is none */
export function textAtPath(answer: unknown, ...path: readonly string[]): string {
  const found = valueAtPath(answer, ...path)
  if (typeof found === 'string' && found !== '') return found
  throw new Error(`no ${path.join('.')} in ${JSON.stringify(answer)?.slice(0, 500)}`)
}

/** The value at a path of keys; undefined when it leads nowhere. */
export function valueAtPath(answer: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    // Safe: any object may be asked for any key.
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    answer,
  )
}

export function listAt(answer: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = valueAtPath(answer, ...path)
  return Array.isArray(found) ? found : []
}
