import type { Finding } from './finding.ts'
import type { HopName } from './hop.ts'
import type { DirectionName, SideName } from './link.ts'
import type { DirectionStatus, TestResult } from './result.ts'

/** `untested`: nothing wrong was found, and no protocol answered either. */
export type DoctorVerdict = 'works' | 'broken' | 'waiting' | 'untested'

/** What `plink doctor` says of one direction. */
export interface DoctorDirection {
  readonly direction: DirectionName
  readonly verdict: DoctorVerdict
  /** The first broken hop; null unless something is broken. */
  readonly hop: HopName | null
  /** Who can mend it, or whose turn it is. */
  readonly side: SideName | null
  readonly status: DirectionStatus
  readonly findings: readonly Finding[]
  readonly tests: readonly TestResult[]
  /** Hops that the other account hides: neither broken nor fine. */
  readonly hidden: readonly HopName[]
}

export interface DoctorReport {
  readonly at: number
  readonly link: string
  readonly region: string
  readonly directions: readonly DoctorDirection[]
}
