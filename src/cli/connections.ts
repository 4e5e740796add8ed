import { idIn, listConnections } from '../actions/inventory.ts'
import { statusOf } from '../actions/status.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import type { ConnectionSummary } from '../model/inventory.ts'
import { idOf, type LinkState } from '../state/state.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { editLink, type LinkEdit } from './edit-link.ts'
import type { Options } from './flags.ts'
import { inventoryOf, openInventory } from './inventory-context.ts'
import { loadManifest } from './open-link.ts'
import { directionOf, withDirection } from './overrides.ts'
import { readyRecord, removeUnrecorded } from './remove-unrecorded.ts'
import { requireCreated, type StepOptions } from './step-command.ts'

type ConnectionOptions = StepOptions & Options<'endpoint'>

/**
 * Checks account and endpoint before an approval: an account may be shared by many tenants, and an ID alone may be a typo.
 * @throws PlinkError ENDPOINT_OF_STRANGER; INPUT_NEEDED if several endpoints are pending and none was named
 */
export async function requireKnownEndpoint(
  context: CommandContext,
  options: ConnectionOptions,
  edit: LinkEdit,
  service: string,
): Promise<void> {
  const { peer, directions } = edit.intent
  const rows = await listConnections(await inventoryOf(context, options, edit), service)
  const known = [peer.uid ?? [], directions.inbound?.service.whitelist ?? []].flat()
  const named = rows.find((row) => row.endpoint === options.endpoint)
  if (named && !known.includes(named.ownerUid)) {
    throw new PlinkError('ENDPOINT_OF_STRANGER', { id: named.endpoint, ownerUid: named.ownerUid, known })
  }
  const expected = directions.inbound?.endpoint.id ?? idIn(edit.state, 'inbound/endpoint')
  const pending = rows.filter((row) => row.expectedUid && !row.rejected && row.status === 'Disconnected')
  if (expected !== undefined || pending.length < 2) return
  const choices = pending.map((row) => row.endpoint)
  throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'APPROVE', flag: '--endpoint', choices }] })
}

/** Rejects or disconnects an endpoint, and remembers that we did: the cloud does not tell it apart from other disconnections. */
export async function rejectConnection(context: CommandContext, options: ConnectionOptions): Promise<CommandOutcome> {
  const pinned = (await loadManifest(context, options))?.spec.directions.inbound?.endpoint.id
  const edit = await editLink(context, options, 'inbound')
  const service = await requireCreated(context, options, edit, 'inbound/service')
  const { endpoint } = chosenIn(await listConnections(await openInventory(context, options), service), edit, options)
  if (pinned === endpoint) {
    const differences = [{ key: 'inbound.endpoint.id', spec: endpoint, given: `connection reject ${endpoint}` }]
    throw new PlinkError('SPEC_DIFFERS', { file: options.file, differences })
  }
  const now = context.clock.now()
  const records = {
    'inbound/service': readyRecord(service, false, now),
    'inbound/endpoint': readyRecord(endpoint, false, now),
    // As if plink had approved it just now, whoever did: a request that nobody approved is rejected too, and only once.
    'inbound/connection': readyRecord(endpoint, true, edit.state?.link.rejected?.includes(endpoint) ? 0 : now),
  }
  const selection = { direction: 'inbound', only: ({ kind }: { kind: string }) => kind === 'connection' } as const
  return removeUnrecorded(context, options, edit.intent, records, selection, async (changeContext, outcome) => {
    if (outcome.exit !== 0) return outcome
    const { store } = changeContext
    const intent = unpinned(edit.intent, endpoint)
    const { rejected = [] } = store.state.link
    if (!rejected.includes(endpoint)) {
      await store.update((link) => ({
        ...link,
        intent: link.intent && intent,
        steps: withoutEndpoint(link.steps, endpoint),
        rejected: [...rejected, endpoint],
      }))
    }
    return { ...outcome, status: await statusOf({ ...changeContext, intent }, store.state, ['inbound']) }
  })
}

/** The named endpoint, the link's own, or the only one. @throws PlinkError INPUT_NEEDED, ENDPOINT_NOT_FOUND */
function chosenIn(
  rows: readonly ConnectionSummary[],
  { intent, state }: LinkEdit,
  { endpoint }: ConnectionOptions,
): ConnectionSummary {
  const known = endpoint ?? intent.directions.inbound?.endpoint.id ?? idIn(state, 'inbound/endpoint')
  const found = rows.find((row) => row.endpoint === known)
  if (found) return found
  if (endpoint !== null) {
    throw new PlinkError('ENDPOINT_NOT_FOUND', { side: 'peer', id: endpoint, region: intent.region })
  }
  const [only, another] = rows
  if (only && !another) return only
  const choices = rows.map((row) => row.endpoint)
  throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'REJECT', flag: '--endpoint', choices }] })
}

function unpinned(intent: Intent, endpoint: string): Intent {
  const half = directionOf(intent, 'inbound')
  const { id, ...rest } = half.endpoint
  return id === endpoint ? withDirection(intent, 'inbound', { ...half, endpoint: rest }) : intent
}

function withoutEndpoint(steps: LinkState['steps'], endpoint: string): LinkState['steps'] {
  const names = ['inbound/endpoint', 'inbound/connection']
  return Object.fromEntries(
    Object.entries(steps).filter(([name, record]) => !(names.includes(name) && idOf(record) === endpoint)),
  )
}
