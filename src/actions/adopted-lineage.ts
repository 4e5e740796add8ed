import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import type { State } from '../state/state.ts'
import type { Tagged } from '../steps/tagged.ts'

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

function hasRecords({ link }: State): boolean {
  return Object.keys(link.steps).length > 0 || Object.keys(link.broken ?? {}).length > 0
}
