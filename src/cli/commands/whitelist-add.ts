import { forms } from '../../model/form.ts'
import { checkWord } from '../check-word.ts'
import { command } from '../command.ts'

export const whitelistAddCommand = command({
  name: 'whitelist add',
  argument: { name: 'uid', how: 'many' },
  flags: ['dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'provider', create: ['whitelist'] },
  examples: ['plink whitelist add 1417000000000001'],
  async run(context, options, words) {
    const { editLink } = await import('../edit-link.ts')
    const { directionOf, peerUidOverride, serviceOverrides } = await import('../overrides.ts')
    const { applySteps, requireCreated } = await import('../step-command.ts')
    const uids = words.map((word) => checkWord('UID', word, forms.uid))
    const edit = await editLink(context, options, 'inbound', (intent) => {
      // The first account that a link hears of is the peer; others may connect as well.
      const peer = intent.peer.uid ?? uids[0]
      const known = directionOf(intent, 'inbound').service.whitelist ?? []
      const others = [...new Set([...known, ...uids.filter((uid) => uid !== peer)])]
      return [
        ...(peer !== undefined && intent.peer.uid === undefined ? [peerUidOverride(peer)] : []),
        ...serviceOverrides('inbound', { whitelist: others.length > known.length ? others : null }),
      ]
    })
    await requireCreated(context, options, edit, 'inbound/service')
    const ids = uids.map((uid) => `inbound/whitelist:${uid}`)
    return applySteps(context, options, edit, { direction: 'inbound', only: ({ id }) => ids.includes(id) })
  },
})
