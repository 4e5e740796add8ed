import type { Tag } from '../alibaba/types.ts'
import type { ReadContext } from '../engine/step.ts'
import { markOf } from '../engine/tags.ts'
import { isFault, PlinkError } from '../model/fault.ts'
import { parseStepId } from '../model/step-id.ts'
import { ownAmong } from './lineage.ts'

/** How the resources of one step are told apart and looked up. */
export interface OwnLookup<T extends { Tags?: Tag[] }> {
  readonly link: string
  readonly step: string
  readonly kind: 'service' | 'endpoint' | 'load-balancer'
  readonly idOf: (resource: T) => string
  readonly find: (id: string) => Promise<T | undefined>
  /** All that carry the tags of the link and of the step, of whatever lineage. */
  readonly tagged: () => Promise<readonly T[]>
  readonly isDeleting: (resource: T) => boolean
  /** It is done with being created: until then nothing but itself is looked for again and again. */
  readonly isUsable?: (resource: T) => boolean
  /** When it was created, as text that sorts by time; undefined where that is not told. */
  readonly createdAt?: (resource: T) => string | undefined
}

/**
 * The resource of a step: what the state remembers, or what carries its tags and our lineage. That a remembered one is gone
 * does not mean that there is none.
 * @throws PlinkError LINEAGE_FOREIGN, SEVERAL_FOUND
 */
export async function findOwn<T extends { Tags?: Tag[] }>(
  { known, lineage, exact, isFresh }: ReadContext,
  lookup: OwnLookup<T>,
): Promise<T | undefined> {
  const remembered = known === undefined ? undefined : await lookup.find(known)
  if (exact) return remembered
  if (isFresh && remembered && lookup.isUsable?.(remembered) === false) return remembered
  const { idOf } = lookup
  const found = await lookup.tagged()
  const tagged = isFresh && remembered && isFirst(remembered, found, lineage, lookup) ? [] : ownOf(found, remembered)
  const others = tagged.filter((each) => remembered === undefined || idOf(each) !== idOf(remembered))
  const all = remembered ? [remembered, ...others] : others
  const alive = all.filter((each) => !lookup.isDeleting(each))
  const [first, ...rest] = alive
  if (!first || rest.length === 0) return first ?? all[0]
  // A list may go on showing what is gone.
  const still = await Promise.all(rest.map(async (each) => ((await lookup.find(idOf(each))) ? [each] : [])))
  const several = [first, ...still.flat()]
  if (several.length === 1) return first
  const { step, kind } = lookup
  const { direction } = parseStepId(step)
  throw new PlinkError('SEVERAL_FOUND', { direction, step, kind, ids: several.map(idOf), keep: idOf(first) })

  function ownOf(rows: readonly T[], mine: T | undefined): T[] {
    try {
      return ownAmong(lookup.link, lineage, rows, idOf)
    } catch (error) {
      if (!isFault(error, 'LINEAGE_FOREIGN') || !mine) throw error
      const own = [...new Set([idOf(mine), ...(error.facts.own ?? [])])]
      throw new PlinkError('LINEAGE_FOREIGN', { ...error.facts, own })
    }
  }
}

/** Everything of our lineage that carries a step's tags. */
export async function findTagged<T extends { Tags?: Tag[] }>(
  { lineage }: ReadContext,
  lookup: OwnLookup<T>,
): Promise<T[]> {
  return (await lookup.tagged()).filter((each) => markOf(each)?.lineage === lineage)
}

/** Of two runs that create the same link at the same time the first one goes on, and the other one stops. */
function isFirst<T extends { Tags?: Tag[] }>(
  mine: T,
  found: readonly T[],
  lineage: string,
  { idOf, createdAt }: OwnLookup<T>,
): boolean {
  const order = (each: T) => `${createdAt?.(each) ?? ''} ${idOf(each)}`
  const foreign = found.filter((each) => markOf(each)?.lineage !== lineage)
  return foreign.length > 0 && createdAt !== undefined && foreign.every((each) => order(mine) < order(each))
}
