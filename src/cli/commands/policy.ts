import type { Context, Ending } from '../context.ts'
import type { Options } from '../flags.ts'
import { type LinkOptions, openLink } from '../link.ts'

export async function run(context: Context, options: LinkOptions & Options<'check'>): Promise<Ending> {
  const [{ policiesOf }, { Answers, checkPolicies }] = await Promise.all([
    import('../../plan/policy.ts'),
    import('../../plan/policy-check.ts'),
  ])
  const answers = new Answers()
  const listening: Context = {
    ...context,
    emit: (event) => {
      answers.hear(event)
      context.emit(event)
    },
  }
  const { eyes, state, directions } = await openLink(listening, options)
  const policies = policiesOf(eyes.intent, state, directions)
  const checked = options.check ? await checkPolicies(eyes, state, directions, policies, answers) : null
  const denied = checked?.some(({ answer }) => answer === 'denied') ?? false
  return { result: { kind: 'policy', policies, checked }, exit: denied ? 4 : 0 }
}
