import type { Intent } from '../manifest/schema.ts'
import { type FaultData, PlinkError } from '../model/fault.ts'
import { parseStepId } from '../model/step-id.ts'
import type { StepKind } from '../model/step-kind.ts'
import { isOwned, type State } from '../state/state.ts'
import type { Tagged } from './tagged.ts'

/**
 * Whose things are to be adopted: the lineage that was named, that of the state file, or the only one there is.
 * @throws PlinkError NOTHING_TO_ADOPT, LINEAGE_UNCLEAR, BAD_FLAG; STATE_FOREIGN when the state remembers things of another
 */
export function lineageFor(
  { name, region }: Intent,
  tagged: readonly Tagged[],
  state: State | null,
  file: string,
  wanted: string | null,
): string {
  const lineages = [...new Set(tagged.map(({ lineage }) => lineage))]
  const kept = state !== null && hasRecords(state) ? state.lineage : null
  const lineage = wanted ?? (kept !== null && lineages.includes(kept) ? kept : only())
  if (!lineages.includes(lineage))
    throw new PlinkError('BAD_FLAG', { flag: '--lineage', value: lineage, expected: lineages.join(' | ') })
  if (kept !== null && kept !== lineage) {
    const of = (which: string) => `${name} (${region}), lineage ${which}`
    throw new PlinkError('STATE_FOREIGN', { file, found: of(kept), wanted: of(lineage) })
  }
  return lineage

  function only(): string {
    const [first, ...others] = lineages
    if (first === undefined) throw new PlinkError('NOTHING_TO_ADOPT', { link: name, region })
    if (others.length === 0) return first
    const idsOf = (each: string) => tagged.filter((thing) => thing.lineage === each).map(({ output }) => output.id)
    throw new PlinkError('LINEAGE_UNCLEAR', {
      link: name,
      lineages: lineages.map((each) => ({ lineage: each, ids: idsOf(each) })),
    })
  }
}

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

function hasRecords({ link }: State): boolean {
  return Object.keys(link.steps).length > 0 || Object.keys(link.broken ?? {}).length > 0
}
