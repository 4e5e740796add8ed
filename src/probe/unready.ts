import type { UnreadyReason } from '../model/result.ts'

/** Replies of a Redis that serves nobody (Redis, src/networking.c and src/server.c). */
const unreadyReplies: readonly { readonly reason: UnreadyReason; readonly pattern: RegExp }[] = [
  { reason: 'protected-mode', pattern: /^-DENIED Redis is running in protected mode/ },
  { reason: 'loading', pattern: /^-(?:LOADING|MASTERDOWN)\b/ },
  { reason: 'full', pattern: /^-ERR max number of clients/ },
  { reason: 'cluster-down', pattern: /^-CLUSTERDOWN\b/ },
]

/** Why a reply means that nobody is served; undefined for every other reply. */
export function unreadyOf(text: string): { readonly reason: UnreadyReason; readonly text: string } | undefined {
  const found = unreadyReplies.find(({ pattern }) => pattern.test(text))
  return found && { reason: found.reason, text }
}
