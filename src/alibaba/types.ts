import {
  accountIdShape,
  addressShape,
  cidrShape,
  domainShape,
  endpointIdShape,
  endpointServiceNameShape,
  idShape,
  keyShape,
  loadBalancerIdShape,
  regionIdShape,
  securityGroupIdShape,
  serviceIdShape,
  vpcIdShape,
  vSwitchIdShape,
  zoneIdShape,
} from './reply-fields.ts'
import { boolean, listOf, number, type Of, object, optional, orEmpty, string, word } from './shape.ts'

/**
 * What Alibaba Cloud sends, under its own names, so that what you grep is what it documents: one declaration is the type
 * and the check of every reply.
 * Field lists: PrivateLink 2020-04-15, Slb 2014-05-15, Nlb 2022-04-30, Vpc 2016-04-28, Ecs 2014-05-26, Sts 2015-04-01.
 * A field marked optional was seen missing in real replies. Account ids are JSON numbers on the wire, above 2^53 for
 * some accounts; the client hands them on as decimal text (see exact-json.ts), so their type here is `string`.
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

const tagShape = object({ Key: string, Value: string })
export type Tag = Of<typeof tagShape>

/** A tag as SLB, ECS and some NLB replies show it; it is written as Key and Value everywhere. */
export const readTagShape = object({ TagKey: string, TagValue: string })
export type ReadTag = Of<typeof readTagShape>

const connectionZoneShape = object({
  ZoneId: zoneIdShape,
  VSwitchId: optional(orEmpty(vSwitchIdShape)),
  EniId: optional(orEmpty(idShape)),
  ZoneDomain: optional(orEmpty(domainShape)),
  ZoneStatus: word<ZoneStatus>(),
  /** The load balancer behind this zone. */
  ResourceId: optional(orEmpty(idShape)),
})

const backendServerShape = object({
  ServerId: idShape,
  ServerIp: optional(orEmpty(addressShape)),
  Type: optional(string),
  Weight: optional(number),
  Port: optional(number),
})

export const endpointServiceShape = object({
  ServiceId: serviceIdShape,
  ServiceName: endpointServiceNameShape,
  ServiceDomain: domainShape,
  ServiceStatus: word<ServiceStatus>(),
  ServiceBusinessStatus: word<BusinessStatus>(),
  ServiceDescription: optional(string),
  ServiceType: optional(string),
  ServiceResourceType: optional(word<ResourceType>()),
  Payer: optional(word<WirePayer>()),
  AutoAcceptEnabled: optional(boolean),
  RegionId: optional(orEmpty(regionIdShape)),
  CreateTime: string,
  /** Only GetVpcEndpointServiceAttribute and …ByEndUser send it; the zones that have a resource. */
  Zones: optional(listOf(zoneIdShape)),
  /** Only lists send it. */
  Tags: optional(listOf(tagShape)),
})
export type EndpointService = Of<typeof endpointServiceShape>

/** The consumer's view of a service it may connect to: no status, no description, no region. */
export const endUserServiceShape = object({
  ServiceId: serviceIdShape,
  ServiceName: endpointServiceNameShape,
  ServiceDomain: domainShape,
  ServiceType: optional(string),
  ServiceResourceType: optional(word<ResourceType>()),
  Payer: optional(word<WirePayer>()),
  AutoAcceptEnabled: optional(boolean),
  Zones: optional(listOf(zoneIdShape)),
})
export type EndUserService = Of<typeof endUserServiceShape>

export const serviceResourceShape = object({
  ResourceId: idShape,
  ResourceType: word<ResourceType>(),
  ZoneId: zoneIdShape,
  VpcId: optional(orEmpty(vpcIdShape)),
  VSwitchId: optional(orEmpty(vSwitchIdShape)),
  Ip: optional(orEmpty(addressShape)),
  RegionId: optional(orEmpty(regionIdShape)),
  AutoAllocatedEnabled: optional(boolean),
  RelatedEndpointCount: optional(number),
})
export type ServiceResource = Of<typeof serviceResourceShape>

export const endpointShape = object({
  EndpointId: endpointIdShape,
  EndpointName: optional(string),
  EndpointDescription: optional(string),
  EndpointDomain: domainShape,
  EndpointStatus: word<EndpointStatus>(),
  EndpointBusinessStatus: word<BusinessStatus>(),
  EndpointType: optional(string),
  ConnectionStatus: word<ConnectionStatus>(),
  Bandwidth: optional(number),
  ServiceId: serviceIdShape,
  ServiceName: endpointServiceNameShape,
  ServiceRegionId: optional(orEmpty(regionIdShape)),
  VpcId: vpcIdShape,
  RegionId: optional(orEmpty(regionIdShape)),
  Payer: optional(word<WirePayer>()),
  /** True when endpoint and service belong to one account. */
  ResourceOwner: optional(boolean),
  CreateTime: string,
  /** Only lists send it. */
  Tags: optional(listOf(tagShape)),
})
export type Endpoint = Of<typeof endpointShape>

export const endpointZoneShape = object({
  ZoneId: zoneIdShape,
  VSwitchId: vSwitchIdShape,
  EniId: optional(orEmpty(idShape)),
  EniIp: optional(orEmpty(addressShape)),
  ZoneStatus: word<ZoneStatus>(),
  ZoneDomain: optional(orEmpty(domainShape)),
  RegionId: optional(orEmpty(regionIdShape)),
})
export type EndpointZone = Of<typeof endpointZoneShape>

export const endpointConnectionShape = object({
  ServiceId: serviceIdShape,
  EndpointId: endpointIdShape,
  EndpointOwnerId: accountIdShape,
  EndpointVpcId: optional(orEmpty(vpcIdShape)),
  EndpointRegionId: optional(orEmpty(regionIdShape)),
  ServiceRegionId: optional(orEmpty(regionIdShape)),
  ConnectionStatus: word<ConnectionStatus>(),
  Bandwidth: optional(number),
  ModifiedTime: optional(string),
  ResourceOwner: optional(boolean),
  Zones: optional(listOf(connectionZoneShape)),
})
export type EndpointConnection = Of<typeof endpointConnectionShape>

export const loadBalancerShape = object({
  LoadBalancerId: loadBalancerIdShape,
  LoadBalancerName: string,
  LoadBalancerStatus: word<'active' | 'inactive' | 'locked'>(),
  Address: orEmpty(addressShape),
  AddressType: word<'intranet' | 'internet'>(),
  NetworkType: word<'vpc' | 'classic'>(),
  VpcId: orEmpty(vpcIdShape),
  VSwitchId: orEmpty(vSwitchIdShape),
  MasterZoneId: orEmpty(zoneIdShape),
  SlaveZoneId: orEmpty(zoneIdShape),
  PayType: word<'PayOnDemand' | 'PrePay'>(),
  RegionId: optional(orEmpty(regionIdShape)),
  InstanceChargeType: optional(string),
  DeleteProtection: optional(word<'on' | 'off'>()),
  Tags: optional(object({ Tag: listOf(readTagShape) })),
})
export type LoadBalancer = Of<typeof loadBalancerShape>

export const loadBalancerAttributeShape = object({
  ...loadBalancerShape.fields,
  ListenerPortsAndProtocol: optional(
    object({ ListenerPortAndProtocol: listOf(object({ ListenerPort: number, ListenerProtocol: string })) }),
  ),
  BackendServers: optional(object({ BackendServer: listOf(backendServerShape) })),
})

export const loadBalancerListenerShape = object({
  LoadBalancerId: loadBalancerIdShape,
  ListenerPort: number,
  ListenerProtocol: word<'tcp' | 'udp' | 'http' | 'https'>(),
  Status: word<'stopped' | 'starting' | 'running' | 'configuring' | 'stopping'>(),
  BackendServerPort: optional(number),
  VServerGroupId: optional(orEmpty(idShape)),
  Bandwidth: optional(number),
  Description: optional(string),
  /** Of whom it takes connections: everybody, those of a listOf, or all but those. */
  AclStatus: optional(word<'on' | 'off'>()),
  AclType: optional(word<'white' | 'black'>()),
  AclId: optional(orEmpty(idShape)),
  AclIds: optional(listOf(idShape)),
  /** Of TCP listeners; flags are text. */
  TCPListenerConfig: optional(
    object({
      HealthCheck: optional(string),
      HealthCheckConnectPort: optional(number),
      ProxyProtocolV2Enabled: optional(string),
    }),
  ),
  Tags: optional(listOf(readTagShape)),
})
export type LoadBalancerListener = Of<typeof loadBalancerListenerShape>

/** A master and a slave zone that may be used together; no other pair is accepted. */
export const zonePairShape = object({
  MasterZoneId: zoneIdShape,
  SlaveZoneId: orEmpty(zoneIdShape),
  SupportResources: optional(
    object({ SupportResource: listOf(object({ AddressType: string, AddressIPVersion: string })) }),
  ),
})
export type ZonePair = Of<typeof zonePairShape>

/** A server of a VServer group, as it is read. Written, it is an item of JSON text, whose numbers may be text. */
export const vServerShape = object({
  ServerId: idShape,
  Type: optional(string),
  /** Only DescribeVServerGroupAttribute sends it. */
  ServerIp: optional(orEmpty(addressShape)),
  Port: number,
  Weight: optional(number),
  Description: optional(string),
})

export const vServerGroupShape = object({
  VServerGroupId: idShape,
  VServerGroupName: optional(string),
  ServerCount: optional(number),
  CreateTime: optional(string),
  Tags: optional(object({ Tag: listOf(readTagShape) })),
  /** Only with IncludeListener. */
  AssociatedObjects: optional(
    object({ Listeners: optional(object({ Listener: listOf(object({ Port: number, Protocol: string })) })) }),
  ),
})

export const vServerGroupAttributeShape = object({
  VServerGroupId: idShape,
  VServerGroupName: optional(string),
  LoadBalancerId: loadBalancerIdShape,
  CreateTime: optional(string),
  Tags: optional(object({ Tag: listOf(readTagShape) })),
  BackendServers: optional(object({ BackendServer: listOf(vServerShape) })),
})

/** `unavailable` is no verdict yet, or a check that is off: not the same as `abnormal`. */
export const backendHealthShape = object({
  ListenerPort: number,
  Protocol: optional(string),
  Port: optional(number),
  ServerId: idShape,
  ServerIp: optional(orEmpty(addressShape)),
  ServerHealthStatus: word<'normal' | 'abnormal' | 'unavailable'>(),
})
export type BackendHealth = Of<typeof backendHealthShape>

export const nlbLoadBalancerShape = object({
  LoadBalancerId: loadBalancerIdShape,
  LoadBalancerName: optional(string),
  AddressType: word<'Intranet' | 'Internet'>(),
  LoadBalancerStatus: word<'Provisioning' | 'Active' | 'Inactive' | 'Configuring' | 'CreateFailed' | 'Deleting'>(),
  LoadBalancerBusinessStatus: optional(word<'Normal' | 'Abnormal'>()),
  VpcId: vpcIdShape,
  DNSName: optional(orEmpty(domainShape)),
  ZoneMappings: listOf(
    object({
      ZoneId: zoneIdShape,
      VSwitchId: vSwitchIdShape,
      Status: optional(string),
      LoadBalancerAddresses: optional(
        listOf(object({ PrivateIPv4Address: optional(orEmpty(addressShape)), EniId: optional(orEmpty(idShape)) })),
      ),
    }),
  ),
  LoadBalancerBillingConfig: optional(object({ PayType: optional(string) })),
  OperationLocks: optional(listOf(object({ LockType: optional(string), LockReason: optional(string) }))),
})
export type NlbLoadBalancer = Of<typeof nlbLoadBalancerShape>

/** A list writes tags otherwise than GetLoadBalancerAttribute does. */
export const listedNlbShape = object({ ...nlbLoadBalancerShape.fields, Tags: optional(listOf(tagShape)) })

export const nlbListenerShape = object({
  ListenerId: idShape,
  LoadBalancerId: loadBalancerIdShape,
  ListenerPort: number,
  ListenerProtocol: word<'TCP' | 'UDP' | 'TCPSSL'>(),
  ListenerStatus: word<'Provisioning' | 'Running' | 'Configuring' | 'Stopped' | 'Starting' | 'Stopping' | 'Deleting'>(),
  ServerGroupId: optional(orEmpty(idShape)),
  ProxyProtocolEnabled: optional(boolean),
  /** Of a listener of many ports, whose ListenerPort is 0; text. */
  StartPort: optional(string),
  EndPort: optional(string),
  ListenerDescription: optional(string),
  Tags: optional(listOf(tagShape)),
})
export type NlbListener = Of<typeof nlbListenerShape>

export const nlbServerGroupShape = object({
  ServerGroupId: idShape,
  ServerGroupName: optional(string),
  ServerGroupType: optional(word<'Instance' | 'Ip'>()),
  ServerGroupStatus: word<'Creating' | 'Available' | 'Configuring' | 'Deleting'>(),
  Protocol: optional(string),
  VpcId: vpcIdShape,
  ServerCount: optional(number),
  /** Those whose listeners use it. */
  RelatedLoadBalancerIds: optional(listOf(loadBalancerIdShape)),
  HealthCheck: optional(object({ HealthCheckConnectPort: optional(number) })),
  Tags: optional(listOf(tagShape)),
})
export type NlbServerGroup = Of<typeof nlbServerGroupShape>

export const nlbListenerHealthShape = object({
  ListenerId: idShape,
  ListenerPort: number,
  ListenerProtocol: string,
  /** Lists only the servers that are not well; empty also when the group has no server. `HeathCheckEnabled` is misspelt by the API. */
  ServerGroupInfos: optional(
    listOf(
      object({
        ServerGroupId: idShape,
        HeathCheckEnabled: optional(boolean),
        NonNormalServers: optional(
          listOf(
            object({
              ServerId: idShape,
              ServerIp: optional(orEmpty(addressShape)),
              Port: optional(number),
              Status: string,
              Reason: optional(object({ ReasonCode: string })),
            }),
          ),
        ),
      }),
    ),
  ),
})

export const nlbServerShape = object({
  ServerGroupId: idShape,
  ServerId: idShape,
  ServerType: string,
  ServerIp: optional(orEmpty(addressShape)),
  Port: optional(number),
  Weight: optional(number),
  Status: word<'Adding' | 'Available' | 'Configuring' | 'Removing'>(),
})

export const vpcShape = object({
  VpcId: vpcIdShape,
  VpcName: optional(string),
  Status: word<'Pending' | 'Available'>(),
  CidrBlock: cidrShape,
  SecondaryCidrBlocks: optional(object({ SecondaryCidrBlock: listOf(cidrShape) })),
  RegionId: optional(orEmpty(regionIdShape)),
  OwnerId: optional(orEmpty(accountIdShape)),
})
export type Vpc = Of<typeof vpcShape>

export const vSwitchShape = object({
  VSwitchId: vSwitchIdShape,
  VSwitchName: optional(string),
  VpcId: vpcIdShape,
  ZoneId: zoneIdShape,
  CidrBlock: cidrShape,
  AvailableIpAddressCount: number,
  Status: word<'Pending' | 'Available'>(),
})
export type VSwitch = Of<typeof vSwitchShape>

/** A machine, ECS. */
export const instanceShape = object({
  InstanceId: idShape,
  InstanceName: optional(string),
  Status: word<'Pending' | 'Running' | 'Starting' | 'Stopping' | 'Stopped'>(),
  ZoneId: optional(orEmpty(zoneIdShape)),
  RegionId: optional(orEmpty(regionIdShape)),
  InstanceNetworkType: optional(string),
  /** Why it may not be used: `financial`, `security` and others (Ecs DescribeInstances). */
  OperationLocks: optional(object({ LockReason: optional(listOf(object({ LockReason: optional(string) }))) })),
  /** Empty fields for one outside any VPC. */
  VpcAttributes: optional(
    object({
      VpcId: orEmpty(vpcIdShape),
      VSwitchId: orEmpty(vSwitchIdShape),
      PrivateIpAddress: object({ IpAddress: listOf(addressShape) }),
    }),
  ),
  SecurityGroupIds: optional(object({ SecurityGroupId: listOf(securityGroupIdShape) })),
  NetworkInterfaces: optional(
    object({
      NetworkInterface: listOf(
        object({
          NetworkInterfaceId: idShape,
          Type: optional(string),
          PrimaryIpAddress: optional(orEmpty(addressShape)),
        }),
      ),
    }),
  ),
})
export type Instance = Of<typeof instanceShape>

/** What a command did on an instance; `Output` in Base64 (Ecs DescribeInvocationResults). */
export const invocationResultShape = object({
  InvocationStatus: string,
  ErrorCode: optional(string),
  ErrorInfo: optional(string),
  Output: optional(string),
})
export type InvocationResult = Of<typeof invocationResultShape>

export const networkInterfaceShape = object({
  NetworkInterfaceId: idShape,
  NetworkInterfaceName: optional(string),
  Status: string,
  Type: optional(string),
  PrivateIpAddress: orEmpty(addressShape),
  VpcId: orEmpty(vpcIdShape),
  VSwitchId: orEmpty(vSwitchIdShape),
  ZoneId: optional(orEmpty(zoneIdShape)),
  SecurityGroupIds: optional(object({ SecurityGroupId: listOf(securityGroupIdShape) })),
  /** Made and kept by a cloud product, an endpoint's for instance. */
  ServiceManaged: optional(boolean),
  InstanceId: optional(orEmpty(idShape)),
})

export const securityGroupShape = object({
  SecurityGroupId: securityGroupIdShape,
  SecurityGroupName: optional(string),
  SecurityGroupType: word<'normal' | 'enterprise'>(),
  VpcId: orEmpty(vpcIdShape),
})
export type SecurityGroup = Of<typeof securityGroupShape>

export const securityGroupPermissionShape = object({
  SecurityGroupRuleId: optional(orEmpty(idShape)),
  Direction: word<'ingress' | 'egress'>(),
  IpProtocol: string,
  /** `from/to`; `-1/-1` for all ports. */
  PortRange: string,
  SourceCidrIp: optional(orEmpty(cidrShape)),
  Ipv6SourceCidrIp: optional(orEmpty(cidrShape)),
  SourceGroupId: optional(orEmpty(idShape)),
  SourcePrefixListId: optional(string),
  Policy: word<'Accept' | 'Drop'>(),
  /** Text, `"1"` to `"100"`; the lower number wins, and Drop beats Accept at the same number. */
  Priority: string,
  Description: optional(string),
})
export type SecurityGroupPermission = Of<typeof securityGroupPermissionShape>

/** A rule as it is written: other case and other types than it is read back in. */
export interface SecurityGroupRule {
  IpProtocol: string
  PortRange: string
  SourceCidrIp: string
  Policy?: 'accept' | 'drop'
  Priority?: string
  Description?: string
}

export const callerIdentityShape = object({
  IdentityType: word<'Account' | 'RAMUser' | 'AssumedRoleUser'>(),
  /** The main account's id: this, not UserId, is what a whitelist takes. */
  AccountId: accountIdShape,
  Arn: string,
  UserId: optional(string),
  PrincipalId: optional(string),
})

/** Keys of a role, with an end: the keys of a root account may not ask for them. */
export const assumedRoleShape = object({
  AssumedRoleUser: object({ Arn: string, AssumedRoleId: string }),
  Credentials: object({
    AccessKeyId: keyShape,
    AccessKeySecret: keyShape,
    SecurityToken: keyShape,
    Expiration: string,
  }),
})
