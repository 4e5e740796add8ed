/**
 * What Alibaba Cloud sends, under its own names, so that what you grep is what it documents.
 * Field lists: PrivateLink 2020-04-15, Slb 2014-05-15, Nlb 2022-04-30, Vpc 2016-04-28, Ecs 2014-05-26, Sts 2015-04-01.
 * A field marked optional was seen missing in real replies. Account ids are JSON numbers on the wire, above 2^53 for
 * some accounts; the client hands them on as decimal text (see json.ts), so their type here is `string`.
 */

export type ServiceStatus = 'Creating' | 'Pending' | 'Active' | 'Deleting'
export type EndpointStatus = 'Creating' | 'Active' | 'Pending' | 'Deleting'
/** `Pending` means "being modified". A fresh endpoint that nobody approved reads `Disconnected`: there is no word for waiting. */
export type ConnectionStatus =
  | 'Pending'
  | 'Connecting'
  | 'Connected'
  | 'Disconnecting'
  | 'Disconnected'
  | 'Deleting'
  | 'ServiceDeleted'
export type ZoneStatus =
  | 'Creating'
  | 'Wait'
  | 'Connected'
  | 'Deleting'
  | 'Disconnecting'
  | 'Disconnected'
  | 'Connecting'
  | 'Migrating'
  | 'Migrated'
export type BusinessStatus = 'Normal' | 'FinancialLocked' | 'SecurityLocked'
export type ResourceType = 'slb' | 'alb' | 'nlb' | 'gwlb'
export type WirePayer = 'Endpoint' | 'EndpointService'

export interface Tag {
  Key: string
  Value: string
}

/** A tag as SLB, ECS and some NLB replies show it; it is written as Key and Value everywhere. */
export interface ReadTag {
  TagKey: string
  TagValue: string
}

export interface EndpointService {
  ServiceId: string
  ServiceName: string
  ServiceDomain: string
  ServiceStatus: ServiceStatus
  ServiceBusinessStatus: BusinessStatus
  ServiceDescription?: string
  ServiceType?: string
  ServiceResourceType?: ResourceType
  Payer?: WirePayer
  AutoAcceptEnabled?: boolean
  RegionId?: string
  CreateTime: string
  /** Only GetVpcEndpointServiceAttribute and …ByEndUser send it; the zones that have a resource. */
  Zones?: string[]
  /** Only lists send it. */
  Tags?: Tag[]
}

/** The consumer's view of a service it may connect to: no status, no description, no region. */
export interface EndUserService {
  ServiceId: string
  ServiceName: string
  ServiceDomain: string
  ServiceType?: string
  ServiceResourceType?: ResourceType
  Payer?: WirePayer
  AutoAcceptEnabled?: boolean
  Zones?: string[]
}

export interface ServiceResource {
  ResourceId: string
  ResourceType: ResourceType
  ZoneId: string
  VpcId?: string
  VSwitchId?: string
  Ip?: string
  RegionId?: string
  AutoAllocatedEnabled?: boolean
  RelatedEndpointCount?: number
}

export interface Endpoint {
  EndpointId: string
  EndpointName?: string
  EndpointDescription?: string
  EndpointDomain: string
  EndpointStatus: EndpointStatus
  EndpointBusinessStatus: BusinessStatus
  EndpointType?: string
  ConnectionStatus: ConnectionStatus
  Bandwidth?: number
  ServiceId: string
  ServiceName: string
  ServiceRegionId?: string
  VpcId: string
  RegionId?: string
  Payer?: WirePayer
  /** True when endpoint and service belong to one account. */
  ResourceOwner?: boolean
  CreateTime: string
  /** Only lists send it. */
  Tags?: Tag[]
}

export interface EndpointZone {
  ZoneId: string
  VSwitchId: string
  EniId?: string
  EniIp?: string
  ZoneStatus: ZoneStatus
  ZoneDomain?: string
  RegionId?: string
}

export interface EndpointConnection {
  ServiceId: string
  EndpointId: string
  EndpointOwnerId: string
  EndpointVpcId?: string
  EndpointRegionId?: string
  ServiceRegionId?: string
  ConnectionStatus: ConnectionStatus
  Bandwidth?: number
  ModifiedTime?: string
  ResourceOwner?: boolean
  Zones?: ConnectionZone[]
}

interface ConnectionZone {
  ZoneId: string
  VSwitchId?: string
  EniId?: string
  ZoneDomain?: string
  ZoneStatus: ZoneStatus
  /** The load balancer behind this zone. */
  ResourceId?: string
}

export interface LoadBalancer {
  LoadBalancerId: string
  LoadBalancerName: string
  LoadBalancerStatus: 'active' | 'inactive' | 'locked'
  Address: string
  AddressType: 'intranet' | 'internet'
  NetworkType: 'vpc' | 'classic'
  VpcId: string
  VSwitchId: string
  MasterZoneId: string
  SlaveZoneId: string
  PayType: 'PayOnDemand' | 'PrePay'
  RegionId?: string
  InstanceChargeType?: string
  DeleteProtection?: 'on' | 'off'
  Tags?: { Tag: ReadTag[] }
}

export interface LoadBalancerAttribute extends LoadBalancer {
  ListenerPortsAndProtocol?: { ListenerPortAndProtocol: { ListenerPort: number; ListenerProtocol: string }[] }
  BackendServers?: { BackendServer: BackendServer[] }
}

interface BackendServer {
  ServerId: string
  ServerIp?: string
  Type?: string
  Weight?: number
  Port?: number
}

export interface LoadBalancerListener {
  LoadBalancerId: string
  ListenerPort: number
  ListenerProtocol: 'tcp' | 'udp' | 'http' | 'https'
  Status: 'stopped' | 'starting' | 'running' | 'configuring' | 'stopping'
  BackendServerPort?: number
  VServerGroupId?: string
  /** Of whom it takes connections: everybody, those of a list, or all but those. */
  AclStatus?: 'on' | 'off'
  AclType?: 'white' | 'black'
  AclIds?: string[]
  /** Of TCP listeners; values are text. */
  TCPListenerConfig?: { HealthCheck?: string; ProxyProtocolV2Enabled?: string }
  Bandwidth?: number
  Description?: string
  Tags?: ReadTag[]
}

/** A master and a slave zone that may be used together; no other pair is accepted. */
export interface ZonePair {
  MasterZoneId: string
  SlaveZoneId: string
  SupportResources?: { SupportResource: { AddressType: string; AddressIPVersion: string }[] }
}

/** A server of a VServer group, as it is read. Written, it is an item of JSON text, whose numbers may be text. */
export interface VServer {
  ServerId: string
  Type?: string
  /** Only DescribeVServerGroupAttribute sends it. */
  ServerIp?: string
  Port: number
  Weight?: number
  Description?: string
}

export interface VServerGroup {
  VServerGroupId: string
  VServerGroupName?: string
  ServerCount?: number
  CreateTime?: string
  Tags?: { Tag: ReadTag[] }
  /** Only with IncludeListener. */
  AssociatedObjects?: { Listeners?: { Listener: { Port: number; Protocol: string }[] } }
}

export interface VServerGroupAttribute {
  VServerGroupId: string
  VServerGroupName?: string
  LoadBalancerId: string
  CreateTime?: string
  Tags?: { Tag: ReadTag[] }
  BackendServers?: { BackendServer: VServer[] }
}

/** `unavailable` is no verdict yet, or a check that is off: not the same as `abnormal`. */
export interface BackendHealth {
  ListenerPort: number
  Protocol?: string
  Port?: number
  ServerId: string
  ServerIp?: string
  ServerHealthStatus: 'normal' | 'abnormal' | 'unavailable'
}

export interface NlbLoadBalancer {
  LoadBalancerId: string
  LoadBalancerName?: string
  AddressType: 'Intranet' | 'Internet'
  LoadBalancerStatus: 'Provisioning' | 'Active' | 'Inactive' | 'Configuring' | 'CreateFailed' | 'Deleting'
  LoadBalancerBusinessStatus?: 'Normal' | 'Abnormal'
  VpcId: string
  DNSName?: string
  ZoneMappings: {
    ZoneId: string
    VSwitchId: string
    Status?: string
    LoadBalancerAddresses?: { PrivateIPv4Address?: string; EniId?: string }[]
  }[]
  LoadBalancerBillingConfig?: { PayType?: string }
}

/** A list writes tags otherwise than GetLoadBalancerAttribute does. */
export interface ListedNlb extends NlbLoadBalancer {
  Tags?: Tag[]
}

export interface NlbListener {
  ListenerId: string
  LoadBalancerId: string
  ListenerPort: number
  ListenerProtocol: 'TCP' | 'UDP' | 'TCPSSL'
  ListenerStatus: 'Provisioning' | 'Running' | 'Configuring' | 'Stopped' | 'Starting' | 'Stopping' | 'Deleting'
  ServerGroupId?: string
  ProxyProtocolEnabled?: boolean
  ListenerDescription?: string
  Tags?: Tag[]
}

export interface NlbServerGroup {
  ServerGroupId: string
  ServerGroupName?: string
  ServerGroupType?: 'Instance' | 'Ip'
  ServerGroupStatus: 'Creating' | 'Available' | 'Configuring' | 'Deleting'
  Protocol?: string
  VpcId: string
  ServerCount?: number
  /** Those whose listeners use it. */
  RelatedLoadBalancerIds?: string[]
  Tags?: Tag[]
}

export interface NlbListenerHealth {
  ListenerId: string
  ListenerPort: number
  ListenerProtocol: string
  /** Lists only the servers that are not well; empty also when the group has no server. `HeathCheckEnabled` is misspelt by the API. */
  ServerGroupInfos?: {
    ServerGroupId: string
    HeathCheckEnabled?: boolean
    NonNormalServers?: {
      ServerId: string
      ServerIp?: string
      Port?: number
      Status: string
      Reason?: { ReasonCode: string }
    }[]
  }[]
}

export interface NlbServer {
  ServerGroupId: string
  ServerId: string
  ServerType: string
  ServerIp?: string
  Port?: number
  Weight?: number
  Status: 'Adding' | 'Available' | 'Configuring' | 'Removing'
}

export interface Vpc {
  VpcId: string
  VpcName?: string
  Status: 'Pending' | 'Available'
  CidrBlock: string
  SecondaryCidrBlocks?: { SecondaryCidrBlock: string[] }
  RegionId?: string
  OwnerId?: string
}

export interface VSwitch {
  VSwitchId: string
  VSwitchName?: string
  VpcId: string
  ZoneId: string
  CidrBlock: string
  AvailableIpAddressCount: number
  Status: 'Pending' | 'Available'
}

/** A machine, ECS. */
export interface Instance {
  InstanceId: string
  InstanceName?: string
  Status: 'Pending' | 'Running' | 'Starting' | 'Stopping' | 'Stopped'
  ZoneId?: string
  RegionId?: string
  InstanceNetworkType?: string
  /** Empty fields for one outside any VPC. */
  VpcAttributes?: { VpcId: string; VSwitchId: string; PrivateIpAddress: { IpAddress: string[] } }
  SecurityGroupIds?: { SecurityGroupId: string[] }
  NetworkInterfaces?: {
    NetworkInterface: { NetworkInterfaceId: string; Type?: string; PrimaryIpAddress?: string }[]
  }
}

export interface NetworkInterface {
  NetworkInterfaceId: string
  NetworkInterfaceName?: string
  Status: string
  Type?: string
  PrivateIpAddress: string
  VpcId: string
  VSwitchId: string
  ZoneId?: string
  SecurityGroupIds?: { SecurityGroupId: string[] }
  /** Made and kept by a cloud product, an endpoint's for instance. */
  ServiceManaged?: boolean
  InstanceId?: string
}

export interface SecurityGroup {
  SecurityGroupId: string
  SecurityGroupName?: string
  SecurityGroupType: 'normal' | 'enterprise'
  VpcId: string
}

export interface SecurityGroupPermission {
  SecurityGroupRuleId?: string
  Direction: 'ingress' | 'egress'
  IpProtocol: string
  /** `from/to`; `-1/-1` for all ports. */
  PortRange: string
  SourceCidrIp?: string
  Ipv6SourceCidrIp?: string
  SourceGroupId?: string
  SourcePrefixListId?: string
  Policy: 'Accept' | 'Drop'
  /** Text, `"1"` to `"100"`; the lower number wins, and Drop beats Accept at the same number. */
  Priority: string
  Description?: string
}

/** A rule as it is written: other case and other types than it is read back in. */
export interface SecurityGroupRule {
  IpProtocol: string
  PortRange: string
  SourceCidrIp: string
  Policy?: 'accept' | 'drop'
  Priority?: string
  Description?: string
}

export interface CallerIdentity {
  IdentityType: 'Account' | 'RAMUser' | 'AssumedRoleUser'
  /** The main account's id: this, not UserId, is what a whitelist takes. */
  AccountId: string
  Arn: string
  UserId?: string
  PrincipalId?: string
}

/** Keys of a role, with an end: the keys of a root account may not ask for them. */
export interface AssumedRole {
  AssumedRoleUser: { Arn: string; AssumedRoleId: string }
  Credentials: { AccessKeyId: string; AccessKeySecret: string; SecurityToken: string; Expiration: string }
}
