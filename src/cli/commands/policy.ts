import { command, everyStep } from '../command.ts'

export const policyCommand = command({
  name: 'policy',
  flags: ['direction', 'check'],
  exits: [4],
  access: { reads: 'both', make: everyStep, unmake: everyStep },
  examples: ['plink policy', 'plink policy --check', 'plink policy --direction inbound -o json'],
  async run(context, options) {
    const { policiesOf } = await import('../../actions/permissions/policy.ts')
    const { checkPolicies, PermissionAnswers } = await import('../../actions/permissions/policy-check.ts')
    const { openLink } = await import('../open-link.ts')
    const answers = new PermissionAnswers()
    const emit: typeof context.emit = (event) => {
      answers.hear(event)
      context.emit(event)
    }
    const { linkContext, state, directions } = await openLink({ ...context, emit }, options)
    const policies = policiesOf(linkContext.intent, state, directions)
    const checked = options.check ? await checkPolicies(linkContext, state, directions, policies, answers) : null
    const denied = checked?.some(({ answer }) => answer === 'denied') ?? false
    return { result: { kind: 'policy', policies, checked }, exit: denied ? 4 : 0 }
  },
})
