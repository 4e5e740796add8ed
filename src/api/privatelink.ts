/** Parameters and reply fields of PrivateLink's API, version 2020-04-15, in the notation of fields.ts. */
// biome-ignore format: one line per tree
export const privatelinkApi = {
  AddUserToVpcEndpointService: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'RegionId*': 'string', 'ServiceId*': 'string', UserARN: 'string', UserId: 'id' },
    out: {},
  },
  AddZoneToVpcEndpoint: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', Ipv6Address: 'string', 'RegionId*': 'string', 'VSwitchId*': 'string', 'ZoneId*': 'string', ip: 'string' },
    out: {},
  },
  AttachResourceToVpcEndpointService: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'RegionId*': 'string', 'ResourceId*': 'string', 'ResourceType*': 'string', 'ServiceId*': 'string', ZoneId: 'string' },
    out: {},
  },
  AttachSecurityGroupToVpcEndpoint: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', 'SecurityGroupId*': 'string' },
    out: {},
  },
  ChangeResourceGroup: {
    in: { 'ResourceGroupId*': 'string', 'ResourceId*': 'string', ResourceType: 'string' },
    out: {},
  },
  CheckProductOpen: {
    in: {},
    out: { Success: 'boolean' },
  },
  CreateVpcEndpoint: {
    in: { AddressIpVersion: 'string', ClientToken: 'string', CrossRegionBandwidth: 'number', DryRun: 'boolean', EndpointDescription: 'string', EndpointName: 'string', EndpointType: 'string', PolicyDocument: 'string', ProtectedEnabled: 'boolean', 'RegionId*': 'string', ResourceGroupId: 'string', SecurityGroupId: ['string'], ServiceId: 'string', ServiceName: 'string', ServiceRegionId: 'string', Tag: [{ Key: 'string', Value: 'string' }], 'VpcId*': 'string', Zone: [{ Ipv6Address: 'string', VSwitchId: 'string', ZoneId: 'string', ip: 'string' }], ZoneAffinityEnabled: 'boolean', ZonePrivateIpAddressCount: 'number' },
    out: { AddressIpVersion: 'string', Bandwidth: 'number', ConnectionStatus: 'string', CreateTime: 'string', 'CrossRegionBandwidth?': 'number', EndpointBusinessStatus: 'string', EndpointDescription: 'string', EndpointDomain: 'string', EndpointId: 'string', EndpointName: 'string', EndpointStatus: 'string', ServiceId: 'string', ServiceName: 'string', ServiceRegionId: 'string', VpcId: 'string', ZoneAffinityEnabled: 'boolean' },
  },
  CreateVpcEndpointService: {
    in: { AddressIpVersion: 'string', AutoAcceptEnabled: 'boolean', ClientToken: 'string', DryRun: 'boolean', Payer: 'string', 'RegionId*': 'string', Resource: [{ ResourceId: 'string', ResourceType: 'string', ZoneId: 'string' }], ResourceGroupId: 'string', ServiceDescription: 'string', ServiceResourceType: 'string', ServiceSupportIPv6: 'boolean', SupportedRegionList: ['string'], Tag: [{ Key: 'string', Value: 'string' }], ZoneAffinityEnabled: 'boolean' },
    out: { AddressIpVersion: 'string', AutoAcceptEnabled: 'boolean', CreateTime: 'string', ResourceGroupId: 'string', ServiceBusinessStatus: 'string', ServiceDescription: 'string', ServiceDomain: 'string', ServiceId: 'string', ServiceName: 'string', ServiceStatus: 'string', ServiceSupportIPv6: 'boolean', SupportedRegionSet: [{ RegionBusinessStatus: 'string', RegionServiceStatus: 'string', ServiceRegionId: 'string', SupportedRegionId: 'string' }], ZoneAffinityEnabled: 'boolean' },
  },
  DeleteVpcEndpoint: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string' },
    out: {},
  },
  DeleteVpcEndpointService: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'RegionId*': 'string', 'ServiceId*': 'string' },
    out: {},
  },
  DescribeRegions: {
    in: { RegionId: 'string', ServiceResourceType: 'string' },
    out: { Regions: { Region: [{ LocalName: 'string', RegionEndpoint: 'string', RegionId: 'string', ServiceResourceTypes: { ServiceResourceType: ['string'] } }] } },
  },
  DescribeZones: {
    in: { CrossRegion: 'boolean', CrossRegionSide: 'string', 'RegionId*': 'string', ServiceResourceType: 'string' },
    out: { Zones: { Zone: [{ LocalName: 'string', ZoneId: 'string' }] } },
  },
  DetachResourceFromVpcEndpointService: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'RegionId*': 'string', 'ResourceId*': 'string', ResourceType: 'string', 'ServiceId*': 'string', ZoneId: 'string' },
    out: {},
  },
  DetachSecurityGroupFromVpcEndpoint: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', 'SecurityGroupId*': 'string' },
    out: {},
  },
  DisableVpcEndpointConnection: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', 'ServiceId*': 'string' },
    out: {},
  },
  DisableVpcEndpointZoneConnection: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', ReplacedResource: 'boolean', 'ServiceId*': 'string', 'ZoneId*': 'string' },
    out: {},
  },
  EnableVpcEndpointConnection: {
    in: { Bandwidth: 'number', ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', 'ServiceId*': 'string', TrafficControlMode: 'string' },
    out: {},
  },
  EnableVpcEndpointZoneConnection: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', 'ServiceId*': 'string', 'ZoneId*': 'string' },
    out: {},
  },
  GetVpcEndpointAttribute: {
    in: { 'EndpointId*': 'string', 'RegionId*': 'string' },
    out: { AddressIpVersion: 'string', Bandwidth: 'number', ConnectionStatus: 'string', CreateTime: 'string', 'CrossRegionBandwidth?': 'number', EndpointBusinessStatus: 'string', EndpointDescription: 'string', EndpointDomain: 'string', EndpointId: 'string', EndpointName: 'string', EndpointStatus: 'string', EndpointType: 'string', Payer: 'string', PolicyDocument: 'string', ProtectedEnabled: 'boolean', RegionId: 'string', ResourceGroupId: 'string', ResourceOwner: 'boolean', ServiceId: 'string', ServiceName: 'string', ServiceRegionId: 'string', VpcId: 'string', ZoneAffinityEnabled: 'boolean', ZonePrivateIpAddressCount: 'number' },
  },
  GetVpcEndpointServiceAttribute: {
    in: { 'RegionId*': 'string', 'ServiceId*': 'string' },
    out: { AddressIpVersion: 'string', AutoAcceptEnabled: 'boolean', 'ConnectBandwidth?': 'number', CreateTime: 'string', MaxBandwidth: 'number', MinBandwidth: 'number', Payer: 'string', RegionId: 'string', ResourceGroupId: 'string', ServiceBusinessStatus: 'string', ServiceDescription: 'string', ServiceDomain: 'string', ServiceId: 'string', ServiceName: 'string', ServiceResourceType: 'string', ServiceStatus: 'string', ServiceSupportIPv6: 'boolean', ServiceType: 'string', SupportedRegionSet: [{ RegionBusinessStatus: 'string', RegionServiceStatus: 'string', ServiceRegionId: 'string', SupportedRegionId: 'string' }], ZoneAffinityEnabled: 'boolean', Zones: ['string'] },
  },
  ListTagResources: {
    in: { ClientToken: 'string', NextToken: 'string', 'RegionId*': 'string', ResourceId: ['string'], 'ResourceType*': 'string', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { 'NextToken?': 'string', TagResources: [{ ResourceId: 'string', ResourceType: 'string', TagKey: 'string', TagValue: 'string' }] },
  },
  ListVpcEndpointConnections: {
    in: { ConnectionStatus: 'string', EndpointId: 'string', EndpointOwnerId: 'id', EniId: 'string', MaxResults: 'number', NextToken: 'string', 'RegionId*': 'string', ReplacedResourceId: 'string', ResourceGroupId: 'string', ResourceId: 'string', ServiceId: 'string' },
    out: { Connections: [{ Bandwidth: 'number', ConnectionStatus: 'string', EndpointId: 'string', EndpointOwnerId: 'id', EndpointRegionId: 'string', EndpointVpcId: 'string', ModifiedTime: 'string', ResourceGroupId: 'string', ResourceOwner: 'boolean', ServiceId: 'string', ServiceRegionId: 'string', TrafficControlMode: 'string', Zones: [{ EniId: 'string', 'ReplacedEniId?': 'string', 'ReplacedResourceId?': 'string', 'ResourceId?': 'string', VSwitchId: 'string', ZoneDomain: 'string', ZoneId: 'string', ZoneStatus: 'string' }] }], MaxResults: 'number', 'NextToken?': 'string', TotalCount: 'string' },
  },
  ListVpcEndpointSecurityGroups: {
    in: { 'EndpointId*': 'string', MaxResults: 'number', NextToken: 'string', 'RegionId*': 'string' },
    out: { MaxResults: 'number', 'NextToken?': 'string', SecurityGroups: [{ SecurityGroupId: 'string', SecurityGroupStatus: 'string' }], TotalCount: 'number' },
  },
  ListVpcEndpointServiceResources: {
    in: { MaxResults: 'number', NextToken: 'string', 'RegionId*': 'string', 'ServiceId*': 'string' },
    out: { MaxResults: 'number', 'NextToken?': 'string', Resources: [{ AutoAllocatedEnabled: 'boolean', Ip: 'string', RegionId: 'string', RelatedDeprecatedEndpointCount: 'number', RelatedEndpointCount: 'number', ResourceId: 'string', ResourceSupportIPv6: 'boolean', ResourceType: 'string', VSwitchId: 'string', VpcId: 'string', ZoneId: 'string' }] },
  },
  ListVpcEndpointServiceUsers: {
    in: { MaxResults: 'number', NextToken: 'string', 'RegionId*': 'string', 'ServiceId*': 'string', UserId: 'id', UserListType: 'string' },
    out: { MaxResults: 'number', 'NextToken?': 'string', TotalCount: 'string', UserARNs: [{ UserARN: 'string' }], Users: [{ UserId: 'id' }] },
  },
  ListVpcEndpointServices: {
    in: { AddressIpVersion: 'string', AutoAcceptEnabled: 'boolean', MaxResults: 'number', NextToken: 'string', 'RegionId*': 'string', ResourceGroupId: 'string', ResourceId: 'string', ServiceBusinessStatus: 'string', ServiceId: 'string', ServiceName: 'string', ServiceResourceType: 'string', ServiceStatus: 'string', Tag: [{ Key: 'string', Value: 'string' }], ZoneAffinityEnabled: 'boolean' },
    out: { MaxResults: 'number', 'NextToken?': 'string', Services: [{ AddressIpVersion: 'string', AutoAcceptEnabled: 'boolean', 'ConnectBandwidth?': 'number', CreateTime: 'string', MaxBandwidth: 'number', MinBandwidth: 'number', Payer: 'string', RegionId: 'string', ResourceGroupId: 'string', ServiceBusinessStatus: 'string', ServiceDescription: 'string', ServiceDomain: 'string', ServiceId: 'string', ServiceName: 'string', ServiceResourceType: 'string', ServiceStatus: 'string', ServiceSupportIPv6: 'boolean', ServiceType: 'string', SupportedRegionSet: [{ RegionBusinessStatus: 'string', RegionServiceStatus: 'string', ServiceRegionId: 'string', SupportedRegionId: 'string' }], Tags: [{ Key: 'string', Value: 'string' }], ZoneAffinityEnabled: 'boolean' }], TotalCount: 'number' },
  },
  ListVpcEndpointServicesByEndUser: {
    in: { MaxResults: 'number', NextToken: 'string', 'RegionId*': 'string', ResourceGroupId: 'string', ServiceId: 'string', ServiceName: 'string', ServiceRegionId: 'string', ServiceType: 'string', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { MaxResults: 'number', 'NextToken?': 'string', Services: [{ AddressIpVersion: 'string', AutoAcceptEnabled: 'boolean', Payer: 'string', ResourceGroupId: 'string', ServiceDomain: 'string', ServiceId: 'string', ServiceName: 'string', ServiceResourceType: 'string', ServiceSupportIPv6: 'boolean', ServiceType: 'string', Tags: [{ Key: 'string', Value: 'string' }], VpcEndpointPolicySupported: 'boolean', ZoneAffinityEnabled: 'boolean', Zones: ['string'] }], TotalCount: 'string' },
  },
  ListVpcEndpointZones: {
    in: { 'EndpointId*': 'string', MaxResults: 'number', NextToken: 'string', 'RegionId*': 'string' },
    out: { MaxResults: 'number', 'NextToken?': 'string', TotalCount: 'number', Zones: [{ EniId: 'string', EniIp: 'string', RegionId: 'string', VSwitchId: 'string', ZoneDomain: 'string', ZoneId: 'string', 'ZoneIpv6Address?': 'string', ZoneStatus: 'string' }] },
  },
  ListVpcEndpoints: {
    in: { AddressIpVersion: 'string', ConnectionStatus: 'string', EndpointId: 'string', EndpointName: 'string', EndpointStatus: 'string', EndpointType: 'string', MaxResults: 'number', NextToken: 'string', 'RegionId*': 'string', ResourceGroupId: 'string', ServiceName: 'string', ServiceRegionId: 'string', Tag: [{ Key: 'string', Value: 'string' }], VpcId: 'string' },
    out: { Endpoints: [{ AddressIpVersion: 'string', Bandwidth: 'number', ConnectionStatus: 'string', CreateTime: 'string', 'CrossRegionBandwidth?': 'number', EndpointBusinessStatus: 'string', EndpointDescription: 'string', EndpointDomain: 'string', EndpointId: 'string', EndpointName: 'string', EndpointStatus: 'string', EndpointType: 'string', PolicyDocument: 'string', ProtectedEnabled: 'boolean', RegionId: 'string', ResourceGroupId: 'string', ResourceOwner: 'boolean', ServiceId: 'string', ServiceName: 'string', ServiceRegionId: 'string', Tags: [{ Key: 'string', Value: 'string' }], VpcId: 'string', ZoneAffinityEnabled: 'boolean' }], MaxResults: 'number', 'NextToken?': 'string', TotalCount: 'number' },
  },
  OpenPrivateLinkService: {
    in: {},
    out: { OrderId: 'string' },
  },
  RemoveUserFromVpcEndpointService: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'RegionId*': 'string', 'ServiceId*': 'string', UserARN: 'string', UserId: 'id' },
    out: {},
  },
  RemoveZoneFromVpcEndpoint: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', 'ZoneId*': 'string' },
    out: {},
  },
  TagResources: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'RegionId*': 'string', 'ResourceId*': ['string'], 'ResourceType*': 'string', 'Tag*': [{ 'Key*': 'string', 'Value*': 'string' }] },
    out: {},
  },
  UntagResources: {
    in: { All: 'boolean', ClientToken: 'string', DryRun: 'boolean', 'RegionId*': 'string', 'ResourceId*': ['string'], 'ResourceType*': 'string', TagKey: ['string'] },
    out: {},
  },
  UpdateVpcEndpointAttribute: {
    in: { AddressIpVersion: 'string', ClientToken: 'string', CrossRegionBandwidth: 'number', DryRun: 'boolean', EndpointDescription: 'string', 'EndpointId*': 'string', EndpointName: 'string', PolicyDocument: 'string', 'RegionId*': 'string', ResetPolicy: 'boolean', ZoneAffinityEnabled: 'boolean' },
    out: {},
  },
  UpdateVpcEndpointConnectionAttribute: {
    in: { Bandwidth: 'number', ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', 'ServiceId*': 'string', TrafficControlMode: 'string' },
    out: {},
  },
  UpdateVpcEndpointServiceAttribute: {
    in: { AddSupportedRegionSet: ['string'], AddressIpVersion: 'string', AutoAcceptEnabled: 'boolean', ClientToken: 'string', ConnectBandwidth: 'number', DeleteSupportedRegionSet: ['string'], DryRun: 'boolean', 'RegionId*': 'string', ServiceDescription: 'string', 'ServiceId*': 'string', ServiceSupportIPv6: 'boolean', ZoneAffinityEnabled: 'boolean' },
    out: {},
  },
  UpdateVpcEndpointServiceResourceAttribute: {
    in: { 'AutoAllocatedEnabled*': 'boolean', ClientToken: 'string', DryRun: 'boolean', 'RegionId*': 'string', 'ResourceId*': 'string', 'ServiceId*': 'string', ZoneId: 'string' },
    out: {},
  },
  UpdateVpcEndpointZoneConnectionResourceAttribute: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'EndpointId*': 'string', 'RegionId*': 'string', ResourceAllocateMode: 'string', ResourceId: 'string', ResourceReplaceMode: 'string', ResourceType: 'string', 'ServiceId*': 'string', 'ZoneId*': 'string' },
    out: {},
  },
} as const
