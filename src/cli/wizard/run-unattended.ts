import { PlinkError } from '../../model/fault.ts'
import type { Answers } from '../../model/wizard.ts'
import type { CommandOutcome } from '../context.ts'
import { refuse, type WizardContext } from './context.ts'
import { interview } from './interview.ts'
import { putSpec } from './write-manifest.ts'

/**
 * `plink init` where nobody can be asked: everything is given, or has one answer.
 * @throws PlinkError INPUT_NEEDED with all that is open
 */
export async function answerAlone(desk: WizardContext, given: Answers): Promise<CommandOutcome> {
  const outcome = await interview(
    { questions: desk.questions, account: desk.account, ask: null, settled() {}, lapsed() {}, keep() {} },
    given,
  )
  refuse(outcome, desk.options)
  const { answers, open } = outcome
  if (open.length > 0) {
    const questions = open.map(({ name, choices }) => ({ name, flag: `--set ${name}=…`, choices }))
    throw new PlinkError('INPUT_NEEDED', { questions })
  }
  await putSpec(desk, answers, false)
  return { result: await desk.result(answers, false), exit: 0 }
}
