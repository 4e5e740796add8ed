import type { Simulation } from '../world/simulation.ts'
import { settle } from '../world/timeline.ts'
import { type Checkpoint, notifyChange, type World } from '../world/world.ts'
import { AdminError } from './fields.ts'

const parts = [
  'rules',
  'durations',
  'accounts',
  'keys',
  'vpcs',
  'vswitches',
  'securityGroups',
  'instances',
  'invocations',
  'loadBalancers',
  'serverGroups',
  'services',
  'endpoints',
  'names',
] as const satisfies readonly (keyof Checkpoint)[]

/** @throws AdminError while anything is under way: what it would change is not what it was copied from */
export function takeCheckpoint({ world }: Simulation): Checkpoint {
  requireRest(world)
  return structuredClone(Object.fromEntries(parts.map((part) => [part, world[part]]))) as unknown as Checkpoint
}

/** Makes the world as it was. Faults, tokens and verdicts on servers are forgotten; time goes on. */
export function restoreCheckpoint({ world, faults, tokens, health }: Simulation, checkpoint: Checkpoint): void {
  world.transitions.length = 0
  world.locks.clear()
  const copy = structuredClone(checkpoint)
  for (const part of parts) replace(world[part], copy[part])
  faults.clear()
  tokens.clear()
  health.forget()
  settle(world)
  notifyChange(world)
}

function replace(now: object, before: object): void {
  if (now instanceof Map && before instanceof Map) {
    now.clear()
    for (const [key, value] of before) now.set(key, value)
  } else if (Array.isArray(now) && Array.isArray(before)) now.splice(0, now.length, ...before)
  else Object.assign(now, before)
}

function requireRest(world: World): void {
  settle(world)
  const running = world.transitions.find((each) => !each.done)
  if (running !== undefined) throw new AdminError(`${running.object} is still ${running.via}`)
}
