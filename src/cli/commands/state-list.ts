import { command } from '../command.ts'

export const stateListCommand = command({
  name: 'state list',
  flags: [],
  exits: [3],
  examples: ['plink state list'],
  async run(context, options) {
    const { rememberedSteps } = await import('../../actions/state-summary.ts')
    const { readState } = await import('../../state/read.ts')
    const { stateFile } = await import('../open-link.ts')
    const state = await readState(stateFile(context, options))
    const steps = state === null ? [] : rememberedSteps(state.link)
    return { result: { kind: 'steps', file: options.state, steps }, exit: 0 }
  },
})
