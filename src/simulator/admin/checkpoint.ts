import type { Simulation } from '../world/simulation.ts'
import { settle } from '../world/timeline.ts'
import { type Checkpoint, notifyChange, replaceParts, type World, worldParts } from '../world/world.ts'
import { AdminError } from './fields.ts'

/** @throws AdminError while anything is under way: what it would change is not what it was copied from */
export function takeCheckpoint({ world }: Simulation): Checkpoint {
  requireRest(world)
  return structuredClone(Object.fromEntries(worldParts.map((part) => [part, world[part]]))) as unknown as Checkpoint
}

/** Makes the world as it was. Faults, tokens and verdicts on servers are forgotten; time goes on. */
export function restoreCheckpoint({ world, faults, tokens, health }: Simulation, checkpoint: Checkpoint): void {
  replaceParts(world, structuredClone(checkpoint))
  faults.clear()
  tokens.clear()
  health.forget()
  settle(world)
  notifyChange(world)
}

function requireRest(world: World): void {
  settle(world)
  const running = world.transitions.find((each) => !each.done)
  if (running !== undefined) throw new AdminError(`${running.object} is still ${running.via}`)
}
