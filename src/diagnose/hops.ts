import type { Intent } from '../manifest/schema.ts'
import { portsOf } from '../manifest/test-ports.ts'
import { type Hop, type HopEvidence, type HopName, type HopState, hopNames } from '../model/hop.ts'
import { roles } from '../model/link.ts'
import { admits } from '../steps/security-group-rules.ts'
import type { ConsumerFacts, DirectionFacts, ProviderFacts } from './snapshot.ts'

/** What one hop looks like; `undefined` leaves it out of the picture. */
type HopReaders = {
  readonly [H in HopName]: (
    facts: DirectionFacts,
    intent: Intent,
    endpoint: string | undefined,
  ) => Reading<H> | undefined
}
interface Reading<H extends HopName> {
  readonly state: HopState
  readonly evidence: Readonly<HopEvidence[H]>
}

/** What traffic passes, in order. What the other account does not show us is `undetermined`, never guessed. */
const readers: HopReaders = {
  // No API tells whether EMQX's intranet load balancing is on; its console does.
  'peer-addon': ({ direction }, intent) =>
    intent.peer.kind === 'emqx' && roles[direction].provider === 'peer' ? unknown({}) : undefined,
  dns: ({ consumer }) => ({ state: 'skipped', evidence: { domain: consumer?.endpoint?.EndpointDomain ?? null } }),
  endpoint: (facts, _intent, endpoint) =>
    facts.consumer ? ownEndpoint(facts.consumer) : foreignEndpoint(facts.provider, endpoint),
  'security-group': (facts) =>
    facts.consumer?.endpoint ? securityGroup(facts.consumer, facts.half.tests) : unknown({}),
  zone: (facts, _intent, endpoint) => zones(facts, endpoint),
  connection: (facts, _intent, endpoint) => connection(facts, endpoint),
  service: (facts) => service(facts),
  listener: ({ provider }) => (provider ? listeners(provider) : unknown({})),
  backend: ({ provider }) => (provider ? backends(provider) : unknown({})),
  // Only `plink test` speaks it.
  protocol: () => ({ state: 'skipped', evidence: {} }),
}

/** The hops of one direction; `endpoint` is the id of the endpoint that is expected. */
export function hopsOf(facts: DirectionFacts, intent: Intent, endpoint: string | undefined): Hop[] {
  return hopNames.flatMap((hop): Hop[] => {
    const reading = readers[hop](facts, intent, endpoint)
    // Safe: a reader answers with the evidence of its own hop; the compiler loses that pairing in the union.
    return reading ? [{ hop, ...reading } as Hop] : []
  })
}

function unknown<E>(evidence: E): { readonly state: 'undetermined'; readonly evidence: E } {
  return { state: 'undetermined', evidence }
}

function ownEndpoint({ endpoint }: ConsumerFacts): Reading<'endpoint'> {
  if (!endpoint) return { state: 'skipped', evidence: {} }
  const { EndpointId: id, EndpointStatus: status, VpcId: vpc } = endpoint
  return { state: status === 'Active' ? 'ok' : 'warn', evidence: { id, status, vpc } }
}

function foreignEndpoint(provider: ProviderFacts | null, endpoint: string | undefined): Reading<'endpoint'> {
  const row = provider?.connections.find((each) => each.EndpointId === endpoint)
  if (!row)
    return { state: 'skipped', evidence: { asking: provider?.connections.map((each) => each.EndpointId) ?? [] } }
  return {
    state: 'ok',
    evidence: { id: row.EndpointId, ownerUid: row.EndpointOwnerId, vpc: row.EndpointVpcId ?? null },
  }
}

function securityGroup({ groups }: ConsumerFacts, tests: readonly string[]): Reading<'security-group'> {
  const views = groups.flatMap(({ view }) => (view ? [view] : []))
  const closed = portsOf(tests).filter((port) => !admits(views, port))
  const ids = groups.map(({ id }) => id)
  if (closed.length > 0) return { state: 'fail', evidence: { ids, closed, status: `TCP ${closed.join(', ')}` } }
  return views.length > 0 ? { state: 'ok', evidence: { ids, admits: portsOf(tests) } } : unknown({ ids })
}

function zones({ consumer, provider }: DirectionFacts, endpoint: string | undefined): Reading<'zone'> {
  const row = provider?.connections.find((each) => each.EndpointId === endpoint)
  const list = consumer?.endpoint ? consumer.zones : (row?.Zones ?? [])
  if (list.length === 0) return { state: 'skipped', evidence: {} }
  const statuses = Object.fromEntries(list.map((zone) => [zone.ZoneId, zone.ZoneStatus]))
  const cut = list.filter((zone) => zone.ZoneStatus === 'Disconnected')
  const up = list.filter((zone) => zone.ZoneStatus === 'Connected' || zone.ZoneStatus === 'Migrated')
  if (up.length === list.length) return { state: 'ok', evidence: { zones: statuses } }
  const status = cut.map((zone) => `${zone.ZoneId}: ${zone.ZoneStatus}`).join(', ')
  return up.length > 0 && cut.length > 0
    ? { state: 'fail', evidence: { zones: statuses, status } }
    : { state: 'warn', evidence: { zones: statuses } }
}

function connection({ consumer, provider }: DirectionFacts, endpoint: string | undefined): Reading<'connection'> {
  const row = provider?.connections.find((each) => each.EndpointId === endpoint)
  const status = row?.ConnectionStatus ?? consumer?.endpoint?.ConnectionStatus
  if (!status) return { state: 'skipped', evidence: {} }
  if (status === 'Connected') return { state: 'ok', evidence: { status } }
  const failed = status === 'ServiceDeleted' || status === 'Deleting'
  return { state: failed ? 'fail' : 'warn', evidence: { status } }
}

function service({ provider, consumer, half }: DirectionFacts): Reading<'service'> {
  if (provider?.service) {
    const { ServiceId: id, ServiceStatus: status, ServiceBusinessStatus: business } = provider.service
    if (business !== 'Normal') return { state: 'fail', evidence: { id, status: business } }
    return { state: status === 'Active' ? 'ok' : 'warn', evidence: { id, status } }
  }
  if (provider) return { state: 'skipped', evidence: {} }
  if (consumer?.service) return { state: 'ok', evidence: { id: consumer.service.ServiceId, visible: true } }
  return half.service.id
    ? { state: 'warn', evidence: { id: half.service.id, visible: false } }
    : { state: 'skipped', evidence: {} }
}

function listeners({ loadBalancers }: ProviderFacts): Reading<'listener'> {
  const all = loadBalancers.flatMap(({ id, view }) =>
    (view?.listeners ?? []).map((listener) => ({ lb: id, ...listener })),
  )
  const evidence = { listeners: all.map(({ lb, port, protocol, status }) => ({ lb, port, protocol, status })) }
  if (all.length === 0) return unknown({})
  const down = all.filter((listener) => !listener.running || listener.protocol === 'tcpssl')
  const status = down.map(({ lb, port, protocol, status: word }) => `${lb} ${protocol} ${port}: ${word}`).join(', ')
  return down.length > 0 ? { state: 'fail', evidence: { ...evidence, status } } : { state: 'ok', evidence }
}

function backends({ loadBalancers }: ProviderFacts): Reading<'backend'> {
  const all = loadBalancers.flatMap(({ view }) => view?.listeners ?? []).filter((listener) => listener.running)
  if (all.length === 0) return unknown({})
  const servers = all.flatMap(({ port, servers: list }) => list.map(({ id, health }) => ({ port, id, health })))
  const dead = all.filter((listener) => !listener.servers.some((server) => server.health !== 'abnormal'))
  const sick = servers.filter((server) => server.health === 'abnormal')
  const status = (list: typeof servers) => list.map(({ id, port, health }) => `${id}:${port} ${health}`).join(', ')
  if (dead.length > 0)
    return {
      state: 'fail',
      evidence: { servers, status: status(sick) || dead.map(({ port }) => `${port}: no backend`).join(', ') },
    }
  if (sick.length > 0) return { state: 'warn', evidence: { servers, status: status(sick) } }
  const unsure = servers.some((server) => server.health === 'unavailable')
  return { state: unsure ? 'warn' : 'ok', evidence: { servers } }
}
