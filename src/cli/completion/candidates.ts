import { rememberedSteps } from '../../actions/state-summary.ts'
import { readProfiles } from '../../alibaba/credentials/profiles.ts'
import { regions } from '../../model/region.ts'
import { readState } from '../../state/read.ts'
import type { CommandContext } from '../command.ts'
import type { Candidates, GlobalOptions } from '../flags.ts'
import { loadManifest, stateFile } from '../open-link.ts'

/** What can stand for a value on the command line: only what exists on this machine or is documented. */
export async function candidatesFor(
  context: CommandContext,
  options: GlobalOptions,
  kind: Candidates,
): Promise<readonly string[]> {
  switch (kind) {
    case 'profiles':
      return readProfiles(context.host.home).profiles.map(({ name }) => name)
    case 'regions':
      return regions
    case 'scenarios':
      return Object.keys((await import('../../simulator/world/scenarios.ts')).scenarios)
    case 'commands':
      return context.commands.flatMap(({ name, access }) => (access === null ? [] : [name.replace(' ', '-')]))
    case 'steps': {
      const state = await readState(stateFile(context, options))
      return state === null ? [] : rememberedSteps(state.link).map(({ step }) => step)
    }
    case 'zones':
      return wordsOf(await known(context, options), /\b[a-z]{2}-[a-z]+(?:-\d)?-?[a-z]\b/g)
    case 'lb-':
      return wordsOf(await known(context, options), /\bn?lb-[a-z0-9]+\b/g)
    default:
      return wordsOf(await known(context, options), new RegExp(`\\b${kind}[a-z0-9]+\\b`, 'g'))
  }
}

/** What plink.yaml and the state file say; a broken one has no candidates. */
async function known(context: CommandContext, options: GlobalOptions): Promise<string> {
  const [manifest, state] = await Promise.all([
    loadManifest(context, options).catch(() => null),
    readState(stateFile(context, options)).catch(() => null),
  ])
  return JSON.stringify([manifest?.intent, state?.link.intent, state?.link.steps])
}

function wordsOf(text: string, pattern: RegExp): string[] {
  return [...new Set(text.match(pattern) ?? [])].toSorted()
}
