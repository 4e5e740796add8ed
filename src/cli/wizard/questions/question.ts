import type { FaultData } from '../../../model/fault.ts'
import {
  type AnswerName,
  type Answers,
  type AnswerValue,
  type ChoiceFacts,
  later,
  makeNew,
} from '../../../model/wizard.ts'
import type { AccountInventory } from '../account.ts'

/** One thing to choose. With something in `whyNot` it cannot work, and is shown with the reason. */
export interface OfferedChoice {
  /** What the answer says, or one item of it. */
  readonly value: string
  readonly thing: ChoiceFacts
  readonly whyNot: readonly FaultData[]
  /** It works only with something that a later question adds, so it is never taken without asking. */
  readonly withMore?: boolean
}

/** What a question has to offer, given the answers before it. */
export interface Offer {
  readonly choices: readonly OfferedChoice[]
  /** Where the cursor stands at first, and what is ticked. */
  readonly preset: AnswerValue | null
  /** Something else may be typed: an id that the list does not have, because it could not be read or is not ours. */
  readonly byHand: boolean
  /** May be left open: the peer has not told it yet, or nothing here fits. */
  readonly mayWait: boolean
  /** Instead of something that is there, plink can create one: the answer `new`. */
  readonly mayCreate: boolean
  /** False where there turns out to be nothing to ask. */
  readonly arises: boolean
  /** What is wrong as long as there is no answer: shown with the question, and refused where nobody can be asked. */
  readonly unless: readonly FaultData[]
  /** Why the list is not whole. */
  readonly failed: FaultData | null
  /** Worth knowing before the answer. */
  readonly warnings: readonly FaultData[]
  /** An answer that nobody needs to be asked for: the environment gives it, though it can be another. */
  readonly given: AnswerValue | null
  /** What is wrong with several choices together. */
  readonly together: (values: readonly string[]) => readonly FaultData[]
  /** The fault of a value that a list which is whole does not have; null when anything may be typed. */
  readonly missing: ((value: string) => FaultData) | null
}

/**
 * One question as data and pure reads. The runner asks those that arise, in the order of their list, and answers by itself
 * where one choice fits and nothing else could be said.
 */
export interface Question {
  readonly name: AnswerName
  /** `text` is typed; the others are chosen from the list. */
  readonly takes: 'text' | 'one' | 'many'
  /** When one of these changes, the answer no longer counts. */
  readonly needs: readonly AnswerName[]
  when(answers: Answers): boolean
  offer(account: AccountInventory, answers: Answers): Promise<Offer>
}

/** An offer with nothing in it, for the rest to be said over it. */
export const emptyOffer: Offer = {
  choices: [],
  preset: null,
  byHand: false,
  mayWait: false,
  mayCreate: false,
  arises: true,
  unless: [],
  failed: null,
  warnings: [],
  given: null,
  together: () => [],
  missing: null,
}

export function usableChoices({ choices }: Offer): readonly OfferedChoice[] {
  return choices.filter(({ whyNot }) => whyNot.length === 0)
}

/** What fits stands first: on a small screen the reasons of the rest would push it off. */
export function usableFirst(choices: readonly OfferedChoice[]): readonly OfferedChoice[] {
  const place = ({ whyNot, withMore = false }: OfferedChoice) => (whyNot.length > 0 ? 2 : Number(withMore))
  return choices.toSorted((a, b) => place(a) - place(b))
}

/**
 * Why an answer cannot be: what is known against each of its values, what a whole list does not have, and what speaks
 * against them together. Its form is looked at elsewhere (form.ts).
 */
export function findingsOn(offer: Offer, value: AnswerValue): readonly FaultData[] {
  if (value === later || (value === makeNew && offer.mayCreate)) return []
  const values = typeof value === 'string' ? [value] : value
  const each = values.flatMap((one) => {
    const choice = offer.choices.find((known) => known.value === one)
    if (choice !== undefined) return choice.whyNot
    return offer.missing === null || offer.failed !== null ? [] : [offer.missing(one)]
  })
  return each.length > 0 ? each : offer.together(values)
}

/** The one answer there is: a single choice fits, and neither typing nor waiting would be as good. */
export function onlyAnswer(question: Question, offer: Offer): AnswerValue | null {
  const [only, ...more] = usableChoices(offer).filter(({ withMore = false }) => !withMore)
  if (only === undefined || more.length > 0 || offer.byHand || offer.warnings.length > 0) return null
  const value = question.takes === 'many' ? [only.value] : only.value
  return offer.together([only.value]).length === 0 ? value : null
}
