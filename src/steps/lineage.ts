import type { Tag } from '../alibaba/types.ts'
import { markOf } from '../engine/tags.ts'
import { PlinkError } from '../model/fault.ts'

/**
 * What is of our lineage among resources that carry this link's tags.
 * @throws PlinkError LINEAGE_FOREIGN when another state's are among them: the link would be made a second time.
 */
export function ownAmong<T extends { Tags?: Tag[] }>(
  link: string,
  lineage: string,
  found: readonly T[],
  idOf: (resource: T) => string,
): T[] {
  const own = found.filter((each) => markOf(each)?.lineage === lineage)
  const foreign = found.filter((each) => !own.includes(each))
  if (foreign.length > 0) {
    throw new PlinkError('LINEAGE_FOREIGN', {
      link,
      lineages: [...new Set(foreign.map((each) => markOf(each)?.lineage ?? ''))],
      ids: foreign.map(idOf),
      own: own.map(idOf),
    })
  }
  return own
}
