import { command } from '../command.ts'

export const planCommand = command({
  name: 'plan',
  flags: ['direction', 'allow', 'out', 'exit-code'],
  exits: [3, 4, 5, 6, 9],
  access: { reads: 'both', create: ['service', 'endpoint'] },
  examples: ['plink plan', 'plink plan --exit-code'],
  async run(context, options) {
    const { planLink } = await import('../../actions/plan.ts')
    const { openLink } = await import('../open-link.ts')
    const { planOutcome } = await import('../step-command.ts')
    const { linkContext, state, directions } = await openLink(context, options)
    const planned = await planLink(linkContext, state, { directions, approve: [] })
    if (options.out !== null) {
      const { savePlan } = await import('../plan-file.ts')
      savePlan(context, options.out, linkContext.intent, directions, planned.changes)
    }
    return planOutcome(linkContext.intent, planned, options['exit-code'])
  },
})
