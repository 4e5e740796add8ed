import { listWhitelist } from '../../actions/inventory.ts'
import type { Intent } from '../../manifest/schema.ts'
import { PlinkError } from '../../model/fault.ts'
import { forms } from '../../model/form.ts'
import type { LinkState } from '../../state/state.ts'
import { checked } from '../check-word.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import { recordFor } from '../in-memory-store.ts'
import { openInventory } from '../inventory-context.ts'
import { readWritten } from '../open-link.ts'
import { halfOf, serviceWish } from '../overrides.ts'
import { requireMade, type StepWorkFlags, takeBearings, unmake } from '../step-command.ts'

export async function run(
  context: CommandContext,
  options: StepWorkFlags,
  words: readonly string[],
): Promise<CommandOutcome> {
  const uids = words.map((word) => checked('UID', word, forms.uid))
  const written = await readWritten(context, options)
  const wanted = written?.spec.peer.uid
  if (wanted !== undefined && uids.includes(wanted)) {
    const differences = [{ key: 'peer.uid', spec: wanted, given: `whitelist remove ${wanted}` }]
    throw new PlinkError('SPEC_DIFFERS', { file: options.file, differences })
  }
  const before = await takeBearings(context, options, 'inbound', (intent) => {
    const left = (halfOf(intent, 'inbound').service.whitelist ?? []).filter((uid) => !uids.includes(uid))
    return [serviceWish('inbound', 'whitelist', left)]
  })
  const service = requireMade(before, 'inbound/service', 'service create') ?? ''
  const bearings = { ...before, intent: withoutPeer(before.intent, uids) }
  // Who was listed by hand is taken off as well: that is what was asked for, by name.
  const listed = await listWhitelist(await openInventory(context, options), service)
  const strays = uids.filter((uid) => listed.some((row) => row.uid === uid))
  const noted = noteStrays(strays, context.clock.now())
  const task = {
    command: 'whitelist remove',
    direction: 'inbound',
    only: (step: { id: string }) => uids.some((uid) => step.id === `inbound/whitelist:${uid}`),
  } as const
  return unmake(context, options, bearings, task, { before: noted })
}

/** Whoever is no longer listed is no longer the other side. */
function withoutPeer(intent: Intent, uids: readonly string[]): Intent {
  const { uid, ...peer } = intent.peer
  return uid !== undefined && uids.includes(uid) ? { ...intent, peer } : intent
}

function noteStrays(uids: readonly string[], now: number): (link: LinkState) => LinkState {
  return (link) => {
    const added = uids.map((uid) => [`inbound/whitelist:${uid}`, recordFor(uid, true, now)] as const)
    return { ...link, steps: { ...link.steps, ...Object.fromEntries(added) } }
  }
}
