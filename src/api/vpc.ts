/** Parameters and reply fields of VPC's API, version 2016-04-28, in the notation of fields.ts. */
// biome-ignore format: one line per tree
export const vpcApi = {
  CreateVSwitch: {
    in: { 'CidrBlock*': 'string', ClientToken: 'string', Description: 'string', Ipv6CidrBlock: 'number', RegionId: 'string', Tag: [{ Key: 'string', Value: 'string' }], VSwitchName: 'string', 'VpcId*': 'string', VpcIpv6CidrBlock: 'string', 'ZoneId*': 'string' },
    out: { VSwitchId: 'string' },
  },
  CreateVpc: {
    in: { CidrBlock: 'string', ClientToken: 'string', Description: 'string', DryRun: 'boolean', EnableDnsHostname: 'boolean', EnableIpv6: 'boolean', Ipv4CidrMask: 'number', Ipv4IpamPoolId: 'string', Ipv6CidrBlock: 'string', Ipv6CidrMask: 'number', Ipv6IpamPoolId: 'string', Ipv6Isp: 'string', 'RegionId*': 'string', ResourceGroupId: 'string', Tag: [{ Key: 'string', Value: 'string' }], UserCidr: 'string', VpcName: 'string' },
    out: { ResourceGroupId: 'string', RouteTableId: 'string', VRouterId: 'string', VpcId: 'string' },
  },
  DeleteVSwitch: {
    in: { DryRun: 'boolean', RegionId: 'string', 'VSwitchId*': 'string' },
    out: {},
  },
  DeleteVpc: {
    in: { ClientToken: 'string', DryRun: 'boolean', ForceDelete: 'boolean', RegionId: 'string', 'VpcId*': 'string' },
    out: {},
  },
  DescribeRegions: {
    in: { AcceptLanguage: 'string', ProductType: 'string' },
    out: { Regions: { Region: [{ LocalName: 'string', RegionEndpoint: 'string', RegionId: 'string' }] } },
  },
  DescribeRouteTableList: {
    in: { PageNumber: 'number', PageSize: 'number', RegionId: 'string', ResourceGroupId: 'string', RouteTableId: 'string', RouteTableName: 'string', RouteTableType: 'string', RouterId: 'string', RouterType: 'string', Tag: [{ Key: 'string', Value: 'string' }], VpcId: 'string' },
    out: { PageNumber: 'number', PageSize: 'number', RouterTableList: { RouterTableListType: [{ AssociateType: 'string', CreationTime: 'string', Description: 'string', GatewayIds: { GatewayIds: ['string'] }, OwnerId: 'id', ResourceGroupId: 'string', RoutePropagationEnable: 'boolean', RouteTableId: 'string', RouteTableName: 'string', RouteTableType: 'string', RouterId: 'string', RouterType: 'string', Status: 'string', Tags: { Tag: [{ Key: 'string', Value: 'string' }] }, VSwitchIds: { VSwitchId: ['string'] }, VpcId: 'string' }] }, TotalCount: 'number' },
  },
  DescribeVSwitchAttributes: {
    in: { DryRun: 'boolean', RegionId: 'string', 'VSwitchId*': 'string' },
    out: { AvailableIpAddressCount: 'number', CidrBlock: 'string', CreationTime: 'string', Description: 'string', EnabledIpv6: 'boolean', Ipv6CidrBlock: 'string', IsDefault: 'boolean', NetworkAclId: 'string', OwnerId: 'id', ResourceGroupId: 'string', RouteTable: { RouteTableId: 'string', RouteTableType: 'string' }, ShareType: 'string', Status: 'string', Tags: { Tag: [{ Key: 'string', Value: 'string' }] }, VSwitchId: 'string', VSwitchName: 'string', VpcId: 'string', ZoneId: 'string' },
  },
  DescribeVSwitches: {
    in: { DryRun: 'boolean', EnableIpv6: 'boolean', IsDefault: 'boolean', PageNumber: 'number', PageSize: 'number', RegionId: 'string', ResourceGroupId: 'string', RouteTableId: 'string', Tag: [{ Key: 'string', Value: 'string' }], VSwitchId: 'string', VSwitchName: 'string', VSwitchOwnerId: 'id', VpcId: 'string', ZoneId: 'string' },
    out: { PageNumber: 'number', PageSize: 'number', TotalCount: 'number', VSwitches: { VSwitch: [{ AvailableIpAddressCount: 'number', CidrBlock: 'string', CreationTime: 'string', Description: 'string', EnabledIpv6: 'boolean', Ipv6CidrBlock: 'string', IsDefault: 'boolean', NetworkAclId: 'string', OwnerId: 'id', ResourceGroupId: 'string', RouteTable: { RouteTableId: 'string', RouteTableType: 'string' }, ShareType: 'string', Status: 'string', Tags: { Tag: [{ Key: 'string', Value: 'string' }] }, VSwitchId: 'string', VSwitchName: 'string', VpcId: 'string', ZoneId: 'string' }] } },
  },
  DescribeVpcAttribute: {
    in: { DryRun: 'boolean', IsDefault: 'boolean', 'RegionId*': 'string', 'VpcId*': 'string' },
    out: { AssociatedCens: { AssociatedCen: [{ CenId: 'string', CenOwnerId: 'id', CenStatus: 'string' }] }, AssociatedPropagationSources: { AssociatedPropagationSources: [{ RoutePropagated: 'boolean', SourceInstanceId: 'string', SourceOwnerId: 'id', SourceType: 'string', Status: 'string' }] }, CidrBlock: 'string', ClassicLinkEnabled: 'boolean', CloudResources: { CloudResourceSetType: [{ ResourceCount: 'number', ResourceType: 'string' }] }, CreationTime: 'string', Description: 'string', DhcpOptionsSetId: 'string', DhcpOptionsSetStatus: 'string', DnsHostnameStatus: 'string', EnabledIpv6: 'boolean', Ipv4GatewayId: 'string', Ipv6CidrBlock: 'string', Ipv6CidrBlocks: { Ipv6CidrBlock: [{ Ipv6CidrBlock: 'string', Ipv6Isp: 'string' }] }, IsDefault: 'boolean', OwnerId: 'id', RegionId: 'string', ResourceGroupId: 'string', SecondaryCidrBlocks: { SecondaryCidrBlock: ['string'] }, Status: 'string', SupportIpv4Gateway: 'boolean', Tags: { Tag: [{ Key: 'string', Value: 'string' }] }, UserCidrs: { UserCidr: ['string'] }, VRouterId: 'string', VSwitchIds: { VSwitchId: ['string'] }, VpcId: 'string', VpcName: 'string' },
  },
  DescribeVpcs: {
    in: { DhcpOptionsSetId: 'string', DryRun: 'boolean', EnableIpv6: 'boolean', IsDefault: 'boolean', PageNumber: 'number', PageSize: 'number', 'RegionId*': 'string', ResourceGroupId: 'string', Tag: [{ Key: 'string', Value: 'string' }], VpcId: 'string', VpcName: 'string', VpcOwnerId: 'id' },
    out: { PageNumber: 'number', PageSize: 'number', TotalCount: 'number', Vpcs: { Vpc: [{ CenStatus: 'string', CidrBlock: 'string', CreationTime: 'string', Description: 'string', DhcpOptionsSetId: 'string', DhcpOptionsSetStatus: 'string', DnsHostnameStatus: 'string', EnabledIpv6: 'boolean', Ipv6CidrBlock: 'string', Ipv6CidrBlocks: { Ipv6CidrBlock: [{ Ipv6CidrBlock: 'string', Ipv6Isp: 'string' }] }, IsDefault: 'boolean', NatGatewayIds: { NatGatewayIds: ['string'] }, OwnerId: 'id', RegionId: 'string', ResourceGroupId: 'string', RouterTableIds: { RouterTableIds: ['string'] }, SecondaryCidrBlocks: { SecondaryCidrBlock: ['string'] }, Status: 'string', Tags: { Tag: [{ Key: 'string', Value: 'string' }] }, UserCidrs: { UserCidr: ['string'] }, VRouterId: 'string', VSwitchIds: { VSwitchId: ['string'] }, VpcId: 'string', VpcName: 'string' }] } },
  },
  DescribeZones: {
    in: { AcceptLanguage: 'string', 'RegionId*': 'string', ZoneType: 'string' },
    out: { Zones: { Zone: [{ LocalName: 'string', ZoneId: 'string', ZoneType: 'string' }] } },
  },
  ListTagResources: {
    in: { MaxResults: 'number', NextToken: 'string', RegionId: 'string', ResourceId: ['string'], 'ResourceType*': 'string', Tag: [{ Key: 'string', Value: 'string' }] },
    out: { 'NextToken?': 'string', TagResources: { TagResource: [{ ResourceId: 'string', ResourceType: 'string', TagKey: 'string', TagValue: 'string' }] } },
  },
  ModifyVSwitchAttribute: {
    in: { Description: 'string', EnableIPv6: 'boolean', Ipv6CidrBlock: 'number', Ipv6CidrMask: 'number', RegionId: 'string', 'VSwitchId*': 'string', VSwitchName: 'string', VpcIpv6CidrBlock: 'string' },
    out: {},
  },
  ModifyVpcAttribute: {
    in: { CidrBlock: 'string', Description: 'string', EnableDnsHostname: 'boolean', EnableIPv6: 'boolean', Ipv6CidrBlock: 'string', Ipv6Isp: 'string', RegionId: 'string', 'VpcId*': 'string', VpcName: 'string' },
    out: {},
  },
  MoveResourceGroup: {
    in: { 'NewResourceGroupId*': 'string', RegionId: 'string', 'ResourceId*': 'string', 'ResourceType*': 'string' },
    out: {},
  },
  TagResources: {
    in: { RegionId: 'string', 'ResourceId*': ['string'], 'ResourceType*': 'string', 'Tag*': [{ Key: 'string', Value: 'string' }] },
    out: {},
  },
  UnTagResources: {
    in: { All: 'boolean', RegionId: 'string', 'ResourceId*': ['string'], 'ResourceType*': 'string', TagKey: ['string'] },
    out: {},
  },
} as const
