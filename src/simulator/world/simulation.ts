import type { HoldingPen } from '../admin/breakpoints.ts'
import type { FaultRules } from '../admin/faults.ts'
import type { Health } from '../network/reachability.ts'
import type { Tokens } from '../server/dispatch.ts'
import type { Log } from '../server/request-log.ts'
import type { Nonces } from '../server/signature.ts'
import type { World } from './world.ts'

/** One running simulator's parts: what the server needs to answer. */
export interface Simulation {
  readonly world: World
  readonly health: Health
  readonly faults: FaultRules
  readonly log: Log
  readonly pen: HoldingPen
  readonly tokens: Tokens
  readonly nonces: Nonces
}
