import type { Action, Cloud, Input, Output } from '../alibaba/operations.ts'
import { listAll } from '../alibaba/pages.ts'

/**
 * One side's reads. Equal reads that run at the same time are one call: since waits wake on a common beat (wait.ts),
 * many waits of one kind share one list call per round.
 */
export interface Reads {
  /** @throws CloudError */
  get<A extends Action>(action: A, input: Input<A>): Promise<Output<A>>
  /** Every page's items, `pick`ed of each page. An absent list is an empty one: PrivateLink leaves out some when empty. */
  all<A extends Action, Item>(
    action: A,
    input: Input<A>,
    pick: (page: Output<A>) => readonly Item[] | null | undefined,
  ): Promise<Item[]>
}

export function sharedReads(cloud: Cloud, signal: AbortSignal): Reads {
  const running = new Map<string, Promise<unknown>>()
  const get = <A extends Action>(action: A, input: Input<A>): Promise<Output<A>> => {
    const key = `${action} ${JSON.stringify(input)}`
    // Safe: the key names the action, so what runs under it answers with that action's output.
    const shared = running.get(key) as Promise<Output<A>> | undefined
    if (shared) return shared
    const call = cloud.call(action, input, { signal }).finally(() => running.delete(key))
    running.set(key, call)
    return call
  }
  return { get, all: (action, input, pick) => listAll({ call: get }, action, input, pick) }
}

/** The same reads, each made once: so that everything read for one answer belongs to one moment. */
export function snapshotOf(reads: Reads): Reads {
  const seen = new Map<string, Promise<unknown>>()
  const get = <A extends Action>(action: A, input: Input<A>): Promise<Output<A>> => {
    const key = `${action} ${JSON.stringify(input)}`
    // Safe: as in sharedReads, the key names the action.
    const known = seen.get(key) as Promise<Output<A>> | undefined
    if (known) return known
    const call = reads.get(action, input)
    seen.set(key, call)
    return call
  }
  return { get, all: (action, input, pick) => listAll({ call: get }, action, input, pick) }
}
