import { isRefusal } from '../cloud/error.ts'
import type { Output } from '../cloud/operations.ts'
import type { EndpointConnection, EndpointService, ResourceType, ServiceResource } from '../cloud/wire.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName, Intent, ServiceIntent, SideName } from '../model/link.ts'
import type { EndpointOut } from './consumer.ts'
import type { Reads } from './reads.ts'
import { type AnyStep, type Call, type Looking, type Sight, type StepMap, type StepOf, step, stepId } from './step.ts'
import { ours, tagFilter } from './tags.ts'

/** PrivateLink's word for the load balancer's type, and the zones it serves. */
export interface LoadBalancerOut {
  readonly id: string
  readonly type: ResourceType
  readonly zones: readonly string[]
}
export interface ServiceOut {
  readonly id: string
  readonly name: string
}
export type LoadBalancerStep = StepOf<LoadBalancerOut>
export type ServiceStep = StepOf<ServiceOut>

/** The half of a direction that its provider owns, made with the provider's own credentials. */
export interface ProviderHalf {
  readonly direction: DirectionName
  readonly side: SideName
  readonly intent: Intent
  readonly service: ServiceIntent
}

/** A load balancer that exists already: read, checked (checks.ts), used, never changed. */
export function loadBalancerStep(
  { direction, side, intent }: ProviderHalf,
  id: string,
  wanted = true,
): LoadBalancerStep {
  return step({
    id: stepId(direction, 'load-balancer', id),
    direction,
    kind: 'load-balancer',
    side,
    wanted,
    needs: {},
    async look({ reads }): Promise<Sight<LoadBalancerOut>> {
      const out = await readLoadBalancer(reads, intent.region, side, id)
      return { is: 'there', out, settled: true, status: 'Active', mine: false }
    },
  })
}

async function readLoadBalancer(reads: Reads, RegionId: string, side: SideName, id: string): Promise<LoadBalancerOut> {
  try {
    if (id.startsWith('nlb-')) {
      const nlb = await reads.get('nlb.GetLoadBalancerAttribute', { RegionId, LoadBalancerId: id })
      return { id, type: 'nlb', zones: nlb.ZoneMappings.map((mapping) => mapping.ZoneId) }
    }
    const clb = await reads.get('slb.DescribeLoadBalancerAttribute', { RegionId, LoadBalancerId: id })
    // A CLB counts in its master zone only.
    return { id, type: 'slb', zones: [clb.MasterZoneId] }
  } catch (error) {
    if (isRefusal(error, 'InvalidLoadBalancerId.NotFound', 'ResourceNotFound.loadBalancer')) {
      throw new PlinkError('LB_NOT_FOUND', { side, id, region: RegionId }, { cause: error })
    }
    throw error
  }
}

export function serviceStep(
  { direction, side, intent, service }: ProviderHalf,
  loadBalancers: readonly LoadBalancerStep[],
): ServiceStep {
  const id = stepId(direction, 'service')
  const RegionId = intent.region
  const needs: Record<string, AnyStep> = Object.fromEntries(loadBalancers.map((each) => [each.id, each]))
  const find = async ({ reads, known, lineage }: Looking) => {
    const wanted = service.id ?? known
    if (wanted) return findService(reads, RegionId, wanted)
    const tagged = await taggedServices(reads, RegionId, intent.name, id)
    return ours(intent.name, lineage, tagged, (each) => each.ServiceId)
  }
  const isReworded = ({ ServiceStatus, ServiceDescription }: EndpointService) =>
    ServiceStatus === 'Active' && service.description !== undefined && ServiceDescription !== service.description
  return step<ServiceOut, StepMap>({
    id,
    direction,
    kind: 'service',
    side,
    wanted: true,
    needs,
    async look(looking): Promise<Sight<ServiceOut>> {
      const found = await find(looking)
      if (!found) {
        if (service.id) throw new PlinkError('SERVICE_NOT_FOUND', { side, id: service.id, region: RegionId })
        if (service.loadBalancers.length === 0)
          return { is: 'awaits', next: { code: 'SPEC_LACKS', facts: { keys: [`${direction}.service.loadBalancers`] } } }
        return { is: 'absent' }
      }
      if (found.ServiceStatus === 'Deleting') return { is: 'leaving', id: found.ServiceId, status: found.ServiceStatus }
      if (found.Payer !== undefined && found.Payer !== service.payer) {
        return { is: 'differs', id: found.ServiceId, field: 'payer', found: found.Payer, wanted: service.payer }
      }
      // What was adopted is used as it is.
      if (service.id === undefined && isReworded(found)) return { is: 'absent', partly: true }
      return {
        is: 'there',
        out: { id: found.ServiceId, name: found.ServiceName },
        settled: found.ServiceStatus === 'Active',
        status: found.ServiceStatus,
        mine: service.id === undefined,
      }
    },
    async make(looking, given, tags): Promise<Call> {
      // Only new words bring a service that is there to this.
      const found = service.description === undefined ? undefined : await find(looking)
      if (found) {
        const input = { RegionId, ServiceId: found.ServiceId, ServiceDescription: service.description ?? '' }
        return { action: 'privatelink.UpdateVpcEndpointServiceAttribute', input }
      }
      // Safe: the needs of this step are load balancers, and nothing else.
      const resources = (Object.values(given) as LoadBalancerOut[]).flatMap((lb) =>
        lb.zones.map((zone) => resourceOf(lb, zone)),
      )
      return {
        action: 'privatelink.CreateVpcEndpointService',
        input: {
          RegionId,
          Payer: service.payer,
          ServiceDescription: service.description ?? `plink ${intent.name}`,
          // The API takes ten at once; resource steps attach the rest one by one.
          Resource: resources.slice(0, 10),
          ...(resources[0] && { ServiceResourceType: resources[0].ResourceType }),
          Tag: [...tags],
        },
      }
    },
    made(reply) {
      // Safe: `made` is given the reply of this step's own `make`; that of an update has no id in it.
      if (!('ServiceId' in reply)) return undefined
      const { ServiceId, ServiceName } = reply as Output<'privatelink.CreateVpcEndpointService'>
      return { id: ServiceId, name: ServiceName }
    },
    async unmake({ reads }, { id: ServiceId }): Promise<Call> {
      // What somebody attached by hand would keep the service from going (EndpointServiceDependenceViolation).
      const [left] = await resourcesOf(reads, RegionId, ServiceId)
      if (left) return detach(RegionId, ServiceId, left)
      return { action: 'privatelink.DeleteVpcEndpointService', input: { RegionId, ServiceId } }
    },
  })
}

/** One load balancer behind the service, in every zone it serves. */
export function resourceStep(
  { direction, side, intent }: ProviderHalf,
  service: ServiceStep,
  loadBalancer: LoadBalancerStep,
  lb: string,
) {
  const RegionId = intent.region
  const attached = async (reads: Reads, ServiceId: string) =>
    (await resourcesOf(reads, RegionId, ServiceId)).filter((each) => each.ResourceId === lb)
  const missing = async (reads: Reads, ServiceId: string, { type, zones }: LoadBalancerOut) => {
    const there = await attached(reads, ServiceId)
    if (type === 'slb') return there.length > 0 ? [] : zones
    return zones.filter((zone) => !there.some((each) => each.ZoneId === zone))
  }
  return step<LoadBalancerOut, { service: ServiceStep; loadBalancer: LoadBalancerStep }>({
    id: stepId(direction, 'resource', lb),
    direction,
    kind: 'resource',
    side,
    wanted: loadBalancer.wanted,
    needs: { service, loadBalancer },
    parent: 'service',
    async look({ reads }, given): Promise<Sight<LoadBalancerOut>> {
      const left = await missing(reads, given.service.id, given.loadBalancer)
      if (left.length === given.loadBalancer.zones.length) return { is: 'absent' }
      if (left.length > 0) return { is: 'absent', partly: true }
      return { is: 'there', out: given.loadBalancer, settled: true, status: 'Attached', mine: 'parent' }
    },
    async make({ reads }, given): Promise<Call> {
      const [zone] = await missing(reads, given.service.id, given.loadBalancer)
      const input = {
        RegionId,
        ServiceId: given.service.id,
        ...resourceOf(given.loadBalancer, zone ?? given.loadBalancer.zones[0] ?? ''),
      }
      return { action: 'privatelink.AttachResourceToVpcEndpointService', input }
    },
    async unmake({ reads }, _out, given): Promise<Call | null> {
      const [left] = await attached(reads, given.service.id)
      return left ? detach(RegionId, given.service.id, left) : null
    },
  })
}

/** The consumer's account on the service's whitelist. `uid` is undefined while nobody told it. */
export function whitelistStep(
  { direction, side, intent }: ProviderHalf,
  service: ServiceStep,
  uid: string | undefined,
  wanted = true,
) {
  const RegionId = intent.region
  return step<{ id: string }, { service: ServiceStep }>({
    id: stepId(direction, 'whitelist', uid),
    direction,
    kind: 'whitelist',
    side,
    wanted,
    needs: { service },
    parent: 'service',
    async look({ reads }, given) {
      if (uid === undefined) {
        const zones = (await findService(reads, RegionId, given.service.id))?.Zones ?? []
        return {
          is: 'awaits',
          next: {
            code: 'PEER_TELL_UID',
            facts: { emqx: intent.peer.kind === 'emqx', service: given.service.id, zones },
          },
        }
      }
      const users = await usersOf(reads, RegionId, given.service.id, uid)
      if (!users.includes(uid)) return { is: 'absent' }
      return { is: 'there', out: { id: uid }, settled: true, status: 'Listed', mine: 'parent' }
    },
    async make(_looking, given): Promise<Call> {
      return {
        action: 'privatelink.AddUserToVpcEndpointService',
        input: { RegionId, ServiceId: given.service.id, UserId: uid ?? '' },
      }
    },
    async unmake(_looking, out, given): Promise<Call> {
      return {
        action: 'privatelink.RemoveUserFromVpcEndpointService',
        input: { RegionId, ServiceId: given.service.id, UserId: out.id },
      }
    },
  })
}

/**
 * The endpoint connection, approved. It has no id of its own: the pair of service and endpoint names it, and the endpoint's
 * id stands for it here. Approving is `Enable…`; the cloud has no word for "waiting for approval", it says `Disconnected`.
 */
export function connectionStep(
  { direction, side, intent }: ProviderHalf,
  service: ServiceStep,
  endpoint: StepOf<EndpointOut>,
  first: StepMap,
) {
  const RegionId = intent.region
  return step<{ id: string }, StepMap & { service: ServiceStep; endpoint: StepOf<EndpointOut> }>({
    id: stepId(direction, 'connection'),
    direction,
    kind: 'connection',
    side,
    wanted: true,
    needs: { ...first, service, endpoint },
    parent: 'service',
    async look({ reads }, given): Promise<Sight<{ id: string }>> {
      const row = await findConnection(reads, RegionId, given.service.id, given.endpoint.id)
      return row ? connectionSight(row) : { is: 'unseen' }
    },
    async make({ reads }, given): Promise<Call> {
      const pair = { RegionId, ServiceId: given.service.id, EndpointId: given.endpoint.id }
      const row = await findConnection(reads, RegionId, given.service.id, given.endpoint.id)
      const closed =
        row?.ConnectionStatus === 'Connected'
          ? row.Zones?.find((zone) => zone.ZoneStatus === 'Disconnected')
          : undefined
      if (closed)
        return { action: 'privatelink.EnableVpcEndpointZoneConnection', input: { ...pair, ZoneId: closed.ZoneId } }
      return { action: 'privatelink.EnableVpcEndpointConnection', input: pair }
    },
    async unmake(_looking, out, given): Promise<Call> {
      return {
        action: 'privatelink.DisableVpcEndpointConnection',
        input: { RegionId, ServiceId: given.service.id, EndpointId: out.id },
      }
    },
  })
}

/** A connection is there when it and every zone of it is connected: `Connected` alone carries no bytes. */
export function connectionSight(
  row: Pick<EndpointConnection, 'EndpointId' | 'ConnectionStatus' | 'Zones'>,
): Sight<{ id: string }> {
  const id = row.EndpointId
  switch (row.ConnectionStatus) {
    case 'Disconnected':
      return { is: 'absent' }
    case 'Disconnecting':
    case 'Deleting':
      return { is: 'leaving', id, status: row.ConnectionStatus }
    case 'ServiceDeleted':
      return { is: 'broken', id, status: row.ConnectionStatus }
    case 'Connected': {
      const zones = row.Zones ?? []
      if (zones.some((zone) => zone.ZoneStatus === 'Disconnected')) return { is: 'absent' }
      const busy = zones.find((zone) => zone.ZoneStatus !== 'Connected' && zone.ZoneStatus !== 'Migrated')
      const status = busy ? `${busy.ZoneId}: ${busy.ZoneStatus}` : row.ConnectionStatus
      return { is: 'there', out: { id }, settled: busy === undefined, status, mine: 'parent' }
    }
    default:
      // Connecting, Pending, and any word this cloud learns later: it exists, and is shown and waited on.
      return { is: 'there', out: { id }, settled: false, status: row.ConnectionStatus, mine: 'parent' }
  }
}

/** @returns undefined when there is none: PrivateLink answers 400 EndpointServiceNotFound. */
export async function findService(
  reads: Reads,
  RegionId: string,
  ServiceId: string,
): Promise<EndpointService | undefined> {
  try {
    return await reads.get('privatelink.GetVpcEndpointServiceAttribute', { RegionId, ServiceId })
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return undefined
    throw error
  }
}

/** The whitelist, narrowed to one account; the filter is not trusted alone, since a cloud that ignores it would answer everybody. */
export async function usersOf(reads: Reads, RegionId: string, ServiceId: string, UserId: string): Promise<string[]> {
  const users = await reads.all(
    'privatelink.ListVpcEndpointServiceUsers',
    { RegionId, ServiceId, UserId },
    (page) => page.Users,
  )
  return users.map((user) => String(user.UserId))
}

/** Services that carry this link's and this step's tags, whoever made them. */
export function taggedServices(reads: Reads, RegionId: string, link: string, step: string): Promise<EndpointService[]> {
  return reads.all(
    'privatelink.ListVpcEndpointServices',
    { RegionId, Tag: tagFilter(link, step) },
    (page) => page.Services,
  )
}

export function connectionsOf(reads: Reads, RegionId: string, ServiceId: string): Promise<EndpointConnection[]> {
  return reads.all('privatelink.ListVpcEndpointConnections', { RegionId, ServiceId }, (page) => page.Connections)
}

async function findConnection(
  reads: Reads,
  RegionId: string,
  ServiceId: string,
  EndpointId: string,
): Promise<EndpointConnection | undefined> {
  try {
    return (await connectionsOf(reads, RegionId, ServiceId)).find((row) => row.EndpointId === EndpointId)
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return undefined
    throw error
  }
}

export async function resourcesOf(reads: Reads, RegionId: string, ServiceId: string): Promise<ServiceResource[]> {
  try {
    return await reads.all(
      'privatelink.ListVpcEndpointServiceResources',
      { RegionId, ServiceId },
      (page) => page.Resources,
    )
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return []
    throw error
  }
}

/** The zone always goes along: the texts ask for it with NLB only, the metadata with every type. */
function resourceOf({ id, type }: LoadBalancerOut, zone: string) {
  return { ResourceId: id, ResourceType: type, ZoneId: zone }
}

function detach(RegionId: string, ServiceId: string, { ResourceId, ResourceType, ZoneId }: ServiceResource): Call {
  return {
    action: 'privatelink.DetachResourceFromVpcEndpointService',
    input: { RegionId, ServiceId, ResourceId, ResourceType, ZoneId },
  }
}
