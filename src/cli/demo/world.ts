/**
 * Two dumps of the simulator's world, compared thing by thing. A thing is an object with an `id`; what it holds, things
 * or not, is compared byte for byte.
 */
type Things = ReadonlyMap<string, string>

/** Ids of things that are in `after` and were not there before. */
export function leftIn(before: unknown, after: unknown): readonly string[] {
  const known = thingsIn(before)
  return [...thingsIn(after).keys()].filter((id) => !known.has(id))
}

/** Ids of things that were there before and are gone, or are no longer the same. */
export function touchedIn(before: unknown, after: unknown): readonly string[] {
  const now = thingsIn(after)
  return [...thingsIn(before)].filter(([id, text]) => now.get(id) !== text).map(([id]) => id)
}

function thingsIn(value: unknown, found = new Map<string, string>()): Things {
  if (typeof value !== 'object' || value === null) return found
  if ('id' in value && typeof value.id === 'string') found.set(value.id, JSON.stringify(value))
  for (const child of Object.values(value)) thingsIn(child, found)
  return found
}
