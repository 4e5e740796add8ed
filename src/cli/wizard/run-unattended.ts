import { PlinkError } from '../../model/fault.ts'
import type { Answers } from '../../model/wizard.ts'
import type { CommandOutcome } from '../command.ts'
import { rejectInvalidAnswers, type WizardContext } from './context.ts'
import { interview } from './interview.ts'
import { writeManifest } from './write-manifest.ts'

/**
 * `plink init` where nobody can be asked: everything is given, or has one answer.
 * @throws PlinkError INPUT_NEEDED with all that is open
 */
export async function runUnattended(setup: WizardContext, given: Answers): Promise<CommandOutcome> {
  const outcome = await interview(
    { questions: setup.questions, account: setup.account, ask: null, settled() {}, lapsed() {}, keep() {} },
    given,
  )
  rejectInvalidAnswers(outcome, setup.options)
  const { answers, open } = outcome
  if (open.length > 0) {
    const questions = open.map(({ name, choices }) => ({ name, flag: `--set ${name}=…`, choices }))
    throw new PlinkError('INPUT_NEEDED', { questions })
  }
  await writeManifest(setup, answers, false)
  return { result: await setup.result(answers, false), exit: 0 }
}
