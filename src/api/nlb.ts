/** Parameters and reply fields of NLB's API, version 2022-04-30, in the notation of fields.ts. */
// biome-ignore format: one line per tree
export const nlbApi = {
  AddServersToServerGroup: {
    in: { ClientToken: 'string', DryRun: 'boolean', RegionId: 'string', 'ServerGroupId*': 'string', 'Servers*': [{ Description: 'string', Port: 'number', 'ServerId*': 'string', ServerIp: 'string', 'ServerType*': 'string', Weight: 'number' }] },
    out: { JobId: 'string', ServerGroupId: 'string' },
  },
  CreateListener: {
    in: { AlpnEnabled: 'boolean', AlpnPolicy: 'string', CaCertificateIds: ['string'], CaEnabled: 'boolean', CertificateIds: ['string'], ClientToken: 'string', Cps: 'number', DryRun: 'boolean', EndPort: 'number', IdleTimeout: 'number', ListenerDescription: 'string', 'ListenerPort*': 'number', 'ListenerProtocol*': 'string', 'LoadBalancerId*': 'string', Mss: 'number', ProxyProtocolEnabled: 'boolean', ProxyProtocolV2Config: { Ppv2PrivateLinkEpIdEnabled: 'boolean', Ppv2PrivateLinkEpsIdEnabled: 'boolean', Ppv2VpcIdEnabled: 'boolean' }, RegionId: 'string', SecSensorEnabled: 'boolean', SecurityPolicyId: 'string', ServerGroupId: 'string', StartPort: 'number', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { JobId: 'string', ListenerId: 'string' },
  },
  CreateLoadBalancer: {
    in: { AddressIpVersion: 'string', 'AddressType*': 'string', BandwidthPackageId: 'string', ClientToken: 'string', DeletionProtectionConfig: { Enabled: 'boolean', Reason: 'string' }, DryRun: 'boolean', LoadBalancerBillingConfig: { PayType: 'string' }, LoadBalancerName: 'string', LoadBalancerType: 'string', ModificationProtectionConfig: { Reason: 'string', Status: 'string' }, RegionId: 'string', ResourceGroupId: 'string', Tag: [{ Key: 'string', Value: 'string' }], 'VpcId*': 'string', 'ZoneMappings*': [{ AllocationId: 'string', Ipv4LocalAddresses: ['string'], Ipv6Address: 'string', Ipv6LocalAddresses: ['string'], PrivateIPv4Address: 'string', 'VSwitchId*': 'string', 'ZoneId*': 'string' }] },
    out: { LoadbalancerId: 'string', 'OrderId?': 'number' },
  },
  CreateServerGroup: {
    in: { AddressIPVersion: 'string', AnyPortEnabled: 'boolean', ClientToken: 'string', ConnectionDrainEnabled: 'boolean', ConnectionDrainTimeout: 'number', DryRun: 'boolean', HealthCheckConfig: { HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', HealthCheckDomain: 'string', HealthCheckEnabled: 'boolean', HealthCheckExp: 'string', HealthCheckHttpCode: ['string'], HealthCheckHttpVersion: 'string', HealthCheckInterval: 'number', HealthCheckReq: 'string', HealthCheckType: 'string', HealthCheckUrl: 'string', HealthyThreshold: 'number', HttpCheckMethod: 'string', UnhealthyThreshold: 'number' }, IpVersionAffinityMode: 'string', PreserveClientIpEnabled: 'boolean', Protocol: 'string', RegionId: 'string', ResourceGroupId: 'string', Scheduler: 'string', 'ServerGroupName*': 'string', ServerGroupType: 'string', Tag: [{ Key: 'string', Value: 'string' }], 'VpcId*': 'string' },
    out: { JobId: 'string', ServerGroupId: 'string' },
  },
  DeleteListener: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'ListenerId*': 'string', RegionId: 'string' },
    out: { JobId: 'string' },
  },
  DeleteLoadBalancer: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { JobId: 'string' },
  },
  DeleteServerGroup: {
    in: { ClientToken: 'string', DryRun: 'boolean', RegionId: 'string', 'ServerGroupId*': 'string' },
    out: { JobId: 'string' },
  },
  DescribeRegions: {
    in: { AcceptLanguage: 'string', ClientToken: 'string', ServiceCode: 'string' },
    out: { Regions: [{ LocalName: 'string', RegionEndpoint: 'string', RegionId: 'string' }] },
  },
  DescribeZones: {
    in: { AcceptLanguage: 'string', ClientToken: 'string', RegionId: 'string', ServiceCode: 'string' },
    out: { Zones: [{ LocalName: 'string', ZoneId: 'string' }] },
  },
  GetJobStatus: {
    in: { ClientToken: 'string', 'JobId*': 'string' },
    out: { Status: 'string' },
  },
  GetListenerAttribute: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'ListenerId*': 'string', RegionId: 'string' },
    out: { AlpnEnabled: 'boolean', 'AlpnPolicy?': 'string', CaCertificateIds: ['string'], CaEnabled: 'boolean', CertificateIds: ['string'], 'Cps?': 'number', 'EndPort?': 'string', IdleTimeout: 'number', ListenerDescription: 'string', ListenerId: 'string', ListenerPort: 'number', ListenerProtocol: 'string', ListenerStatus: 'string', LoadBalancerId: 'string', Mss: 'number', ProxyProtocolEnabled: 'boolean', ProxyProtocolV2Config: { Ppv2PrivateLinkEpIdEnabled: 'boolean', Ppv2PrivateLinkEpsIdEnabled: 'boolean', Ppv2VpcIdEnabled: 'boolean' }, RegionId: 'string', SecSensorEnabled: 'boolean', 'SecurityPolicyId?': 'string', ServerGroupId: 'string', 'StartPort?': 'string', Tags: [{ TagKey: 'string', TagValue: 'string' }] },
  },
  GetListenerHealthStatus: {
    in: { 'ListenerId*': 'string', RegionId: 'string' },
    out: { ListenerHealthStatus: [{ ListenerId: 'string', ListenerPort: 'number', ListenerProtocol: 'string', ServerGroupInfos: [{ HeathCheckEnabled: 'boolean', NonNormalServers: [{ Port: 'number', 'Reason?': { ReasonCode: 'string' }, ServerId: 'string', ServerIp: 'string', Status: 'string' }], ServerGroupId: 'string' }] }], MaxResults: 'number', 'NextToken?': 'string', TotalCount: 'number' },
  },
  GetLoadBalancerAttribute: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { AddressIpVersion: 'string', AddressType: 'string', 'BandwidthPackageId?': 'string', 'Cps?': 'number', CreateTime: 'string', CrossZoneEnabled: 'boolean', DNSName: 'string', DeletionProtectionConfig: { Enabled: 'boolean', 'EnabledTime?': 'string', 'Reason?': 'string' }, 'Ipv6AddressType?': 'string', LoadBalancerBillingConfig: { PayType: 'string' }, LoadBalancerBusinessStatus: 'string', LoadBalancerId: 'string', LoadBalancerName: 'string', LoadBalancerStatus: 'string', LoadBalancerType: 'string', ModificationProtectionConfig: { 'EnabledTime?': 'string', 'Reason?': 'string', Status: 'string' }, OperationLocks: [{ LockReason: 'string', LockType: 'string' }], RegionId: 'string', ResourceGroupId: 'string', SecurityGroupIds: ['string'], Tags: [{ TagKey: 'string', TagValue: 'string' }], VpcId: 'string', ZoneMappings: [{ LoadBalancerAddresses: [{ 'AllocationId?': 'string', EniId: 'string', Ipv4LocalAddresses: ['string'], 'Ipv6Address?': 'string', 'Ipv6LocalAddresses?': ['string'], PrivateIPv4Address: 'string', PrivateIPv4HcStatus: 'string', 'PrivateIPv6HcStatus?': 'string', 'PublicIPv4Address?': 'string' }], Status: 'string', VSwitchId: 'string', ZoneId: 'string' }] },
  },
  ListListeners: {
    in: { ListenerIds: ['string'], ListenerProtocol: 'string', LoadBalancerIds: ['string'], MaxResults: 'number', NextToken: 'string', RegionId: 'string', SecSensorEnabled: 'string', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { Listeners: [{ AlpnEnabled: 'boolean', 'AlpnPolicy?': 'string', CaCertificateIds: ['string'], CaEnabled: 'boolean', CertificateIds: ['string'], 'Cps?': 'number', 'EndPort?': 'string', IdleTimeout: 'number', ListenerDescription: 'string', ListenerId: 'string', ListenerPort: 'number', ListenerProtocol: 'string', ListenerStatus: 'string', LoadBalancerId: 'string', Mss: 'number', ProxyProtocolEnabled: 'boolean', ProxyProtocolV2Config: { Ppv2PrivateLinkEpIdEnabled: 'boolean', Ppv2PrivateLinkEpsIdEnabled: 'boolean', Ppv2VpcIdEnabled: 'boolean' }, RegionId: 'string', SecSensorEnabled: 'boolean', 'SecurityPolicyId?': 'string', ServerGroupId: 'string', 'StartPort?': 'string', Tags: [{ Key: 'string', Value: 'string' }] }], MaxResults: 'number', 'NextToken?': 'string', TotalCount: 'number' },
  },
  ListLoadBalancers: {
    in: { AddressIpVersion: 'string', AddressType: 'string', DNSName: 'string', Ipv6AddressType: 'string', LoadBalancerBusinessStatus: 'string', LoadBalancerIds: ['string'], LoadBalancerNames: ['string'], LoadBalancerStatus: 'string', LoadBalancerType: 'string', MaxResults: 'number', NextToken: 'string', RegionId: 'string', ResourceGroupId: 'string', Tag: [{ Key: 'string', Value: 'string' }], VpcIds: ['string'], ZoneId: 'string' },
    out: { LoadBalancers: [{ AddressIpVersion: 'string', AddressType: 'string', 'BandwidthPackageId?': 'string', CreateTime: 'string', CrossZoneEnabled: 'boolean', DNSName: 'string', DeletionProtectionConfig: { Enabled: 'boolean', 'EnabledTime?': 'string', 'Reason?': 'string' }, 'Ipv6AddressType?': 'string', LoadBalancerBillingConfig: { PayType: 'string' }, LoadBalancerBusinessStatus: 'string', LoadBalancerId: 'string', LoadBalancerName: 'string', LoadBalancerStatus: 'string', LoadBalancerType: 'string', ModificationProtectionConfig: { 'EnabledTime?': 'string', 'Reason?': 'string', Status: 'string' }, OperationLocks: [{ LockReason: 'string', LockType: 'string' }], RegionId: 'string', ResourceGroupId: 'string', SecurityGroupIds: ['string'], Tags: [{ Key: 'string', Value: 'string' }], VpcId: 'string', ZoneMappings: [{ LoadBalancerAddresses: [{ 'AllocationId?': 'string', EniId: 'string', 'Ipv6Address?': 'string', PrivateIPv4Address: 'string', PrivateIPv4HcStatus: 'string', 'PrivateIPv6HcStatus?': 'string', 'PublicIPv4Address?': 'string' }], Status: 'string', VSwitchId: 'string', ZoneId: 'string' }] }], MaxResults: 'number', 'NextToken?': 'string', TotalCount: 'number' },
  },
  ListServerGroupServers: {
    in: { MaxResults: 'number', NextToken: 'string', RegionId: 'string', ServerGroupId: 'string', ServerIds: ['string'], ServerIps: ['string'] },
    out: { MaxResults: 'number', 'NextToken?': 'string', Servers: [{ Description: 'string', 'Port?': 'number', ServerGroupId: 'string', ServerId: 'string', ServerIp: 'string', ServerType: 'string', Status: 'string', Weight: 'number', ZoneId: 'string' }], TotalCount: 'number' },
  },
  ListServerGroups: {
    in: { MaxResults: 'number', NextToken: 'string', RegionId: 'string', ResourceGroupId: 'string', ServerGroupIds: ['string'], ServerGroupNames: ['string'], ServerGroupType: 'string', Tag: [{ Key: 'string', Value: 'string' }], VpcId: 'string' },
    out: { MaxResults: 'number', 'NextToken?': 'string', ServerGroups: [{ AddressIPVersion: 'string', AliUid: 'id', AnyPortEnabled: 'boolean', ConnectionDrainEnabled: 'boolean', 'ConnectionDrainTimeout?': 'number', HealthCheck: { HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', 'HealthCheckDomain?': 'string', HealthCheckEnabled: 'boolean', 'HealthCheckExp?': 'string', 'HealthCheckHttpCode?': ['string'], 'HealthCheckHttpVersion?': 'string', HealthCheckInterval: 'number', 'HealthCheckReq?': 'string', HealthCheckType: 'string', 'HealthCheckUrl?': 'string', HealthyThreshold: 'number', 'HttpCheckMethod?': 'string', UnhealthyThreshold: 'number' }, IpVersionAffinityMode: 'string', PreserveClientIpEnabled: 'boolean', Protocol: 'string', RegionId: 'string', RelatedLoadBalancerIds: ['string'], ResourceGroupId: 'string', Scheduler: 'string', ServerCount: 'number', ServerGroupId: 'string', ServerGroupName: 'string', ServerGroupStatus: 'string', ServerGroupType: 'string', Tags: [{ Key: 'string', Value: 'string' }], VpcId: 'string' }], TotalCount: 'number' },
  },
  ListTagResources: {
    in: { MaxResults: 'number', NextToken: 'string', RegionId: 'string', ResourceId: ['string'], 'ResourceType*': 'string', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { MaxResults: 'number', 'NextToken?': 'string', TagResources: [{ AliUid: 'id', Category: 'string', RegionNo: 'string', ResourceId: 'string', ResourceType: 'string', Scope: 'string', TagKey: 'string', TagValue: 'string' }], TotalCount: 'number' },
  },
  RemoveServersFromServerGroup: {
    in: { ClientToken: 'string', DryRun: 'boolean', RegionId: 'string', 'ServerGroupId*': 'string', 'Servers*': [{ Port: 'number', 'ServerId*': 'string', ServerIp: 'string', 'ServerType*': 'string' }] },
    out: { JobId: 'string', ServerGroupId: 'string' },
  },
  StartListener: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'ListenerId*': 'string', RegionId: 'string' },
    out: { JobId: 'string' },
  },
  StopListener: {
    in: { ClientToken: 'string', DryRun: 'boolean', 'ListenerId*': 'string', RegionId: 'string' },
    out: { JobId: 'string' },
  },
  TagResources: {
    in: { ClientToken: 'string', DryRun: 'boolean', RegionId: 'string', 'ResourceId*': ['string'], 'ResourceType*': 'string', 'Tag*': [{ Key: 'string', Value: 'string' }] },
    out: {},
  },
  UntagResources: {
    in: { All: 'boolean', ClientToken: 'string', DryRun: 'boolean', RegionId: 'string', 'ResourceId*': ['string'], 'ResourceType*': 'string', TagKey: ['string'] },
    out: {},
  },
  UpdateLoadBalancerProtection: {
    in: { ClientToken: 'string', DeletionProtectionEnabled: 'boolean', DeletionProtectionReason: 'string', DryRun: 'boolean', 'LoadBalancerId*': 'string', ModificationProtectionReason: 'string', ModificationProtectionStatus: 'string', RegionId: 'string' },
    out: {},
  },
} as const
