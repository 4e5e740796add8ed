import { getLoadBalancer } from '../../actions/inventory.ts'
import type { Intent } from '../../manifest/schema.ts'
import { PlinkError } from '../../model/fault.ts'
import { zoneFaults } from '../../steps/compatibility.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { loadBalancersOf, openInventory } from '../inventory-context.ts'
import { halfOf, loadBalancersWish, peerKindWish, serviceWish } from '../overrides.ts'
import { type EditContext, make, type StepWorkFlags, takeBearings } from '../step-command.ts'

type Flags = StepWorkFlags & Options<'lb' | 'zone' | 'peer-kind' | 'payer' | 'description'>

export async function run(context: CommandContext, options: Flags): Promise<CommandOutcome> {
  const { lb, payer, description, 'peer-kind': kind } = options
  const bearings = await takeBearings(context, options, 'inbound', (intent) => {
    const loadBalancers = [...new Set([...halfOf(intent, 'inbound').service.loadBalancers, ...lb])]
    return [
      ...(kind !== null ? [peerKindWish(kind)] : []),
      ...(lb.length > 0 ? [loadBalancersWish('inbound', { ...halfOf(intent, 'inbound').service, loadBalancers })] : []),
      ...(payer !== null ? [serviceWish('inbound', 'payer', payer)] : []),
      ...(description !== null ? [serviceWish('inbound', 'description', description)] : []),
    ]
  })
  const { service } = halfOf(bearings.intent, 'inbound')
  if (service.id === undefined && service.loadBalancers.length === 0 && service.create === undefined) {
    throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'loadBalancers', flag: '--lb lb-…' }] })
  }
  await requireZones(context, options, bearings)
  return make(context, options, bearings, {
    command: 'service create',
    direction: 'inbound',
    only: ({ kind, wanted }) => kind === 'service' || (kind === 'resource' && wanted),
  })
}

/** A service is in the zones of its load balancers and in no others. @throws PlinkError ZONE_MISMATCH */
async function requireZones(context: CommandContext, options: Flags, { intent }: EditContext): Promise<void> {
  if (options.zone.length === 0) return
  const inventory = { ...(await openInventory(context, options)), intent: intent as Intent }
  const found = await Promise.all(
    loadBalancersOf(inventory, [], 'service create').map((id) => getLoadBalancer(inventory, id)),
  )
  const offered = [...new Set(found.flatMap(({ zones }) => zones))]
  for (const { code, facts } of zoneFaults(offered, options.zone)) throw new PlinkError(code, facts)
}
