import type { ReadsOf } from '../engine/account-reads.ts'
import type { Identities } from '../engine/identities.ts'
import type { Reads } from '../engine/reads.ts'
import { mergeRemembered } from '../manifest/merge-remembered.ts'
import type { DirectionIntent, EndpointIntent, Intent, LoadBalancerIntent, ServiceIntent } from '../manifest/schema.ts'
import { backendTypeOf, forms, matches } from '../model/form.ts'
import { type DirectionName, defaultPayer, directionNames, roles } from '../model/link.ts'
import { parseStepId } from '../model/step-id.ts'
import type { StepKind } from '../model/step-kind.ts'
import { findEndpoint, readEndpointZones, securityGroupsOf } from '../steps/endpoint-reads.ts'
import { isOpen } from '../steps/foreign-consumers.ts'
import { ruleIn } from '../steps/ingress-rule.ts'
import { productOfId } from '../steps/load-balancer/products.ts'
import { viewLoadBalancer } from '../steps/load-balancer/view.ts'
import { connectionsOf, findService, resourcesOf, usersOf } from '../steps/service-reads.ts'
import type { Tagged } from '../steps/tagged.ts'

/** What a link is rebuilt from: things that carry the tags of one lineage, and the accounts that show them. */
export interface Remains {
  readonly reads: ReadsOf
  readonly identities: Identities
  readonly tagged: readonly Tagged[]
}

/**
 * What was asked for, as far as the cloud shows it: who the peer is and which service it has, and, without a plink.yaml, the
 * parts of everything plink created. What plink.yaml or an older state says counts more.
 */
export async function rebuildIntent(intent: Intent, isWritten: boolean, remains: Remains): Promise<Intent> {
  const rebuild = isWritten ? rebuildService : rebuildHalf
  const uid = intent.peer.uid ?? remains.identities.uids.peer ?? (await peerUid(remains))
  const halves = directionNames
    .filter((direction) => taggedAs(remains, direction).length > 0)
    .map(async (direction) => [direction, await rebuild(intent, direction, uid, remains)] as const)
  const directions: Intent['directions'] = Object.fromEntries(await Promise.all(halves))
  const peer = { ...intent.peer, ...(uid !== undefined && { uid }) }
  const merged = mergeRemembered(intent, { ...intent, peer, directions })
  if (isWritten) return merged
  // EMQX Cloud connects to no service that leaves the paying to its consumers.
  const isOthers = Object.keys(intent.directions).length === 0 && directions.inbound?.service.payer === 'Endpoint'
  return {
    ...merged,
    peer: isOthers ? { ...merged.peer, kind: 'generic' } : merged.peer,
    directions: { ...directions, ...merged.directions },
  }
}

/** The account that is let in to our service: the only one on its whitelist, or the only one of those that is connected. */
async function peerUid(remains: Remains): Promise<string | undefined> {
  const [service] = taggedAs(remains, 'inbound', 'service')
  if (!service) return undefined
  const reads = remains.reads(service.side)
  const listed = await listedIn(reads, service, remains)
  if (listed.length < 2) return listed[0]
  const open = (await connectionsOf(reads, service.output.id)).filter(isOpen)
  const [only, ...others] = listed.filter((uid) => open.some((row) => row.EndpointOwnerId === uid))
  return others.length === 0 ? only : undefined
}

/** The accounts on the whitelist of a service; its owner stands there from the start (CreateVpcEndpointService). */
async function listedIn(reads: Reads, { side, output }: Tagged, { identities }: Remains): Promise<string[]> {
  const users = await usersOf(reads, output.id)
  return users.filter((uid) => uid !== identities.uids[side] && matches(uid, forms.uid))
}

/** The service alone that the endpoint of ours is of, where plink did not create it. */
async function rebuildService(
  { peer }: Intent,
  direction: DirectionName,
  _uid: string | undefined,
  remains: Remains,
): Promise<DirectionIntent> {
  const [endpoint] = taggedAs(remains, direction, 'endpoint')
  const isOwn = taggedAs(remains, direction, 'service').length > 0
  const seen = endpoint && !isOwn ? await findEndpoint(remains.reads(endpoint.side), endpoint.output.id) : undefined
  const { provider } = roles[direction]
  const adopted =
    seen && remains.identities.holds[provider] ? await findService(remains.reads(provider), seen.ServiceId) : undefined
  return {
    service: {
      ...(seen && { id: seen.ServiceId }),
      payer: adopted?.Payer ?? defaultPayer(peer, direction),
      loadBalancers: [],
    },
    endpoint: { securityGroups: [], zones: {} },
    tests: [],
  }
}

/** Both halves with their parts. */
async function rebuildHalf(
  intent: Intent,
  direction: DirectionName,
  uid: string | undefined,
  remains: Remains,
): Promise<DirectionIntent> {
  const [service] = taggedAs(remains, direction, 'service')
  const [endpoint] = taggedAs(remains, direction, 'endpoint')
  const half = await rebuildService(intent, direction, uid, remains)
  const create = await Promise.all(
    taggedAs(remains, direction, 'load-balancer').map((each) => rebuildLoadBalancer(direction, each, remains)),
  )
  const consumer = roles[direction].consumer === 'you' ? remains.identities.uids.you : uid
  return {
    ...half,
    service: {
      ...half.service,
      ...(service && (await serviceParts(service, consumer, remains))),
      ...(create.length > 0 && { create }),
    },
    endpoint: withRules(
      { ...half.endpoint, ...(endpoint && (await endpointParts(endpoint, remains))) },
      taggedAs(remains, direction, 'rule'),
    ),
  }
}

/** @param consumer who is let in without being named among further accounts */
async function serviceParts(
  service: Tagged,
  consumer: string | undefined,
  remains: Remains,
): Promise<Partial<ServiceIntent>> {
  const reads = remains.reads(service.side)
  const { id } = service.output
  const [found, resources, listed] = await Promise.all([
    findService(reads, id),
    resourcesOf(reads, id),
    listedIn(reads, service, remains),
  ])
  const own = new Set(remains.tagged.map(({ output }) => output.id))
  const others = listed.filter((uid) => uid !== consumer)
  return {
    ...(found?.Payer !== undefined && { payer: found.Payer }),
    loadBalancers: [...new Set(resources.map(({ ResourceId }) => ResourceId))].filter((each) => !own.has(each)),
    ...(others.length > 0 && { whitelist: others }),
  }
}

async function endpointParts({ side, output: { id } }: Tagged, remains: Remains): Promise<Partial<EndpointIntent>> {
  const reads = remains.reads(side)
  const [found, zones, groups] = await Promise.all([
    findEndpoint(reads, id),
    readEndpointZones(reads, id),
    securityGroupsOf(reads, id),
  ])
  return {
    ...(found && { vpc: found.VpcId }),
    zones: Object.fromEntries(zones.map(({ ZoneId, VSwitchId }) => [ZoneId, VSwitchId])),
    securityGroups: groups.map((group) => group.SecurityGroupId),
  }
}

/** Rules are made in the first group (rulesWanted). */
function withRules(endpoint: EndpointIntent, tagged: readonly Tagged[]): EndpointIntent {
  if (tagged.length === 0) return endpoint
  const rules = tagged.map(({ step }) => ruleIn(parseStepId(step).subject ?? ''))
  return {
    ...endpoint,
    securityGroups: [...new Set([...rules.map(({ group }) => group), ...endpoint.securityGroups])],
    alsoAllow: rules.map(({ cidr, port }) => `${cidr}:${port}`),
  }
}

/** One that plink created, with the listeners that plink created and what is behind them. */
async function rebuildLoadBalancer(
  direction: DirectionName,
  { side, step, output: { id } }: Tagged,
  remains: Remains,
): Promise<LoadBalancerIntent> {
  const reads = remains.reads(side)
  const name = parseStepId(step).subject ?? ''
  const [found, view] = await Promise.all([productOfId(id).find(reads, id), viewLoadBalancer(reads, id)])
  const { kind, zones = [], vswitches = [] } = found ?? {}
  const ports = taggedAs(remains, direction, 'listener').flatMap((listener) => {
    const [balancer, port] = (parseStepId(listener.step).subject ?? '').split(':')
    return balancer === name ? [Number(port)] : []
  })
  const listeners = (view?.listeners ?? []).filter(({ port }) => ports.includes(port))
  const servers = new Map(listeners.flatMap((each) => each.servers.map((server) => [server.id, server] as const)))
  return {
    name,
    place:
      kind === 'nlb'
        ? { zones: Object.fromEntries(zones.map((zone, at) => [zone, vswitches[at] ?? ''])) }
        : { vswitch: vswitches[0] ?? '' },
    listeners: listeners.map(({ port, servers: [first] }) => ({ port, backendPort: first?.port ?? port })),
    backends: [...servers.values()].map(({ id: server, ip, weight }) => {
      const type = backendTypeOf(server)
      return { id: server, type, ...(type !== 'ecs' && ip !== null && { ip }), weight: weight ?? 100 }
    }),
  }
}

function taggedAs({ tagged }: Remains, direction: DirectionName, kind?: StepKind): Tagged[] {
  return tagged.filter(({ step }) => {
    const parsed = parseStepId(step)
    return parsed.direction === direction && (kind === undefined || parsed.kind === kind)
  })
}
