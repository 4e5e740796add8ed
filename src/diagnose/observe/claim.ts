import type { Tag } from '../../alibaba/types.ts'
import { markOf } from '../../engine/tags.ts'
import type { Claim } from './observation.ts'

/**
 * The one thing that carries the tags of a step; none where several do, since none may be picked. Each is noted.
 * Whose lineage it is of does not matter for showing it; that it is another one's is a finding.
 */
export function claimed<T extends { Tags?: Tag[] }>(
  { lineage, claims }: { readonly lineage: string | undefined; readonly claims: Claim[] },
  step: string,
  found: readonly T[],
  idOf: (thing: T) => string,
): string | undefined {
  for (const thing of found) {
    const of = markOf({ ...(thing.Tags && { Tags: thing.Tags }) })?.lineage ?? ''
    claims.push({ step, id: idOf(thing), lineage: of, foreign: of !== lineage })
  }
  const [only, ...more] = found
  return only !== undefined && more.length === 0 ? idOf(only) : undefined
}
