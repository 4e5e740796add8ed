import { type FaultData, PlinkError } from '../model/fault.ts'
import type { Next } from '../model/result.ts'
import { Attempt } from './attempt.ts'
import { type Bench, outOf, recordOf } from './bench.ts'
import type { AnyStep, Presence, Sight, Thing } from './step.ts'
import { takeBack } from './undo.ts'

/** How a step ended. */
export type Ending =
  | { readonly is: 'ready'; readonly out: Thing }
  | { readonly is: 'gone' }
  | { readonly is: 'awaits'; readonly step: AnyStep; readonly next: Next }
  | { readonly is: 'asks'; readonly step: AnyStep; readonly sight: Sight<Thing> & { is: 'asks' } }
  | { readonly is: 'failed'; readonly step: AnyStep; readonly error: unknown }
  /** Something it needs is not ready. */
  | { readonly is: 'held' }

/** Brings every step to be, side by side where nothing orders them; a failure holds up only what needs it. */
export async function runSteps(bench: Bench, steps: readonly AnyStep[]): Promise<Ending[]> {
  const endings = new Map<string, Promise<Ending>>()
  // What goes waits for those that come after it in the list: each begins when all are in the map.
  const all = Promise.resolve()
  for (const step of steps)
    endings.set(
      step.id,
      all.then(() => bring(step)),
    )
  return Promise.all(endings.values())

  async function bring(step: AnyStep): Promise<Ending> {
    const given: Record<string, Thing> = {}
    for (const [name, need] of Object.entries<AnyStep>(step.needs)) {
      // What goes itself is gone before what it needs is.
      if (!need.wanted) {
        const out = outOf(bench.record(need))
        if (out) given[name] = out
        continue
      }
      const ending = await endings.get(need.id)
      if (ending?.is !== 'ready') return { is: 'held' }
      given[name] = ending.out
    }
    for (const other of step.wanted ? [] : steps) {
      if (!Object.values<AnyStep>(other.needs).includes(step)) continue
      const ending = await endings.get(other.id)
      if (ending?.is !== 'gone') return { is: 'held' }
    }
    try {
      return step.wanted ? await establish(bench, step, given) : await takeBack(bench, step, given)
    } catch (error) {
      return { is: 'failed', step, error }
    }
  }
}

/** Look, write the intention, call, write what came back, wait; again, until it is there and settled. */
async function establish(bench: Bench, step: AnyStep, given: Record<string, Thing>): Promise<Ending> {
  const attempt = new Attempt(bench, step, given)
  let sight = await attempt.sight()
  for (;;) {
    if (sight.is === 'absent') {
      const { call, partly } = sight
      sight = await bench.lanes.run(bench.lane(step, call, given), async () => {
        await attempt.call(call, partly)
        // The lane is kept until the change has come to rest: the cloud refuses the next one until then.
        return attempt.sight()
      })
    } else if (sight.is === 'there' && !sight.settled) sight = await attempt.sight('settled')
    else break
  }
  switch (sight.is) {
    case 'there': {
      const known = bench.record(step) !== undefined
      const mine = mineOf(bench, step, sight)
      await bench.remember(step, recordOf('ready', sight.out, mine, bench.now()))
      bench.say(step, known && !attempt.called ? 'found' : mine ? 'ready' : 'adopted', sight.out.id, sight.status)
      return { is: 'ready', out: sight.out }
    }
    case 'awaits':
      return { is: 'awaits', step, next: sight.next }
    case 'asks':
      return { is: 'asks', step, sight }
    case 'broken':
      throw new PlinkError('STEP_ENDED_BADLY', {
        direction: step.direction,
        step: step.id,
        id: sight.id,
        status: sight.status,
      })
    case 'differs':
      throw new PlinkError('BLOCKED', {
        direction: step.direction,
        step: step.id,
        id: sight.id,
        field: sight.field,
        is: sight.found,
        wanted: sight.wanted,
      })
  }
}

/** Whose a thing is: as remembered; ours if we had meant to make it and it does not say otherwise; else as the look says, a part as its parent is. */
function mineOf(bench: Bench, step: AnyStep, sight: Presence<Thing>): boolean {
  const record = bench.record(step)
  // Somebody else may have made the very same between our intention and our call.
  if (record) return record.status === 'intended' ? sight.mine !== false : record.mine
  if (sight.mine !== 'parent') return sight.mine
  const parent = step.parent === undefined ? undefined : bench.record(step.needs[step.parent])
  return parent !== undefined && parent.status !== 'intended' && parent.mine
}

/** The faults among endings, each once: an interruption fails many steps with one reason. */
export function faultsOf(endings: readonly Ending[]): FaultData[] {
  const faults = new Map<string, FaultData>()
  for (const ending of endings) {
    if (ending.is !== 'failed') continue
    if (!(ending.error instanceof PlinkError)) throw ending.error
    faults.set(JSON.stringify(ending.error.data), ending.error.data)
  }
  return [...faults.values()]
}
