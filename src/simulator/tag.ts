import type { Tag } from '../cloud/wire.ts'
import { refusal } from './refusal.ts'

/**
 * Limits of PrivateLink TagResources: 20 per object, keys 1–64 characters, values up to 128, neither with Alibaba's own
 * prefixes nor with a URL in them.
 */
export function requireTags(tags: readonly Tag[]): void {
  if (tags.length > 20) throw refusal('QuotaExceed.TagsPerResource')
  if (new Set(tags.map((tag) => tag.Key)).size < tags.length) throw refusal('DuplicatedTagKey')
  for (const { Key, Value } of tags) {
    if (Key.length === 0 || Key.length > 64 || isReserved(Key)) throw refusal('IllegalTagKeyParam')
    if (Value.length > 128 || isReserved(Value)) throw refusal('IllegalTagValueParam')
  }
}

/** True when all the tags asked for are there: several are ANDed (PrivateLink ListTagResources). */
export function hasTags(tags: readonly Tag[], wanted: readonly Tag[] = []): boolean {
  return wanted.every(({ Key, Value }) => tags.some((tag) => tag.Key === Key && tag.Value === Value))
}

function isReserved(text: string): boolean {
  return /^(?:aliyun|acs:)/i.test(text) || /https?:\/\//i.test(text)
}
