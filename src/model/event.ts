import type { FaultData } from './fault.ts'
import type { DirectionName, SideName } from './link.ts'
import type { Admission, Next, TestResult } from './result.ts'
import type { StepPhase } from './step-phase.ts'

export type WaitPhase = 'begin' | 'troubled' | 'recovered' | 'acted' | 'gave-up'

/** What the engine reports while it works. It never prints; output/ does. */
export type PlinkEvent =
  | {
      readonly event: 'step'
      readonly direction: DirectionName
      readonly step: string
      readonly side: SideName
      readonly phase: StepPhase
      readonly id: string | null
      /** The raw status while waiting, `Creating`. */
      readonly status: string | null
    }
  | {
      readonly event: 'retry'
      readonly side: SideName
      readonly action: string
      readonly reason: string
      readonly attempt: number
      readonly waitMs: number
    }
  /** The peer must act; what it must do. */
  | { readonly event: 'peer'; readonly direction: DirectionName; readonly next: Next }
  /**
   * Waiting for people, who take hours and days. `troubled`: the last look failed (a warning said why), and plink goes on
   * waiting; `recovered`: it could look again. `until` is when it gives up, ISO 8601; null when only a signal ends it.
   */
  | { readonly event: 'wait'; readonly phase: WaitPhase; readonly until: string | null }
  | { readonly event: 'warning'; readonly fault: FaultData }
  | { readonly event: 'error'; readonly fault: FaultData }
  /** Who gets in on a port of an endpoint's security group. */
  | { readonly event: 'admission'; readonly admission: Admission }
  | { readonly event: 'test'; readonly result: TestResult }
  /** `up` or `down` starts: what it is about to do. */
  | { readonly event: 'begin'; readonly command: string; readonly link: string; readonly region: string }
  /** Debug lines of the client (`--debug`); never a secret. */
  | {
      readonly event: 'call'
      readonly side: SideName
      readonly action: string
      readonly ms: number
      readonly outcome: string
      readonly requestId: string | null
    }
  /** One line of the demo's story. */
  | { readonly event: 'act'; readonly act: string; readonly text: string }

export type Emit = (event: PlinkEvent) => void
