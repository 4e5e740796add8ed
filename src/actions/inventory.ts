import type { Endpoint, EndpointConnection, EndpointService } from '../alibaba/types.ts'
import { balancerChecks } from '../diagnose/checks/checks.ts'
import { observeBalancerAlone } from '../diagnose/observe/balancer.ts'
import { runChecks } from '../diagnose/run-checks.ts'
import type { Reads } from '../engine/reads.ts'
import type { ReadContext } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { faultOf, isBreach } from '../model/finding.ts'
import type {
  CheckedLoadBalancer,
  ConnectionSummary,
  EndpointDetails,
  EndpointSummary,
  LoadBalancerDetails,
  LoadBalancerSummary,
  ServiceDetails,
  ServiceSummary,
  ServiceZone,
  WhitelistEntry,
} from '../model/inventory.ts'
import { stepId } from '../model/step-id.ts'
import { idOf, isOwned, type State } from '../state/state.ts'
import { endpointLookup } from '../steps/endpoint.ts'
import { findEndpoint, readEndpointZones, securityGroupsOf } from '../steps/endpoint-reads.ts'
import { viewLoadBalancer } from '../steps/load-balancer/view.ts'
import { findOwn } from '../steps/own.ts'
import { serviceLookup } from '../steps/service.ts'
import { connectionsOf, findService, resourcesOf, seenService } from '../steps/service-reads.ts'

/** Our account's things, and what the link has to do with them; the link may be unknown. */
export interface InventoryContext {
  readonly reads: Reads
  readonly region: string
  readonly intent: Intent | null
  readonly state: State | null
}

/** PrivateLink ListVpcEndpointServices. @throws CloudError */
export async function listServices(inventory: InventoryContext): Promise<ServiceSummary[]> {
  const { reads } = inventory
  const found = await reads.all('privatelink.ListVpcEndpointServices', {}, (page) => page.Services)
  return found.map((service) => serviceRow(inventory, service))
}

/** @throws PlinkError SERVICE_NOT_FOUND */
export async function getService(inventory: InventoryContext, id: string): Promise<ServiceDetails> {
  const { reads, region } = inventory
  const found = await findService(reads, id)
  if (!found) throw new PlinkError('SERVICE_NOT_FOUND', { side: 'you', id, region })
  const [resources, users, connections] = await Promise.all([
    resourcesOf(reads, id),
    listWhitelist(inventory, id),
    listConnections(inventory, id),
  ])
  return {
    ...serviceRow(inventory, found),
    resources: resources.map((each) => ({ id: each.ResourceId, type: each.ResourceType, zone: each.ZoneId })),
    whitelist: users.map(({ uid }) => uid),
    connections,
  }
}

/** The zones of a service of ours, or of one that lets our account connect. @throws PlinkError SERVICE_NOT_FOUND */
export async function listServiceZones({ reads, region }: InventoryContext, id: string): Promise<ServiceZone[]> {
  const [own, seen] = await Promise.all([findService(reads, id), seenService(reads, id)])
  if (own === undefined && seen === undefined) throw new PlinkError('SERVICE_NOT_FOUND', { side: 'you', id, region })
  const resources = own === undefined ? [] : await resourcesOf(reads, id)
  const zones = new Set([...(seen?.Zones ?? []), ...resources.map(({ ZoneId }) => ZoneId)])
  return [...zones].toSorted().map((zone) => ({
    zone,
    resources: resources.filter(({ ZoneId }) => ZoneId === zone).map(({ ResourceId }) => ResourceId),
  }))
}

/** PrivateLink ListVpcEndpointServiceUsers. @throws CloudError */
export async function listWhitelist({ reads, intent }: InventoryContext, service: string): Promise<WhitelistEntry[]> {
  const input = { ServiceId: service }
  const users = await reads.all('privatelink.ListVpcEndpointServiceUsers', input, (page) => page.Users)
  const expected = [intent?.peer.uid ?? [], intent?.directions.inbound?.service.whitelist ?? []].flat()
  return users.map(({ UserId }) => ({ uid: String(UserId), expected: expected.includes(String(UserId)) }))
}

/** PrivateLink ListVpcEndpointConnections. @throws CloudError */
export async function listConnections(
  { reads, intent, state }: InventoryContext,
  service: string,
): Promise<ConnectionSummary[]> {
  const rows = await connectionsOf(reads, service)
  const expected = intent?.directions.inbound?.endpoint.id ?? idIn(state, 'inbound/endpoint')
  const rejected = state?.link.rejected ?? []
  return rows.map((row: EndpointConnection) => ({
    endpoint: row.EndpointId,
    ownerUid: row.EndpointOwnerId,
    status: row.ConnectionStatus,
    vpc: row.EndpointVpcId ?? null,
    since: row.ModifiedTime ?? null,
    expectedUid: row.EndpointOwnerId === intent?.peer.uid,
    expected: row.EndpointId === expected,
    rejected: rejected.includes(row.EndpointId),
  }))
}

/** PrivateLink ListVpcEndpoints. @throws CloudError */
export async function listEndpoints(inventory: InventoryContext): Promise<EndpointSummary[]> {
  const { reads } = inventory
  const found = await reads.all('privatelink.ListVpcEndpoints', {}, (page) => page.Endpoints)
  return found.map((endpoint) => endpointRow(inventory, endpoint))
}

/** @throws PlinkError ENDPOINT_NOT_FOUND */
export async function getEndpoint(inventory: InventoryContext, id: string): Promise<EndpointDetails> {
  const { reads, region } = inventory
  const found = await findEndpoint(reads, id)
  if (!found) throw new PlinkError('ENDPOINT_NOT_FOUND', { side: 'you', id, region })
  const [zones, groups] = await Promise.all([readEndpointZones(reads, id), securityGroupsOf(reads, id)])
  return {
    ...endpointRow(inventory, found),
    zones: zones.map((each) => ({
      zone: each.ZoneId,
      vswitch: each.VSwitchId,
      status: each.ZoneStatus,
      ip: each.EniIp ?? null,
      domain: each.ZoneDomain ?? null,
    })),
    securityGroups: groups.map((group) => group.SecurityGroupId),
  }
}

/** CLBs, then NLBs. @throws CloudError */
export async function listLoadBalancers({ reads, intent, state }: InventoryContext): Promise<LoadBalancerSummary[]> {
  const [clbs, nlbs] = await Promise.all([
    reads.all('slb.DescribeLoadBalancers', {}, (page) => page.LoadBalancers?.LoadBalancer),
    reads.all('nlb.ListLoadBalancers', {}, (page) => page.LoadBalancers),
  ])
  const { loadBalancers = [], create = [] } = intent?.directions.inbound?.service ?? {}
  const made = create.flatMap(({ name }) => idIn(state, stepId('inbound', 'load-balancer', name)) ?? [])
  const used: readonly string[] = [...loadBalancers, ...made]
  const clbRows = clbs.map((clb) => ({
    id: clb.LoadBalancerId,
    type: 'clb' as const,
    name: clb.LoadBalancerName,
    status: clb.LoadBalancerStatus,
    addressType: clb.AddressType,
    vpc: clb.VpcId,
    zones: [clb.MasterZoneId],
    inLink: used.includes(clb.LoadBalancerId),
  }))
  const nlbRows = nlbs.map((nlb) => ({
    id: nlb.LoadBalancerId,
    type: 'nlb' as const,
    name: nlb.LoadBalancerName ?? '',
    status: nlb.LoadBalancerStatus,
    addressType: nlb.AddressType,
    vpc: nlb.VpcId,
    zones: nlb.ZoneMappings.map((mapping) => mapping.ZoneId),
    inLink: used.includes(nlb.LoadBalancerId),
  }))
  return [...clbRows, ...nlbRows]
}

/** @throws PlinkError LB_NOT_FOUND */
export async function getLoadBalancer({ reads, region }: InventoryContext, id: string): Promise<LoadBalancerDetails> {
  const view = await viewLoadBalancer(reads, id)
  if (!view) throw new PlinkError('LB_NOT_FOUND', { side: 'you', id, region })
  const { kind: type, status, addressType, networkType, payType, zones } = view
  const listeners = view.listeners.map(({ port, protocol, status: each, servers }) => ({
    port,
    protocol,
    status: each,
    servers,
  }))
  return { id, type, status, addressType, networkType, payType, zones, listeners }
}

/**
 * One that no endpoint service of this account uses, so that it can be deleted.
 * @throws PlinkError LB_NOT_FOUND, LB_IN_SERVICE
 */
export async function getIdleLoadBalancer(inventory: InventoryContext, id: string): Promise<LoadBalancerDetails> {
  const { reads } = inventory
  const found = await getLoadBalancer(inventory, id)
  const users = await reads.all('privatelink.ListVpcEndpointServices', { ResourceId: id }, (page) => page.Services)
  if (users.length === 0) return found
  throw new PlinkError('LB_IN_SERVICE', { id, services: users.map((service) => service.ServiceId) })
}

/** The checks about a load balancer, each with what it finds; they see this one alone. */
export async function checkLoadBalancer(
  { reads, region, intent }: InventoryContext,
  id: string,
): Promise<CheckedLoadBalancer> {
  const observation = await observeBalancerAlone(reads, region, intent, id)
  const isThere = observation.provider?.loadBalancers.some(({ view }) => view) ?? false
  const rows = balancerChecks
    // Of what is not there nothing else can be said.
    .filter((check) => isThere || check.id === 'load-balancer-exists')
    .map((check) => {
      const findings = runChecks(observation, [check])
      const stops = findings.length === 0 ? check.severity === 'error' : findings.some(isBreach)
      return { check: check.id, severity: stops ? ('stops' as const) : ('warns' as const), findings }
    })
  const ok = rows.every(({ findings }) => !findings.some(isBreach)) && observation.unread.length === 0
  return { id, ok, checks: rows.map(({ findings, ...row }) => ({ ...row, faults: findings.map(faultOf) })) }
}

/** The link's own halves that commands change, and what creates them. */
const creators = { 'inbound/service': 'service create', 'outbound/endpoint': 'endpoint create' } as const
export type OwnHalf = keyof typeof creators

/**
 * The ID of the link's own service or endpoint: as plink.yaml or the state says, or, where the state is lost or old, by its
 * tags. Empty while an interrupted create has no ID yet: continuing means creating it.
 * @throws PlinkError NOT_MADE_YET, with the command that creates it; LINEAGE_FOREIGN, SEVERAL_FOUND
 */
export async function requireMade({ reads, intent, state }: InventoryContext, step: OwnHalf): Promise<string> {
  const named = namedIn(intent, step)
  const record = state?.link.steps[step]
  if (named !== undefined || record !== undefined) return named ?? idOf(record) ?? ''
  const readContext: ReadContext = { reads, known: undefined, lineage: state?.lineage ?? '', approve: [] }
  const found = intent && (await lookUp[step](readContext, intent.name))
  if (!found) throw notMadeYet(step)
  return found
}

export function notMadeYet(step: OwnHalf): PlinkError {
  return new PlinkError('NOT_MADE_YET', { step, make: creators[step] })
}

/** The ID that plink.yaml gives one of the link's own halves. */
export function namedIn(intent: Intent | null, step: OwnHalf): string | undefined {
  const { inbound, outbound } = intent?.directions ?? {}
  return step === 'inbound/service' ? inbound?.service.id : outbound?.endpoint.id
}

const lookUp: Record<OwnHalf, (readContext: ReadContext, link: string) => Promise<string | undefined>> = {
  'inbound/service': async (readContext, link) =>
    (await findOwn(readContext, serviceLookup(readContext.reads, link, 'inbound/service')))?.ServiceId,
  'outbound/endpoint': async (readContext, link) =>
    (await findOwn(readContext, endpointLookup(readContext.reads, link, 'outbound/endpoint')))?.EndpointId,
}

/** The id that the state has for a step. */
export function idIn(state: State | null, step: string): string | undefined {
  return idOf(state?.link.steps[step])
}

/** Whether the state has it, and as made by plink. */
export function isOurs(state: State | null, step: string, id: string): boolean {
  const record = state?.link.steps[step]
  return isOwned(record) && record.id === id
}

function serviceRow({ state }: InventoryContext, service: EndpointService): ServiceSummary {
  return {
    id: service.ServiceId,
    name: service.ServiceName,
    status: service.ServiceStatus,
    businessStatus: service.ServiceBusinessStatus,
    payer: service.Payer ?? null,
    autoAccept: service.AutoAcceptEnabled ?? false,
    description: service.ServiceDescription ?? '',
    zones: service.Zones ?? [],
    since: service.CreateTime,
    mine: isOurs(state, 'inbound/service', service.ServiceId),
  }
}

function endpointRow({ state }: InventoryContext, endpoint: Endpoint): EndpointSummary {
  return {
    id: endpoint.EndpointId,
    name: endpoint.EndpointName ?? '',
    status: endpoint.EndpointStatus,
    connectionStatus: endpoint.ConnectionStatus,
    service: endpoint.ServiceId,
    vpc: endpoint.VpcId,
    domain: endpoint.EndpointDomain,
    description: endpoint.EndpointDescription ?? '',
    since: endpoint.CreateTime,
    mine: isOurs(state, 'outbound/endpoint', endpoint.EndpointId),
  }
}
