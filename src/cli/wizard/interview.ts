import type { FaultData } from '../../model/fault.ts'
import {
  type AnswerName,
  type AnswerSource,
  type Answers,
  type AnswerValue,
  later,
  makeNew,
} from '../../model/wizard.ts'
import type { AccountInventory } from './account.ts'
import { type Back, back } from './prompt-session.ts'
import { dependents } from './questions/link.ts'
import { findingsOn, type Offer, onlyAnswer, type Question, usableChoices } from './questions/question.ts'

/** A question that nobody could be asked. */
interface OpenQuestion {
  readonly name: AnswerName
  /** What can be answered, as far as it is known: of a question that waits for another it is not. */
  readonly choices: readonly string[]
}

export interface InterviewOutcome {
  readonly answers: Answers
  readonly open: readonly OpenQuestion[]
  /** What is known against answers that were given. */
  readonly findings: readonly FaultData[]
  /** Answers to questions that do not arise. */
  readonly unasked: readonly { readonly name: AnswerName; readonly source: AnswerSource }[]
}

/** What the interview needs of the world. */
export interface InterviewContext {
  readonly questions: readonly Question[]
  /** The account as it stands; looked at afresh after a step back. */
  account(answers: Answers, fresh: boolean): Promise<AccountInventory>
  /** Null when nobody can be asked. */
  readonly ask:
    | ((question: Question, offer: Offer, before: AnswerValue | null, answers: Answers) => Promise<AnswerValue | Back>)
    | null
  /** A question answered itself. */
  settled(name: AnswerName, value: AnswerValue, source: AnswerSource): void
  /** An answer of an earlier run no longer fits, and is asked for again. */
  lapsed(name: AnswerName, findings: readonly FaultData[]): void
  /** After each answer: it is to be kept. */
  keep(answers: Answers): void
}

/**
 * Goes through the questions that arise, in their order, and takes what is answered already: it is looked at all the same.
 * One step back asks the question before again; what counted on the old answer is forgotten.
 * @param again a question to ask though it is answered
 */
export async function interview(
  interviewer: InterviewContext,
  given: Answers,
  again: AnswerName | null = null,
): Promise<InterviewOutcome> {
  const { questions, ask, keep } = interviewer
  let answers = given
  let anew = again
  let fresh = again !== null
  const seen = new Set<AnswerName>()
  const asked: AnswerName[] = []
  const open: OpenQuestion[] = []
  const findings: FaultData[] = []
  const unasked: InterviewOutcome['unasked'][number][] = []

  const put = (name: AnswerName, value: AnswerValue, source: AnswerSource) => {
    const known = answers[name]
    const isNew = known !== undefined && JSON.stringify(known.value) !== JSON.stringify(value)
    answers = without(answers, isNew ? dependents(questions, name) : [])
    answers = { ...answers, [name]: { value, source } }
    seen.add(name)
  }

  for (let at = 0; at < questions.length; ) {
    // Safe: `at` is within the list.
    const question = questions[at] as Question
    const { name } = question
    const known = answers[name]
    if (!question.when(answers)) {
      if (known?.source === 'flag' || known?.source === 'file') unasked.push({ name, source: known.source })
      answers = without(answers, [name])
      at++
      continue
    }
    if (known !== undefined && seen.has(name) && anew !== name) {
      at++
      continue
    }
    // What it counts on is open itself: there is nothing to offer, and nothing to hold an answer against.
    const waits = question.needs.some((need) => open.some((each) => each.name === need))
    if (waits) {
      if (known === undefined) open.push({ name, choices: [] })
      at++
      continue
    }
    const offer = await question.offer(await interviewer.account(answers, fresh), answers)
    fresh = false
    if (!offer.arises) {
      // What was given all the same is kept: it does no harm.
      if (known === undefined || known.source === 'you') answers = without(answers, [name])
      seen.add(name)
      at++
      continue
    }
    if (known !== undefined && anew !== name) {
      const against = findingsOn(offer, known.value)
      seen.add(name)
      if (against.length === 0) at++
      else if (known.source === 'flag' || known.source === 'file') {
        findings.push(...against)
        at++
      } else {
        interviewer.lapsed(name, against)
        answers = without(answers, [name, ...dependents(questions, name)])
      }
      continue
    }
    const only = anew === name ? null : onlyAnswer(question, offer)
    const value = only ?? (ask === null ? offer.given : null)
    if (value !== null) {
      const source = only === null ? 'default' : 'only-choice'
      interviewer.settled(name, value, source)
      put(name, value, source)
      at++
      continue
    }
    if (ask === null) {
      const choices = usableChoices(offer).map((choice) => choice.value)
      const words = [...(offer.mayCreate ? [makeNew] : []), ...(offer.mayWait ? [later] : [])]
      if (offer.unless.length > 0) findings.push(...offer.unless)
      else open.push({ name, choices: [...choices, ...words] })
      at++
      continue
    }
    const answer = await ask(question, offer, known?.value ?? null, answers)
    if (answer === back) {
      // What was answered in an earlier run can be revised as well.
      const before = asked.pop() ?? answeredBefore(questions.slice(0, at), answers)
      anew = before ?? name
      at = questions.findIndex((each) => each.name === anew)
      fresh = true
      continue
    }
    anew = null
    asked.push(name)
    put(name, answer, 'you')
    keep(answers)
    at++
  }
  return { answers, open, findings, unasked }
}

/** The last question before this one that a person has answered. */
function answeredBefore(before: readonly Question[], answers: Answers): AnswerName | undefined {
  return before.findLast(({ name, when }) => when(answers) && answers[name]?.source === 'you')?.name
}

function without(answers: Answers, names: readonly AnswerName[]): Answers {
  if (names.length === 0) return answers
  return Object.fromEntries(Object.entries(answers).filter(([name]) => !names.some((gone) => gone === name)))
}
