import type { FaultOwner } from '../model/fault.ts'

/** What stands around an explanation of a code. */
export interface ExplainText {
  /** What kind of code it is; `hop` is where a finding lies. */
  readonly finding: (hop: string) => string
  readonly error: (exit: number) => string
  readonly cloud: string
  /** Above the sentences, whose values are examples. */
  readonly examples: string
  readonly whoActs: string
  readonly owners: Readonly<Record<FaultOwner, string>>
  readonly forward: string
}
