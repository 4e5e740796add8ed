import type { Environment } from '../../src/model/environment.ts'
import type { FindingCode } from '../../src/model/finding.ts'
import type { HopName } from '../../src/model/hop.ts'
import type { DirectionName } from '../../src/model/link.ts'
import type { Stage } from './stage.ts'

/** One thing that is wrong with a link, as it really is in the cloud or at a server. */
export interface Cause {
  readonly id: string
  readonly direction: DirectionName
  readonly hop: HopName
  /** Whose side it is on. */
  readonly side: 'you' | 'peer'
  /**
   * Who can know: `account`: it stands in replies of the API to your keys; `probe`: only a test of the traffic shows it.
   * `vantage`: nothing is wrong with the link, the way to look at it is.
   */
  readonly seenBy: 'account' | 'probe' | 'vantage'
  /** Whether nothing passes any more: found out without plink, and checked. False: it still works, in part or for others. */
  readonly breaks: boolean
  /** Findings that name it, the one that it is there for first, and errors that name what it keeps from being done; empty when it is enough to say that nothing can be told. */
  readonly codes: readonly (FindingCode | 'WAIT_TIMEOUT' | 'BLOCKED')[]
  /** Hops that it takes with it: to say that they fail too blames nobody who is innocent. */
  readonly takes?: readonly HopName[]
  /** With an NLB on both sides, over two zones; a CLB in one otherwise. */
  readonly nlb?: true
  /** Breaks it: by the simulator's operator, an API call of its owner, or another server in the place of the right one. */
  inject(stage: Stage): Promise<unknown>
  /** Another environment of the commands. */
  readonly env?: (stage: Stage) => Environment
  /** More words for `test` and `doctor`: where to start from. */
  readonly words?: (stage: Stage) => readonly string[]
  /** Another plink.yaml. */
  readonly manifest?: (yaml: string, stage: Stage) => string
}

/** A link that works, with something odd about it. Nothing may be found that is wrong. */
export interface Oddity extends Omit<Cause, 'codes' | 'hop' | 'side' | 'seenBy' | 'breaks' | 'takes' | 'direction'> {}
