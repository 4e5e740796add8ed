import type { AnswerName, AnswerSource, ChoiceFacts, PaidBy, SignedInIdentity } from '../model/wizard.ts'

/** What is known where a question is asked. */
export interface WizardFacts {
  /** The other party is EMQX Cloud. */
  readonly emqx: boolean
  /** Our own account. */
  readonly uid: string
  readonly region: string
}

/** What `plink init` says. */
export interface WizardText {
  readonly title: string
  readonly caller: (caller: SignedInIdentity, region: string) => string
  /** Short names, as they stand before answers and in the table. */
  readonly names: Readonly<Record<AnswerName, string>>
  /** The question, one line shorter than half a screen. */
  readonly ask: Readonly<Record<AnswerName, string>>
  /** What there is to know before it; empty when nothing. `isOffered`: there is something to choose from. */
  readonly about: Readonly<Record<AnswerName, (facts: WizardFacts & { readonly isOffered: boolean }) => string>>
  readonly things: { readonly [K in ChoiceFacts['is']]: (thing: Extract<ChoiceFacts, { readonly is: K }>) => string }
  /** More of a thing, where the cursor stands on it. */
  readonly hints: {
    readonly [K in ChoiceFacts['is']]?: (thing: Extract<ChoiceFacts, { readonly is: K }>) => string | null
  }
  readonly sources: Readonly<Record<AnswerSource, string>>
  readonly keys: {
    readonly move: string
    readonly filter: string
    readonly tick: string
    readonly take: string
    readonly back: string
    readonly nothing: string
    readonly cannot: string
    readonly cannotSince: (why: string) => string
    /** Between the remarks on an item of a list. */
    readonly between: string
    readonly leftOpen: string
    readonly number: string
    readonly numbers: string
    readonly notInList: string
    readonly preset: string
    /** In place of the keys above where answers are plain lines. */
    readonly plain: string
  }
  /** Things to do in a list beside choosing from it. */
  readonly acts: { readonly byHand: string; readonly create: string; readonly wait: string }
  readonly needed: string
  readonly listFailed: (reason: string) => string
  /** Answers that stand for no value, in the table. */
  readonly open: string
  readonly makeNew: string
  readonly settled: (name: string, value: string, source: string) => string
  readonly lapsed: (name: string, reason: string) => string
  readonly resume: {
    readonly about: (file: string, answers: number) => string
    readonly ask: string
    readonly goOn: string
    readonly anew: string
  }
  /** After an interruption. */
  readonly kept: (file: string) => string
  readonly replace: {
    readonly about: (file: string, backup: string) => string
    readonly ask: string
    readonly yes: string
    readonly no: string
  }
  readonly table: {
    readonly heads: { readonly what: string; readonly value: string; readonly source: string }
    readonly pays: (all: readonly { readonly direction: string; readonly who: PaidBy }[]) => string
  }
  readonly confirm: {
    readonly ask: string
    readonly write: (file: string) => string
    readonly change: string
    readonly stop: string
    readonly which: string
  }
  readonly written: (file: string) => string
  readonly sameAs: string
  readonly up: { readonly ask: string; readonly yes: string; readonly no: string }
  readonly next: string
  /** Comments of plink.yaml. */
  readonly comments: {
    readonly head: string
    /** Stands where a UID will. */
    readonly uid: string
    readonly keys: Readonly<Record<AnswerName, (facts: WizardFacts) => string>>
    readonly direction: Readonly<Record<'inbound' | 'outbound', string>>
    /** Before a key that is left out, shown as a comment. */
    readonly open: Readonly<Partial<Record<AnswerName, (facts: WizardFacts) => string>>>
  }
}
