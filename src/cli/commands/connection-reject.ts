import { idIn, listConnections } from '../../actions/inventory.ts'
import { statusOf } from '../../actions/status.ts'
import type { Intent } from '../../manifest/schema.ts'
import { PlinkError } from '../../model/fault.ts'
import type { ConnectionSummary } from '../../model/inventory.ts'
import { idOf, type LinkState } from '../../state/state.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { passingStore, recordFor } from '../in-memory-store.ts'
import { openInventory } from '../inventory-context.ts'
import { openEyes, readWritten } from '../open-link.ts'
import { halfOf } from '../overrides.ts'
import { workWith } from '../run-on-link.ts'
import { type EditContext, planned, requireMade, type StepWorkFlags, takeBearings } from '../step-command.ts'

type Flags = StepWorkFlags & Options<'endpoint'>

export async function run(context: CommandContext, options: Flags): Promise<CommandOutcome> {
  const pinned = (await readWritten(context, options))?.spec.directions.inbound?.endpoint.id
  const bearings = await takeBearings(context, options, 'inbound', () => [])
  const service = requireMade(bearings, 'inbound/service', 'service create') ?? ''
  const { endpoint } = pick(await listConnections(await openInventory(context, options), service), bearings, options)
  if (pinned === endpoint) {
    const differences = [{ key: 'inbound.endpoint.id', spec: endpoint, given: `connection reject ${endpoint}` }]
    throw new PlinkError('SPEC_DIFFERS', { file: options.file, differences })
  }
  const linkContext = await openEyes(context, options, bearings.intent)
  // The connection is cut as one that plink had approved, whoever did.
  const now = context.clock.now()
  const steps = {
    'inbound/service': recordFor(service, false, now),
    'inbound/endpoint': recordFor(endpoint, false, now),
    'inbound/connection': recordFor(endpoint, true, now),
  }
  const only = ({ kind }: { kind: string }) => kind === 'connection'
  const { down, planDown } = await import('../../actions/down.ts')
  if (options['dry-run']) {
    const { name, region } = bearings.intent
    const passing = {
      schema: 1,
      lineage: '',
      serial: 0,
      link: { name, region, uids: {}, intent: null, steps },
    } as const
    return planned(bearings.intent, await planDown(linkContext, passing, { directions: ['inbound'], only }))
  }
  const task = { command: 'connection reject', after: 'down', directions: ['inbound'], only } as const
  return workWith(context, task, options, linkContext, async (changeContext) => {
    const { store } = changeContext
    const outcome = await down({ ...changeContext, store: passingStore(store.state, steps) })
    if (outcome.exit !== 0) return outcome
    const intent = unpinned(bearings.intent, endpoint)
    const { rejected = [] } = store.state.link
    // Run again there is nothing left to write.
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

/** The one that is named, the one this link lets in, or the only one there is. @throws PlinkError INPUT_NEEDED, ENDPOINT_NOT_FOUND */
function pick(
  rows: readonly ConnectionSummary[],
  { intent, state }: EditContext,
  { endpoint }: Flags,
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
  const half = halfOf(intent, 'inbound')
  const { id, ...rest } = half.endpoint
  if (id !== endpoint) return intent
  return { ...intent, directions: { ...intent.directions, inbound: { ...half, endpoint: rest } } }
}

function withoutEndpoint(steps: LinkState['steps'], endpoint: string): LinkState['steps'] {
  const names = ['inbound/endpoint', 'inbound/connection']
  return Object.fromEntries(
    Object.entries(steps).filter(([name, record]) => !(names.includes(name) && idOf(record) === endpoint)),
  )
}
