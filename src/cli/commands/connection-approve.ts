import { idIn, listConnections } from '../../actions/inventory.ts'
import { PlinkError } from '../../model/fault.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { openInventory } from '../inventory-context.ts'
import { endpointWish } from '../overrides.ts'
import { type EditContext, make, requireMade, type StepWorkFlags, takeBearings } from '../step-command.ts'

export async function run(
  context: CommandContext,
  options: StepWorkFlags & Options<'endpoint'>,
): Promise<CommandOutcome> {
  const { endpoint } = options
  const bearings = await takeBearings(
    context,
    options,
    'inbound',
    () => (endpoint === null ? [] : [endpointWish('inbound', 'id', endpoint)]),
    'strict',
  )
  const service = requireMade(bearings, 'inbound/service', 'service create')
  if (service !== undefined) await requireKnown(context, options, bearings, service)
  const task = {
    command: 'connection approve',
    direction: 'inbound',
    only: ({ kind }: { kind: string }) => kind === 'connection',
    approveFlag: '--endpoint',
  } as const
  return make(context, { ...options, approve: endpoint === null ? [] : [endpoint] }, bearings, task)
}

/**
 * The account and the endpoint, both: an account may be shared by many tenants, and an id alone may be a slip.
 * @throws PlinkError ENDPOINT_OF_STRANGER; INPUT_NEEDED when several ask and none was named
 */
async function requireKnown(
  context: CommandContext,
  options: StepWorkFlags & Options<'endpoint'>,
  { intent, state }: EditContext,
  service: string,
): Promise<void> {
  const inventory = { ...(await openInventory(context, options)), intent }
  const rows = await listConnections(inventory, service)
  const known = [intent.peer.uid ?? [], intent.directions.inbound?.service.whitelist ?? []].flat()
  const named = rows.find((row) => row.endpoint === options.endpoint)
  if (named && !known.includes(named.ownerUid)) {
    throw new PlinkError('ENDPOINT_OF_STRANGER', { id: named.endpoint, ownerUid: named.ownerUid, known })
  }
  const settled = intent.directions.inbound?.endpoint.id ?? idIn(state, 'inbound/endpoint')
  const asking = rows.filter((row) => row.expectedUid && !row.rejected && row.status === 'Disconnected')
  if (settled !== undefined || asking.length < 2) return
  const choices = asking.map((row) => row.endpoint)
  throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'APPROVE', flag: '--endpoint', choices }] })
}
