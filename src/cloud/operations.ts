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
  LoadBalancer,
  LoadBalancerAttribute,
  LoadBalancerListener,
  NlbListener,
  NlbListenerHealth,
  NlbLoadBalancer,
  NlbServer,
  ResourceType,
  SecurityGroup,
  SecurityGroupPermission,
  SecurityGroupRule,
  ServiceResource,
  ServiceStatus,
  Tag,
  Vpc,
  VSwitch,
  WirePayer,
} from './wire.ts'

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
    in: Region & Numbered & { LoadBalancerId?: string; VpcId?: string }
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
  'slb.StartLoadBalancerListener': {
    in: Region & { LoadBalancerId: string; ListenerPort: number; ListenerProtocol: string }
    out: Done
  }
  'slb.StopLoadBalancerListener': {
    in: Region & { LoadBalancerId: string; ListenerPort: number; ListenerProtocol: string }
    out: Done
  }

  'nlb.GetLoadBalancerAttribute': { in: Region & { LoadBalancerId: string }; out: NlbLoadBalancer }
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

  'vpc.DescribeVpcs': {
    in: Region & Numbered & { VpcId?: string }
    out: NumberedPage & { Vpcs?: { Vpc: Vpc[] } }
  }
  'vpc.DescribeVSwitches': {
    in: Region & Numbered & { VpcId?: string; VSwitchId?: string; ZoneId?: string }
    out: NumberedPage & { VSwitches?: { VSwitch: VSwitch[] } }
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

  'nlb.GetLoadBalancerAttribute': read,
  'nlb.ListListeners': read,
  'nlb.GetListenerHealthStatus': read,
  'nlb.ListServerGroupServers': read,

  'vpc.DescribeVpcs': read,
  'vpc.DescribeVSwitches': read,

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
