import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { type LinkOptions, openLink } from '../open-link.ts'

export async function run(context: CommandContext, options: LinkOptions & Options<'check'>): Promise<CommandOutcome> {
  const [{ policiesOf }, { PermissionAnswers, checkPolicies }] = await Promise.all([
    import('../../actions/permissions/policy.ts'),
    import('../../actions/permissions/policy-check.ts'),
  ])
  const answers = new PermissionAnswers()
  const listening: CommandContext = {
    ...context,
    emit: (event) => {
      answers.hear(event)
      context.emit(event)
    },
  }
  const { linkContext, state, directions } = await openLink(listening, options)
  const policies = policiesOf(linkContext.intent, state, directions)
  const checked = options.check ? await checkPolicies(linkContext, state, directions, policies, answers) : null
  const denied = checked?.some(({ answer }) => answer === 'denied') ?? false
  return { result: { kind: 'policy', policies, checked }, exit: denied ? 4 : 0 }
}
