import { forms } from '../../model/form.ts'
import { checked } from '../check-word.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import { halfOf, serviceWish, uidWish } from '../overrides.ts'
import { make, requireMade, type StepWorkFlags, takeBearings } from '../step-command.ts'

export async function run(
  context: CommandContext,
  options: StepWorkFlags,
  words: readonly string[],
): Promise<CommandOutcome> {
  const uids = words.map((word) => checked('UID', word, forms.uid))
  const bearings = await takeBearings(context, options, 'inbound', (intent) => {
    // The first account that a link hears of is the other side; more of them may connect, and are none of its own.
    const peer = intent.peer.uid ?? uids[0]
    const known = halfOf(intent, 'inbound').service.whitelist ?? []
    const others = [...new Set([...known, ...uids.filter((uid) => uid !== peer)])]
    return [
      ...(peer !== undefined && intent.peer.uid === undefined ? [uidWish(peer)] : []),
      ...(others.length > known.length ? [serviceWish('inbound', 'whitelist', others)] : []),
    ]
  })
  requireMade(bearings, 'inbound/service', 'service create')
  const ids = uids.map((uid) => `inbound/whitelist:${uid}`)
  return make(context, options, bearings, {
    command: 'whitelist add',
    direction: 'inbound',
    only: (step) => ids.includes(step.id),
  })
}
