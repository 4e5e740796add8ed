import type { Action, Input } from '../../alibaba/operations.ts'
import { ApiError, apiError } from './errors.ts'

/** How a parameter travels: all are text in the request; `id` is a decimal that may pass 2^53 and therefore stays text. */
type Leaf = 'text' | 'id' | 'number' | 'boolean'
type LeafOf<T> = [T] extends [boolean] ? 'boolean' : [T] extends [number] ? 'number' : 'text' | 'id'
type ShapeOf<T> = [T] extends [readonly (infer E)[]]
  ? readonly [ShapeOf<E>]
  : [T] extends [object]
    ? Fields<T>
    : LeafOf<T>
/** One entry per parameter: its shape, and whether it must be there. Names and types are those of the client's table, or this does not compile. */
type Fields<T> = {
  readonly [K in keyof T]-?: undefined extends T[K]
    ? { readonly may: ShapeOf<NonNullable<T[K]>> }
    : { readonly must: ShapeOf<T[K]> }
}

/** What a parsed shape is made of, its types forgotten: the runner below knows only this. */
type Shape = Leaf | readonly [Shape] | Described
interface Described {
  readonly [name: string]: { readonly must: Shape } | { readonly may: Shape }
}

const region = { RegionId: { must: 'text' } } as const
const mutation = { ...region, ClientToken: { may: 'text' }, DryRun: { may: 'boolean' } } as const
const paged = { MaxResults: { may: 'number' }, NextToken: { may: 'text' } } as const
const numbered = { PageNumber: { may: 'number' }, PageSize: { may: 'number' } } as const
const service = { ServiceId: { must: 'text' } } as const
const endpoint = { EndpointId: { must: 'text' } } as const
const tags = { may: [{ Key: { must: 'text' }, Value: { must: 'text' } }] } as const
const user = { UserId: { must: 'id' } } as const
const resource = { ResourceId: { must: 'text' }, ZoneId: { may: 'text' } } as const
const group = { SecurityGroupId: { must: 'text' } } as const
const listener = {
  LoadBalancerId: { must: 'text' },
  ListenerPort: { must: 'number' },
  ListenerProtocol: { must: 'text' },
} as const
const balancer = { LoadBalancerId: { must: 'text' } } as const
const rules = {
  ...region,
  ...group,
  ClientToken: { may: 'text' },
  Permissions: {
    must: [
      {
        IpProtocol: { must: 'text' },
        PortRange: { must: 'text' },
        SourceCidrIp: { must: 'text' },
        Policy: { may: 'text' },
        Priority: { may: 'text' },
        Description: { may: 'text' },
      },
    ],
  },
} as const

/** Names, types and necessity of every parameter that is read; anything else in a request is ignored, as the real gateway does. */
export const parameters: { readonly [A in Action]: Fields<Input<A>> } = {
  'sts.GetCallerIdentity': {},
  'sts.AssumeRole': {
    RoleArn: { must: 'text' },
    RoleSessionName: { must: 'text' },
    DurationSeconds: { may: 'number' },
    ExternalId: { may: 'text' },
  },

  'privatelink.CheckProductOpen': {},
  'privatelink.OpenPrivateLinkService': {},
  'privatelink.CreateVpcEndpointService': {
    ...mutation,
    ServiceDescription: { may: 'text' },
    Payer: { may: 'text' },
    ServiceResourceType: { may: 'text' },
    AutoAcceptEnabled: { may: 'boolean' },
    Resource: { may: [{ ResourceId: { must: 'text' }, ResourceType: { must: 'text' }, ZoneId: { may: 'text' } }] },
    Tag: tags,
  },
  'privatelink.GetVpcEndpointServiceAttribute': { ...region, ...service },
  'privatelink.ListVpcEndpointServices': {
    ...region,
    ...paged,
    ServiceId: { may: 'text' },
    ServiceStatus: { may: 'text' },
    ResourceId: { may: 'text' },
    Tag: tags,
  },
  'privatelink.ListVpcEndpointServicesByEndUser': {
    ...region,
    ...paged,
    ServiceId: { may: 'text' },
    ServiceName: { may: 'text' },
  },
  'privatelink.DeleteVpcEndpointService': { ...mutation, ...service },
  'privatelink.AttachResourceToVpcEndpointService': {
    ...mutation,
    ...service,
    ...resource,
    ResourceType: { must: 'text' },
  },
  'privatelink.DetachResourceFromVpcEndpointService': {
    ...mutation,
    ...service,
    ...resource,
    ResourceType: { may: 'text' },
  },
  'privatelink.ListVpcEndpointServiceResources': { ...region, ...service, ...paged },
  'privatelink.AddUserToVpcEndpointService': { ...mutation, ...service, ...user },
  'privatelink.RemoveUserFromVpcEndpointService': { ...mutation, ...service, ...user },
  'privatelink.ListVpcEndpointServiceUsers': { ...region, ...service, ...paged, UserId: { may: 'id' } },
  'privatelink.ListVpcEndpointConnections': {
    ...region,
    ...paged,
    ServiceId: { may: 'text' },
    EndpointId: { may: 'text' },
    EndpointOwnerId: { may: 'id' },
    ConnectionStatus: { may: 'text' },
  },
  'privatelink.EnableVpcEndpointConnection': { ...mutation, ...service, ...endpoint },
  'privatelink.DisableVpcEndpointConnection': { ...mutation, ...service, ...endpoint },
  'privatelink.EnableVpcEndpointZoneConnection': { ...mutation, ...service, ...endpoint, ZoneId: { must: 'text' } },

  'privatelink.CreateVpcEndpoint': {
    ...mutation,
    ...service,
    VpcId: { must: 'text' },
    EndpointType: { may: 'text' },
    EndpointName: { may: 'text' },
    EndpointDescription: { may: 'text' },
    SecurityGroupId: { may: ['text'] },
    Zone: { may: [{ ZoneId: { must: 'text' }, VSwitchId: { must: 'text' }, ip: { may: 'text' } }] },
    Tag: tags,
  },
  'privatelink.GetVpcEndpointAttribute': { ...region, ...endpoint },
  'privatelink.ListVpcEndpoints': {
    ...region,
    ...paged,
    EndpointId: { may: 'text' },
    EndpointName: { may: 'text' },
    EndpointStatus: { may: 'text' },
    VpcId: { may: 'text' },
    Tag: tags,
  },
  'privatelink.DeleteVpcEndpoint': { ...mutation, ...endpoint },
  'privatelink.AddZoneToVpcEndpoint': {
    ...mutation,
    ...endpoint,
    ZoneId: { must: 'text' },
    VSwitchId: { must: 'text' },
  },
  'privatelink.UpdateVpcEndpointServiceAttribute': {
    ...mutation,
    ...service,
    ServiceDescription: { may: 'text' },
  },
  'privatelink.UpdateVpcEndpointAttribute': {
    ...mutation,
    ...endpoint,
    EndpointName: { may: 'text' },
    EndpointDescription: { may: 'text' },
  },
  'privatelink.RemoveZoneFromVpcEndpoint': { ...mutation, ...endpoint, ZoneId: { must: 'text' } },
  'privatelink.ListVpcEndpointZones': { ...region, ...endpoint, ...paged },
  'privatelink.AttachSecurityGroupToVpcEndpoint': { ...mutation, ...endpoint, ...group },
  'privatelink.DetachSecurityGroupFromVpcEndpoint': { ...mutation, ...endpoint, ...group },
  'privatelink.ListVpcEndpointSecurityGroups': { ...region, ...endpoint, ...paged },

  'slb.DescribeLoadBalancers': {
    ...region,
    ...numbered,
    LoadBalancerId: { may: 'text' },
    VpcId: { may: 'text' },
    Tag: tags,
  },
  'slb.DescribeLoadBalancerAttribute': { ...region, LoadBalancerId: { must: 'text' } },
  'slb.DescribeLoadBalancerListeners': { ...region, ...paged, LoadBalancerId: { must: ['text'] } },
  'slb.DescribeHealthStatus': {
    ...region,
    LoadBalancerId: { must: 'text' },
    ListenerPort: { may: 'number' },
    ListenerProtocol: { may: 'text' },
  },
  'slb.StartLoadBalancerListener': { ...region, ...listener },
  'slb.StopLoadBalancerListener': { ...region, ...listener },
  'slb.DescribeAvailableResource': { ...region, AddressType: { may: 'text' }, AddressIPVersion: { may: 'text' } },
  'slb.CreateLoadBalancer': {
    ...region,
    ClientToken: { may: 'text' },
    LoadBalancerName: { may: 'text' },
    AddressType: { may: 'text' },
    VpcId: { may: 'text' },
    VSwitchId: { may: 'text' },
    MasterZoneId: { may: 'text' },
    SlaveZoneId: { may: 'text' },
    Address: { may: 'text' },
    InstanceChargeType: { may: 'text' },
    LoadBalancerSpec: { may: 'text' },
    DeleteProtection: { may: 'text' },
    Tag: tags,
  },
  'slb.DeleteLoadBalancer': { ...region, ...balancer },
  'slb.SetLoadBalancerDeleteProtection': { ...region, ...balancer, DeleteProtection: { must: 'text' } },
  'slb.CreateVServerGroup': {
    ...region,
    ...balancer,
    VServerGroupName: { may: 'text' },
    BackendServers: { may: 'text' },
    Tag: tags,
  },
  'slb.DescribeVServerGroups': { ...region, ...balancer, IncludeListener: { may: 'boolean' }, Tag: tags },
  'slb.DescribeVServerGroupAttribute': { ...region, VServerGroupId: { must: 'text' } },
  'slb.AddVServerGroupBackendServers': {
    ...region,
    VServerGroupId: { must: 'text' },
    BackendServers: { must: 'text' },
  },
  'slb.DeleteVServerGroup': { ...region, VServerGroupId: { must: 'text' } },
  'slb.CreateLoadBalancerTCPListener': {
    ...region,
    ...balancer,
    ListenerPort: { must: 'number' },
    Bandwidth: { must: 'number' },
    BackendServerPort: { may: 'number' },
    VServerGroupId: { may: 'text' },
    Scheduler: { may: 'text' },
    EstablishedTimeout: { may: 'number' },
    HealthCheckSwitch: { may: 'text' },
    HealthCheckType: { may: 'text' },
    HealthyThreshold: { may: 'number' },
    UnhealthyThreshold: { may: 'number' },
    HealthCheckConnectTimeout: { may: 'number' },
    healthCheckInterval: { may: 'number' },
    Description: { may: 'text' },
    Tag: tags,
  },
  'slb.DeleteLoadBalancerListener': { ...region, ...listener },

  'nlb.GetLoadBalancerAttribute': { ...region, LoadBalancerId: { must: 'text' } },
  'nlb.ListLoadBalancers': {
    ...region,
    ...paged,
    LoadBalancerIds: { may: ['text'] },
    VpcIds: { may: ['text'] },
    Tag: tags,
  },
  'nlb.ListListeners': { ...region, ...paged, LoadBalancerIds: { must: ['text'] } },
  'nlb.GetListenerHealthStatus': { ...region, ListenerId: { must: 'text' } },
  'nlb.ListServerGroupServers': { ...region, ...paged, ServerGroupId: { must: 'text' } },
  'nlb.CreateLoadBalancer': {
    ...mutation,
    LoadBalancerName: { may: 'text' },
    AddressType: { must: 'text' },
    VpcId: { must: 'text' },
    ZoneMappings: {
      must: [{ ZoneId: { must: 'text' }, VSwitchId: { must: 'text' }, PrivateIPv4Address: { may: 'text' } }],
    },
    Tag: tags,
  },
  'nlb.DeleteLoadBalancer': { ...mutation, ...balancer },
  'nlb.CreateServerGroup': {
    ...mutation,
    ServerGroupName: { must: 'text' },
    VpcId: { must: 'text' },
    ServerGroupType: { may: 'text' },
    Protocol: { may: 'text' },
    Scheduler: { may: 'text' },
    PreserveClientIpEnabled: { may: 'boolean' },
    HealthCheckConfig: { may: { HealthCheckEnabled: { may: 'boolean' }, HealthCheckType: { may: 'text' } } },
    Tag: tags,
  },
  'nlb.AddServersToServerGroup': {
    ...mutation,
    ServerGroupId: { must: 'text' },
    Servers: {
      must: [
        {
          ServerId: { must: 'text' },
          ServerType: { must: 'text' },
          ServerIp: { may: 'text' },
          Port: { may: 'number' },
          Weight: { may: 'number' },
          Description: { may: 'text' },
        },
      ],
    },
  },
  'nlb.ListServerGroups': {
    ...region,
    ...paged,
    ServerGroupIds: { may: ['text'] },
    ServerGroupNames: { may: ['text'] },
    VpcId: { may: 'text' },
    Tag: tags,
  },
  'nlb.DeleteServerGroup': { ...mutation, ServerGroupId: { must: 'text' } },
  'nlb.CreateListener': {
    ...mutation,
    ...balancer,
    ListenerPort: { must: 'number' },
    ListenerProtocol: { must: 'text' },
    ServerGroupId: { must: 'text' },
    ListenerDescription: { may: 'text' },
    IdleTimeout: { may: 'number' },
    Tag: tags,
  },
  'nlb.DeleteListener': { ...mutation, ListenerId: { must: 'text' } },
  'nlb.GetJobStatus': { JobId: { must: 'text' } },

  'vpc.DescribeVpcs': { ...region, ...numbered, VpcId: { may: 'text' } },
  'vpc.DescribeVSwitches': {
    ...region,
    ...numbered,
    VpcId: { may: 'text' },
    VSwitchId: { may: 'text' },
    ZoneId: { may: 'text' },
  },

  'ecs.DescribeInstances': {
    ...region,
    ...paged,
    InstanceIds: { may: 'text' },
    PrivateIpAddresses: { may: 'text' },
    VpcId: { may: 'text' },
  },
  'ecs.DescribeNetworkInterfaces': {
    ...region,
    ...paged,
    NetworkInterfaceId: { may: ['text'] },
    PrivateIpAddress: { may: ['text'] },
    InstanceId: { may: 'text' },
    VpcId: { may: 'text' },
  },
  'ecs.DescribeSecurityGroups': { ...region, ...paged, SecurityGroupIds: { may: 'text' }, VpcId: { may: 'text' } },
  'ecs.DescribeSecurityGroupAttribute': {
    ...region,
    ...paged,
    ...group,
    Direction: { may: 'text' },
    NicType: { may: 'text' },
  },
  'ecs.AuthorizeSecurityGroup': rules,
  'ecs.RevokeSecurityGroup': rules,
}

export function isAction(name: string): name is Action {
  return Object.hasOwn(parameters, name)
}

/**
 * The typed input of an action from flat request parameters, `Zone.1.ZoneId`.
 * @throws Refusal `Missing<Name>` or `Invalid<Name>`, HTTP 400, as the gateway answers.
 */
export function readInput<A extends Action>(action: A, flat: ReadonlyMap<string, string>): Input<A> {
  const described: Described = parameters[action]
  // Safe: `parameters` is checked, field by field, against the type this becomes.
  return fields(described, flat, '') as unknown as Input<A>
}

function fields(described: Described, flat: ReadonlyMap<string, string>, prefix: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [name, rule] of Object.entries(described)) {
    const value = read('must' in rule ? rule.must : rule.may, flat, prefix + name)
    if (value !== undefined) found[name] = value
    else if ('must' in rule) throw new ApiError(`Missing${name}`, 400, `${prefix}${name} is mandatory for this action.`)
  }
  return found
}

function read(shape: Shape, flat: ReadonlyMap<string, string>, name: string): unknown {
  if (typeof shape === 'string') {
    const text = flat.get(name)
    // An empty value counts as absent, except as the value of a tag.
    return text === undefined || (text === '' && !name.endsWith('.Value')) ? undefined : leaf(shape, text, name)
  }
  if (!isList(shape)) return present(flat, name) ? fields(shape, flat, `${name}.`) : undefined
  const items: unknown[] = []
  // Holes keep the later indices (CORE client: position + 1), so the numbers present are what counts.
  for (const index of indices(flat, name)) {
    const [each] = shape
    const item =
      typeof each === 'string' || isList(each)
        ? read(each, flat, `${name}.${index}`)
        : fields(each, flat, `${name}.${index}.`)
    if (item !== undefined) items.push(item)
  }
  return items.length === 0 ? undefined : items
}

function leaf(shape: Leaf, text: string, name: string): unknown {
  switch (shape) {
    case 'text':
      return text
    case 'id':
      return /^\d{1,19}$/.test(text) ? text : invalid(name)
    case 'number':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : invalid(name)
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : invalid(name)
    default:
      return shape satisfies never
  }
}

function invalid(name: string): never {
  throw new ApiError(`Invalid${name.split('.')[0]}`, 400, `${name} is malformed.`)
}

function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}

function present(flat: ReadonlyMap<string, string>, name: string): boolean {
  return [...flat.keys()].some((key) => key.startsWith(`${name}.`))
}

function indices(flat: ReadonlyMap<string, string>, name: string): number[] {
  const found = new Set<number>()
  for (const key of flat.keys()) {
    const index = key.startsWith(`${name}.`) ? /^\d{1,4}/.exec(key.slice(name.length + 1))?.[0] : undefined
    if (index !== undefined && Number(index) > 0) found.add(Number(index))
  }
  return [...found].sort((a, b) => a - b)
}

/** ASCII, at most 64 characters (general rule of the OpenAPI papers). */
export function requireToken(token: string): void {
  if (!/^[\x20-\x7e]{1,64}$/.test(token)) throw apiError('IllegalParamFormat.ClientToken')
}
