import { partsOf, rememberedSteps } from '../../actions/state-summary.ts'
import { PlinkError } from '../../model/fault.ts'
import type { RememberedStep } from '../../model/remembered.ts'
import { readState } from '../../state/read.ts'
import type { LinkState } from '../../state/state.ts'
import { askWithFlags, consentFlags } from '../ask.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { stateFile } from '../open-link.ts'
import { openStoreFor } from '../open-store.ts'

/** Needs no plink.yaml and no credentials: the file says which link it is about. */
export async function run(
  context: CommandContext,
  options: GlobalOptions,
  words: readonly string[],
): Promise<CommandOutcome> {
  const [step = ''] = words
  const path = stateFile(context, options)
  const state = await readState(path)
  if (state === null) throw new PlinkError('STEP_UNKNOWN', { step, known: [] })
  requireStep(state.link, step)
  const store = await openStoreFor(context, 'state forget', path, state.link)
  try {
    const { id, mine } = requireStep(store.state.link, step)
    const parts = partsOf(step, Object.keys(store.state.link.steps))
    const ask = askWithFlags(context, consentFlags(options))
    await store.unlocked(() => ask({ code: 'FORGET', facts: { step, id, mine, parts } }))
    // Another run may have worked while the question stood.
    const forgotten = requireStep(store.state.link, step)
    await store.update((link) => without(link, step))
    return { result: { kind: 'forgotten', file: options.state, forgotten, parts }, exit: 0 }
  } finally {
    await store.close()
  }
}

/** @throws PlinkError STEP_UNKNOWN */
function requireStep(link: LinkState, step: string): RememberedStep {
  const all = rememberedSteps(link)
  const found = all.find((each) => each.step === step)
  if (!found) throw new PlinkError('STEP_UNKNOWN', { step, known: all.map((each) => each.step) })
  return found
}

function without({ broken, ...link }: LinkState, step: string): LinkState {
  const { [step]: _, ...steps } = link.steps
  const { [step]: __, ...unread } = broken ?? {}
  return { ...link, steps, ...(Object.keys(unread).length > 0 && { broken: unread }) }
}
