import type { FaultData } from '../../model/fault.ts'
import type { ValueProblem } from '../../model/value-problem.ts'
import { type Answers, type AnswerValue, type ChoiceFacts, later, makeNew, textAnswer } from '../../model/wizard.ts'
import { answerText } from '../../output/human/wizard.ts'
import { formatFault } from '../../text/format.ts'
import { sanitize, sanitizeFacts } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import type { WizardFacts } from '../../text/wizard.ts'
import { problemOf } from './answer-form.ts'
import { type Back, back, type ListEntry, type PromptSession } from './prompt-session.ts'
import { findingsOn, type Offer, type OfferedChoice, type Question } from './questions/question.ts'

const byHand = 'by hand'

/** Puts one question to the person, in whatever way it can be answered. */
export async function askQuestion(
  prompts: PromptSession,
  text: Text,
  facts: WizardFacts,
  {
    question,
    offer,
    before,
    answers,
  }: {
    readonly question: Question
    readonly offer: Offer
    /** What was answered before; null when nothing was. */
    readonly before: AnswerValue | null
    readonly answers: Answers
  },
): Promise<AnswerValue | Back> {
  const { name, takes } = question
  const { wizard } = text
  const message = wizard.ask[name]
  const about = [
    wizard.about[name]({ ...facts, isOffered: offer.choices.length > 0 }),
    ...(offer.failed === null ? [] : [wizard.listFailed(formatFault(text, offer.failed).message)]),
    ...offer.unless.map((fault) => formatFault(text, fault).message),
    ...offer.warnings.flatMap((fault) =>
      Object.values(formatFault(text, fault)).filter((part) => typeof part === 'string'),
    ),
  ].filter((line) => line !== '')
  const preset = before ?? offer.preset
  const judge = (value: AnswerValue) => wrongWith(value)

  if (takes === 'text') return typed(about)
  const acts: ListEntry[] = [
    ...(offer.byHand ? [{ value: byHand, name: wizard.acts.byHand, why: null, hint: null, isAct: true }] : []),
    ...(offer.mayCreate ? [{ value: makeNew, name: wizard.acts.create, why: null, hint: null, isAct: true }] : []),
    ...(offer.mayWait ? [{ value: later, name: wizard.acts.wait, why: null, hint: null, isAct: true }] : []),
  ]
  for (;;) {
    const chosen = await prompts.choose({
      message,
      about,
      entries: [...offer.choices.map(entryOf), ...acts],
      many: takes === 'many',
      preset: preset === null ? [] : [preset].flat(),
      sayChosen: (values) => chosenText(values),
      judge: (values) =>
        acts.some(({ value }) => value === values[0]) ? null : judge(takes === 'many' ? values : (values[0] ?? '')),
    })
    if (chosen === back) return back
    const [first = ''] = chosen
    if ((first === later && offer.mayWait) || (first === makeNew && offer.mayCreate)) return first
    if (first !== byHand) return takes === 'many' ? chosen : first
    const value = await typed([])
    // Back from typing is back to the list.
    if (value !== back) return value
  }

  /** A name where there is one to show; several side by side would not fit, their values do. */
  function chosenText(values: readonly string[]): string {
    const [first = ''] = values
    const act = acts.find(({ value }) => value === first)
    if (act !== undefined) return act.name
    const choice = offer.choices.find(({ value }) => value === first)
    return takes === 'many' || choice === undefined
      ? answerText(name, { value: values }, text)
      : sanitize(nameOf(text, choice.thing))
  }

  async function typed(lines: readonly string[]): Promise<AnswerValue | Back> {
    const shown = preset === null || preset === later ? '' : [preset].flat().join(' ')
    const line = await prompts.write({
      message,
      about: lines,
      preset: takes === 'text' ? shown : '',
      judge: (given) => (given === '' ? (offer.mayWait ? null : wizard.needed) : judge(answerOf(given))),
    })
    if (line === back) return back
    return line === '' ? later : answerOf(line)
  }

  function answerOf(line: string): AnswerValue {
    return takes === 'many' && line !== later ? line.split(/[\s,]+/) : line
  }

  /** Why it cannot be the answer: first its form, then what the account says to it. */
  function wrongWith(value: AnswerValue): string | null {
    const problem = problemOf(name, value, textAnswer(answers, 'region') ?? null)
    if (problem !== undefined) return sayProblem(text, problem)
    const [fault] = findingsOn(offer, value)
    return fault === undefined ? null : formatFault(text, fault).message
  }

  function entryOf({ value, thing, whyNot }: OfferedChoice): ListEntry {
    const [why] = whyNot
    const said = why === undefined ? null : formatFault(text, why)
    return {
      value,
      name: sanitize(nameOf(text, thing)),
      why: said?.message ?? null,
      hint: said?.hint ?? hintOf(text, thing),
    }
  }
}

function sayProblem(text: Text, problem: ValueProblem): string {
  // Safe: a row takes the problem of its own kind; the compiler loses that pairing in the union.
  return (text.valueProblem[problem.kind] as (problem: ValueProblem) => string)(sanitizeFacts(problem))
}

export function formatFindings(text: Text, findings: readonly FaultData[]): string {
  return text.list(findings.map((fault) => formatFault(text, fault).message))
}

function nameOf(text: Text, thing: ChoiceFacts): string {
  // Safe: a row takes the thing of its own kind; the compiler loses that pairing in the union.
  return (text.wizard.things[thing.is] as (thing: ChoiceFacts) => string)(sanitizeFacts(thing))
}

function hintOf(text: Text, thing: ChoiceFacts): string | null {
  // Safe: as in nameOf.
  return (text.wizard.hints[thing.is] as ((thing: ChoiceFacts) => string | null) | undefined)?.(thing) ?? null
}
