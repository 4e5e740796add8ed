import type {
  AssumedRole,
  BackendHealth,
  CallerIdentity,
  ConnectionStatus,
  Endpoint,
  EndpointConnection,
  EndpointService,
  EndpointStatus,
  EndpointZone,
  EndUserService,
  Instance,
  ListedNlb,
  LoadBalancer,
  LoadBalancerAttribute,
  LoadBalancerListener,
  NetworkInterface,
  NlbListener,
  NlbListenerHealth,
  NlbLoadBalancer,
  NlbServer,
  NlbServerGroup,
  ReadTag,
  ResourceType,
  SecurityGroup,
  SecurityGroupPermission,
  SecurityGroupRule,
  ServiceResource,
  ServiceStatus,
  Tag,
  Vpc,
  VServer,
  VServerGroup,
  VServerGroupAttribute,
  VSwitch,
  WirePayer,
  ZonePair,
} from './types.ts'

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
interface Page {
  NextToken?: string
  MaxResults?: number
  /** Text in some replies, a number in others, absent in the rest: never rely on it. */
  TotalCount?: number | string
}
interface Numbered {
  PageNumber?: number
  PageSize?: number
}
interface NumberedPage {
  PageNumber?: number
  PageSize?: number
  TotalCount?: number
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
/** NLB answers before it has done it. */
interface Job {
  JobId?: string
}
interface Done {
  RequestId: string
}

/** One member per action used: wire names verbatim. `in` is what is sent, `out` what is read of the answer. */
export interface Operations {
  'sts.GetCallerIdentity': { in: Record<never, never>; out: CallerIdentity }
  'sts.AssumeRole': {
    in: { RoleArn: string; RoleSessionName: string; DurationSeconds?: number; ExternalId?: string }
    out: AssumedRole
  }

  'privatelink.CheckProductOpen': { in: Record<never, never>; out: { Success: boolean } }
  'privatelink.OpenPrivateLinkService': { in: Record<never, never>; out: { OrderId: string } }

  'privatelink.CreateVpcEndpointService': {
    in: Mutation & {
      ServiceDescription?: string
      Payer?: WirePayer
      ServiceResourceType?: ResourceType
      AutoAcceptEnabled?: boolean
      Resource?: { ResourceId: string; ResourceType: ResourceType; ZoneId?: string }[]
      Tag?: Tag[]
    }
    out: EndpointService
  }
  'privatelink.GetVpcEndpointServiceAttribute': { in: Region & OfService; out: EndpointService }
  'privatelink.ListVpcEndpointServices': {
    in: Region & Paged & { ServiceId?: string; ServiceStatus?: ServiceStatus; ResourceId?: string; Tag?: Tag[] }
    out: Page & { Services?: EndpointService[] }
  }
  'privatelink.ListVpcEndpointServicesByEndUser': {
    in: Region & Paged & { ServiceId?: string; ServiceName?: string }
    out: Page & { Services?: EndUserService[] }
  }
  'privatelink.UpdateVpcEndpointServiceAttribute': {
    in: Mutation & OfService & { ServiceDescription?: string }
    out: Done
  }
  'privatelink.DeleteVpcEndpointService': { in: Mutation & OfService; out: Done }
  'privatelink.AttachResourceToVpcEndpointService': {
    in: Mutation & OfService & { ResourceId: string; ResourceType: ResourceType; ZoneId?: string }
    out: Done
  }
  'privatelink.DetachResourceFromVpcEndpointService': {
    in: Mutation & OfService & { ResourceId: string; ResourceType?: ResourceType; ZoneId?: string }
    out: Done
  }
  'privatelink.ListVpcEndpointServiceResources': {
    in: Region & OfService & Paged
    out: Page & { Resources?: ServiceResource[] }
  }
  'privatelink.AddUserToVpcEndpointService': { in: Mutation & OfService & { UserId: string }; out: Done }
  'privatelink.RemoveUserFromVpcEndpointService': { in: Mutation & OfService & { UserId: string }; out: Done }
  'privatelink.ListVpcEndpointServiceUsers': {
    in: Region & OfService & Paged & { UserId?: string }
    out: Page & { Users?: { UserId: string }[] }
  }
  'privatelink.ListVpcEndpointConnections': {
    in: Region &
      Paged & { ServiceId?: string; EndpointId?: string; EndpointOwnerId?: string; ConnectionStatus?: ConnectionStatus }
    out: Page & { Connections?: EndpointConnection[] }
  }
  'privatelink.EnableVpcEndpointConnection': { in: Mutation & OfService & OfEndpoint; out: Done }
  'privatelink.DisableVpcEndpointConnection': { in: Mutation & OfService & OfEndpoint; out: Done }
  'privatelink.EnableVpcEndpointZoneConnection': {
    in: Mutation & OfService & OfEndpoint & { ZoneId: string }
    out: Done
  }

  'privatelink.CreateVpcEndpoint': {
    in: Mutation & {
      VpcId: string
      ServiceId: string
      EndpointType?: 'Interface'
      EndpointName?: string
      EndpointDescription?: string
      SecurityGroupId?: string[]
      Zone?: { ZoneId: string; VSwitchId: string; ip?: string }[]
      Tag?: Tag[]
    }
    out: Endpoint
  }
  'privatelink.GetVpcEndpointAttribute': { in: Region & OfEndpoint; out: Endpoint }
  'privatelink.ListVpcEndpoints': {
    in: Region &
      Paged & {
        EndpointId?: string
        EndpointName?: string
        EndpointStatus?: EndpointStatus
        VpcId?: string
        Tag?: Tag[]
      }
    out: Page & { Endpoints?: Endpoint[] }
  }
  'privatelink.UpdateVpcEndpointAttribute': {
    in: Mutation & OfEndpoint & { EndpointName?: string; EndpointDescription?: string }
    out: Done
  }
  'privatelink.DeleteVpcEndpoint': { in: Mutation & OfEndpoint; out: Done }
  'privatelink.AddZoneToVpcEndpoint': { in: Mutation & OfEndpoint & { ZoneId: string; VSwitchId: string }; out: Done }
  'privatelink.RemoveZoneFromVpcEndpoint': { in: Mutation & OfEndpoint & { ZoneId: string }; out: Done }
  'privatelink.ListVpcEndpointZones': { in: Region & OfEndpoint & Paged; out: Page & { Zones?: EndpointZone[] } }
  'privatelink.AttachSecurityGroupToVpcEndpoint': { in: Mutation & OfEndpoint & { SecurityGroupId: string }; out: Done }
  'privatelink.DetachSecurityGroupFromVpcEndpoint': {
    in: Mutation & OfEndpoint & { SecurityGroupId: string }
    out: Done
  }
  'privatelink.ListVpcEndpointSecurityGroups': {
    in: Region & OfEndpoint & Paged
    out: Page & { SecurityGroups?: { SecurityGroupId: string; SecurityGroupStatus: string }[] | null }
  }

  'slb.DescribeLoadBalancers': {
    /** `LoadBalancerId` may be up to ten ids with commas; all the tags must be there. */
    in: Region & Numbered & { LoadBalancerId?: string; VpcId?: string; Tag?: Tag[] }
    out: NumberedPage & { LoadBalancers?: { LoadBalancer: LoadBalancer[] } }
  }
  'slb.DescribeLoadBalancerAttribute': { in: Region & { LoadBalancerId: string }; out: LoadBalancerAttribute }
  'slb.DescribeLoadBalancerListeners': {
    in: Region & Paged & { LoadBalancerId: string[] }
    out: Page & { Listeners?: LoadBalancerListener[] }
  }
  'slb.DescribeHealthStatus': {
    in: Region & { LoadBalancerId: string; ListenerPort?: number; ListenerProtocol?: string }
    out: { BackendServers?: { BackendServer: BackendHealth[] } }
  }
  'slb.StartLoadBalancerListener': { in: Region & OfListener; out: Done }
  'slb.StopLoadBalancerListener': { in: Region & OfListener; out: Done }
  'slb.DescribeAvailableResource': {
    in: Region & { AddressType?: 'vpc' | 'classic_internet' | 'classic_intranet'; AddressIPVersion?: 'ipv4' | 'ipv6' }
    out: { AvailableResources?: { AvailableResource: ZonePair[] } }
  }
  'slb.CreateLoadBalancer': {
    in: Region & {
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
    /** The address is final in this reply. */
    out: {
      LoadBalancerId: string
      LoadBalancerName?: string
      Address: string
      NetworkType?: string
      VpcId?: string
      VSwitchId?: string
    }
  }
  'slb.DeleteLoadBalancer': { in: Region & OfLoadBalancer; out: Done }
  'slb.SetLoadBalancerDeleteProtection': {
    in: Region & OfLoadBalancer & { DeleteProtection: 'on' | 'off' }
    out: Done
  }
  'slb.CreateVServerGroup': {
    /** `BackendServers` is JSON text in one value, at most 20 items, each with ServerId, Type, ServerIp, Port, Weight, Description. */
    in: Region & OfLoadBalancer & { VServerGroupName?: string; BackendServers?: string; Tag?: Tag[] }
    out: { VServerGroupId: string; BackendServers?: { BackendServer: VServer[] } }
  }
  'slb.DescribeVServerGroups': {
    /** All at once, no pages. */
    in: Region & OfLoadBalancer & { IncludeListener?: boolean; Tag?: Tag[] }
    out: { VServerGroups?: { VServerGroup: VServerGroup[] } }
  }
  'slb.DescribeVServerGroupAttribute': { in: Region & { VServerGroupId: string }; out: VServerGroupAttribute }
  'slb.AddVServerGroupBackendServers': {
    in: Region & { VServerGroupId: string; BackendServers: string }
    out: { VServerGroupId: string; BackendServers?: { BackendServer: VServer[] } }
  }
  'slb.DeleteVServerGroup': { in: Region & { VServerGroupId: string }; out: Done }
  'slb.CreateLoadBalancerTCPListener': {
    in: Region &
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
    out: Done
  }
  'slb.DeleteLoadBalancerListener': { in: Region & OfListener; out: Done }

  'nlb.GetLoadBalancerAttribute': { in: Region & OfLoadBalancer; out: NlbLoadBalancer & { Tags?: ReadTag[] } }
  'nlb.ListLoadBalancers': {
    in: Region & Paged & { LoadBalancerIds?: string[]; VpcIds?: string[]; Tag?: Tag[] }
    out: Page & { LoadBalancers?: ListedNlb[] }
  }
  'nlb.ListListeners': {
    in: Region & Paged & { LoadBalancerIds: string[] }
    out: Page & { Listeners?: NlbListener[] }
  }
  'nlb.GetListenerHealthStatus': {
    in: Region & { ListenerId: string }
    out: Page & { ListenerHealthStatus?: NlbListenerHealth[] }
  }
  'nlb.ListServerGroupServers': {
    in: Region & Paged & { ServerGroupId: string }
    out: Page & { Servers?: NlbServer[] }
  }
  'nlb.CreateLoadBalancer': {
    in: Mutation & {
      LoadBalancerName?: string
      AddressType: 'Intranet' | 'Internet'
      VpcId: string
      /** At least two zones, with one vSwitch each. */
      ZoneMappings: { ZoneId: string; VSwitchId: string; PrivateIPv4Address?: string }[]
      Tag?: Tag[]
    }
    /** A small b, in this reply only. */
    out: { LoadbalancerId: string }
  }
  'nlb.DeleteLoadBalancer': { in: Mutation & OfLoadBalancer; out: Job }
  'nlb.CreateServerGroup': {
    in: Mutation & {
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
    out: Job & { ServerGroupId: string }
  }
  'nlb.AddServersToServerGroup': {
    in: Mutation & {
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
    out: Job & { ServerGroupId?: string }
  }
  'nlb.ListServerGroups': {
    in: Region & Paged & { ServerGroupIds?: string[]; ServerGroupNames?: string[]; VpcId?: string; Tag?: Tag[] }
    out: Page & { ServerGroups?: NlbServerGroup[] }
  }
  'nlb.DeleteServerGroup': { in: Mutation & { ServerGroupId: string }; out: Job }
  'nlb.CreateListener': {
    in: Mutation &
      OfLoadBalancer & {
        ListenerPort: number
        ListenerProtocol: 'TCP' | 'UDP' | 'TCPSSL'
        ServerGroupId: string
        ListenerDescription?: string
        /** Seconds, 10 to 900. */
        IdleTimeout?: number
        Tag?: Tag[]
      }
    out: Job & { ListenerId: string }
  }
  'nlb.DeleteListener': { in: Mutation & { ListenerId: string }; out: Job }
  /** `Succeeded`, or `Processing` in any case of letters; no word for failure is documented. */
  'nlb.GetJobStatus': { in: { JobId: string }; out: { Status: string } }

  'vpc.DescribeVpcs': {
    in: Region & Numbered & { VpcId?: string }
    out: NumberedPage & { Vpcs?: { Vpc: Vpc[] } }
  }
  'vpc.DescribeVSwitches': {
    in: Region & Numbered & { VpcId?: string; VSwitchId?: string; ZoneId?: string }
    out: NumberedPage & { VSwitches?: { VSwitch: VSwitch[] } }
  }

  'ecs.DescribeInstances': {
    /** `InstanceIds` and `PrivateIpAddresses` are JSON text in one value; unknown ones are silently absent. */
    in: Region & Paged & { InstanceIds?: string; PrivateIpAddresses?: string; VpcId?: string }
    out: Page & { Instances?: { Instance: Instance[] } }
  }
  'ecs.DescribeNetworkInterfaces': {
    in: Region &
      Paged & { NetworkInterfaceId?: string[]; PrivateIpAddress?: string[]; InstanceId?: string; VpcId?: string }
    out: Page & { NetworkInterfaceSets?: { NetworkInterfaceSet: NetworkInterface[] } }
  }
  'ecs.DescribeSecurityGroups': {
    /** `SecurityGroupIds` is JSON text in one value: `["sg-…"]`. */
    in: Region & Paged & { SecurityGroupIds?: string; VpcId?: string }
    out: Page & { SecurityGroups?: { SecurityGroup: SecurityGroup[] } }
  }
  'ecs.DescribeSecurityGroupAttribute': {
    in: Region & Paged & { SecurityGroupId: string; Direction?: 'ingress' | 'egress' | 'all'; NicType?: 'intranet' }
    out: Page & { SecurityGroupId: string; VpcId: string; Permissions?: { Permission: SecurityGroupPermission[] } }
  }
  'ecs.AuthorizeSecurityGroup': {
    in: Region & { SecurityGroupId: string; Permissions: SecurityGroupRule[]; ClientToken?: string }
    out: Done
  }
  'ecs.RevokeSecurityGroup': {
    in: Region & { SecurityGroupId: string; Permissions: SecurityGroupRule[]; ClientToken?: string }
    out: Done
  }
}

export type Action = keyof Operations
export type Input<A extends Action> = Operations[A]['in']
export type Output<A extends Action> = Operations[A]['out'] & { RequestId: string }

/** What the client must know of an action besides its types. */
export interface OperationRow {
  readonly kind: 'read' | 'write'
  /** Where parameters travel: NLB writes and PrivateLink's tag calls use a form body, all else the query string. */
  readonly place: 'query' | 'form'
  /** A write that takes a ClientToken may be repeated after an unknown outcome; one without may not. */
  readonly token: boolean
}

const read: OperationRow = { kind: 'read', place: 'query', token: false }
const write: OperationRow = { kind: 'write', place: 'query', token: true }
const tokenless: OperationRow = { kind: 'write', place: 'query', token: false }
const form: OperationRow = { kind: 'write', place: 'form', token: true }

/** One row per action; a missing row does not compile. */
export const operations: Readonly<Record<Action, OperationRow>> = {
  'sts.GetCallerIdentity': read,
  // Makes keys and nothing that stays: as safe to repeat as a read.
  'sts.AssumeRole': read,

  'privatelink.CheckProductOpen': read,
  // No token, but opening twice answers OrderOpend, which counts as done: safe to repeat by meaning, not by token.
  'privatelink.OpenPrivateLinkService': tokenless,
  'privatelink.CreateVpcEndpointService': write,
  'privatelink.GetVpcEndpointServiceAttribute': read,
  'privatelink.ListVpcEndpointServices': read,
  'privatelink.ListVpcEndpointServicesByEndUser': read,
  'privatelink.UpdateVpcEndpointServiceAttribute': write,
  'privatelink.DeleteVpcEndpointService': write,
  'privatelink.AttachResourceToVpcEndpointService': write,
  'privatelink.DetachResourceFromVpcEndpointService': write,
  'privatelink.ListVpcEndpointServiceResources': read,
  'privatelink.AddUserToVpcEndpointService': write,
  'privatelink.RemoveUserFromVpcEndpointService': write,
  'privatelink.ListVpcEndpointServiceUsers': read,
  'privatelink.ListVpcEndpointConnections': read,
  'privatelink.EnableVpcEndpointConnection': write,
  'privatelink.DisableVpcEndpointConnection': write,
  'privatelink.EnableVpcEndpointZoneConnection': write,
  'privatelink.CreateVpcEndpoint': write,
  'privatelink.GetVpcEndpointAttribute': read,
  'privatelink.ListVpcEndpoints': read,
  'privatelink.UpdateVpcEndpointAttribute': write,
  'privatelink.DeleteVpcEndpoint': write,
  'privatelink.AddZoneToVpcEndpoint': write,
  'privatelink.RemoveZoneFromVpcEndpoint': write,
  'privatelink.ListVpcEndpointZones': read,
  'privatelink.AttachSecurityGroupToVpcEndpoint': write,
  'privatelink.DetachSecurityGroupFromVpcEndpoint': write,
  'privatelink.ListVpcEndpointSecurityGroups': read,

  'slb.DescribeLoadBalancers': read,
  'slb.DescribeLoadBalancerAttribute': read,
  'slb.DescribeLoadBalancerListeners': read,
  'slb.DescribeHealthStatus': read,
  'slb.StartLoadBalancerListener': tokenless,
  'slb.StopLoadBalancerListener': tokenless,
  'slb.DescribeAvailableResource': read,
  'slb.CreateLoadBalancer': write,
  'slb.DeleteLoadBalancer': tokenless,
  'slb.SetLoadBalancerDeleteProtection': tokenless,
  'slb.CreateVServerGroup': tokenless,
  'slb.DescribeVServerGroups': read,
  'slb.DescribeVServerGroupAttribute': read,
  'slb.AddVServerGroupBackendServers': tokenless,
  'slb.DeleteVServerGroup': tokenless,
  'slb.CreateLoadBalancerTCPListener': tokenless,
  'slb.DeleteLoadBalancerListener': tokenless,

  'nlb.GetLoadBalancerAttribute': read,
  'nlb.ListLoadBalancers': read,
  'nlb.ListListeners': read,
  'nlb.GetListenerHealthStatus': read,
  'nlb.ListServerGroupServers': read,
  'nlb.CreateLoadBalancer': form,
  'nlb.DeleteLoadBalancer': form,
  'nlb.CreateServerGroup': form,
  'nlb.AddServersToServerGroup': form,
  'nlb.ListServerGroups': read,
  'nlb.DeleteServerGroup': form,
  'nlb.CreateListener': form,
  'nlb.DeleteListener': form,
  'nlb.GetJobStatus': read,

  'vpc.DescribeVpcs': read,
  'vpc.DescribeVSwitches': read,

  'ecs.DescribeInstances': read,
  'ecs.DescribeNetworkInterfaces': read,
  'ecs.DescribeSecurityGroups': read,
  'ecs.DescribeSecurityGroupAttribute': read,
  'ecs.AuthorizeSecurityGroup': write,
  'ecs.RevokeSecurityGroup': write,
}

interface CallOptions {
  readonly signal?: AbortSignal
}

/**
 * One account's door to the cloud.
 * @throws CloudError with the cloud's own code, message and request id; `outcome: 'unknown'` when a write may have arrived.
 */
export interface Cloud {
  call<A extends Action>(action: A, input: Input<A>, options?: CallOptions): Promise<Output<A>>
}
