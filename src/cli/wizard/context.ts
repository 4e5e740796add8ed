import { type Faults, PlinkError } from '../../model/fault.ts'
import type { Result } from '../../model/result.ts'
import { type Answers, idAnswer, textAnswer } from '../../model/wizard.ts'
import { initCommandLine, payersOf } from '../../output/human/wizard.ts'
import type { WizardFacts } from '../../text/wizard.ts'
import type { CommandContext } from '../command.ts'
import { flags, type GlobalOptions, type Options } from '../flags.ts'
import { openAccounts } from '../open-link.ts'
import { type AccountInventory, openAccountInventory, readCaller } from './account.ts'
import type { InterviewOutcome } from './interview.ts'
import type { WizardEnvironment } from './questions/link.ts'
import type { Question } from './questions/question.ts'
import { questionsFor } from './questions/questions.ts'

export type InitFlags = GlobalOptions & Options<'answers' | 'set'>

/** Where to ask who we are while the link's own region is not known: STS answers the same in any. */
const anyRegion = 'cn-hangzhou'

/** What a run of `plink init` works with, whether or not there is somebody to ask. */
export interface WizardContext {
  readonly context: CommandContext
  readonly options: InitFlags
  readonly questions: readonly Question[]
  /** Our account in the region of the answers. @param fresh to look again. @throws CloudError when the keys are no good */
  account(answers: Answers, fresh?: boolean): Promise<AccountInventory>
  facts(answers: Answers): Promise<WizardFacts>
  /** Who pays for each direction, as far as the answers and the peer's service tell. */
  payers(answers: Answers): Promise<ReturnType<typeof payersOf>>
  /** The command that gives the same answers without a question. */
  command(answers: Answers): readonly string[]
  result(answers: Answers, shown: boolean): Promise<Result & { readonly kind: 'init' }>
}

export function openWizardContext(
  context: CommandContext,
  options: InitFlags,
  environment: WizardEnvironment,
): WizardContext {
  let open: AccountInventory | null = null
  const account = async (answers: Answers, fresh = false) => {
    const region = textAnswer(answers, 'region') ?? environment.region ?? anyRegion
    if (open !== null && open.region === region && !fresh) return open
    // What there is to say of the region was said when it was opened first.
    const emit: CommandContext['emit'] = (event) => {
      const isOld = open?.region === region && event.event === 'warning' && event.fault.code === 'REGION_UNKNOWN'
      if (!isOld) context.emit(event)
    }
    const nowhere = { name: '', region, peer: { kind: 'emqx' }, directions: {} } as const
    const { clouds, signal } = await openAccounts({ ...context, emit }, options, nowhere)
    const caller = open?.caller ?? (await readCaller(clouds.you, signal))
    open = openAccountInventory(clouds.you, region, caller, signal)
    return open
  }
  const payers: WizardContext['payers'] = async (answers) => {
    const id = idAnswer(answers, 'outbound.service.id')
    const offered = id === undefined ? [] : (await (await account(answers)).offeredServices()).rows
    return payersOf(answers, offered.find(({ ServiceId }) => ServiceId === id)?.Payer ?? null)
  }
  const { file, profile } = options
  const command: WizardContext['command'] = (answers) =>
    initCommandLine(answers, [
      ...(file === flags.file.initial ? [] : ['--file', file]),
      ...(profile === null ? [] : ['--profile', profile]),
    ])
  return {
    context,
    options,
    questions: questionsFor(environment),
    account,
    async facts(answers) {
      const { caller, region } = await account(answers)
      return { emqx: textAnswer(answers, 'peer.kind') === 'emqx', uid: caller.uid, region }
    },
    payers,
    command,
    result: async (answers, shown) => {
      const paid = await payers(answers)
      return { kind: 'init', file, answers, paid, command: command(answers), shown }
    },
  }
}

/** Answers that cannot be are refused together. @throws PlinkError ANSWERS_INVALID, CHECKS_FAILED or the one finding */
export function rejectInvalidAnswers(
  { findings, unasked }: InterviewOutcome,
  { answers }: Pick<InitFlags, 'answers'>,
): void {
  if (unasked.length > 0) {
    const problems: Faults['ANSWERS_INVALID']['problems'] = unasked.map(({ name, source }) => ({
      from: source === 'file' && answers !== null ? answers : '--set',
      name,
      problem: { kind: 'not-asked', key: name },
    }))
    throw new PlinkError('ANSWERS_INVALID', { problems })
  }
  const [only, ...more] = findings
  if (only === undefined) return
  // One finding speaks for itself, with its own exit code; several are one refusal that lists them.
  if (more.length === 0) throw new PlinkError(only.code, only.facts)
  throw new PlinkError('CHECKS_FAILED', { faults: findings })
}
