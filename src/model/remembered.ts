import type { DirectionName, SideName } from './link.ts'

/** One step as the state file remembers it. A record that cannot be read is `broken`, and nothing else is known of it. */
export interface RememberedStep {
  readonly step: string
  readonly status: 'intended' | 'made' | 'ready' | 'removing' | 'broken'
  readonly id: string | null
  /** What plink made or meant to make; false for what it adopted, null for what cannot be read. */
  readonly mine: boolean | null
  readonly since: string | null
}

/** What the endpoint of one direction costs by the hour, before traffic. */
export interface HourlyCost {
  readonly direction: DirectionName
  /** Null when the endpoint is the peer's: how many zones it has, the state file does not know. */
  readonly zones: number | null
  readonly payer: SideName
}

/** What the state file says, read without asking the cloud. */
export interface RememberedLink {
  readonly link: string
  readonly region: string
  readonly lineage: string
  readonly serial: number
  readonly steps: readonly RememberedStep[]
  readonly cost: readonly HourlyCost[]
}

/** What was found in the cloud and would become a step's record. */
export interface Adopted {
  readonly step: string
  readonly id: string
  readonly mine: boolean
  readonly status: 'made' | 'ready' | 'removing'
}

/** What was found and is left to a person: plink does not know whether it belongs to the link. */
export interface Unsure {
  readonly step: string
  readonly id: string | null
  readonly why: 'NOT_ASKED_FOR' | 'NOT_APPROVED' | 'LOOK_FAILED'
  /** The fault's code where a look failed. */
  readonly code: string | null
}
