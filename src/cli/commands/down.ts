import { command, everyStep } from '../command.ts'

export const downCommand = command({
  name: 'down',
  flags: ['direction', 'disconnect', 'without-peer'],
  exits: [3, 4, 5, 7, 8],
  access: { reads: 'both', delete: everyStep },
  examples: ['plink down', 'plink down --direction outbound'],
  async run(context, options) {
    const actions = await import('../../actions/down.ts')
    const { runOnLink } = await import('../run-on-link.ts')
    return runOnLink(context, 'down', options, actions.down)
  },
})
