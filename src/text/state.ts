import type { LockHolder } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import type { RememberedStep, Unsure } from '../model/remembered.ts'

/** What `plink state` says around ids and dates. */
export interface StateText {
  readonly statuses: Readonly<Record<RememberedStep['status'], string>>
  readonly ours: string
  readonly adopted: string
  readonly columns: Readonly<Record<'step' | 'id' | 'whose' | 'status' | 'since', string>>
  readonly file: string
  readonly lineage: string
  readonly serial: string
  readonly noFile: (file: string) => string
  readonly empty: string
  /** What the zones of one direction's endpoint cost by the hour; `zones` is null when the file does not know. */
  readonly cost: (facts: {
    direction: string
    zones: number | null
    payer: SideName
    cny: string
    usd: string
  }) => string
  readonly listPrice: string
  readonly why: Readonly<Record<Unsure['why'], string>>
  readonly unsure: string
  readonly adoptedAll: (count: number, file: string) => string
  readonly nothingNew: string
  readonly forgotten: (step: string, id: string | null) => string
  readonly partsStay: (parts: readonly string[]) => string
  readonly notLocked: (file: string) => string
  readonly unlocked: (file: string) => string
  readonly holder: (holder: LockHolder | null, alive: boolean | null) => string
}
