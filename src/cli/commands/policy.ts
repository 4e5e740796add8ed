import { PlinkError } from '../../model/fault.ts'
import { shownWord } from '../../model/mask.ts'
import { command, everyStep } from '../command.ts'

export const policyCommand = command({
  name: 'policy',
  flags: ['direction', 'command', 'from', 'check'],
  exits: [4],
  access: { reads: 'both', create: everyStep, delete: everyStep },
  examples: [
    'plink policy',
    'plink policy --command up',
    'plink policy --command test --from ecs:i-bp1a2b3c4d',
    'plink policy --check',
    'plink policy --direction inbound -o json',
  ],
  async run(context, options) {
    const { policiesOf } = await import('../../actions/permissions/policy.ts')
    const { policiesForCommand, withInstance } = await import('../command-policy.ts')
    if (options.command !== null) {
      // A dash instead of the space needs no quotes.
      const known = context.commands.map((each) => ({ ...each, dashed: each.name.replace(' ', '-') }))
      const found = known.find(({ name, dashed }) => name === options.command || dashed === options.command)
      const expected = known.map(({ dashed }) => dashed).join(' | ')
      if (found === undefined)
        throw new PlinkError('BAD_FLAG', { flag: '--command', value: shownWord(options.command), expected })
      const sides = options['peer-profile'] === null ? (['you'] as const) : (['you', 'peer'] as const)
      return {
        result: {
          kind: 'policy',
          policies: withInstance(policiesForCommand(found, sides), options.from),
          checked: null,
        },
        exit: 0,
      }
    }
    const { checkPolicies, PermissionAnswers } = await import('../../actions/permissions/policy-check.ts')
    const { openLink } = await import('../open-link.ts')
    const answers = new PermissionAnswers()
    const emit: typeof context.emit = (event) => {
      answers.hear(event)
      context.emit(event)
    }
    const { linkContext, state, directions } = await openLink({ ...context, emit }, options)
    const policies = withInstance(policiesOf(linkContext.intent, state, directions), options.from)
    const checked = options.check ? await checkPolicies(linkContext, state, directions, policies, answers) : null
    const denied = checked?.some(({ answer }) => answer === 'denied') ?? false
    return { result: { kind: 'policy', policies, checked }, exit: denied ? 4 : 0 }
  },
})
