import type { Transition, TransitionSpec } from './transition.ts'
import { notifyChange, type World } from './world.ts'

/** Begins a transition; the caller has already put the transient status on the row. */
export function beginTransition(
  world: World,
  change: TransitionSpec,
  how: { at: number; request: number | null; stuck: boolean },
): Transition {
  const { speed } = world.clock
  const transition: Transition = {
    seq: ++world.seq,
    object: change.object,
    service: change.service,
    from: change.from,
    via: change.via,
    to: change.to,
    start: how.at,
    end: how.stuck ? null : how.at + change.ms,
    realMs: speed === 0 ? 0 : change.ms / speed,
    after: [change.object, ...change.needs].flatMap((object) => lastOf(world, object)?.seq ?? []),
    request: how.request,
    done: false,
    served: 0,
    finish: change.finish,
  }
  world.transitions.push(transition)
  forgetOldest(world.transitions)
  arm(world)
  return transition
}

/** How many transitions are remembered after their end; many more are forgotten at once, so that it is rarely done. */
const longestMemory = 5_000

function forgetOldest(transitions: Transition[]): void {
  if (transitions.length < 2 * longestMemory) return
  const running = transitions.slice(0, -longestMemory).filter((each) => !each.done)
  transitions.splice(0, transitions.length - longestMemory, ...running)
}

/** Ends, in the order of their ends, all transitions whose time has come. Called before every look at the world, and by the clock. */
export function settle(world: World): void {
  let any = false
  for (;;) {
    const next = due(world)
    if (next === undefined || next.end === null || next.end > world.clock.now()) break
    next.done = true
    next.finish(next.end)
    any = true
  }
  if (!any) return
  arm(world)
  notifyChange(world)
}

/** Counts that a read showed the object in its transient status. */
export function noteShown(world: World, object: string): void {
  for (const transition of world.transitions) {
    if (!transition.done && transition.object === object) transition.served++
  }
}

function due(world: World): Transition | undefined {
  let next: Transition | undefined
  for (const transition of world.transitions) {
    if (transition.done || transition.end === null) continue
    if (next?.end == null || transition.end < next.end) next = transition
  }
  return next
}

function lastOf(world: World, object: string): Transition | undefined {
  return world.transitions.findLast((transition) => transition.object === object)
}

function arm(world: World): void {
  world.clock.setAlarm(due(world)?.end ?? undefined, () => settle(world))
}
