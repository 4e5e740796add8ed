import type { Breakpoints } from '../admin/breakpoints.ts'
import type { FaultInjector } from '../admin/faults.ts'
import type { HealthChecker } from '../network/health.ts'
import type { ClientTokens } from '../server/dispatch.ts'
import type { Log } from '../server/request-log.ts'
import type { Nonces } from '../server/signature.ts'
import type { Checkpoint, World } from './world.ts'

/** One running simulator's parts: what the server needs to answer. */
export interface Simulation {
  readonly world: World
  readonly health: HealthChecker
  readonly faults: FaultInjector
  readonly log: Log
  readonly breakpoints: Breakpoints
  readonly tokens: ClientTokens
  readonly nonces: Nonces
  /** What `restore` goes back to. */
  readonly checkpoints: Map<string, Checkpoint>
}
