import { randomUUID } from 'node:crypto'
import { type Adoption, findLink, findNamed } from '../actions/adopt.ts'
import { PlinkError } from '../model/fault.ts'
import { adoptionLines } from '../output/human/state.ts'
import type { LinkState, StepRecord } from '../state/state.ts'
import { askWithFlags } from './ask.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { editLink } from './edit-link.ts'
import type { GlobalOptions, Options } from './flags.ts'
import { narrateLines } from './narrate-lines.ts'
import { openAccounts } from './open-link.ts'
import { openStoreFor } from './open-store.ts'

/** Reads, shows, asks, and only then writes; the lock is held for the write alone. */
export async function adoptResources(
  context: CommandContext,
  options: GlobalOptions & Options<'lineage'>,
  words: readonly string[],
): Promise<CommandOutcome> {
  // Without a plink.yaml, as for the commands of single steps.
  const { intent, file, state } = await editLink(context, options, null)
  const linkContext = await openAccounts(context, options, intent)
  const { name: link, region } = linkContext.intent
  const named = namedIn(words)
  const found =
    Object.keys(named).length === 0
      ? await findLink(linkContext, state, options.state, file !== null, options.lineage)
      : await findNamed(linkContext, state, state?.lineage ?? options.lineage ?? randomUUID(), named)
  const { lineage, adopted, unsure } = found
  if (adopted.length > 0) {
    // Without a terminal, show what `--yes` would agree to; in JSON the events do.
    if (context.confirm === null && !options.yes && options.output !== 'json')
      narrateLines(context, (style) => adoptionLines(adopted, unsure, context.text, style))
    await askWithFlags(context, options)({ code: 'ADOPT', facts: { link, lineage, adopted, unsure } })
    const store = await openStoreFor(context, options, linkContext.intent, lineage)
    try {
      await store.update((before) => ({ ...joined(before, found), intent: found.intent }))
    } finally {
      await store.close()
    }
  }
  return { result: { kind: 'adoption', file: options.state, link, region, lineage, adopted, unsure }, exit: 0 }
}

/** What another run has written since wins over what was found before it. */
function joined(link: LinkState, { records, identities }: Adoption): LinkState {
  const steps: Record<string, StepRecord> = { ...records, ...link.steps }
  return { ...link, uids: { ...link.uids, ...identities.uids }, steps }
}

/** `inbound/service epsrv-… inbound/endpoint ep-…` @throws PlinkError MISSING_ARGUMENT for a step without an ID */
function namedIn(words: readonly string[]): Record<string, string> {
  if (words.length % 2 === 1) throw new PlinkError('MISSING_ARGUMENT', { name: 'ID', command: 'plink state adopt' })
  const named: Record<string, string> = {}
  // Safe: the words are even in number.
  for (let at = 0; at < words.length; at += 2) named[words[at] as string] = words[at + 1] as string
  return named
}
