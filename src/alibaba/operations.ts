import {
  accountIdShape,
  addressShape,
  idShape,
  loadBalancerIdShape,
  securityGroupIdShape,
  vpcIdShape,
  vSwitchIdShape,
} from './reply-fields.ts'
import { boolean, listOf, number, type Of, object, optional, orEmpty, type Shape, string } from './shape.ts'
import {
  assumedRoleShape,
  backendHealthShape,
  type ConnectionStatus,
  callerIdentityShape,
  type EndpointStatus,
  endpointConnectionShape,
  endpointServiceShape,
  endpointShape,
  endpointZoneShape,
  endUserServiceShape,
  instanceShape,
  invocationResultShape,
  listedNlbShape,
  loadBalancerAttributeShape,
  loadBalancerListenerShape,
  loadBalancerShape,
  networkInterfaceShape,
  nlbListenerHealthShape,
  nlbListenerShape,
  nlbLoadBalancerShape,
  nlbServerGroupShape,
  nlbServerShape,
  type ResourceType,
  readTagShape,
  type SecurityGroupRule,
  type ServiceStatus,
  securityGroupPermissionShape,
  securityGroupShape,
  serviceResourceShape,
  type Tag,
  vpcShape,
  vServerGroupAttributeShape,
  vServerGroupShape,
  vServerShape,
  vSwitchShape,
  type WirePayer,
  zonePairShape,
} from './types.ts'

type NoParameters = Record<never, never>
interface Region {
  RegionId: string
}
/** Every PrivateLink mutation takes both, except opening the product. */
interface Mutation extends Region {
  /** ASCII, at most 64 characters. The same token with the same parameters is the same request. */
  ClientToken?: string
  /** Checks everything and changes nothing; a pass is answered by the *error* `DryRunOperation`. */
  DryRun?: boolean
}
interface Paged {
  MaxResults?: number
  NextToken?: string
}
interface Numbered {
  PageNumber?: number
  PageSize?: number
}
interface OfService {
  ServiceId: string
}
interface OfEndpoint {
  EndpointId: string
}
interface OfLoadBalancer {
  LoadBalancerId: string
}
interface OfListener extends OfLoadBalancer {
  ListenerPort: number
  /** `tcp`, `udp`, …; needed when two protocols share the port, and therefore always. */
  ListenerProtocol: string
}

/** What the client must know of an action. */
interface Operation<In extends object, Out> {
  readonly kind: 'read' | 'write'
  /** Where parameters travel: NLB writes and PrivateLink's tag calls use a form body, all else the query string. */
  readonly place: 'query' | 'form'
  /** A write that takes a ClientToken may be repeated after an unknown outcome; one without may not. */
  readonly token: boolean
  readonly reply: Shape<Out>
  readonly parameters: Parameters<In>
}
/** The type of what is sent; there is nothing in it. */
interface Parameters<In> {
  readonly type?: In
}

function parameters<In>(): Parameters<In> {
  return {}
}
function row(kind: 'read' | 'write', place: 'query' | 'form', token: boolean) {
  return <In extends object, Out>(parameters: Parameters<In>, reply: Shape<Out>): Operation<In, Out> => ({
    kind,
    place,
    token,
    parameters,
    reply,
  })
}
const read = row('read', 'query', false)
const write = row('write', 'query', true)
const tokenless = row('write', 'query', false)
const form = row('write', 'form', true)

/** Nothing but the RequestId that every reply has. */
const done = object({})
/** NLB answers before it has done it. */
const job = object({ JobId: optional(orEmpty(idShape)) })
const pageFields = { NextToken: optional(string), MaxResults: optional(number) }
const page = <F extends Record<string, Shape<unknown>>>(fields: F) => object({ ...pageFields, ...fields })
const numberedFields = { PageNumber: optional(number), PageSize: optional(number), TotalCount: optional(number) }
const numberedPage = <F extends Record<string, Shape<unknown>>>(fields: F) => object({ ...numberedFields, ...fields })

/**
 * One row per action used: wire names verbatim. What is sent, how, and what is read of the reply.
 */
export const operations = {
  'sts.GetCallerIdentity': read(parameters<NoParameters>(), callerIdentityShape),
  // Makes keys and nothing that stays: as safe to repeat as a read.
  'sts.AssumeRole': read(
    parameters<{ RoleArn: string; RoleSessionName: string; DurationSeconds?: number; ExternalId?: string }>(),
    assumedRoleShape,
  ),

  'privatelink.CheckProductOpen': read(parameters<NoParameters>(), object({ Success: boolean })),
  // No token, but opening twice answers OrderOpend, which counts as done: safe to repeat by meaning, not by token.
  'privatelink.OpenPrivateLinkService': tokenless(parameters<NoParameters>(), object({ OrderId: string })),
  'privatelink.CreateVpcEndpointService': write(
    parameters<
      Mutation & {
        ServiceDescription?: string
        Payer?: WirePayer
        ServiceResourceType?: ResourceType
        AutoAcceptEnabled?: boolean
        Resource?: { ResourceId: string; ResourceType: ResourceType; ZoneId?: string }[]
        Tag?: Tag[]
      }
    >(),
    endpointServiceShape,
  ),
  'privatelink.GetVpcEndpointServiceAttribute': read(parameters<Region & OfService>(), endpointServiceShape),
  'privatelink.ListVpcEndpointServices': read(
    parameters<
      Region & Paged & { ServiceId?: string; ServiceStatus?: ServiceStatus; ResourceId?: string; Tag?: Tag[] }
    >(),
    page({ Services: optional(listOf(endpointServiceShape)) }),
  ),
  'privatelink.ListVpcEndpointServicesByEndUser': read(
    parameters<Region & Paged & { ServiceId?: string; ServiceName?: string }>(),
    page({ Services: optional(listOf(endUserServiceShape)) }),
  ),
  'privatelink.UpdateVpcEndpointServiceAttribute': write(
    parameters<Mutation & OfService & { ServiceDescription?: string }>(),
    done,
  ),
  'privatelink.DeleteVpcEndpointService': write(parameters<Mutation & OfService>(), done),
  'privatelink.AttachResourceToVpcEndpointService': write(
    parameters<Mutation & OfService & { ResourceId: string; ResourceType: ResourceType; ZoneId?: string }>(),
    done,
  ),
  'privatelink.DetachResourceFromVpcEndpointService': write(
    parameters<Mutation & OfService & { ResourceId: string; ResourceType?: ResourceType; ZoneId?: string }>(),
    done,
  ),
  'privatelink.ListVpcEndpointServiceResources': read(
    parameters<Region & OfService & Paged>(),
    page({ Resources: optional(listOf(serviceResourceShape)) }),
  ),
  'privatelink.AddUserToVpcEndpointService': write(parameters<Mutation & OfService & { UserId: string }>(), done),
  'privatelink.RemoveUserFromVpcEndpointService': write(parameters<Mutation & OfService & { UserId: string }>(), done),
  'privatelink.ListVpcEndpointServiceUsers': read(
    parameters<Region & OfService & Paged & { UserId?: string }>(),
    page({ Users: optional(listOf(object({ UserId: accountIdShape }))) }),
  ),
  'privatelink.ListVpcEndpointConnections': read(
    parameters<
      Region &
        Paged & {
          ServiceId?: string
          EndpointId?: string
          EndpointOwnerId?: string
          ConnectionStatus?: ConnectionStatus
        }
    >(),
    page({ Connections: optional(listOf(endpointConnectionShape)) }),
  ),
  'privatelink.EnableVpcEndpointConnection': write(parameters<Mutation & OfService & OfEndpoint>(), done),
  'privatelink.DisableVpcEndpointConnection': write(parameters<Mutation & OfService & OfEndpoint>(), done),
  'privatelink.EnableVpcEndpointZoneConnection': write(
    parameters<Mutation & OfService & OfEndpoint & { ZoneId: string }>(),
    done,
  ),
  'privatelink.CreateVpcEndpoint': write(
    parameters<
      Mutation & {
        VpcId: string
        ServiceId: string
        EndpointType?: 'Interface'
        EndpointName?: string
        EndpointDescription?: string
        SecurityGroupId?: string[]
        Zone?: { ZoneId: string; VSwitchId: string; ip?: string }[]
        Tag?: Tag[]
      }
    >(),
    endpointShape,
  ),
  'privatelink.GetVpcEndpointAttribute': read(parameters<Region & OfEndpoint>(), endpointShape),
  'privatelink.ListVpcEndpoints': read(
    parameters<
      Region &
        Paged & {
          EndpointId?: string
          EndpointName?: string
          EndpointStatus?: EndpointStatus
          VpcId?: string
          Tag?: Tag[]
        }
    >(),
    page({ Endpoints: optional(listOf(endpointShape)) }),
  ),
  'privatelink.UpdateVpcEndpointAttribute': write(
    parameters<Mutation & OfEndpoint & { EndpointName?: string; EndpointDescription?: string }>(),
    done,
  ),
  'privatelink.DeleteVpcEndpoint': write(parameters<Mutation & OfEndpoint>(), done),
  'privatelink.AddZoneToVpcEndpoint': write(
    parameters<Mutation & OfEndpoint & { ZoneId: string; VSwitchId: string }>(),
    done,
  ),
  'privatelink.RemoveZoneFromVpcEndpoint': write(parameters<Mutation & OfEndpoint & { ZoneId: string }>(), done),
  'privatelink.ListVpcEndpointZones': read(
    parameters<Region & OfEndpoint & Paged>(),
    page({ Zones: optional(listOf(endpointZoneShape)) }),
  ),
  'privatelink.AttachSecurityGroupToVpcEndpoint': write(
    parameters<Mutation & OfEndpoint & { SecurityGroupId: string }>(),
    done,
  ),
  'privatelink.DetachSecurityGroupFromVpcEndpoint': write(
    parameters<Mutation & OfEndpoint & { SecurityGroupId: string }>(),
    done,
  ),
  'privatelink.ListVpcEndpointSecurityGroups': read(
    parameters<Region & OfEndpoint & Paged>(),
    page({
      SecurityGroups: optional(listOf(object({ SecurityGroupId: securityGroupIdShape, SecurityGroupStatus: string }))),
    }),
  ),

  /** `LoadBalancerId` may be up to ten ids with commas; all the tags must be there. */
  'slb.DescribeLoadBalancers': read(
    parameters<Region & Numbered & { LoadBalancerId?: string; VpcId?: string; Tag?: Tag[] }>(),
    numberedPage({ LoadBalancers: optional(object({ LoadBalancer: listOf(loadBalancerShape) })) }),
  ),
  'slb.DescribeLoadBalancerAttribute': read(
    parameters<Region & { LoadBalancerId: string }>(),
    loadBalancerAttributeShape,
  ),
  'slb.DescribeLoadBalancerListeners': read(
    parameters<Region & Paged & { LoadBalancerId: string[] }>(),
    page({ Listeners: optional(listOf(loadBalancerListenerShape)) }),
  ),
  'slb.DescribeHealthStatus': read(
    parameters<Region & { LoadBalancerId: string; ListenerPort?: number; ListenerProtocol?: string }>(),
    object({ BackendServers: optional(object({ BackendServer: listOf(backendHealthShape) })) }),
  ),
  'slb.StartLoadBalancerListener': tokenless(parameters<Region & OfListener>(), done),
  'slb.StopLoadBalancerListener': tokenless(parameters<Region & OfListener>(), done),
  'slb.DescribeAvailableResource': read(
    parameters<
      Region & { AddressType?: 'vpc' | 'classic_internet' | 'classic_intranet'; AddressIPVersion?: 'ipv4' | 'ipv6' }
    >(),
    object({ AvailableResources: optional(object({ AvailableResource: listOf(zonePairShape) })) }),
  ),
  /** The address is final in this reply. */
  'slb.CreateLoadBalancer': write(
    parameters<
      Region & {
        ClientToken?: string
        LoadBalancerName?: string
        /** `internet` unless said otherwise, or a vSwitch is given. */
        AddressType?: 'intranet' | 'internet'
        VpcId?: string
        VSwitchId?: string
        MasterZoneId?: string
        SlaveZoneId?: string
        /** A fixed private address, inside the vSwitch. */
        Address?: string
        /** `PayBySpec` has not been sold since June 2025. */
        InstanceChargeType?: 'PayByCLCU' | 'PayBySpec'
        LoadBalancerSpec?: string
        DeleteProtection?: 'on' | 'off'
        Tag?: Tag[]
      }
    >(),
    object({
      LoadBalancerId: loadBalancerIdShape,
      LoadBalancerName: optional(string),
      Address: addressShape,
      NetworkType: optional(string),
      VpcId: optional(orEmpty(vpcIdShape)),
      VSwitchId: optional(orEmpty(vSwitchIdShape)),
    }),
  ),
  'slb.DeleteLoadBalancer': tokenless(parameters<Region & OfLoadBalancer>(), done),
  'slb.SetLoadBalancerDeleteProtection': tokenless(
    parameters<Region & OfLoadBalancer & { DeleteProtection: 'on' | 'off' }>(),
    done,
  ),
  /** `BackendServers` is JSON text in one value, at most 20 items, each with ServerId, Type, ServerIp, Port, Weight, Description. */
  'slb.CreateVServerGroup': tokenless(
    parameters<Region & OfLoadBalancer & { VServerGroupName?: string; BackendServers?: string; Tag?: Tag[] }>(),
    object({ VServerGroupId: idShape, BackendServers: optional(object({ BackendServer: listOf(vServerShape) })) }),
  ),
  /** All at once, no pages. */
  'slb.DescribeVServerGroups': read(
    parameters<Region & OfLoadBalancer & { IncludeListener?: boolean; Tag?: Tag[] }>(),
    object({ VServerGroups: optional(object({ VServerGroup: listOf(vServerGroupShape) })) }),
  ),
  'slb.DescribeVServerGroupAttribute': read(
    parameters<Region & { VServerGroupId: string }>(),
    vServerGroupAttributeShape,
  ),
  'slb.AddVServerGroupBackendServers': tokenless(
    parameters<Region & { VServerGroupId: string; BackendServers: string }>(),
    object({ VServerGroupId: idShape, BackendServers: optional(object({ BackendServer: listOf(vServerShape) })) }),
  ),
  'slb.DeleteVServerGroup': tokenless(parameters<Region & { VServerGroupId: string }>(), done),
  'slb.CreateLoadBalancerTCPListener': tokenless(
    parameters<
      Region &
        OfLoadBalancer & {
          ListenerPort: number
          /** Mbit/s; -1, no cap of its own, is the only value for an internal one. */
          Bandwidth: number
          /** Port of the default group; needed when there is no VServerGroupId. */
          BackendServerPort?: number
          VServerGroupId?: string
          Scheduler?: 'wrr' | 'rr' | 'sch' | 'tch'
          /** Seconds, 10 to 900. */
          EstablishedTimeout?: number
          HealthCheckSwitch?: 'on' | 'off'
          HealthCheckType?: 'tcp' | 'http'
          /** Both 2 to 10. */
          HealthyThreshold?: number
          UnhealthyThreshold?: number
          /** Seconds, 1 to 300. */
          HealthCheckConnectTimeout?: number
          /** Seconds, 1 to 50. Lower case here and nowhere else. */
          healthCheckInterval?: number
          Description?: string
          Tag?: Tag[]
        }
    >(),
    done,
  ),
  'slb.DeleteLoadBalancerListener': tokenless(parameters<Region & OfListener>(), done),

  'nlb.GetLoadBalancerAttribute': read(
    parameters<Region & OfLoadBalancer>(),
    object({ ...nlbLoadBalancerShape.fields, Tags: optional(listOf(readTagShape)) }),
  ),
  'nlb.ListLoadBalancers': read(
    parameters<Region & Paged & { LoadBalancerIds?: string[]; VpcIds?: string[]; Tag?: Tag[] }>(),
    page({ LoadBalancers: optional(listOf(listedNlbShape)) }),
  ),
  'nlb.ListListeners': read(
    parameters<Region & Paged & { LoadBalancerIds: string[] }>(),
    page({ Listeners: optional(listOf(nlbListenerShape)) }),
  ),
  'nlb.GetListenerHealthStatus': read(
    parameters<Region & { ListenerId: string }>(),
    page({ ListenerHealthStatus: optional(listOf(nlbListenerHealthShape)) }),
  ),
  'nlb.ListServerGroupServers': read(
    parameters<Region & Paged & { ServerGroupId: string }>(),
    page({ Servers: optional(listOf(nlbServerShape)) }),
  ),
  /** A small b, in this reply only. */
  'nlb.CreateLoadBalancer': form(
    parameters<
      Mutation & {
        LoadBalancerName?: string
        AddressType: 'Intranet' | 'Internet'
        VpcId: string
        /** At least two zones, with one vSwitch each. */
        ZoneMappings: { ZoneId: string; VSwitchId: string; PrivateIPv4Address?: string }[]
        Tag?: Tag[]
      }
    >(),
    object({ LoadbalancerId: string }),
  ),
  'nlb.DeleteLoadBalancer': form(parameters<Mutation & OfLoadBalancer>(), job),
  'nlb.CreateServerGroup': form(
    parameters<
      Mutation & {
        ServerGroupName: string
        VpcId: string
        /** Default `Instance`: ECS, ENI and ECI. */
        ServerGroupType?: 'Instance' | 'Ip'
        Protocol?: 'TCP' | 'UDP' | 'TCP_UDP'
        Scheduler?: string
        PreserveClientIpEnabled?: boolean
        HealthCheckConfig?: { HealthCheckEnabled?: boolean; HealthCheckType?: 'TCP' | 'HTTP' | 'UDP' }
        Tag?: Tag[]
      }
    >(),
    object({ ...job.fields, ServerGroupId: idShape }),
  ),
  'nlb.AddServersToServerGroup': form(
    parameters<
      Mutation & {
        ServerGroupId: string
        Servers: {
          ServerId: string
          ServerType: 'Ecs' | 'Eni' | 'Eci' | 'Ip'
          ServerIp?: string
          Port?: number
          Weight?: number
          Description?: string
        }[]
      }
    >(),
    object({ ...job.fields, ServerGroupId: optional(orEmpty(idShape)) }),
  ),
  'nlb.ListServerGroups': read(
    parameters<
      Region & Paged & { ServerGroupIds?: string[]; ServerGroupNames?: string[]; VpcId?: string; Tag?: Tag[] }
    >(),
    page({ ServerGroups: optional(listOf(nlbServerGroupShape)) }),
  ),
  'nlb.DeleteServerGroup': form(parameters<Mutation & { ServerGroupId: string }>(), job),
  'nlb.CreateListener': form(
    parameters<
      Mutation &
        OfLoadBalancer & {
          ListenerPort: number
          ListenerProtocol: 'TCP' | 'UDP' | 'TCPSSL'
          ServerGroupId: string
          ListenerDescription?: string
          /** Seconds, 10 to 900. */
          IdleTimeout?: number
          Tag?: Tag[]
        }
    >(),
    object({ ...job.fields, ListenerId: idShape }),
  ),
  'nlb.StartListener': form(parameters<Mutation & { ListenerId: string }>(), job),
  'nlb.DeleteListener': form(parameters<Mutation & { ListenerId: string }>(), job),
  /** `Succeeded`, or `Processing` in any case of letters; no word for failure is documented. */
  'nlb.GetJobStatus': read(parameters<{ JobId: string }>(), object({ Status: string })),

  'vpc.DescribeVpcs': read(
    parameters<Region & Numbered & { VpcId?: string }>(),
    numberedPage({ Vpcs: optional(object({ Vpc: listOf(vpcShape) })) }),
  ),
  'vpc.DescribeVSwitches': read(
    parameters<Region & Numbered & { VpcId?: string; VSwitchId?: string; ZoneId?: string }>(),
    numberedPage({ VSwitches: optional(object({ VSwitch: listOf(vSwitchShape) })) }),
  ),

  /** `InstanceIds` and `PrivateIpAddresses` are JSON text in one value; unknown ones are silently absent. */
  'ecs.DescribeInstances': read(
    parameters<Region & Paged & { InstanceIds?: string; PrivateIpAddresses?: string; VpcId?: string }>(),
    page({ Instances: optional(object({ Instance: listOf(instanceShape) })) }),
  ),
  'ecs.DescribeNetworkInterfaces': read(
    parameters<
      Region &
        Paged & { NetworkInterfaceId?: string[]; PrivateIpAddress?: string[]; InstanceId?: string; VpcId?: string }
    >(),
    page({ NetworkInterfaceSets: optional(object({ NetworkInterfaceSet: listOf(networkInterfaceShape) })) }),
  ),
  /** `SecurityGroupIds` is JSON text in one value: `["sg-…"]`. */
  'ecs.DescribeSecurityGroups': read(
    parameters<Region & Paged & { SecurityGroupIds?: string; VpcId?: string }>(),
    page({ SecurityGroups: optional(object({ SecurityGroup: listOf(securityGroupShape) })) }),
  ),
  'ecs.DescribeSecurityGroupAttribute': read(
    parameters<
      Region & Paged & { SecurityGroupId: string; Direction?: 'ingress' | 'egress' | 'all'; NicType?: 'intranet' }
    >(),
    page({
      SecurityGroupId: securityGroupIdShape,
      VpcId: vpcIdShape,
      Permissions: optional(object({ Permission: listOf(securityGroupPermissionShape) })),
    }),
  ),
  'ecs.AuthorizeSecurityGroup': write(
    parameters<Region & { SecurityGroupId: string; Permissions: SecurityGroupRule[]; ClientToken?: string }>(),
    done,
  ),
  'ecs.RevokeSecurityGroup': write(
    parameters<Region & { SecurityGroupId: string; Permissions: SecurityGroupRule[]; ClientToken?: string }>(),
    done,
  ),
  /** Accepted only: what comes of it is told by DescribeInvocationResults. `CommandContent` holds 24 KiB after Base64. */
  'ecs.RunCommand': write(
    parameters<
      Region & {
        Type: 'RunShellScript'
        CommandContent: string
        ContentEncoding: 'Base64'
        InstanceId: string[]
        Name?: string
        /** Seconds, after which the command is ended there. */
        Timeout?: number
        ClientToken?: string
      }
    >(),
    object({ InvokeId: idShape }),
  ),
  'ecs.DescribeInvocationResults': read(
    parameters<Region & { InvokeId: string; InstanceId: string; ContentEncoding: 'Base64' }>(),
    object({
      Invocation: optional(
        object({ InvocationResults: optional(object({ InvocationResult: listOf(invocationResultShape) })) }),
      ),
    }),
  ),
}

export type Action = keyof typeof operations
export type Input<A extends Action> =
  (typeof operations)[A] extends Operation<infer In extends object, unknown> ? In : never
export type Output<A extends Action> = Of<(typeof operations)[A]['reply']> & { RequestId: string }

export interface CallOptions {
  readonly signal?: AbortSignal
  /** Codes that are an answer to this call, though others repeat it after them. */
  readonly final?: readonly string[]
  /** The caller looks before it repeats a write: one that may have arrived is not repeated here, nor what is busy for long. */
  readonly isLookedAfter?: boolean
}

/**
 * One account's door to the cloud.
 * @throws CloudError with the cloud's own code, message and request id; `outcome: 'unknown'` when a write may have arrived.
 */
export interface Cloud {
  call<A extends Action>(action: A, input: Input<A>, options?: CallOptions): Promise<Output<A>>
}
