import { ApiError } from '../server/errors.ts'
import type { Simulation } from '../world/simulation.ts'
import { settle } from '../world/timeline.ts'
import { runAdminAction } from './actions.ts'
import { restoreCheckpoint, takeCheckpoint } from './checkpoint.ts'
import { criticalPath } from './critical-path.ts'
import { dumpWorld } from './dump.ts'
import { readFault } from './faults.ts'
import { AdminError } from './fields.ts'

/** Longest a question may wait for a parked request, in real milliseconds. */
const longestPoll = 60_000

interface Order {
  readonly query: URLSearchParams
  readonly body: unknown
}
type Route = (simulation: Simulation, order: Order) => unknown

/** The operator's API: below `/simulator/`, JSON, loopback only. */
const routes: Readonly<Record<string, Route>> = {
  'GET log': ({ world, log }) => {
    settle(world)
    return { requests: log.requests, transitions: log.transitions() }
  },
  'GET counts': ({ log }) => log.counts(),
  'POST reset-log': ({ log }) => log.reset(),
  'GET critical-path': ({ world }) => {
    settle(world)
    return criticalPath(world.transitions)
  },

  'GET world': ({ world }) => {
    settle(world)
    return dumpWorld(world)
  },
  'POST world': (simulation, { body }) => runAdminAction(simulation, body),

  /** Remembers the world as it is, under `?name=`, and makes it so again; for tests that break it many times over. */
  'POST checkpoint': (simulation, { query }) => {
    simulation.checkpoints.set(query.get('name') ?? '', takeCheckpoint(simulation))
  },
  'POST restore': (simulation, { query }) => {
    const checkpoint = simulation.checkpoints.get(query.get('name') ?? '')
    if (checkpoint === undefined) throw new AdminError('there is no checkpoint')
    restoreCheckpoint(simulation, checkpoint)
  },

  'GET faults': ({ faults }) => faults.list(),
  /** One fault, or a list of them. */
  'POST faults': ({ faults }, { body }) => {
    for (const fault of (Array.isArray(body) ? body : [body]).map(readFault)) faults.add(fault)
    return faults.list()
  },
  'DELETE faults': ({ faults }) => faults.clear(),

  'GET held': ({ breakpoints }, { query }) =>
    breakpoints.whenHeld(Math.min(Number(query.get('ms') ?? 0) || 0, longestPoll)),
  /** `{"discard": true}`: what was parked before being carried out is forgotten, as if it had never arrived. */
  'POST release': ({ breakpoints }, { body }) => ({
    released: breakpoints.release(fieldOf(body, 'discard') === true ? 'discard' : 'on'),
  }),

  'GET clock': ({ world }) => ({ now: world.clock.now(), speed: world.clock.speed }),
  /** `{"advance": 5000}` in virtual milliseconds, `{"speed": 0}` freezes it. */
  'POST clock': ({ world }, { body }) => {
    const speed = fieldOf(body, 'speed')
    const advance = fieldOf(body, 'advance')
    if (typeof speed === 'number' && speed >= 0) world.clock.setSpeed(speed)
    if (typeof advance === 'number' && advance > 0) world.clock.advance(advance)
    settle(world)
    return { now: world.clock.now(), speed: world.clock.speed }
  },
}

/** Answers the operator; never throws for what the operator got wrong. */
export async function handleAdminRequest(
  simulation: Simulation,
  request: { method: string; path: string; query: URLSearchParams; body: string },
): Promise<{ status: number; body: string }> {
  const route = routes[`${request.method} ${request.path}`]
  if (route === undefined) {
    return { status: 404, body: JSON.stringify({ error: `there is only: ${Object.keys(routes).join(', ')}` }) }
  }
  try {
    const body: unknown = request.body === '' ? undefined : JSON.parse(request.body)
    return { status: 200, body: JSON.stringify((await route(simulation, { query: request.query, body })) ?? null) }
  } catch (error) {
    if (error instanceof AdminError || error instanceof ApiError || error instanceof SyntaxError) {
      return { status: 400, body: JSON.stringify({ error: error.message }) }
    }
    throw error
  }
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null && name in body
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined
}
