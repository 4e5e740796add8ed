import type { ReadTag, Tag } from '../../alibaba/types.ts'
import { type ApiErrorCode, apiError } from '../server/errors.ts'

/** A tag as a request names it; a filter may leave the value out. */
interface GivenTag {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

export interface TagCodes {
  readonly many: ApiErrorCode
  readonly twice: ApiErrorCode
  readonly key: ApiErrorCode
  readonly value: ApiErrorCode
}

const privateLinkTagCodes: TagCodes = {
  many: 'QuotaExceed.TagsPerResource',
  twice: 'DuplicatedTagKey',
  key: 'IllegalTagKeyParam',
  value: 'IllegalTagValueParam',
}

/** Slb TagResources; Nlb's codes are not documented, and taken to be the same. */
export const loadBalancerTagCodes: TagCodes = {
  many: 'SizeLimitExceeded.Tag',
  twice: 'Duplicate.TagKey',
  key: 'InvalidParam.TagKey',
  value: 'InvalidParam.TagValue',
}

/**
 * Limits of PrivateLink TagResources: 20 per object, keys 1–64 characters, values up to 128, neither with Alibaba's own
 * prefixes nor with a URL in them.
 */
export function requireTags(given: readonly GivenTag[] | undefined, codes: TagCodes = privateLinkTagCodes): void {
  const tags = tagsOf(given)
  if (tags.length > 20) throw apiError(codes.many)
  if (new Set(tags.map((tag) => tag.Key)).size < tags.length) throw apiError(codes.twice)
  for (const { Key, Value } of tags) {
    if (Key.length === 0 || Key.length > 64 || isReserved(Key)) throw apiError(codes.key)
    if (Value.length > 128 || isReserved(Value)) throw apiError(codes.value)
  }
}

/** True when all the tags asked for are there: several are ANDed (PrivateLink ListTagResources). */
export function hasTags(tags: readonly Tag[], wanted: readonly GivenTag[] = []): boolean {
  return wanted.every(({ Key, Value }) =>
    tags.some((tag) => tag.Key === Key && (Value === undefined || tag.Value === Value)),
  )
}

/** Tags as a request gives them, to be kept. */
export function tagsOf(tags: readonly GivenTag[] | undefined): Tag[] {
  return (tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }))
}

/** As SLB, ECS and NLB's Get show tags. */
export function readTags(tags: readonly Tag[]): ReadTag[] {
  return tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }))
}

function isReserved(text: string): boolean {
  return /^(?:aliyun|acs:)/i.test(text) || /https?:\/\//i.test(text)
}
