import { isFault, PlinkError } from '../../model/fault.ts'
import { type AnswerName, type Answers, answerNames } from '../../model/wizard.ts'
import { paragraph } from '../../output/human/columns.ts'
import { openStyle, type Style } from '../../output/human/style.ts'
import { answerTable, answerText, commandLines, rowsOf } from '../../output/human/wizard.ts'
import type { CommandOutcome, Context } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { isPlain, isUnicode, pageOf, widthOf } from '../terminal.ts'
import { pose, sayFindings } from './ask.ts'
import { refuse, type WizardContext } from './context.ts'
import { type Draft, openDraft } from './draft.ts'
import { type Interviewer, interview } from './interview.ts'
import { type Back, back, type Entry, type PromptSession } from './prompt-session.ts'
import { putSpec } from './write-manifest.ts'

/**
 * `plink init` with a person at a terminal. Every answer is on the disk before the next question, so that nothing has to
 * happen when the run is interrupted; plink.yaml is written once the table was agreed to.
 * @param replaces there is a plink.yaml already
 */
export async function talk(desk: WizardContext, given: Answers, replaces: boolean): Promise<CommandOutcome> {
  const { context, options } = desk
  const style = styleOf(context, options)
  const asker = await openAsker(context, options, style)
  try {
    const answers = await agreed(desk, given, replaces, asker, style)
    if (!(await isUpWanted(asker, context))) return { result: await desk.result(answers, true), exit: 0 }
  } finally {
    asker.close()
  }
  const { run } = await import('../commands/up.ts')
  return run(context, { ...options, direction: null, 'on-ready': null })
}

/** Talks until the table is right, and writes it down. */
async function agreed(
  desk: WizardContext,
  given: Answers,
  replaces: boolean,
  asker: PromptSession,
  style: Style,
): Promise<Answers> {
  const { context, options } = desk
  const { text, host } = context
  const { wizard } = text
  const { caller, region } = await desk.account(given)
  asker.say([wizard.title, wizard.caller(caller, region)].flatMap((line) => paragraph(line, 0, style)))
  if (isPlain(options, host.env)) asker.say([wizard.keys.plain])
  if (replaces) await agreeToReplace(asker, context, options)
  const draft = openDraft(options.file, host)
  const before = await resumed(asker, context, draft)
  const answers = await told(draft, asker, context, () => asked(desk, { ...before, ...given }, asker, style, draft))
  await putSpec(desk, answers, replaces)
  draft.remove()
  asker.say([
    '',
    style.tone('ok', wizard.written(options.file)),
    '',
    wizard.sameAs,
    ...commandLines(desk.command(answers)),
  ])
  return answers
}

/** The interview, and the table until it is right. */
async function asked(
  desk: WizardContext,
  given: Answers,
  asker: PromptSession,
  style: Style,
  draft: Draft,
): Promise<Answers> {
  const { context, options } = desk
  const interviewer = interviewerOf(desk, asker, style, draft)
  let outcome = await interview(interviewer, given)
  refuse(outcome, options)
  for (;;) {
    const { answers } = outcome
    asker.say(answerTable(answers, await desk.payers(answers), context.text, style))
    const next = await confirmed(asker, context, options, answers)
    if (next === 'write') return answers
    outcome = await interview(interviewer, answers, next)
  }
}

/** Whoever stops is told where the answers are. */
async function told<T>(draft: Draft, asker: PromptSession, { text }: Context, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const isStopped = isFault(error, 'INTERRUPTED') || isFault(error, 'DECLINED')
    if (isStopped && draft.read() !== null) asker.say([text.wizard.kept(draft.name)])
    throw error
  }
}

function interviewerOf(desk: WizardContext, asker: PromptSession, style: Style, draft: Draft): Interviewer {
  const { text } = desk.context
  const { wizard } = text
  return {
    questions: desk.questions,
    account: desk.account,
    ask: async (question, offer, before, answers) =>
      pose(asker, text, await desk.facts(answers), { question, offer, before, answers }),
    settled(name, value, source) {
      const line = wizard.settled(wizard.names[name], answerText({ value }, text), wizard.sources[source])
      asker.say([`${style.mark('ok')} ${line}`])
    },
    lapsed(name, findings) {
      asker.say([style.tone('warn', wizard.lapsed(wizard.names[name], sayFindings(text, findings)))])
    },
    keep: draft.keep,
  }
}

/** @throws PlinkError DECLINED */
async function agreeToReplace(asker: PromptSession, { text }: Context, { file }: GlobalOptions): Promise<void> {
  const { about, ask, yes, no } = text.wizard.replace
  const answer = await pick(asker, ask, [about(file, `${file}.backup`)], [entry('no', no), entry('yes', yes)])
  if (answer !== 'yes') throw new PlinkError('DECLINED', { question: 'REPLACE' })
}

/** What an interrupted run left, if the person wants to go on with it. */
async function resumed(asker: PromptSession, { text }: Context, draft: Draft): Promise<Answers> {
  const kept = draft.read()
  if (kept === null || Object.keys(kept).length === 0) return {}
  const { about, ask, goOn, anew } = text.wizard.resume
  const lines = [about(draft.name, Object.keys(kept).length)]
  if ((await pick(asker, ask, lines, [entry('go on', goOn), entry('anew', anew)])) !== 'anew') return kept
  draft.remove()
  return {}
}

/** `write`, or the answer to change. @throws PlinkError DECLINED; the answers are kept */
async function confirmed(
  asker: PromptSession,
  { text }: Context,
  { file }: GlobalOptions,
  answers: Answers,
): Promise<'write' | AnswerName> {
  const { confirm, names } = text.wizard
  for (;;) {
    const entries = [entry('write', confirm.write(file)), entry('change', confirm.change), entry('stop', confirm.stop)]
    const answer = await pick(asker, confirm.ask, [], entries)
    if (answer === 'write') return answer
    if (answer === 'stop') throw new PlinkError('DECLINED', { question: 'WRITE' })
    const rows = rowsOf(answers).map(([name, each]) => entry(name, `${names[name]}: ${answerText(each, text)}`))
    const changed = await pick(asker, confirm.which, [], rows)
    const name = answerNames.find((one) => one === changed)
    if (name !== undefined) return name
  }
}

async function isUpWanted(asker: PromptSession, { text }: Context): Promise<boolean> {
  const { ask, yes, no } = text.wizard.up
  return (await pick(asker, ask, [], [entry('yes', yes), entry('no', no)])) === 'yes'
}

async function pick(asker: PromptSession, message: string, about: string[], entries: Entry[]): Promise<string | Back> {
  const chosen = await asker.choose({ message, about, entries, many: false, preset: [], judge: () => null })
  return chosen === back ? back : (chosen[0] ?? back)
}

function entry(value: string, name: string): Entry {
  return { value, name, why: null, hint: null }
}

function styleOf({ host, color }: Context, { plain }: GlobalOptions): Style {
  const { stderr, env } = host
  return openStyle({
    width: widthOf(stderr, env),
    unicode: isUnicode(env) && !isPlain({ plain }, env),
    colors: color ? 1 : 0,
  })
}

async function openAsker({ host, text }: Context, options: GlobalOptions, style: Style): Promise<PromptSession> {
  const { keys } = text.wizard
  if (isPlain(options, host.env)) {
    const { openPlain } = await import('./line-prompts.ts')
    return openPlain(host, keys)
  }
  const { openPrompts } = await import('./prompts.ts')
  return openPrompts(host, { style, keys, pageSize: pageOf(host) })
}
