import type { Action, Cloud, Input, Output } from '../alibaba/operations.ts'
import { listAll } from '../alibaba/pages.ts'

/** What is sent, but for the region, which is the same throughout a run. */
export type InRegion<A extends Action> = Omit<Input<A>, 'RegionId'>

/**
 * One side's reads. Equal reads that run at the same time are one call: since waits wake on a common beat (wait.ts),
 * many waits of one kind share one list call per round.
 */
export interface Reads {
  /** The region that every read is made in. */
  readonly region: string
  /** @throws CloudError */
  get<A extends Action>(action: A, input: InRegion<A>): Promise<Output<A>>
  /** Every page's items, `pick`ed of each page. An absent list is an empty one: PrivateLink leaves out some when empty. */
  all<A extends Action, Item>(
    action: A,
    input: InRegion<A>,
    pick: (page: Output<A>) => readonly Item[] | null | undefined,
  ): Promise<Item[]>
}

export function sharedReads(cloud: Cloud, region: string, signal: AbortSignal): Reads {
  const running = new Map<string, Promise<unknown>>()
  return readsBy(region, (action, input) => {
    const key = `${action} ${JSON.stringify(input)}`
    // Safe: the key names the action, so what runs under it answers with that action's output.
    const shared = running.get(key) as Promise<Output<typeof action>> | undefined
    if (shared) return shared
    const call = cloud.call(action, input, { signal }).finally(() => running.delete(key))
    running.set(key, call)
    return call
  })
}

/** The same reads, each made once: so that everything read for one answer belongs to one moment. */
export function snapshotOf(reads: Reads): Reads {
  const seen = new Map<string, Promise<unknown>>()
  return readsBy(reads.region, (action, input) => {
    const key = `${action} ${JSON.stringify(input)}`
    // Safe: as in sharedReads, the key names the action.
    const known = seen.get(key) as Promise<Output<typeof action>> | undefined
    if (known) return known
    const call = reads.get(action, input)
    seen.set(key, call)
    return call
  })
}

/** Actions that name no region. */
const regionless: Readonly<Record<Regionless, true>> = {
  'sts.GetCallerIdentity': true,
  'sts.AssumeRole': true,
  'privatelink.CheckProductOpen': true,
  'privatelink.OpenPrivateLinkService': true,
  'nlb.GetJobStatus': true,
}
type Regionless = { [A in Action]: Input<A> extends { RegionId: string } ? never : A }[Action]

/** The input as it is sent, with its region. */
export function inRegion<A extends Action>(action: A, input: InRegion<A>, region: string): Input<A> {
  // Safe: what InRegion leaves out is added here.
  return { ...input, ...(!(action in regionless) && { RegionId: region }) } as Input<A>
}

/** Reads in one region, each by way of `call`. */
export function readsBy(
  region: string,
  call: <A extends Action>(action: A, input: Input<A>) => Promise<Output<A>>,
): Reads {
  return {
    region,
    get: (action, input) => call(action, inRegion(action, input, region)),
    all: (action, input, pick) => listAll({ call }, action, inRegion(action, input, region), pick),
  }
}
