import type { Tokens } from './call.ts'
import type { Faults } from './faults.ts'
import type { Health } from './health.ts'
import type { HoldingPen } from './hold.ts'
import type { Log } from './log.ts'
import type { Nonces } from './signature.ts'
import type { World } from './world.ts'

/** One running simulator's parts: what the server needs to answer. */
export interface Simulation {
  readonly world: World
  readonly health: Health
  readonly faults: Faults
  readonly log: Log
  readonly pen: HoldingPen
  readonly tokens: Tokens
  readonly nonces: Nonces
}
