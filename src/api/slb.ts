/** Parameters and reply fields of CLB's API, version 2014-05-15, in the notation of fields.ts. */
// biome-ignore format: one line per tree
export const slbApi = {
  AddBackendServers: {
    in: { BackendServers: 'string', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { BackendServers: { BackendServer: [{ Description: 'string', ServerId: 'string', Type: 'string', Weight: 'string' }] }, LoadBalancerId: 'string' },
  },
  AddVServerGroupBackendServers: {
    in: { 'BackendServers*': 'string', 'RegionId*': 'string', 'VServerGroupId*': 'string' },
    out: { BackendServers: { BackendServer: [{ Description: 'string', Port: 'number', ServerId: 'string', Type: 'string', Weight: 'number' }] }, 'VServerGroupId?': 'string' },
  },
  CreateLoadBalancer: {
    in: { Address: 'string', AddressIPVersion: 'string', AddressType: 'string', AutoPay: 'boolean', Bandwidth: 'number', ClientToken: 'string', DeleteProtection: 'string', Duration: 'number', InstanceChargeType: 'string', InternetChargeType: 'string', LoadBalancerName: 'string', LoadBalancerSpec: 'string', MasterZoneId: 'string', ModificationProtectionReason: 'string', ModificationProtectionStatus: 'string', PayType: 'string', PricingCycle: 'string', 'RegionId*': 'string', ResourceGroupId: 'string', SlaveZoneId: 'string', Tag: [{ Key: 'string', Value: 'string' }], VSwitchId: 'string', VpcId: 'string' },
    out: { Address: 'string', AddressIPVersion: 'string', LoadBalancerId: 'string', LoadBalancerName: 'string', NetworkType: 'string', 'OrderId?': 'number', ResourceGroupId: 'string', VSwitchId: 'string', VpcId: 'string' },
  },
  CreateLoadBalancerHTTPListener: {
    in: { AclId: 'string', AclStatus: 'string', AclType: 'string', BackendServerPort: 'number', Bandwidth: 'number', Cookie: 'string', CookieTimeout: 'number', Description: 'string', ForwardPort: 'number', Gzip: 'string', 'HealthCheck*': 'string', HealthCheckConnectPort: 'number', HealthCheckDomain: 'string', HealthCheckHttpCode: 'string', HealthCheckInterval: 'number', HealthCheckMethod: 'string', HealthCheckTimeout: 'number', HealthCheckURI: 'string', HealthyThreshold: 'number', IdleTimeout: 'number', ListenerForward: 'string', 'ListenerPort*': 'number', 'LoadBalancerId*': 'string', RegionId: 'string', RequestTimeout: 'number', Scheduler: 'string', StickySession: 'string', StickySessionType: 'string', Tag: [{ Key: 'string', Value: 'string' }], UnhealthyThreshold: 'number', VServerGroupId: 'string', XForwardedFor: 'string', XForwardedFor_ClientSrcPort: 'string', XForwardedFor_SLBID: 'string', XForwardedFor_SLBIP: 'string', XForwardedFor_SLBPORT: 'string', XForwardedFor_proto: 'string' },
    out: {},
  },
  CreateLoadBalancerTCPListener: {
    in: { AclId: 'string', AclStatus: 'string', AclType: 'string', BackendServerPort: 'number', 'Bandwidth*': 'number', ConnectionDrain: 'string', ConnectionDrainTimeout: 'number', Description: 'string', EstablishedTimeout: 'number', HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', HealthCheckDomain: 'string', HealthCheckHttpCode: 'string', HealthCheckSwitch: 'string', HealthCheckType: 'string', HealthCheckURI: 'string', HealthyThreshold: 'number', 'ListenerPort*': 'number', 'LoadBalancerId*': 'string', MasterSlaveServerGroupId: 'string', PersistenceTimeout: 'number', ProxyProtocolV2Enabled: 'boolean', RegionId: 'string', Scheduler: 'string', Tag: [{ Key: 'string', Value: 'string' }], UnhealthyThreshold: 'number', VServerGroupId: 'string', healthCheckInterval: 'number' },
    out: {},
  },
  CreateLoadBalancerUDPListener: {
    in: { AclId: 'string', AclStatus: 'string', AclType: 'string', BackendServerPort: 'number', 'Bandwidth*': 'number', Description: 'string', HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', HealthCheckSwitch: 'string', HealthyThreshold: 'number', 'ListenerPort*': 'number', 'LoadBalancerId*': 'string', MasterSlaveServerGroupId: 'string', ProxyProtocolV2Enabled: 'boolean', RegionId: 'string', Scheduler: 'string', Tag: [{ Key: 'string', Value: 'string' }], UnhealthyThreshold: 'number', VServerGroupId: 'string', healthCheckExp: 'string', healthCheckInterval: 'number', healthCheckReq: 'string' },
    out: {},
  },
  CreateVServerGroup: {
    in: { BackendServers: 'string', 'LoadBalancerId*': 'string', 'RegionId*': 'string', Tag: [{ Key: 'string', Value: 'string' }], VServerGroupName: 'string' },
    out: { BackendServers: { BackendServer: [{ Description: 'string', Port: 'number', ServerId: 'string', Type: 'string', Weight: 'number' }] }, 'VServerGroupId?': 'string' },
  },
  DeleteLoadBalancer: {
    in: { 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: {},
  },
  DeleteLoadBalancerListener: {
    in: { 'ListenerPort*': 'number', 'ListenerProtocol*': 'string', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: {},
  },
  DeleteVServerGroup: {
    in: { 'RegionId*': 'string', 'VServerGroupId*': 'string' },
    out: {},
  },
  DescribeAvailableResource: {
    in: { AddressIPVersion: 'string', AddressType: 'string', 'RegionId*': 'string' },
    out: { AvailableResources: { AvailableResource: [{ MasterZoneId: 'string', SlaveZoneId: 'string', SupportResources: { SupportResource: [{ AddressIPVersion: 'string', AddressType: 'string' }] } }] } },
  },
  DescribeHealthStatus: {
    in: { ListenerPort: 'number', ListenerProtocol: 'string', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { BackendServers: { BackendServer: [{ ListenerPort: 'number', Port: 'number', Protocol: 'string', ServerHealthStatus: 'string', ServerId: 'string', ServerIp: 'string' }] } },
  },
  DescribeLoadBalancerAttribute: {
    in: { 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { Address: 'string', AddressIPVersion: 'string', AddressType: 'string', 'AutoReleaseTime?': 'number', BackendServers: { BackendServer: [{ Description: 'string', ServerId: 'string', ServerIp: 'string', Type: 'string', Weight: 'number' }] }, Bandwidth: 'number', CreateTime: 'string', CreateTimeStamp: 'number', DeleteProtection: 'string', EndTime: 'string', EndTimeStamp: 'number', InstanceChargeType: 'string', InternetChargeType: 'string', ListenerPorts: { ListenerPort: ['number'] }, ListenerPortsAndProtocal: { ListenerPortAndProtocal: [{ ListenerPort: 'number', ListenerProtocal: 'string' }] }, ListenerPortsAndProtocol: { ListenerPortAndProtocol: [{ Description: 'string', 'ForwardPort?': 'number', 'ListenerForward?': 'string', ListenerPort: 'number', ListenerProtocol: 'string' }] }, LoadBalancerId: 'string', LoadBalancerName: 'string', LoadBalancerSpec: 'string', LoadBalancerStatus: 'string', MasterZoneId: 'string', ModificationProtectionReason: 'string', ModificationProtectionStatus: 'string', NetworkType: 'string', PayType: 'string', RegionId: 'string', RegionIdAlias: 'string', 'RenewalCycUnit?': 'string', 'RenewalDuration?': 'number', 'RenewalStatus?': 'string', ResourceGroupId: 'string', SlaveZoneId: 'string', Tags: { Tag: [{ TagKey: 'string', TagValue: 'string' }] }, VSwitchId: 'string', VpcId: 'string' },
  },
  DescribeLoadBalancerHTTPListenerAttribute: {
    in: { 'ListenerPort*': 'number', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { 'AclId?': 'string', AclIds: { 'AclId?': ['string'] }, AclStatus: 'string', 'AclType?': 'string', BackendServerPort: 'number', Bandwidth: 'number', Cookie: 'string', CookieTimeout: 'number', Description: 'string', 'ForwardPort?': 'number', Gzip: 'string', HealthCheck: 'string', HealthCheckConnectPort: 'number', 'HealthCheckDomain?': 'string', 'HealthCheckHttpCode?': 'string', HealthCheckInterval: 'number', 'HealthCheckMethod?': 'string', HealthCheckTimeout: 'number', 'HealthCheckURI?': 'string', HealthyThreshold: 'number', IdleTimeout: 'number', 'ListenerForward?': 'string', ListenerPort: 'number', LoadBalancerId: 'string', RequestTimeout: 'number', Rules: { Rule: [{ Domain: 'string', RuleId: 'string', RuleName: 'string', Url: 'string', 'VServerGroupId?': 'string' }] }, Scheduler: 'string', SecurityStatus: 'string', Status: 'string', StickySession: 'string', StickySessionType: 'string', Tags: { Tag: [{ TagKey: 'string', TagValue: 'string' }] }, UnhealthyThreshold: 'number', 'VServerGroupId?': 'string', XForwardedFor: 'string', XForwardedFor_ClientSrcPort: 'string', XForwardedFor_SLBID: 'string', XForwardedFor_SLBIP: 'string', XForwardedFor_SLBPORT: 'string', XForwardedFor_proto: 'string' },
  },
  DescribeLoadBalancerListeners: {
    in: { Description: 'string', ListenerPort: 'number', ListenerProtocol: 'string', LoadBalancerId: ['string'], MaxResults: 'number', NextToken: 'string', RegionId: 'string', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { Listeners: [{ 'AclId?': 'string', AclIds: ['string'], AclStatus: 'string', 'AclType?': 'string', BackendServerPort: 'number', Bandwidth: 'number', Description: 'string', 'HTTPListenerConfig?': { Cookie: 'string', CookieTimeout: 'number', 'ForwardPort?': 'number', Gzip: 'string', HealthCheck: 'string', HealthCheckConnectPort: 'number', 'HealthCheckDomain?': 'string', 'HealthCheckHttpCode?': 'string', 'HealthCheckHttpVersion?': 'string', HealthCheckInterval: 'number', 'HealthCheckMethod?': 'string', HealthCheckTimeout: 'number', HealthCheckType: 'string', 'HealthCheckURI?': 'string', HealthyThreshold: 'number', IdleTimeout: 'number', 'ListenerForward?': 'string', RequestTimeout: 'number', StickySession: 'string', StickySessionType: 'string', UnhealthyThreshold: 'number', XForwardedFor: 'string', XForwardedFor_ClientSrcPort: 'string', XForwardedFor_SLBID: 'string', XForwardedFor_SLBIP: 'string', XForwardedFor_SLBPORT: 'string', XForwardedFor_proto: 'string' }, 'HTTPSListenerConfig?': { CACertificateId: 'string', Cookie: 'string', CookieTimeout: 'number', EnableHttp2: 'string', Gzip: 'string', HealthCheck: 'string', HealthCheckConnectPort: 'number', 'HealthCheckDomain?': 'string', 'HealthCheckHttpCode?': 'string', 'HealthCheckHttpVersion?': 'string', HealthCheckInterval: 'number', 'HealthCheckMethod?': 'string', HealthCheckTimeout: 'number', HealthCheckType: 'string', 'HealthCheckURI?': 'string', HealthyThreshold: 'number', IdleTimeout: 'number', RequestTimeout: 'number', ServerCertificateId: 'string', StickySession: 'string', StickySessionType: 'string', TLSCipherPolicy: 'string', UnhealthyThreshold: 'number', XForwardedFor: 'string', XForwardedFor_ClientCertClientVerify: 'string', XForwardedFor_ClientCertFingerprint: 'string', XForwardedFor_ClientCertIssuerDN: 'string', XForwardedFor_ClientCertSubjectDN: 'string', XForwardedFor_ClientSrcPort: 'string', XForwardedFor_SLBID: 'string', XForwardedFor_SLBIP: 'string', XForwardedFor_SLBPORT: 'string', XForwardedFor_proto: 'string' }, ListenerPort: 'number', ListenerProtocol: 'string', LoadBalancerId: 'string', Scheduler: 'string', Status: 'string', 'TCPListenerConfig?': { ConnectionDrain: 'string', 'ConnectionDrainTimeout?': 'number', EstablishedTimeout: 'number', HealthCheck: 'string', HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', 'HealthCheckDomain?': 'string', 'HealthCheckHttpCode?': 'string', HealthCheckInterval: 'number', 'HealthCheckMethod?': 'string', HealthCheckType: 'string', 'HealthCheckURI?': 'string', HealthyThreshold: 'number', 'MasterSlaveServerGroupId?': 'string', PersistenceTimeout: 'number', ProxyProtocolV2Enabled: 'string', UnhealthyThreshold: 'number' }, Tags: [{ TagKey: 'string', TagValue: 'string' }], 'UDPListenerConfig?': { ConnectionDrain: 'string', 'ConnectionDrainTimeout?': 'number', HealthCheck: 'string', HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', 'HealthCheckExp?': 'string', HealthCheckInterval: 'number', 'HealthCheckReq?': 'string', HealthyThreshold: 'number', 'MasterSlaveServerGroupId?': 'string', ProxyProtocolV2Enabled: 'string', UnhealthyThreshold: 'number' }, 'VServerGroupId?': 'string' }], MaxResults: 'number', 'NextToken?': 'string', TotalCount: 'number' },
  },
  DescribeLoadBalancerTCPListenerAttribute: {
    in: { 'ListenerPort*': 'number', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { 'AclId?': 'string', AclIds: { 'AclId?': ['string'] }, AclStatus: 'string', 'AclType?': 'string', BackendServerPort: 'number', Bandwidth: 'number', ConnectionDrain: 'string', 'ConnectionDrainTimeout?': 'number', Description: 'string', EstablishedTimeout: 'number', HealthCheck: 'string', HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', 'HealthCheckDomain?': 'string', 'HealthCheckHttpCode?': 'string', HealthCheckInterval: 'number', 'HealthCheckMethod?': 'string', HealthCheckType: 'string', 'HealthCheckURI?': 'string', HealthyThreshold: 'number', ListenerPort: 'number', LoadBalancerId: 'string', 'MasterSlaveServerGroupId?': 'string', PersistenceTimeout: 'number', ProxyProtocolV2Enabled: 'boolean', Scheduler: 'string', Status: 'string', SynProxy: 'string', Tags: { Tag: [{ TagKey: 'string', TagValue: 'string' }] }, UnhealthyThreshold: 'number', 'VServerGroupId?': 'string' },
  },
  DescribeLoadBalancerUDPListenerAttribute: {
    in: { 'ListenerPort*': 'number', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { 'AclId?': 'string', AclIds: { 'AclId?': ['string'] }, AclStatus: 'string', 'AclType?': 'string', BackendServerPort: 'number', Bandwidth: 'number', Description: 'string', HealthCheck: 'string', HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', 'HealthCheckExp?': 'string', HealthCheckInterval: 'number', 'HealthCheckReq?': 'string', HealthyThreshold: 'number', ListenerPort: 'number', LoadBalancerId: 'string', 'MasterSlaveServerGroupId?': 'string', ProxyProtocolV2Enabled: 'boolean', Scheduler: 'string', Status: 'string', Tags: { Tag: [{ TagKey: 'string', TagValue: 'string' }] }, UnhealthyThreshold: 'number', 'VServerGroupId?': 'string' },
  },
  DescribeLoadBalancers: {
    in: { Address: 'string', AddressIPVersion: 'string', AddressType: 'string', InternetChargeType: 'string', LoadBalancerId: 'string', LoadBalancerName: 'string', LoadBalancerStatus: 'string', MasterZoneId: 'string', NetworkType: 'string', PageNumber: 'number', PageSize: 'number', PayType: 'string', 'RegionId*': 'string', ResourceGroupId: 'string', ServerId: 'string', ServerIntranetAddress: 'string', SlaveZoneId: 'string', Tag: [{ Key: 'string', Value: 'string' }], Tags: 'string', VSwitchId: 'string', VpcId: 'string' },
    out: { LoadBalancers: { LoadBalancer: [{ Address: 'string', AddressIPVersion: 'string', AddressType: 'string', Bandwidth: 'number', CreateTime: 'string', CreateTimeStamp: 'number', DeleteProtection: 'string', InstanceChargeType: 'string', InternetChargeType: 'string', InternetChargeTypeAlias: 'string', LoadBalancerId: 'string', LoadBalancerName: 'string', LoadBalancerSpec: 'string', LoadBalancerStatus: 'string', MasterZoneId: 'string', ModificationProtectionReason: 'string', ModificationProtectionStatus: 'string', NetworkType: 'string', PayType: 'string', RegionId: 'string', RegionIdAlias: 'string', ResourceGroupId: 'string', SlaveZoneId: 'string', Tags: { Tag: [{ TagKey: 'string', TagValue: 'string' }] }, VSwitchId: 'string', VpcId: 'string' }] }, PageNumber: 'number', PageSize: 'number', TotalCount: 'number' },
  },
  DescribeRegions: {
    in: { AcceptLanguage: 'string', RegionId: 'string' },
    out: { Regions: { Region: [{ LocalName: 'string', RegionEndpoint: 'string', RegionId: 'string' }] } },
  },
  DescribeVServerGroupAttribute: {
    in: { 'RegionId*': 'string', 'VServerGroupId*': 'string' },
    out: { BackendServers: { BackendServer: [{ Description: 'string', Port: 'number', ServerId: 'string', ServerIp: 'string', Type: 'string', Weight: 'number' }] }, CreateTime: 'string', LoadBalancerId: 'string', Tags: { Tag: [{ TagKey: 'string', TagValue: 'string' }] }, 'VServerGroupId?': 'string', VServerGroupName: 'string' },
  },
  DescribeVServerGroups: {
    in: { Description: 'string', IncludeListener: 'boolean', IncludeRule: 'boolean', 'LoadBalancerId*': 'string', 'RegionId*': 'string', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { VServerGroups: { VServerGroup: [{ 'AssociatedObjects?': { Listeners: { Listener: [{ Port: 'number', Protocol: 'string' }] }, Rules: { Rule: [{ Domain: 'string', RuleId: 'string', RuleName: 'string', Url: 'string' }] } }, CreateTime: 'string', ServerCount: 'number', Tags: { Tag: [{ TagKey: 'string', TagValue: 'string' }] }, 'VServerGroupId?': 'string', VServerGroupName: 'string' }] } },
  },
  DescribeZones: {
    in: { AcceptLanguage: 'string', 'RegionId*': 'string' },
    out: { Zones: { Zone: [{ LocalName: 'string', SlaveZones: { SlaveZone: [{ LocalName: 'string', ZoneId: 'string' }] }, ZoneId: 'string' }] } },
  },
  ListTagResources: {
    in: { NextToken: 'string', 'RegionId*': 'string', ResourceId: ['string'], 'ResourceType*': 'string', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { 'NextToken?': 'string', TagResources: { TagResource: [{ ResourceId: 'string', ResourceType: 'string', TagKey: 'string', TagValue: 'string' }] } },
  },
  ModifyLoadBalancerInternetSpec: {
    in: { AutoPay: 'boolean', Bandwidth: 'number', InternetChargeType: 'string', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { OrderId: 'number' },
  },
  MoveResourceGroup: {
    in: { RegionId: 'string', 'ResourceGroupId*': 'string', 'ResourceId*': 'string', 'ResourceType*': 'string' },
    out: {},
  },
  RemoveBackendServers: {
    in: { 'BackendServers*': 'string', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { BackendServers: { BackendServer: [{ Description: 'string', ServerId: 'string', Type: 'string', Weight: 'number' }] }, LoadBalancerId: 'string' },
  },
  RemoveVServerGroupBackendServers: {
    in: { 'BackendServers*': 'string', 'RegionId*': 'string', 'VServerGroupId*': 'string' },
    out: { BackendServers: { BackendServer: [{ Port: 'number', ServerId: 'string', Type: 'string', Weight: 'number' }] }, 'VServerGroupId?': 'string' },
  },
  SetBackendServers: {
    in: { BackendServers: 'string', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: { BackendServers: { BackendServer: [{ Description: 'string', ServerId: 'string', Type: 'string', Weight: 'string' }] }, LoadBalancerId: 'string' },
  },
  SetLoadBalancerDeleteProtection: {
    in: { 'DeleteProtection*': 'string', 'LoadBalancerId*': 'string', 'RegionId*': 'string' },
    out: {},
  },
  SetLoadBalancerModificationProtection: {
    in: { 'LoadBalancerId*': 'string', ModificationProtectionReason: 'string', 'ModificationProtectionStatus*': 'string', RegionId: 'string' },
    out: {},
  },
  SetLoadBalancerName: {
    in: { 'LoadBalancerId*': 'string', 'LoadBalancerName*': 'string', RegionId: 'string' },
    out: {},
  },
  SetLoadBalancerStatus: {
    in: { 'LoadBalancerId*': 'string', 'LoadBalancerStatus*': 'string', RegionId: 'string' },
    out: {},
  },
  SetLoadBalancerTCPListenerAttribute: {
    in: { AclId: 'string', AclStatus: 'string', AclType: 'string', Bandwidth: 'number', ConnectionDrain: 'string', ConnectionDrainTimeout: 'number', Description: 'string', DryRun: 'boolean', EstablishedTimeout: 'number', HealthCheckConnectPort: 'number', HealthCheckConnectTimeout: 'number', HealthCheckDomain: 'string', HealthCheckHttpCode: 'string', HealthCheckInterval: 'number', HealthCheckSwitch: 'string', HealthCheckType: 'string', HealthCheckURI: 'string', HealthyThreshold: 'number', 'ListenerPort*': 'number', 'LoadBalancerId*': 'string', MasterSlaveServerGroup: 'string', MasterSlaveServerGroupId: 'string', PersistenceTimeout: 'number', ProxyProtocolV2Enabled: 'boolean', RegionId: 'string', Scheduler: 'string', SynProxy: 'string', UnhealthyThreshold: 'number', VServerGroup: 'string', VServerGroupId: 'string' },
    out: {},
  },
  SetVServerGroupAttribute: {
    in: { BackendServers: 'string', 'RegionId*': 'string', 'VServerGroupId*': 'string', VServerGroupName: 'string' },
    out: { BackendServers: { BackendServer: [{ Description: 'string', Port: 'number', ServerId: 'string', Type: 'string', Weight: 'number' }] }, 'VServerGroupId?': 'string', VServerGroupName: 'string' },
  },
  StartLoadBalancerListener: {
    in: { 'ListenerPort*': 'number', 'ListenerProtocol*': 'string', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: {},
  },
  StopLoadBalancerListener: {
    in: { 'ListenerPort*': 'number', 'ListenerProtocol*': 'string', 'LoadBalancerId*': 'string', RegionId: 'string' },
    out: {},
  },
  TagResources: {
    in: { 'RegionId*': 'string', 'ResourceId*': ['string'], 'ResourceType*': 'string', 'Tag*': [{ Key: 'string', Value: 'string' }] },
    out: {},
  },
  UntagResources: {
    in: { All: 'boolean', 'RegionId*': 'string', 'ResourceId*': ['string'], 'ResourceType*': 'string', TagKey: ['string'] },
    out: {},
  },
} as const
