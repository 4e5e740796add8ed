import { command } from '../command.ts'

export const stateShowCommand = command({
  name: 'state show',
  flags: [],
  exits: [3],
  examples: ['plink state show', 'plink state show -o json'],
  async run(context, options) {
    const { rememberedLink } = await import('../../actions/state-summary.ts')
    const { readState } = await import('../../state/read.ts')
    const { stateFile } = await import('../open-link.ts')
    const state = await readState(stateFile(context, options))
    return { result: { kind: 'state', file: options.state, remembered: state && rememberedLink(state) }, exit: 0 }
  },
})
