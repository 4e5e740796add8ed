import { findRegion } from '../../alibaba/credentials/profiles.ts'
import { readState } from '../../state/read.ts'
import type { CommandContext } from '../command.ts'
import { nameFor } from '../edit-link.ts'
import type { GlobalOptions } from '../flags.ts'
import { stateFile } from '../open-link.ts'
import type { WizardEnvironment } from './questions/link.ts'

/** What the machine says without being asked: a region, and a name that the state remembers or the folder gives. */
export async function readWizardEnvironment(
  context: CommandContext,
  options: GlobalOptions,
): Promise<WizardEnvironment> {
  const { env, home, cwd } = context.host
  const region = options.region ?? findRegion({ profile: options.profile, env, home })
  const state = await readState(stateFile(context, options))
  return { region: region ?? null, name: state?.link.intent?.name ?? nameFor(cwd) }
}
