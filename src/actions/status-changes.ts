import { directionNames } from '../model/link.ts'
import type { LinkStatus, StatusChange } from '../model/result.ts'

/** What differs between two checks of a link: states of directions first, then of their hops. */
export function statusChanges(before: LinkStatus, after: LinkStatus): StatusChange[] {
  return directionNames.flatMap((direction) => {
    const [old, now] = [before.directions[direction], after.directions[direction]]
    if (old === undefined || now === undefined) return []
    const { at } = after
    const own: StatusChange[] =
      old.state === now.state ? [] : [{ at, direction, change: { of: 'direction', from: old.state, to: now.state } }]
    const hops = now.hops.flatMap(({ hop, state }): StatusChange[] => {
      const from = old.hops.find((each) => each.hop === hop)?.state
      return from === undefined || from === state
        ? []
        : [{ at, direction, change: { of: 'hop', hop, from, to: state } }]
    })
    return [...own, ...hops]
  })
}
