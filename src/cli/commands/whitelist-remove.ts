import { PlinkError } from '../../model/fault.ts'
import { forms } from '../../model/form.ts'
import type { LinkState } from '../../state/state.ts'
import { checkWord } from '../check-word.ts'
import { command } from '../command.ts'

export const whitelistRemoveCommand = command({
  name: 'whitelist remove',
  argument: { name: 'uid', how: 'many' },
  flags: ['dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'provider', delete: ['whitelist'] },
  examples: ['plink whitelist remove 1417000000000001'],
  async run(context, options, words) {
    const { listConnections, listWhitelist } = await import('../../actions/inventory.ts')
    const { isOwned, idOf } = await import('../../state/state.ts')
    const { serviceGone } = await import('../../steps/service-reads.ts')
    const { unlessGone } = await import('../../steps/unless-gone.ts')
    const { editLink } = await import('../edit-link.ts')
    const { openInventory } = await import('../inventory-context.ts')
    const { loadManifest } = await import('../open-link.ts')
    const { directionOf, serviceOverrides, withDirection } = await import('../overrides.ts')
    const { withRecords } = await import('../remove-unrecorded.ts')
    const { rememberIntent, removeSteps, requireCreated } = await import('../step-command.ts')
    const uids = words.map((word) => checkWord('UID', word, forms.uid))
    const wanted = (await loadManifest(context, options))?.spec.peer.uid
    if (wanted !== undefined && uids.includes(wanted)) {
      const differences = [{ key: 'peer.uid', spec: wanted, given: `whitelist remove ${wanted}` }]
      throw new PlinkError('SPEC_DIFFERS', { file: options.file, differences })
    }
    const edit = await editLink(context, options, 'inbound', (intent) => {
      const { whitelist = [] } = directionOf(intent, 'inbound').service
      return serviceOverrides('inbound', { whitelist: whitelist.filter((uid) => !uids.includes(uid)) })
    })
    const service = await requireCreated(context, options, edit, 'inbound/service')
    const { uid, ...unknown } = edit.intent.peer
    // An account that is no longer listed is no longer the peer.
    const peer = uid !== undefined && uids.includes(uid) ? unknown : edit.intent.peer
    const inventory = await openInventory(context, options)
    const ids = Object.fromEntries(uids.map((each) => [`inbound/whitelist:${each}`, each]))
    // Entries that somebody added by hand are removed as well: they were named.
    const before = async () => {
      const listed = (await unlessGone(listWhitelist(inventory, service), serviceGone, [])).map((row) => row.uid)
      const found = Object.fromEntries(Object.entries(ids).filter(([, each]) => listed.includes(each)))
      return (link: LinkState) => withRecords(link, found, context.clock.now())
    }
    // Whoever is connected stays so (STILL_CONNECTED), and is not the link's own endpoint any more.
    const connected = await unlessGone(listConnections(inventory, service), serviceGone, [])
    const theirs = connected.filter(({ ownerUid }) => uids.includes(ownerUid))
    const left = new Set(theirs.map(({ endpoint }) => endpoint))
    const after: typeof rememberIntent = async (changeContext, outcome) => {
      const { store } = changeContext
      const { 'inbound/endpoint': endpoint, 'inbound/connection': _, ...steps } = store.state.link.steps
      if (outcome.exit === 0 && !isOwned(endpoint) && left.has(idOf(endpoint) ?? ''))
        await store.update((link) => ({ ...link, steps }))
      const { intent } = changeContext
      const half = directionOf(intent, 'inbound')
      const { id, ...unnamed } = half.endpoint
      const without = withDirection(intent, 'inbound', { ...half, endpoint: unnamed })
      return rememberIntent({ ...changeContext, intent: left.has(id ?? '') ? without : intent }, outcome)
    }
    return removeSteps(
      context,
      options,
      { ...edit, intent: { ...edit.intent, peer } },
      { direction: 'inbound', only: ({ id }) => id in ids },
      { before, after },
    )
  },
})
