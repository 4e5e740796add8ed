import type {
  Endpoint,
  EndpointConnection,
  EndpointService,
  EndpointZone,
  EndUserService,
  ServiceResource,
  Vpc,
  VSwitch,
} from '../alibaba/types.ts'
import type { Identities } from '../engine/identities.ts'
import type { Reads } from '../engine/reads.ts'
import type { DirectionIntent, Intent } from '../manifest/schema.ts'
import { type DirectionName, roles, type SideName } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import { idOf, type State } from '../state/state.ts'
import { findEndpoint, readEndpointZones, securityGroupsOf, taggedEndpoints } from '../steps/endpoint-reads.ts'
import { type PlannedBalancer, viewPlanned } from '../steps/load-balancer/desired.ts'
import { type LoadBalancerView, viewLoadBalancer } from '../steps/load-balancer/health.ts'
import { type SecurityGroupView, viewSecurityGroup } from '../steps/security-group-rules.ts'
import {
  connectionsOf,
  findService,
  resourcesOf,
  seenService,
  taggedServices,
  usersOf,
} from '../steps/service-reads.ts'

/** Everything that can be read of one direction with the credentials at hand. A half that is not ours to see is null. */
export interface DirectionFacts {
  readonly direction: DirectionName
  readonly half: DirectionIntent
  readonly provider: ProviderFacts | null
  readonly consumer: ConsumerFacts | null
}

export interface ProviderFacts {
  readonly side: SideName
  readonly service: EndpointService | undefined
  readonly resources: readonly ServiceResource[]
  readonly connections: readonly EndpointConnection[]
  /** Account ids on the whitelist; read only when the consumer's is known. */
  readonly users: readonly string[]
  /** Those that are there; `made` by plink for this link. */
  readonly loadBalancers: readonly {
    readonly id: string
    readonly view: LoadBalancerView | undefined
    readonly made: boolean
  }[]
  /** Those that are still to be made. */
  readonly planned: readonly PlannedBalancer[]
}

export interface ConsumerFacts {
  readonly side: SideName
  readonly endpoint: Endpoint | undefined
  readonly zones: readonly EndpointZone[]
  /** The service as the consumer sees it: only when whitelisted. */
  readonly service: EndUserService | undefined
  /** Id of the service the endpoint is or would be of. */
  readonly serviceId: string | undefined
  readonly vpc: { readonly id: string; readonly view: Vpc | undefined } | undefined
  readonly vswitches: readonly { readonly id: string; readonly zone: string; readonly view: VSwitch | undefined }[]
  readonly groups: readonly { readonly id: string; readonly view: SecurityGroupView | undefined }[]
}

/** Reads one direction, all that is independent side by side. */
export async function factsOf(
  direction: DirectionName,
  intent: Intent,
  half: DirectionIntent,
  identities: Identities,
  readsOf: (side: SideName) => Reads,
  state: State | null,
): Promise<DirectionFacts> {
  const { provider, consumer } = roles[direction]
  const remembered = (kind: 'service' | 'endpoint') => idOf(state?.link.steps[stepId(direction, kind)])
  const providerFacts = identities.holds[provider]
    ? await factsOfProvider(
        direction,
        intent,
        half,
        readsOf(provider),
        provider,
        remembered('service'),
        identities.uids[consumer],
        (name) => idOf(state?.link.steps[stepId(direction, 'load-balancer', name)]),
      )
    : null
  const serviceId = providerFacts?.service?.ServiceId ?? half.service.id ?? remembered('service')
  const consumerFacts = identities.holds[consumer]
    ? await factsOfConsumer(direction, intent, half, readsOf(consumer), consumer, remembered('endpoint'), serviceId)
    : null
  return { direction, half, provider: providerFacts, consumer: consumerFacts }
}

/** The zones an endpoint may use: what the service says, or what the load balancers that will back it are in. */
export function offeredZones({ provider, consumer }: DirectionFacts): readonly string[] {
  const said = provider?.service?.Zones ?? consumer?.service?.Zones ?? []
  const coming = provider?.planned.flatMap(({ vswitches }) => vswitches.flatMap(({ view }) => view?.ZoneId ?? [])) ?? []
  if (said.length > 0) return [...new Set([...said, ...coming])]
  return [...new Set([...(provider?.loadBalancers.flatMap(({ view }) => view?.zones ?? []) ?? []), ...coming])]
}

async function factsOfProvider(
  direction: DirectionName,
  intent: Intent,
  half: DirectionIntent,
  reads: Reads,
  side: SideName,
  remembered: string | undefined,
  consumerUid: string | undefined,
  madeAs: (name: string) => string | undefined,
): Promise<ProviderFacts> {
  // Lists do not send the zones of a service; its attributes do.
  const id =
    half.service.id ??
    remembered ??
    (await taggedServices(reads, intent.name, stepId(direction, 'service')))[0]?.ServiceId
  const service = id ? await findService(reads, id) : undefined
  const [resources, connections, users] = service
    ? await Promise.all([
        resourcesOf(reads, service.ServiceId),
        connectionsOf(reads, service.ServiceId),
        consumerUid ? usersOf(reads, service.ServiceId, consumerUid) : [],
      ])
    : [[], [], []]
  const create = half.service.create ?? []
  const made = create.flatMap((spec) => madeAs(spec.name) ?? [])
  const attached = resources.map((resource) => resource.ResourceId)
  const ids = [...new Set([...half.service.loadBalancers, ...made, ...attached])]
  const [loadBalancers, planned] = await Promise.all([
    Promise.all(ids.map(async (id) => ({ id, made: made.includes(id), view: await viewLoadBalancer(reads, id) }))),
    Promise.all(create.filter((spec) => madeAs(spec.name) === undefined).map((spec) => viewPlanned(reads, spec))),
  ])
  return { side, service, resources, connections, users, loadBalancers, planned }
}

async function factsOfConsumer(
  direction: DirectionName,
  intent: Intent,
  half: DirectionIntent,
  reads: Reads,
  side: SideName,
  remembered: string | undefined,
  serviceId: string | undefined,
): Promise<ConsumerFacts> {
  const known = half.endpoint.id ?? remembered
  const endpoint = known
    ? await findEndpoint(reads, known)
    : (await taggedEndpoints(reads, intent.name, stepId(direction, 'endpoint')))[0]
  const ofService = serviceId ?? endpoint?.ServiceId
  const vpcId = endpoint?.VpcId ?? half.endpoint.vpc
  const [zones, attached, service, vpc, vswitches] = await Promise.all([
    endpoint ? readEndpointZones(reads, endpoint.EndpointId) : [],
    endpoint ? securityGroupsOf(reads, endpoint.EndpointId) : [],
    ofService ? seenService(reads, ofService) : undefined,
    vpcId ? viewVpc(reads, vpcId) : undefined,
    Promise.all(
      Object.entries(half.endpoint.zones).map(async ([zone, id]) => ({
        id,
        zone,
        view: await viewVSwitch(reads, id),
      })),
    ),
  ])
  const ids = endpoint ? attached.map((group) => group.SecurityGroupId) : half.endpoint.securityGroups
  const groups = await Promise.all(ids.map(async (id) => ({ id, view: await viewSecurityGroup(reads, id) })))
  return {
    side,
    endpoint,
    zones,
    service,
    serviceId: ofService,
    vpc: vpcId ? { id: vpcId, view: vpc } : undefined,
    vswitches,
    groups,
  }
}

async function viewVpc(reads: Reads, VpcId: string): Promise<Vpc | undefined> {
  const page = await reads.get('vpc.DescribeVpcs', { VpcId, PageNumber: 1, PageSize: 50 })
  return page.Vpcs?.Vpc.find((vpc) => vpc.VpcId === VpcId)
}

async function viewVSwitch(reads: Reads, VSwitchId: string): Promise<VSwitch | undefined> {
  const page = await reads.get('vpc.DescribeVSwitches', { VSwitchId, PageNumber: 1, PageSize: 50 })
  return page.VSwitches?.VSwitch.find((vswitch) => vswitch.VSwitchId === VSwitchId)
}
