import { rememberedLink } from '../../actions/state-summary.ts'
import { readState } from '../../state/read.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { stateFile } from '../open-link.ts'

export async function run(context: CommandContext, options: GlobalOptions): Promise<CommandOutcome> {
  const state = await readState(stateFile(context, options))
  return { result: { kind: 'state', file: options.state, remembered: state && rememberedLink(state) }, exit: 0 }
}
