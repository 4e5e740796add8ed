import type { CloudError } from '../alibaba/cloud-error.ts'
import type { Action, Output } from '../alibaba/operations.ts'
import type { Tag } from '../alibaba/types.ts'
import type { Asking } from '../model/ask.ts'
import type { FaultCode, FaultData, PlinkError } from '../model/fault.ts'
import type { DirectionName, SideName } from '../model/link.ts'
import type { Next } from '../model/result.ts'
import type { StepKind } from '../model/step-kind.ts'
import type { LinkState } from '../state/state.ts'
import type { InRegion, Reads } from './reads.ts'

/** One mutating call, as data: written to the state before it is made, and made again from there after a crash. */
export type Call = {
  readonly [A in Action]: { readonly action: A; readonly input: Omit<InRegion<A>, 'ClientToken' | 'DryRun'> }
}[Action]

/** What a step gives to those that need it. The state file keeps it, so it must survive JSON. */
export interface StepOutput {
  readonly id: string
}

/** The resource exists; whether it is usable, and the cloud's own word for its state. */
export interface Present<Out extends StepOutput> {
  readonly is: 'present'
  readonly output: Out
  readonly settled: boolean
  readonly status: string
  /** Ours, somebody else's (whatever we meant to create), or `parent`: a part found without a record belongs to whoever owns its parent. */
  readonly mine: boolean | 'parent'
  /** Not settled although nothing is changing any more: the fault to report unless it recovers. */
  readonly fault?: FaultData
}

/** What the cloud shows of one step. */
export type Observation<Out extends StepOutput> =
  /** It does not exist, or only a part of it does; `create` gives the next call towards it, from what was just read. */
  | {
      readonly is: 'absent'
      readonly partial?: Out
      readonly create: (tags: readonly Tag[]) => Call | Promise<Call>
    }
  /** It is not visible although what it belongs to is: not yet, or not any more. */
  | { readonly is: 'not-visible' }
  | Present<Out>
  | { readonly is: 'deleting'; readonly id: string; readonly status: string }
  /** It is in a state that it does not leave by itself. */
  | { readonly is: 'broken'; readonly id: string; readonly status: string }
  /** Somebody else must act first, or a value is missing. */
  | { readonly is: 'waiting'; readonly next: Next }
  /** A person must agree first; `approved` is what is present then. */
  | {
      readonly is: 'needs-approval'
      readonly asking: Asking
      readonly next: Next
      readonly approved: Present<Out>
    }
  /** It exists, and what is asked of it cannot be changed in place. */
  | {
      readonly is: 'differs'
      readonly id: string
      readonly field: string
      readonly found: string
      readonly wanted: string
    }

/** What a step observes with. */
export interface ReadContext {
  readonly reads: Reads
  /** The id that the state remembers, if it was ever known. */
  readonly known: string | undefined
  /** The lineage of our state: what carries it as a tag is ours. */
  readonly lineage: string
  /** Endpoints that a person named with `--approve`. */
  readonly approve: readonly string[]
  /** Endpoints that a person named with `--disconnect`. */
  readonly disconnect?: readonly string[]
  /** Endpoints that were rejected: nobody is asked about them again. */
  readonly rejected?: readonly string[]
  /** Observe the known resource and nothing else: of several that carry the same tags each is deleted by itself. */
  readonly exact?: true
  /** This run created it, and is not done with it yet. */
  readonly isFresh?: boolean
  /** Load balancers whose deletion protection was off before they were attached. */
  readonly unprotected?: readonly string[]
  /** This run created what it is a part of: no part is there that did not come with it. */
  readonly isParentNew?: boolean
  /** Ids of what this run deletes, and of what it has deleted; lists may go on showing the latter for a while. */
  readonly deleting?: ReadonlySet<string>
  readonly deleted?: ReadonlySet<string>
  /** Whether this run made a call already, and was answered. */
  readonly hasCalled?: (call: Call) => boolean
}

// biome-ignore lint/suspicious/noExplicitAny: a step of any output and needs; InputsOf<N> gives each its own type back.
export type AnyStep = Step<any, any>
// biome-ignore lint/suspicious/noExplicitAny: a step known by what it gives; what it needs is its own business.
export type StepOf<Out extends StepOutput> = Step<Out, any>
export type StepMap = { readonly [name: string]: AnyStep }
// biome-ignore lint/suspicious/noExplicitAny: only the output type is inferred here.
type InputsOf<N extends StepMap> = { readonly [K in keyof N]: N[K] extends Step<infer Out, any> ? Out : never }

/** Within what the cloud refuses a second change at a time: the account (per action), or the resource that a parameter names. */
type LockScope = 'account' | 'ServiceId' | 'EndpointId'

/** What every step of one kind has in common. */
export interface StepTraits {
  readonly kind: StepKind
  /** It goes with its parent: while the parent is deleted too, nothing is called for it. */
  readonly isPart?: true
  /** Its id is that of another step's resource, which outlives it. */
  readonly sharesId?: true
  /** Its creation is tried with the cloud's DryRun before anything is changed. */
  readonly isRehearsed?: true
  readonly codes: {
    /** What a delete call answers when there is nothing left to delete. */
    readonly gone: readonly string[]
    /** What a create call without a token answers when an earlier one arrived. */
    readonly exists?: readonly string[]
    /** What a delete call answers while something that is still there, but on its way out, needs the resource. */
    readonly busy?: readonly string[]
    /** What calls answer soon after a change that they do not see yet, beside `gone`. */
    readonly early?: readonly string[]
  }
  /** The fault that `observe` throws for a resource that was named and does not exist. */
  readonly notFound?: FaultCode
  /**
   * When to look first, in milliseconds after a call whose effect comes later. Durations are not documented: these are the
   * shortest that make sense, and no promise to a person.
   */
  readonly firstLookMs?: Readonly<Partial<Record<Action, number>>>
  /**
   * The calls that end it, one for each product. Until one of them was answered, "not found" is not believed soon after a
   * change: the calls before them may have been seen, and the resource still be there.
   */
  readonly lastCalls?: readonly Action[]
  /** Calls that the cloud refuses to run side by side. */
  readonly locks?: Readonly<Partial<Record<Action, LockScope>>>
}

/**
 * One thing that must exist. `needs` gives both the order and the typed inputs; a need that stands under its own step id
 * gives the order of creation only, and is no input of `observe`.
 * The same `observe` serves to find it, to wait for it, to plan, and to see that it is gone.
 */
export interface Step<Out extends StepOutput, Needs extends StepMap> extends StepTraits {
  /** Stable: a key in the state file and the value of the tag `plink:step`; `inbound/zone:cn-hangzhou-h`. */
  readonly id: string
  readonly direction: DirectionName
  /** Whose credentials read and act: not always the owner's, since a peer's half is watched from our account. */
  readonly side: SideName
  readonly needs: Needs
  /** False for what only the state still knows: `up` deletes it, since nobody asks for it any more. */
  readonly wanted: boolean
  /** False for what is only adopted or watched. */
  readonly creates: boolean
  /** The need that it is a part of; found there without a record, it is ours when that is. */
  readonly parent?: keyof Needs & string
  /** It is made by a call for each zone. */
  readonly isInZones?: boolean
  /** Of what is not wanted any more: what takes its place, and is to be there first. */
  readonly replacedBy?: readonly AnyStep[]
  /** The need that takes one change at a time, whichever of its steps asks for it. */
  readonly lockedNeed?: keyof Needs & string
  observe(readContext: ReadContext, inputs: InputsOf<Needs>): Promise<Observation<Out>>
  /** Everything that carries this step's tags and our lineage, whatever the state remembers. */
  owned?(readContext: ReadContext): Promise<Out[]>
  /** The output, from the reply of a create call; absent or undefined where the next observation tells. */
  outputOf?(reply: Output<Action>, inputs: InputsOf<Needs>): Out | undefined
  /** The next call towards its deletion, or null when there is only to wait; absent when it is never deleted. */
  deleteCall?(readContext: ReadContext, output: Out, inputs: InputsOf<Needs>): Promise<Call | null>
  /**
   * What stands in the way of deleting it: a call to make first; null when nothing does.
   * @throws PlinkError FOREIGN_CONSUMERS when it would take traffic from somebody who was not named
   */
  obstacle?(readContext: ReadContext, output: Out, inputs: InputsOf<Needs>): Promise<Call | null>
  /** What somebody else must do when the cloud refuses to delete it; null when there is only to wait. */
  refused?(readContext: ReadContext, output: Out): Promise<Next | null>
  /** What the peer must remove before we remove anything of this direction; null when nothing. */
  peerFirst?(readContext: ReadContext, inputs: InputsOf<Needs>): Promise<Next | null>
  /** What else the state remembers of a link once the step is done. @param isNew nothing was remembered of the step before */
  remember?(link: LinkState, output: Out, isNew: boolean): LinkState
  /**
   * What the link changed of a resource that it only used, to be changed back when it is left alone again: the call, null
   * where somebody else may rely on it, and what to say when it is not made. Null when there is nothing to change back.
   */
  release?(
    readContext: ReadContext,
    output: Out,
  ): Promise<{ readonly call: Call | null; readonly otherwise: FaultData } | null>
  /** A refusal of one of its calls for which there is a better explanation than the cloud's own words. */
  explain?(error: CloudError): PlinkError | undefined
}

/** For inference: gives a step the types of its own needs. */
export function step<Out extends StepOutput, Needs extends StepMap>(definition: Step<Out, Needs>): Step<Out, Needs> {
  return definition
}

/** The steps that must be done before this one. */
export function dependenciesOf(step: AnyStep): AnyStep[] {
  return Object.values<AnyStep>(step.needs)
}

/** The needs without whose outputs a step cannot be observed, by name. */
export function inputsOf(step: AnyStep): [string, AnyStep][] {
  return Object.entries<AnyStep>(step.needs).filter(([name, need]) => name !== need.id)
}

/** Whether the inputs say all that a delete call of a step says: what has an id of its own needs nothing but that. */
export function isAddressed(step: AnyStep, inputs: Readonly<Record<string, StepOutput>>): boolean {
  return step.owned !== undefined || inputsOf(step).every(([name]) => inputs[name] !== undefined)
}

export function parentOf(step: AnyStep): AnyStep | undefined {
  return step.parent === undefined ? undefined : step.needs[step.parent]
}
