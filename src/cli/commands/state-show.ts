import { rememberedLink } from '../../plan/remembered.ts'
import { readState } from '../../state/read.ts'
import type { Context, Ending } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'
import { stateFile } from '../link.ts'

export async function run(context: Context, options: GlobalOptions): Promise<Ending> {
  const state = await readState(stateFile(context, options))
  return { result: { kind: 'state', file: options.state, remembered: state && rememberedLink(state) }, exit: 0 }
}
