import type { Tag } from '../alibaba/types.ts'
import { PlinkError } from '../model/fault.ts'

/** What plink writes on everything it creates that can carry tags, so that it finds its own again without a state file. */
const keys = { link: 'plink:link', step: 'plink:step', lineage: 'plink:lineage' } as const

/** The tags of one step of one link. PrivateLink tags: keys up to 64 characters, values up to 128. */
export function tagsFor(link: string, step: string, lineage: string): Tag[] {
  return [
    { Key: keys.link, Value: link },
    { Key: keys.step, Value: step },
    { Key: keys.lineage, Value: lineage },
  ]
}

/** The filter that finds a step's thing whoever made it: lists AND several tags. */
export function tagFilter(link: string, step: string): Tag[] {
  return tagsFor(link, step, '').slice(0, 2)
}

/** The filter that finds everything of a link, of whatever state file and step. */
export function linkFilter(link: string): Tag[] {
  return tagsFor(link, '', '').slice(0, 1)
}

/** What a thing's tags say of it; undefined for what plink did not make. */
export function markOf({
  Tags = [],
}: {
  Tags?: Tag[]
}): { readonly step: string; readonly lineage: string } | undefined {
  const tagged = (key: string) => Tags.find((tag) => tag.Key === key)?.Value
  const step = tagged(keys.step)
  const lineage = tagged(keys.lineage)
  return step === undefined || lineage === undefined ? undefined : { step, lineage }
}

/**
 * The one of ours among things that carry this link's tags.
 * @throws PlinkError LINEAGE_FOREIGN when another state's thing is among them: it would be made a second time.
 */
export function ours<T extends { Tags?: Tag[] }>(
  link: string,
  lineage: string,
  found: readonly T[],
  idOf: (thing: T) => string,
): T | undefined {
  const lineageOf = (thing: T) => thing.Tags?.find((tag) => tag.Key === keys.lineage)?.Value
  const foreign = found.filter((thing) => lineageOf(thing) !== lineage)
  if (foreign.length > 0) {
    throw new PlinkError('LINEAGE_FOREIGN', {
      link,
      lineages: [...new Set(foreign.map((thing) => lineageOf(thing) ?? ''))],
      ids: foreign.map(idOf),
    })
  }
  return found[0]
}
