import { portsOf } from '../manifest/test-ports.ts'
import { type Finding, isBreach } from '../model/finding.ts'
import { type Hop, type HopEvidence, type HopName, type HopState, hopNames } from '../model/hop.ts'
import { roles } from '../model/link.ts'
import { listeningOf } from './checks/asked.ts'
import {
  connectedZones,
  connectionStatusOf,
  type DirectionObservation,
  expectedConnection,
} from './observe/observation.ts'
import { hopOfPart } from './observe/part-reader.ts'

/** What was seen of one hop: `ok` unless a finding says otherwise; `undefined` leaves it out of the picture. */
interface Reading<H extends HopName> {
  readonly state: Exclude<HopState, 'warn' | 'fail'>
  readonly evidence: Readonly<HopEvidence[H]>
}
type HopReaders = { readonly [H in HopName]: (observation: DirectionObservation) => Reading<H> | undefined }

/** What the other account does not show us is `undetermined`, never guessed. */
const readers: HopReaders = {
  // No API tells whether EMQX's intranet load balancing is on; its console does.
  'peer-addon': ({ direction, peer }) =>
    peer.kind === 'emqx' && roles[direction].provider === 'peer' ? unknown({}) : undefined,
  dns: ({ consumer, tests }) => {
    const domain = consumer?.endpoint?.EndpointDomain ?? null
    const resolved = tests.find((test) => test.resolved !== null)?.resolved
    return resolved
      ? { state: 'ok', evidence: { domain: resolved.name, addresses: resolved.addresses } }
      : { state: 'skipped', evidence: { domain } }
  },
  endpoint: (observation) => (observation.consumer ? ownEndpoint(observation) : foreignEndpoint(observation)),
  'security-group': securityGroup,
  zone: zones,
  connection: (observation) => {
    const status = connectionStatusOf(observation)
    return status === undefined ? skipped({}) : { state: 'ok', evidence: { status } }
  },
  service,
  listener: listeners,
  backend: backends,
  protocol: ({ tests }) => {
    const [test] = tests
    if (!test) return skipped({})
    return { state: 'ok', evidence: { verdict: test.result.verdict } }
  },
}

/** The hops of one direction, as the findings say. */
export function hopsOf(observation: DirectionObservation, findings: readonly Finding[]): Hop[] {
  return hopNames.flatMap((hop): Hop[] => {
    const reading = readers[hop](observation)
    if (!reading) return []
    const own = findings.filter((finding) => finding.hop === hop)
    const state = stateOf(observation, hop, own) ?? reading.state
    // Safe: a reader answers with the evidence of its own hop; the compiler loses that pairing in the union.
    return [{ hop, state, evidence: reading.evidence } as Hop]
  })
}

function stateOf({ unread }: DirectionObservation, hop: HopName, own: readonly Finding[]): HopState | undefined {
  if (own.some(isBreach)) return 'fail'
  if (unread.some(({ part }) => hopOfPart[part] === hop)) return 'undetermined'
  // That nobody has come yet is said of the hop that is missing.
  return own.some(({ code }) => code !== 'NOBODY_ASKED') ? 'warn' : undefined
}

function unknown<E>(evidence: E): { readonly state: 'undetermined'; readonly evidence: E } {
  return { state: 'undetermined', evidence }
}

function skipped<E>(evidence: E): { readonly state: 'skipped'; readonly evidence: E } {
  return { state: 'skipped', evidence }
}

function ownEndpoint({ consumer }: DirectionObservation): Reading<'endpoint'> {
  const endpoint = consumer?.endpoint
  if (!endpoint) return skipped({})
  const { EndpointId: id, EndpointStatus: status, VpcId: vpc } = endpoint
  return { state: 'ok', evidence: { id, status, vpc } }
}

function foreignEndpoint(observation: DirectionObservation): Reading<'endpoint'> {
  const row = expectedConnection(observation)
  if (!row) {
    const asking = observation.provider?.connections.map((each) => each.EndpointId) ?? []
    return skipped({ asking })
  }
  const { EndpointId: id, EndpointOwnerId: ownerUid, EndpointVpcId: vpc = null } = row
  return { state: 'ok', evidence: { id, ownerUid, vpc } }
}

function securityGroup({ consumer, half }: DirectionObservation): Reading<'security-group'> {
  if (!consumer) return unknown({})
  if (!consumer.endpoint) return skipped({})
  const ids = consumer.attached
  const isKnown = consumer.groups.some(({ view }) => view)
  return isKnown ? { state: 'ok', evidence: { ids, admits: portsOf(half.tests) } } : unknown({ ids })
}

function zones(observation: DirectionObservation): Reading<'zone'> {
  const list = connectedZones(observation)
  if (list.length === 0) return skipped({})
  return { state: 'ok', evidence: { zones: Object.fromEntries(list.map((zone) => [zone.ZoneId, zone.ZoneStatus])) } }
}

function service({ provider, consumer, half }: DirectionObservation): Reading<'service'> {
  if (provider?.service) {
    const { ServiceId: id, ServiceStatus: status, ServiceBusinessStatus: business } = provider.service
    return { state: 'ok', evidence: { id, status: business === 'Normal' ? status : business } }
  }
  if (provider) return skipped({})
  const id = consumer?.serviceId ?? half.service.id
  if (consumer?.service) return { state: 'ok', evidence: { id: consumer.service.ServiceId, visible: true } }
  // Connected, it is there, whether or not it is shown to us any more.
  if (consumer?.endpoint && id !== undefined) return unknown({ id, visible: false })
  return id === undefined ? skipped({}) : { state: 'undetermined', evidence: { id, visible: false } }
}

function listeners(observation: DirectionObservation): Reading<'listener'> {
  const all = listeningOf(observation).map(({ balancer, listener: { port, protocol, status } }) => ({
    lb: balancer.id,
    port,
    protocol,
    status,
  }))
  if (all.length === 0) return observation.provider ? skipped({}) : unknown({})
  return { state: 'ok', evidence: { listeners: all } }
}

function backends(observation: DirectionObservation): Reading<'backend'> {
  const running = listeningOf(observation).filter(({ listener }) => listener.running)
  if (running.length === 0) return observation.provider ? skipped({}) : unknown({})
  const servers = running.flatMap(({ listener: { port, servers: list } }) =>
    list.map(({ id, health }) => ({ port, id, health })),
  )
  return { state: 'ok', evidence: { servers } }
}
