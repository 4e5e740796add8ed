import type { FaultData } from '../model/fault.ts'
import { parseStepId } from '../model/step-id.ts'
import type { StepKind } from '../model/step-kind.ts'
import { isOwned, type State } from '../state/state.ts'

/**
 * Each fault once; things of a foreign lineage are one fault, whichever steps came upon them, with all that this state has
 * created beside them: two runs from two folders may have begun at the same time.
 */
export function distinctFaults(state: State | null, faults: readonly FaultData[]): FaultData[] {
  const foreign = faults.flatMap((fault) => (fault.code === 'LINEAGE_FOREIGN' ? [fault.facts] : []))
  const others = faults.filter((fault) => fault.code !== 'LINEAGE_FOREIGN')
  const [first] = foreign
  const lineages = [...new Set(foreign.flatMap((each) => each.lineages))]
  const ids = [...new Set(foreign.flatMap((each) => each.ids))]
  const own = [...new Set([...foreign.flatMap((each) => each.own ?? []), ...createdBy(state)])]
  const merged: FaultData[] = first
    ? [{ code: 'LINEAGE_FOREIGN', facts: { link: first.link, lineages, ids, own } }]
    : []
  return [...merged, ...new Map(others.map((fault) => [JSON.stringify(fault), fault])).values()]
}

/** Resources with an id of their own that a state remembers as created by plink. */
function createdBy(state: State | null): string[] {
  return Object.entries(state?.link.steps ?? {}).flatMap(([step, record]) =>
    isOwned(record) && alone.has(parseStepId(step).kind) ? [record.id] : [],
  )
}

const alone: ReadonlySet<StepKind> = new Set(['service', 'endpoint', 'load-balancer'])
