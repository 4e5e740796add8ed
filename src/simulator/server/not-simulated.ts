import type { ApiAction } from '../../api/actions.ts'
import { ApiError } from './errors.ts'

type Table = { readonly [A in ApiAction]?: Readonly<Record<string, readonly string[]>> }

const listenerAcl = { AclId: [], AclType: [], AclStatus: ['off'], MasterSlaveServerGroupId: [] } as const
const anyRule = {
  Ipv6SourceCidrIp: [],
  Ipv6DestCidrIp: [],
  SourcePortRange: ['-1/-1', ''],
  NicType: ['intranet'],
} as const
const ingressRule = {
  ...anyRule,
  DestCidrIp: [],
  SourcePrefixListId: [],
  SourceGroupOwnerAccount: [],
  SourceGroupOwnerId: [],
} as const
const egressRule = {
  ...anyRule,
  SourceCidrIp: [],
  DestPrefixListId: [],
  DestGroupOwnerAccount: [],
  DestGroupOwnerId: [],
} as const

/** The parameters of one rule, and the same in the items of the list of rules. */
function rulesOf(rule: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, readonly string[]>> {
  const inList = Object.entries({ ...rule, PortRangeListId: [] })
  return { ...rule, ...Object.fromEntries(inList.map(([name, values]) => [`Permissions.${name}`, values])) }
}

const ipv6OfVpc = {
  EnableIpv6: ['false'],
  Ipv6CidrBlock: [],
  Ipv6CidrMask: [],
  Ipv6IpamPoolId: [],
  Ipv6Isp: [],
} as const

/**
 * Documented parameters without an effect here. Values in the list mean what the simulator does anyway and are accepted;
 * any other value is rejected, so that nobody takes it for done. `a.b` is field `b` of the items of list `a`.
 */
export const notSimulated: Table = {
  'privatelink.CreateVpcEndpointService': { AddressIpVersion: ['IPv4'], ServiceSupportIPv6: ['false'] },
  'privatelink.UpdateVpcEndpointServiceAttribute': { AddressIpVersion: ['IPv4'], ServiceSupportIPv6: ['false'] },
  'privatelink.CreateVpcEndpoint': {
    AddressIpVersion: ['IPv4'],
    ProtectedEnabled: ['false'],
    ZonePrivateIpAddressCount: ['1'],
    'Zone.Ipv6Address': [],
  },
  'privatelink.UpdateVpcEndpointAttribute': { AddressIpVersion: ['IPv4'], ResetPolicy: ['false'] },
  'privatelink.AddZoneToVpcEndpoint': { Ipv6Address: [] },
  'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute': { ResourceAllocateMode: ['Auto', 'Manual'] },

  'slb.CreateLoadBalancer': {
    AddressIPVersion: ['ipv4'],
    PayType: ['PayOnDemand'],
    AutoPay: [],
    Duration: [],
    PricingCycle: [],
  },
  'slb.CreateLoadBalancerTCPListener': listenerAcl,
  'slb.CreateLoadBalancerUDPListener': listenerAcl,
  'slb.CreateLoadBalancerHTTPListener': {
    AclId: [],
    AclType: [],
    AclStatus: ['off'],
    ListenerForward: ['off'],
    ForwardPort: [],
  },
  'slb.SetLoadBalancerTCPListenerAttribute': {
    AclId: [],
    AclType: [],
    AclStatus: ['off'],
    MasterSlaveServerGroup: ['off'],
    MasterSlaveServerGroupId: [],
    SynProxy: ['disable'],
  },
  'slb.DescribeVServerGroups': { Description: [] },
  'slb.ModifyLoadBalancerInternetSpec': { AutoPay: [] },

  'nlb.CreateLoadBalancer': {
    AddressIpVersion: ['ipv4', 'Ipv4'],
    BandwidthPackageId: [],
    LoadBalancerType: ['network', 'Network'],
    'LoadBalancerBillingConfig.PayType': ['PostPay'],
    'ZoneMappings.AllocationId': [],
    'ZoneMappings.Ipv4LocalAddresses': [],
    'ZoneMappings.Ipv6Address': [],
    'ZoneMappings.Ipv6LocalAddresses': [],
  },
  'nlb.CreateServerGroup': { AddressIPVersion: ['ipv4', 'Ipv4'], AnyPortEnabled: ['false'] },
  'nlb.CreateListener': { StartPort: ['0'], EndPort: ['0'] },
  'nlb.ListLoadBalancers': { Ipv6AddressType: [] },

  'vpc.CreateVpc': { ...ipv6OfVpc, EnableDnsHostname: ['false'], Ipv4CidrMask: [], Ipv4IpamPoolId: [] },
  'vpc.CreateVSwitch': { Ipv6CidrBlock: [], VpcIpv6CidrBlock: [] },
  'vpc.ModifyVpcAttribute': {
    CidrBlock: [],
    EnableDnsHostname: ['false'],
    EnableIPv6: ['false'],
    Ipv6CidrBlock: [],
    Ipv6Isp: [],
  },
  'vpc.ModifyVSwitchAttribute': { EnableIPv6: ['false'], Ipv6CidrBlock: [], Ipv6CidrMask: [], VpcIpv6CidrBlock: [] },
  'vpc.DescribeVpcs': { DhcpOptionsSetId: [] },
  'vpc.DeleteVpc': { ForceDelete: ['false'] },

  'ecs.AuthorizeSecurityGroup': rulesOf(ingressRule),
  'ecs.RevokeSecurityGroup': rulesOf(ingressRule),
  'ecs.AuthorizeSecurityGroupEgress': rulesOf(egressRule),
  'ecs.RevokeSecurityGroupEgress': rulesOf(egressRule),
  'ecs.ModifySecurityGroupRule': {
    ...anyRule,
    PortRangeListId: [],
    SourcePrefixListId: [],
    SourceGroupOwnerAccount: [],
    SourceGroupOwnerId: [],
  },
  'ecs.CreateSecurityGroup': { ServiceManaged: ['false'] },
  'ecs.DescribeSecurityGroups': { FuzzyQuery: ['false'] },
  'ecs.DescribeInstances': Object.fromEntries(
    [
      ...['AdditionalAttributes', 'DeviceAvailable', 'EipAddresses', 'Filter.Key', 'Filter.Value', 'HpcClusterId'],
      ...['HttpEndpoint', 'HttpPutResponseHopLimit', 'HttpTokens', 'ImageId', 'InnerIpAddresses', 'InstanceChargeType'],
      ...['InstanceType', 'InstanceTypeFamily', 'InternetChargeType', 'IoOptimized', 'Ipv6Address', 'KeyPairName'],
      ...['LockReason', 'NeedSaleCycle', 'PublicIpAddresses', 'RdmaIpAddresses'],
    ].map((name) => [name, []]),
  ),
  'ecs.RunCommand': {
    RepeatMode: ['Once'],
    EnableParameter: ['false'],
    Timed: ['false'],
    ...Object.fromEntries(
      [
        ...[
          'ContainerId',
          'ContainerName',
          'Frequency',
          'Launcher',
          'OssOutputDelivery',
          'Parameters',
          'WindowsPasswordName',
        ],
        ...['ResourceTag.Key', 'ResourceTag.Value'],
      ].map((name) => [name, []]),
    ),
  },
  'ecs.DescribeInvocations': { Timed: ['false'], CommandType: ['RunShellScript'], RepeatMode: ['Once'] },
  'ecs.DescribeInvocationResults': { IncludeHistory: ['false'] },
  'ecs.ListTagResources': { 'TagFilter.TagKey': [], 'TagFilter.TagValues': [] },
  'ecs.DescribeZones': { InstanceChargeType: ['PostPaid'], SpotStrategy: ['NoSpot'], Verbose: ['true', 'false'] },
  'ecs.DescribeRegions': { InstanceChargeType: ['PostPaid'], ResourceType: ['instance'] },

  'sts.AssumeRole': { SourceIdentity: [] },
}

/** @throws ApiError of the simulator's own, HTTP 400, for a parameter whose effect would be missing. */
export function requireSimulated(action: ApiAction, params: ReadonlyMap<string, string>): void {
  const table = notSimulated[action]
  if (table === undefined) return
  for (const [name, value] of params) {
    const path = name.replace(/\.\d+(?=\.|$)/g, '')
    const accepted = Object.hasOwn(table, path) ? table[path] : undefined
    if (accepted === undefined || accepted.includes(value)) continue
    throw new ApiError(
      'Simulator.ParameterNotSimulated',
      400,
      `${name}=${value} of ${action} has no effect in this simulator${accepted.length > 0 ? `; it takes ${accepted.join(', ')}` : ''}.`,
    )
  }
}

/** True of a parameter whose accepted values mean what the simulator does anyway. */
export function hasNoEffect(action: ApiAction, name: string): boolean {
  return Object.hasOwn(notSimulated[action] ?? {}, name)
}
