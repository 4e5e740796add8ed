import type { Action, Output } from '../alibaba/operations.ts'
import type { Tag } from '../alibaba/types.ts'
import type { Asking } from '../model/ask.ts'
import type { FaultData } from '../model/fault.ts'
import type { DirectionName, SideName } from '../model/link.ts'
import type { Next } from '../model/result.ts'
import type { StepKind } from '../model/step-kind.ts'
import type { InRegion, Reads } from './reads.ts'

/** One mutating call, as data: written to the state before it is made, and made again from there after a death. */
export type Call = {
  readonly [A in Action]: { readonly action: A; readonly input: Omit<InRegion<A>, 'ClientToken' | 'DryRun'> }
}[Action]

/** What a step gives to those that need it; it must survive JSON, since the state remembers it. */
export interface StepOutput {
  readonly id: string
}

/** A thing that is there, whether it is usable, and the cloud's own word for its state. */
export interface Present<Out extends StepOutput> {
  readonly is: 'there'
  readonly out: Out
  readonly settled: boolean
  readonly status: string
  /** Ours, somebody else's (whatever we had meant to make), or (a part found without a memory of it) whoever's its parent is. */
  readonly mine: boolean | 'parent'
  /** Not settled, though nothing is being done to it any more: what is wrong with it unless that mends itself. */
  readonly ails?: FaultData
}

/** What a look at the cloud says about one step. */
export type Observation<Out extends StepOutput> =
  /** It is not there and can be made; or it is there `partly`, and can be completed or changed in place. */
  | { readonly is: 'absent'; readonly partly?: Out }
  /** It cannot be seen though what it belongs to is there: not yet, or not any more. */
  | { readonly is: 'unseen' }
  | Present<Out>
  /** It is being taken away. */
  | { readonly is: 'leaving'; readonly id: string; readonly status: string }
  /** It is in a state that no waiting mends. */
  | { readonly is: 'broken'; readonly id: string; readonly status: string }
  /** Somebody else must act first, or a value is missing. */
  | { readonly is: 'awaits'; readonly next: Next }
  /** A person must say yes first; `yes` is what is then there. */
  | { readonly is: 'asks'; readonly asking: Asking; readonly next: Next; readonly yes: Present<Out> }
  /** It exists, and what is asked of it cannot be changed in place. */
  | {
      readonly is: 'differs'
      readonly id: string
      readonly field: string
      readonly found: string
      readonly wanted: string
    }

/** What a step looks with. */
export interface ReadContext {
  readonly reads: Reads
  /** What the state remembers: the id, if it was ever known. */
  readonly known: string | undefined
  /** The lineage of our state: what carries it as a tag is ours. */
  readonly lineage: string
  /** Endpoints that a person named with `--approve`. */
  readonly approve: readonly string[]
  /** Endpoints that were turned away: nobody is asked about them again. */
  readonly rejected?: readonly string[]
}

// biome-ignore lint/suspicious/noExplicitAny: a step of any output and needs; OutputsOf<N> gives each its own type back.
export type AnyStep = Step<any, any>
// biome-ignore lint/suspicious/noExplicitAny: a step known by what it gives; what it needs is its own business.
export type StepOf<Out extends StepOutput> = Step<Out, any>
export type StepMap = { readonly [name: string]: AnyStep }
// biome-ignore lint/suspicious/noExplicitAny: only the output type is inferred here.
type OutputsOf<N extends StepMap> = { readonly [K in keyof N]: N[K] extends Step<infer Out, any> ? Out : never }

/**
 * One thing that must exist. `needs` gives both the order and the typed inputs.
 * The same `look` serves to find, to wait, to plan, and to see that it is gone.
 */
export interface Step<Out extends StepOutput, Needs extends StepMap> {
  /** Stable: a key in the state file and the value of the tag `plink:step`; `inbound/zone:cn-hangzhou-h`. */
  readonly id: string
  readonly direction: DirectionName
  readonly kind: StepKind
  /** Whose credentials look and act: not always the owner's, since a peer's half is watched from ours. */
  readonly side: SideName
  readonly needs: Needs
  /** False for what only the state still knows: `up` takes it back, since nobody asks for it any more. */
  readonly wanted: boolean
  /** The need within which it lives; found there without a memory of it, it is ours when that is ours. */
  readonly parent?: keyof Needs & string
  /** The need that takes one change at a time, whichever of its steps asks for it. */
  readonly lane?: keyof Needs & string
  look(readContext: ReadContext, given: OutputsOf<Needs>): Promise<Observation<Out>>
  /** The next call towards having it; absent when it can only be adopted or watched. Called again while it is absent. */
  make?(readContext: ReadContext, given: OutputsOf<Needs>, tags: readonly Tag[]): Promise<Call>
  /** The output, from the reply of a create call; absent or undefined where the next look tells. */
  made?(reply: Output<Action>): Out | undefined
  /** The next call towards its being gone, or null when there is only to wait; absent when nothing is ever taken back. */
  unmake?(readContext: ReadContext, out: Out, given: OutputsOf<Needs>): Promise<Call | null>
  /** What the peer must take back before we take back anything of this direction; null when nothing. */
  release?(readContext: ReadContext, given: OutputsOf<Needs>): Promise<Next | null>
}

/** Parts that go when their parent goes. A connection is none: it has to be closed before the service's resources can go. */
export const parts: ReadonlySet<StepKind> = new Set(['resource', 'whitelist', 'zone', 'security-group'])

/** For inference: gives a step the types of its own needs. */
export function step<Out extends StepOutput, Needs extends StepMap>(definition: Step<Out, Needs>): Step<Out, Needs> {
  return definition
}
