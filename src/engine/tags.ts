import type { Tag } from '../alibaba/types.ts'

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

/** Whether a thing carries the tag of this step, whatever the lineage. */
export function isOfStep({ Tags = [] }: { Tags?: Tag[] }, step: string): boolean {
  return Tags.some(({ Key, Value }) => Key === keys.step && Value === step)
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

/** The same for what carries no tags and has a description instead; 1 to 512 characters (Ecs AuthorizeSecurityGroup). */
export function descriptionOf(tags: readonly Tag[]): string {
  return tags.map(({ Key, Value }) => `${Key}=${Value}`).join(' ')
}

/** The tags in a description of a resource of a link; undefined for what plink did not make. */
export function tagsIn(description: string, link: string): Tag[] | undefined {
  const tags = description.split(' ').map((word) => {
    const [Key = '', ...value] = word.split('=')
    return { Key, Value: value.join('=') }
  })
  const isOfLink = tags.some(({ Key, Value }) => Key === keys.link && Value === link)
  return isOfLink && markOf({ Tags: tags }) ? tags : undefined
}
