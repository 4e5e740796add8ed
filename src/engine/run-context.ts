import { type Action, type Cloud, type Output, operations } from '../alibaba/operations.ts'
import type { StepPhase } from '../model/event.ts'
import { idOf, type Json, type StepRecord } from '../state/state.ts'
import type { Identities } from './identities.ts'
import type { ChangeContext } from './link-context.ts'
import { Lanes, laneOf } from './locks.ts'
import { inRegion, type Reads, sharedReads } from './reads.ts'
import type { AnyStep, Call, ReadContext, StepOutput } from './step.ts'

/** What the hands of `up` and `down` share while they work: reads per side, lanes, the state, and a voice. */
export class RunContext {
  readonly context: ChangeContext
  readonly identities: Identities
  readonly lanes = new Lanes()
  /** Endpoints named so far: by flag, and by a person who was asked. */
  readonly approve: string[]
  /** Trouble that is waited through once people were waited for: since when, in milliseconds, and what of it was told. */
  readonly trouble: { waited: boolean; since: number | null; readonly told: Set<string> } = {
    waited: false,
    since: null,
    told: new Set(),
  }
  readonly #reads: Readonly<{ you: Reads; peer: Reads | null }>

  constructor(context: ChangeContext, identities: Identities) {
    this.context = context
    this.identities = identities
    this.approve = [...context.options.approve]
    const { you, peer } = context.clouds
    this.#reads = {
      you: sharedReads(you, context.intent.region, context.signal),
      peer: peer && sharedReads(peer, context.intent.region, context.signal),
    }
  }

  record(step: AnyStep): StepRecord | undefined {
    return this.context.store.state.link.steps[step.id]
  }

  /** What a step looks with. */
  readContext(step: AnyStep): ReadContext {
    const record = this.record(step)
    return {
      reads: this.#of(this.#reads, step),
      known: idOf(record),
      lineage: this.context.store.state.lineage,
      approve: this.approve,
      rejected: this.context.store.state.link.rejected ?? [],
    }
  }

  /** What a step is given, as the state remembers it; what is not known is left out. */
  given(step: AnyStep): Record<string, StepOutput> {
    const needs = Object.entries<AnyStep>(step.needs).map(([name, need]) => [name, outOf(this.record(need))] as const)
    return Object.fromEntries(needs.filter((entry): entry is [string, StepOutput] => entry[1] !== undefined))
  }

  /** Writes a step's record, or takes it out. Written to disk before this resolves; nothing is written when nothing changes. */
  async remember(step: AnyStep, record: StepRecord | undefined): Promise<void> {
    const known = this.record(step)
    if (sameRecord(known, record)) return
    await this.context.store.update((link) => {
      const { [step.id]: _, ...rest } = link.steps
      const steps = record ? { ...rest, [step.id]: record } : rest
      const { rejected, ...others } = link
      // Who is let in is not turned away any more.
      const approved = record?.status === 'ready' && step.kind === 'connection' ? record.id : undefined
      const left = rejected?.filter((id) => id !== approved) ?? []
      return { ...others, steps, ...(left.length > 0 && { rejected: left }) }
    })
  }

  /** Calls with a token, if the action takes one. The signal is left out on purpose: an interruption lets a running change finish and be saved. */
  call(step: AnyStep, call: Call, token: string): Promise<Output<Action>> {
    const input = { ...call.input, ...(operations[call.action].token && { ClientToken: token }) }
    return this.#of(this.context.clouds, step).call(
      call.action,
      inRegion(call.action, input, this.context.intent.region),
    )
  }

  /** The lane a step's call has to keep to; undefined when it may run beside anything. */
  lane(step: AnyStep, call: Call, given: Readonly<Record<string, StepOutput>>): string | undefined {
    const shared = step.lane === undefined ? undefined : given[step.lane]
    return shared ? `thing ${shared.id}` : laneOf(call, this.identities.uids[step.side] ?? step.side)
  }

  /** How long ago a step's record was written, in milliseconds. */
  age({ since }: StepRecord): number {
    return this.context.clock.now() - Date.parse(since)
  }

  say(step: AnyStep, phase: StepPhase, id: string | null = null, status: string | null = null): void {
    this.context.emit({ event: 'step', direction: step.direction, step: step.id, side: step.side, phase, id, status })
  }

  now(): string {
    return new Date(this.context.clock.now()).toISOString()
  }

  #of<T extends Cloud | Reads>(doors: Readonly<{ you: T; peer: T | null }>, step: AnyStep): T {
    const door = step.side === 'you' ? doors.you : doors.peer
    // direction.ts makes steps only for sides whose credentials are held.
    if (door === null) throw new Error(`no credentials for ${step.id}`)
    return door
  }
}

/** The intention of a call, as the state keeps it. */
export function intentionOf(call: Call, token: string, since: string): StepRecord {
  // Safe: inputs are wire parameters, JSON by nature.
  return { status: 'intended', token, input: { action: call.action, input: call.input } as unknown as Json, since }
}

/** How long a call without a token, of which nobody knows whether it arrived, is given to show itself before it is made again. */
export const graceMs = 10_000

export function hasToken(call: Call): boolean {
  return operations[call.action].token
}

/** Of what is there, and the same however often it is said. */
export function isUpdate({ action }: Call): boolean {
  return action.startsWith('privatelink.Update')
}

/** The call of an intention, read back. */
export function intendedCall(record: StepRecord & { status: 'intended' }): Call {
  // Safe: written by intentionOf.
  return record.input as unknown as Call
}

/** What a step remembers of its thing. */
export function outOf(record: StepRecord | undefined): StepOutput | undefined {
  // Safe: `out` is written from a StepOutput only.
  return record && record.status !== 'intended' ? (record.out as unknown as StepOutput) : undefined
}

export function recordOf(
  status: 'made' | 'ready' | 'removing',
  out: StepOutput,
  mine: boolean,
  since: string,
): StepRecord {
  // Safe: a StepOutput is JSON by its definition.
  return { status, id: out.id, mine, out: out as unknown as Json, since }
}

/** Equal in all but the time: a step seen again as it was is not written again. */
function sameRecord(a: StepRecord | undefined, b: StepRecord | undefined): boolean {
  const timeless = (record: StepRecord | undefined) => JSON.stringify(record && { ...record, since: '' })
  return timeless(a) === timeless(b)
}
