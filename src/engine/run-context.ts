import { type Action, type CallOptions, type Output, operations } from '../alibaba/operations.ts'
import type { SideName } from '../model/link.ts'
import type { StepPhase } from '../model/step-phase.ts'
import { idOf, type Json, type LinkState, type StepRecord } from '../state/state.ts'
import { CloudSpeed } from './cloud-speed.ts'
import type { Identities } from './identities.ts'
import type { ChangeContext } from './link-context.ts'
import { Locks } from './locks.ts'
import { inRegion } from './reads.ts'
import type { Round } from './round.ts'
import type { AnyStep, Call, ReadContext, StepOutput } from './step.ts'
import type { WaitOptions } from './wait.ts'

/** What all steps of one run of `up` or `down` share: reads and calls per side, locks, the state and the events. */
export class RunContext {
  readonly context: ChangeContext
  readonly identities: Identities
  readonly locks = new Locks()
  readonly speed = new CloudSpeed()
  /** Endpoints named so far: by flag, and by a person who was asked. */
  readonly approve: string[]
  /** Passing errors that are waited out once the peer was waited for: since when, in milliseconds, and which were reported. */
  readonly trouble: { waited: boolean; since: number | null; readonly told: Set<string> } = {
    waited: false,
    since: null,
    told: new Set(),
  }
  /** Ids of what this run deletes, and of what it has deleted. */
  readonly deleting = new Set<string>()
  readonly deleted = new Set<string>()
  /** Ids of the steps whose resources this run created. */
  readonly created = new Set<string>()
  /** Somebody was cut to make way for a deletion; what of it is wanted is connected again by another pass. */
  hasCut = false
  readonly #called = new Set<string>()
  readonly round: Round

  constructor(context: ChangeContext, identities: Identities, round: Round) {
    this.context = context
    this.identities = identities
    this.round = round
    this.approve = [...context.options.approve]
  }

  record(step: AnyStep): StepRecord | undefined {
    return this.context.store.state.link.steps[step.id]
  }

  /** What a step observes with. */
  readContext(step: AnyStep): ReadContext {
    const record = this.record(step)
    return {
      reads: this.round.reads(step.side),
      known: idOf(record),
      lineage: this.context.store.state.lineage,
      approve: this.approve,
      disconnect: this.context.options.disconnect,
      deleting: this.deleting,
      deleted: this.deleted,
      hasCalled: (call) => this.#called.has(JSON.stringify(call)),
      rejected: this.context.store.state.link.rejected ?? [],
      unprotected: this.context.store.state.link.unprotected ?? [],
    }
  }

  /** The outputs of what a step needs, as the state remembers them; what is not known is left out. */
  inputs(step: AnyStep): Record<string, StepOutput> {
    const needs = Object.entries<AnyStep>(step.needs).map(
      ([name, need]) => [name, outputIn(this.record(need))] as const,
    )
    return Object.fromEntries(needs.filter((entry): entry is [string, StepOutput] => entry[1] !== undefined))
  }

  /**
   * Writes a step's record, or takes it out. Written to disk before this resolves; nothing is written when nothing changes but
   * the time, unless it is meant `anew`.
   * @param how `deleted`: it is taken out because its resource was just deleted
   */
  async remember(step: AnyStep, record: StepRecord | undefined, how?: 'anew' | 'deleted'): Promise<void> {
    const known = this.record(step)
    if (how !== 'anew' && sameRecord(known, record)) return
    await this.context.store.update((link) => {
      const { [step.id]: _, ...rest } = link.steps
      const steps = record ? { ...rest, [step.id]: record } : rest
      const next = withLeft({ ...link, steps }, how === 'deleted' ? { [step.id]: this.now() } : {}, this.now())
      const output = record?.status === 'ready' ? outputIn(record) : undefined
      return output ? (step.remember?.(next, output, known === undefined) ?? next) : next
    })
  }

  /** Calls with a token, if the action takes one. The signal is left out on purpose: an interruption lets a running change finish and be saved. */
  async call(
    step: AnyStep,
    call: Call,
    token: string,
    options: Omit<CallOptions, 'signal'> = {},
  ): Promise<Output<Action>> {
    const { clouds, intent } = this.context
    const cloud = step.side === 'you' ? clouds.you : clouds.peer
    // direction-steps.ts makes steps only for sides whose credentials are held.
    if (cloud === null) throw new Error(`no credentials for ${step.id}`)
    const input = { ...call.input, ...(operations[call.action].token && { ClientToken: token }) }
    try {
      return await cloud.call(call.action, inRegion(call.action, input, intent.region), options)
    } finally {
      this.round.called(call.action)
    }
  }

  /** A wait of this run: what is looked at in a side's account after a pause is read anew. */
  waitOptions(side: SideName, onStatus: (status: string) => void, change?: WaitOptions['change']): WaitOptions {
    const { clock, signal, options } = this.context
    return { clock, signal, timeoutMs: options.timeoutMs, onStatus, change, onPause: () => this.round.end(side) }
  }

  /** Notes that a call was answered: done, or that there was nothing left to do. */
  noteCalled(call: Call): void {
    this.#called.add(JSON.stringify(call))
  }

  /** The key under which a step's call has to run alone; undefined when it may run beside anything. */
  lock(step: AnyStep, call: Call, inputs: Readonly<Record<string, StepOutput>>): string | undefined {
    const shared = step.lockedNeed === undefined ? undefined : inputs[step.lockedNeed]
    if (shared) return shared.id
    const scope = step.locks?.[call.action]
    if (scope === undefined) return undefined
    if (scope === 'account') return `${this.identities.uids[step.side] ?? step.side} ${call.action}`
    // Safe: every input is a record of wire parameters, and those of this scope have this one.
    return String((call.input as Record<string, unknown>)[scope])
  }

  /** What a wait must know of the call that it follows; undefined where that has its effect at once. */
  changeOf(step: AnyStep, call: Call | undefined): WaitOptions['change'] {
    const firstLookMs = call && step.firstLookMs?.[call.action]
    return firstLookMs === undefined ? undefined : { firstLookMs, speed: this.speed }
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
}

/** A link with what was deleted in the last minute and was not made again. */
function withLeft({ left = {}, ...link }: LinkState, added: Readonly<Record<string, string>>, now: string): LinkState {
  const kept = Object.entries({ ...left, ...added }).filter(
    ([step, since]) => link.steps[step] === undefined && Date.parse(now) - Date.parse(since) < lagMs,
  )
  return kept.length > 0 ? { ...link, left: Object.fromEntries(kept) } : link
}

/** The intention of a call, as the state keeps it. */
export function intentionOf(call: Call, token: string, since: string): StepRecord {
  // Safe: inputs are wire parameters, JSON by nature.
  return { status: 'intended', token, input: { action: call.action, input: call.input } as unknown as Json, since }
}

/**
 * How long, in milliseconds, what was created or changed may stay invisible to lists and reads. The cloud documents no bound; a
 * minute is generous. Within it "not found" means "not visible yet".
 */
export const lagMs = 60_000

export function hasToken(call: Call): boolean {
  return operations[call.action].token
}

/** Changes what exists, and may be repeated. */
export function isUpdate({ action }: Call): boolean {
  return action.startsWith('privatelink.Update')
}

/** The call of an intention, read back. */
export function intendedCall(record: StepRecord & { status: 'intended' }): Call {
  // Safe: written by intentionOf.
  return record.input as unknown as Call
}

/** The output that a record keeps. */
export function outputIn(record: StepRecord | undefined): StepOutput | undefined {
  // Safe: `out` is written from a StepOutput only.
  return record && record.status !== 'intended' ? (record.out as unknown as StepOutput) : undefined
}

export function recordOf(
  status: 'made' | 'ready' | 'removing',
  output: StepOutput,
  mine: boolean,
  since: string,
): StepRecord {
  // Safe: a StepOutput is JSON by its definition.
  return { status, id: output.id, mine, out: output as unknown as Json, since }
}

/** Equal in all but the time: a step seen again as it was is not written again. */
function sameRecord(a: StepRecord | undefined, b: StepRecord | undefined): boolean {
  const timeless = (record: StepRecord | undefined) => JSON.stringify(record && { ...record, since: '' })
  return timeless(a) === timeless(b)
}
