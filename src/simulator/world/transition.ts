import { changed, type World } from './world.ts'

/** One object passing through a transient status. */
export interface Transition {
  readonly seq: number
  /** `service epsrv-…`, `zone ep-…:cn-hangzhou-h`, … */
  readonly object: string
  /** The endpoint service it is about: what tells the directions apart. Null for load balancers. */
  readonly service: string | null
  /** Empty when the object comes into being. */
  readonly from: string
  /** The transient status. */
  readonly via: string
  /** Empty when the object is gone at the end. */
  readonly to: string
  /** Virtual milliseconds. */
  readonly start: number
  /** Null: it never ends (fault `stuck`). */
  readonly end: number | null
  /** How much of real time that is at the speed of its beginning. Zero while the clock is frozen. */
  readonly realMs: number
  /** Transitions that had to be over before this one could begin. */
  readonly after: readonly number[]
  /** The request that caused it; null: it follows from another transition, or an operator did it. */
  readonly request: number | null
  done: boolean
  /** How often a read has answered with the transient status. */
  served: number
  readonly finish: (at: number) => void
}

export interface Change {
  readonly object: string
  /** Objects whose changes had to come first. */
  readonly needs: readonly string[]
  readonly service: string | null
  readonly from: string
  readonly via: string
  readonly to: string
  readonly ms: number
  /** Makes the lasting status true; `at` is the virtual time of it, which may lie a little in the past. */
  readonly finish: (at: number) => void
}

/** Begins a transition; the caller has already put the transient status on the row. */
export function begin(
  world: World,
  change: Change,
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
  arm(world)
  return transition
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
  changed(world)
}

/** Counts that a read showed the object in its transient status. */
export function served(world: World, object: string): void {
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
