import { PlinkError } from '../../model/fault.ts'
import { shownWord } from '../../model/mask.ts'
import type { LinkState } from '../../state/state.ts'
import { command } from '../command.ts'

export const stateForgetCommand = command({
  name: 'state forget',
  argument: { name: 'step', how: 'one' },
  flags: [],
  exits: [3, 7],
  examples: ['plink state forget inbound/service', 'plink state forget outbound/endpoint --yes'],
  /** Needs neither plink.yaml nor credentials: the state file says which link it is about. */
  async run(context, options, [step = '']) {
    const { partsOf, rememberedSteps } = await import('../../actions/state-summary.ts')
    const { readState } = await import('../../state/read.ts')
    const { askWithFlags } = await import('../ask.ts')
    const { stateFile } = await import('../open-link.ts')
    const { openStoreFor } = await import('../open-store.ts')
    const requireStep = (link: LinkState) => {
      const all = rememberedSteps(link)
      const found = all.find((each) => each.step === step)
      if (!found) throw new PlinkError('STEP_UNKNOWN', { step: shownWord(step), known: all.map((each) => each.step) })
      return found
    }
    const state = await readState(stateFile(context, options))
    if (state === null) throw new PlinkError('STEP_UNKNOWN', { step: shownWord(step), known: [] })
    requireStep(state.link)
    const store = await openStoreFor(context, options, state.link)
    try {
      const { id, mine } = requireStep(store.state.link)
      const parts = partsOf(step, Object.keys(store.state.link.steps))
      const ask = askWithFlags(context, options)
      await store.unlocked(() => ask({ code: 'FORGET', facts: { step, id, mine, parts } }))
      // Another run may have changed the state during the question.
      const forgotten = requireStep(store.state.link)
      await store.update((link) => withoutStep(link, step))
      return { result: { kind: 'forgotten', file: options.state, forgotten, parts }, exit: 0 }
    } finally {
      await store.close()
    }
  },
})

function withoutStep({ broken, ...link }: LinkState, step: string): LinkState {
  const { [step]: _, ...steps } = link.steps
  const { [step]: __, ...unread } = broken ?? {}
  return { ...link, steps, ...(Object.keys(unread).length > 0 && { broken: unread }) }
}
