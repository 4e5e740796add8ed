import type { LinkState, State, StepRecord } from '../state/state.ts'
import type { Store } from '../state/store.ts'

/**
 * A state for one piece of work on things that the link does not have: begun with the given records, and forgotten with the
 * process. Nothing is lost by that: what is taken away is looked for before every call, so that a second run goes on.
 */
export function passingStore(
  { schema, lineage, serial, link }: State,
  steps: Readonly<Record<string, StepRecord>>,
): Store {
  let now: LinkState = { ...link, steps }
  return {
    get state() {
      return { schema, lineage, serial, link: now }
    },
    async update(change) {
      now = change(now)
    },
    unlocked: (wait) => wait(),
    close: async () => undefined,
  }
}

/** The record of a thing that is there, as if plink had made it: it is to be taken away. */
export function recordFor(id: string, mine: boolean, now: number): StepRecord {
  return { status: 'ready', id, mine, out: { id }, since: new Date(now).toISOString() }
}
