import type { SideName } from '../model/link.ts'
import type { LinkContext } from './link-context.ts'
import { type Reads, sharedReads, snapshotOf } from './reads.ts'

/** The reads of each side's account. */
export type ReadsOf = (side: SideName) => Reads

/** One side's reads; a side whose credentials are not held has no steps and is never asked for. */
export function readsOf(context: LinkContext): ReadsOf {
  const you = sharedReads(context.clouds.you, context.intent.region, context.signal)
  const peer = context.clouds.peer && sharedReads(context.clouds.peer, context.intent.region, context.signal)
  return (side) => (side === 'you' ? you : (peer ?? unreachable()))
}

/** What both sides show at one moment: each read is made once, however many ask. */
export function snapshot(reads: ReadsOf): ReadsOf {
  const sides = new Map<SideName, Reads>()
  return (side) => {
    const known = sides.get(side) ?? snapshotOf(reads(side))
    sides.set(side, known)
    return known
  }
}

function unreachable(): never {
  throw new Error('reads of a side without credentials')
}
