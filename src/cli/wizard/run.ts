import { isFault, PlinkError } from '../../model/fault.ts'
import { type AnswerName, type Answers, answerNames } from '../../model/wizard.ts'
import { paragraph } from '../../output/human/columns.ts'
import { openStyle, type Style } from '../../output/human/style.ts'
import { answerTable, answerText, commandLines, rowsOf } from '../../output/human/wizard.ts'
import type { CommandContext, CommandOutcome } from '../command.ts'
import type { GlobalOptions } from '../flags.ts'
import { isPlain, isUnicode, pageOf, widthOf } from '../terminal.ts'
import { askQuestion, formatFindings } from './ask.ts'
import { rejectInvalidAnswers, type WizardContext } from './context.ts'
import { type Draft, openDraft } from './draft.ts'
import { type InterviewContext, interview } from './interview.ts'
import { type Back, back, type ListEntry, type PromptSession } from './prompt-session.ts'
import { writeManifest } from './write-manifest.ts'

/**
 * `plink init` with a person at a terminal. Every answer is on the disk before the next question, so that nothing has to
 * happen when the run is interrupted; plink.yaml is written once the table was agreed to.
 * @param replaces there is a plink.yaml already
 */
export async function runInteractive(setup: WizardContext, given: Answers, replaces: boolean): Promise<CommandOutcome> {
  const { context, options } = setup
  const style = styleOf(context, options)
  const prompts = await openPromptSession(context, options, style)
  let answers: Answers
  try {
    answers = await agreed(setup, given, replaces, prompts, style)
    if (!(await confirmUp(prompts, context))) return { result: await setup.result(answers, true), exit: 0 }
  } finally {
    prompts.close()
  }
  const { runUp } = await import('../run-up.ts')
  try {
    return await runUp(context, { ...options, direction: null, 'on-ready': null })
  } catch (error) {
    // plink.yaml is written, which is what `init` is for: not to apply it yet is no failure.
    if (isFault(error, 'DECLINED') && error.facts.question === 'PROCEED')
      return { result: await setup.result(answers, true), exit: 0 }
    throw error
  }
}

/** Talks until the table is right, and writes it down. */
async function agreed(
  setup: WizardContext,
  given: Answers,
  replaces: boolean,
  prompts: PromptSession,
  style: Style,
): Promise<Answers> {
  const { context, options } = setup
  const { text, host } = context
  const { wizard } = text
  const { caller, region } = await setup.account(given)
  prompts.say([wizard.title, wizard.caller(caller, region)].flatMap((line) => paragraph(line, 0, style)))
  if (isPlain(options, host.env)) prompts.say([wizard.keys.plain])
  if (replaces) await confirmReplace(prompts, context, options)
  const draft = openDraft(options.file, host)
  const before = await resumed(prompts, context, draft)
  const answers = await told(draft, prompts, context, () =>
    asked(setup, { ...before, ...given }, prompts, style, draft),
  )
  await writeManifest(setup, answers, replaces)
  draft.remove()
  prompts.say([
    '',
    style.tone('ok', wizard.written(options.file)),
    '',
    wizard.sameAs,
    ...commandLines(setup.command(answers)),
  ])
  return answers
}

/** The interview, and the table until it is right. */
async function asked(
  setup: WizardContext,
  given: Answers,
  prompts: PromptSession,
  style: Style,
  draft: Draft,
): Promise<Answers> {
  const { context, options } = setup
  const interviewer = interviewContext(setup, prompts, style, draft)
  let outcome = await interview(interviewer, given)
  rejectInvalidAnswers(outcome, options)
  for (;;) {
    const { answers } = outcome
    prompts.say(answerTable(answers, await setup.payers(answers), context.text, style))
    const next = await confirmed(prompts, context, options, answers)
    if (next === 'write') return answers
    outcome = await interview(interviewer, answers, next)
  }
}

/** Whoever stops is told where the answers are. */
async function told<T>(
  draft: Draft,
  prompts: PromptSession,
  { text }: CommandContext,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isStopped = isFault(error, 'INTERRUPTED') || isFault(error, 'DECLINED')
    if (isStopped && draft.read() !== null) prompts.say([text.wizard.kept(draft.name)])
    throw error
  }
}

function interviewContext(setup: WizardContext, prompts: PromptSession, style: Style, draft: Draft): InterviewContext {
  const { text } = setup.context
  const { wizard } = text
  return {
    questions: setup.questions,
    account: setup.account,
    ask: async (question, offer, before, answers) =>
      askQuestion(prompts, text, await setup.facts(answers), { question, offer, before, answers }),
    settled(name, value, source) {
      const line = wizard.settled(wizard.names[name], answerText(name, { value }, text), wizard.sources[source])
      prompts.say([`${style.mark('ok')} ${line}`])
    },
    lapsed(name, findings) {
      prompts.say([style.tone('warn', wizard.lapsed(wizard.names[name], formatFindings(text, findings)))])
    },
    keep: draft.keep,
  }
}

/** @throws PlinkError DECLINED */
async function confirmReplace(
  prompts: PromptSession,
  { text }: CommandContext,
  { file }: GlobalOptions,
): Promise<void> {
  const { about, ask, yes, no } = text.wizard.replace
  const answer = await pick(prompts, ask, [about(file, `${file}.backup`)], [entry('no', no), entry('yes', yes)])
  if (answer !== 'yes') throw new PlinkError('DECLINED', { question: 'REPLACE' })
}

/** What an interrupted run left, if the person wants to go on with it. */
async function resumed(prompts: PromptSession, { text }: CommandContext, draft: Draft): Promise<Answers> {
  const kept = draft.read()
  if (kept === null || Object.keys(kept).length === 0) return {}
  const { about, ask, goOn, anew } = text.wizard.resume
  const lines = [about(draft.name, Object.keys(kept).length)]
  if ((await pick(prompts, ask, lines, [entry('go on', goOn), entry('anew', anew)])) !== 'anew') return kept
  draft.remove()
  return {}
}

/** `write`, or the answer to change. @throws PlinkError DECLINED; the answers are kept */
async function confirmed(
  prompts: PromptSession,
  { text }: CommandContext,
  { file }: GlobalOptions,
  answers: Answers,
): Promise<'write' | AnswerName> {
  const { confirm, names } = text.wizard
  for (;;) {
    const entries = [entry('write', confirm.write(file)), entry('change', confirm.change), entry('stop', confirm.stop)]
    const answer = await pick(prompts, confirm.ask, [], entries)
    if (answer === 'write') return answer
    if (answer === 'stop') throw new PlinkError('DECLINED', { question: 'WRITE' })
    const rows = rowsOf(answers).map(([name, each]) => entry(name, `${names[name]}: ${answerText(name, each, text)}`))
    const changed = await pick(prompts, confirm.which, [], rows)
    const name = answerNames.find((one) => one === changed)
    if (name !== undefined) return name
  }
}

async function confirmUp(prompts: PromptSession, { text }: CommandContext): Promise<boolean> {
  const { ask, yes, no } = text.wizard.up
  return (await pick(prompts, ask, [], [entry('yes', yes), entry('no', no)])) === 'yes'
}

async function pick(
  prompts: PromptSession,
  message: string,
  about: string[],
  entries: ListEntry[],
): Promise<string | Back> {
  const sayChosen = ([value]: readonly string[]) => entries.find((entry) => entry.value === value)?.name ?? ''
  const chosen = await prompts.choose({
    message,
    about,
    entries,
    many: false,
    preset: [],
    sayChosen,
    judge: () => null,
  })
  return chosen === back ? back : (chosen[0] ?? back)
}

function entry(value: string, name: string): ListEntry {
  return { value, name, why: null, hint: null }
}

function styleOf({ host, color }: CommandContext, { plain }: GlobalOptions): Style {
  const { stderr, env } = host
  return openStyle({
    width: widthOf(stderr, env),
    unicode: isUnicode(env) && !isPlain({ plain }, env),
    colors: color ? 1 : 0,
  })
}

async function openPromptSession(
  { host, text }: CommandContext,
  options: GlobalOptions,
  style: Style,
): Promise<PromptSession> {
  const { keys } = text.wizard
  if (isPlain(options, host.env)) {
    const { openLinePrompts } = await import('./line-prompts.ts')
    return openLinePrompts(host, keys)
  }
  const { openPrompts } = await import('./prompts.ts')
  return openPrompts(host, { style, keys, pageSize: pageOf(host) })
}
