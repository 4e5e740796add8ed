import type { FaultData } from '../model/fault.ts'
import { faultOf } from '../model/finding.ts'
import type { PlannedChange, PlannedFinding, Refusal } from '../model/result.ts'

/** A plan, as far as it says what nobody can change any more. */
interface Planned {
  readonly changes: readonly PlannedChange[]
  readonly findings: readonly PlannedFinding[]
}

/** What is broken for good stops its direction before anything is created: what needs it could not follow. */
export function endings({ changes, findings }: Planned): Refusal[] {
  const deleted = findings.filter(({ code }) => code === 'SERVICE_DELETED_BY_PEER')
  return [
    ...deleted.map((finding) => ({ direction: finding.direction, fault: faultOf(finding) })),
    ...changes.flatMap(({ direction, step, id, reason }): Refusal[] => {
      if (reason.code !== 'BROKEN' || id === null) return []
      const facts = { direction, step, id, status: reason.facts.status }
      return [{ direction, fault: { code: 'STEP_ENDED_BADLY', facts } }]
    }),
  ]
}

/** What is there and can only be made anew to be as asked for. */
export function blocks({ changes }: Pick<Planned, 'changes'>): (FaultData & { readonly code: 'BLOCKED' })[] {
  return changes.flatMap(({ direction, step, id, reason }) =>
    reason.code === 'CANNOT_CHANGE' && id !== null
      ? [{ code: 'BLOCKED', facts: { direction, step, id, ...reason.facts } }]
      : [],
  )
}
