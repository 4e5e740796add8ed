import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLink } from '../harness/link-calls.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'

type Parameters = Readonly<Record<string, string | number | boolean>>
/** The code, the action, and parameters in which `<name>` stands for what the scenario gives, `<service>` for one with a link. */
type Refusal = readonly [code: string, action: string, parameters: Parameters, more?: More]
interface More {
  /** Who asks; `you` if left out. */
  readonly by?: string
  /** What an operator does first. */
  readonly acts?: readonly object[]
  /** What whoever asks calls first; a field of a reply may be given a name. */
  readonly calls?: readonly (readonly [action: string, parameters: Parameters, field?: string, name?: string])[]
}

const set = (id: string, fields: object) => ({ act: 'set', id, set: fields })
const vpcOfPeer = { VpcId: '<peer.vpc>', 'SecurityGroupId.1': '<peer.securityGroup>' }
const anEndpoint = { ...vpcOfPeer, ServiceId: '<service>', 'Zone.1.VSwitchId': '<peer.vswitch.h>' }
const another = { acts: [{ act: 'rules', set: { oneEndpointPerVpc: false } }], by: 'peer' }
const pair = { ServiceId: '<service>', EndpointId: '<endpoint>' }
const zone = { ...pair, ZoneId: 'cn-hangzhou-h' }
const long = 'x'.repeat(3000)
const role = { RoleArn: '<you.role>', RoleSessionName: 'somebody' }
const rule = { SecurityGroupId: '<you.securityGroup>', IpProtocol: 'tcp', PortRange: '9/9', SourceCidrIp: '10.0.0.0/8' }
const many = (prefix: string, count: number, value: (index: number) => string): Parameters =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}.${index + 1}`, value(index)]))
const command = { 'InstanceId.1': '<you.machine>', Type: 'RunShellScript', CommandContent: 'ZWNobw==' }
const asEndpoint = { ResourceType: 'vpcendpoint', 'ResourceId.1': 'ep-none' }

const tagOfClb = {
  ResourceType: 'instance',
  'ResourceId.1': '<you.loadBalancer>',
  'Tag.1.Key': 'a',
  'Tag.1.Value': 'b',
}
const tagOfService = { ResourceType: 'vpcendpointservice', 'ResourceId.1': '<service>' }
const tags = (from: number, count: number): Parameters =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      [`Tag.${index + 1}.Key`, `key${from + index}`],
      [`Tag.${index + 1}.Value`, 'b'],
    ]).flat(),
  )
/** The smallest vSwitch, and load balancers in it until it is full. */
const smallVSwitch = (room: number) =>
  [
    [
      'vpc.CreateVSwitch',
      { VpcId: '<you.vpc>', ZoneId: 'cn-hangzhou-h', CidrBlock: '<you.block>.100.0/29' },
      'VSwitchId',
      'small',
    ],
    ...Array.from(
      { length: room },
      () => ['slb.CreateLoadBalancer', { VSwitchId: '<small>', AddressType: 'intranet' }] as const,
    ),
  ] as const

const refusals: readonly Refusal[] = [
  [
    'EndpointServiceOperationDenied',
    'privatelink.DeleteVpcEndpointService',
    { ServiceId: '<service>' },
    { acts: [set('<service>', { status: 'Pending' })] },
  ],
  [
    'EndpointServiceResourceExist',
    'privatelink.AttachResourceToVpcEndpointService',
    { ServiceId: '<service>', ResourceId: '<you.loadBalancer>', ResourceType: 'slb' },
  ],
  [
    'EndpointServiceResourceNotFound',
    'privatelink.DetachResourceFromVpcEndpointService',
    { ServiceId: '<service>', ResourceId: 'lb-none', ResourceType: 'slb' },
  ],
  ['EndpointServiceResourceTypeNotSupport', 'privatelink.CreateVpcEndpointService', { ServiceResourceType: 'alb' }],
  [
    'LoadBalancerNotFound',
    'privatelink.AttachResourceToVpcEndpointService',
    { ServiceId: '<service>', ResourceId: 'lb-none', ResourceType: 'slb' },
  ],
  [
    'Mismatch.ResourceType',
    'privatelink.CreateVpcEndpointService',
    { ServiceResourceType: 'slb', 'Resource.1.ResourceType': 'nlb', 'Resource.1.ResourceId': 'nlb-none' },
  ],
  ['MissingParam.ResourceId', 'privatelink.CreateVpcEndpointService', { 'Resource.1.ResourceType': 'slb' }],
  [
    'QuotaMisMatched',
    'privatelink.CreateVpcEndpoint',
    { ...anEndpoint, ...many('SecurityGroupId', 60, (index) => `sg-${index}`) },
    another,
  ],
  [
    'IllegalParamFormat.SupportedRegionList',
    'privatelink.CreateVpcEndpointService',
    { 'SupportedRegionList.1': 'cn-nowhere' },
  ],
  [
    'IllegalParamFormat.ServiceDescription',
    'privatelink.CreateVpcEndpointService',
    { ServiceDescription: 'http://here' },
  ],
  [
    'IllegalParamFormat.ConnectBandwidth',
    'privatelink.UpdateVpcEndpointServiceAttribute',
    { ServiceId: '<service>', ConnectBandwidth: 1 },
  ],
  ['IllegalParamFormat.MaxResults', 'privatelink.ListVpcEndpointServices', { MaxResults: 1001 }],
  [
    'EndpointConnectionNotFound',
    'privatelink.EnableVpcEndpointConnection',
    { ServiceId: '<service>', EndpointId: 'ep-none' },
  ],
  [
    'EndpointOperationDenied',
    'privatelink.DeleteVpcEndpoint',
    { EndpointId: '<endpoint>' },
    { by: 'peer', acts: [set('<endpoint>', { status: 'Pending' })] },
  ],
  ['IllegalParamFormat.EndpointName', 'privatelink.CreateVpcEndpoint', { ...anEndpoint, EndpointName: '1' }, another],
  [
    'IllegalParamFormat.EndpointDescription',
    'privatelink.CreateVpcEndpoint',
    { ...anEndpoint, EndpointDescription: 'http://here' },
    another,
  ],
  [
    'EndpointZoneDuplicated',
    'privatelink.AddZoneToVpcEndpoint',
    { EndpointId: '<endpoint>', ZoneId: 'cn-hangzhou-h', VSwitchId: '<peer.vswitch.h>' },
    { by: 'peer' },
  ],
  ['Mismatch.EndpointType', 'privatelink.CreateVpcEndpoint', { ...anEndpoint, EndpointType: 'Reverse' }, another],
  [
    'IncorrectStatus.VpcEndpointService',
    'privatelink.CreateVpcEndpoint',
    anEndpoint,
    { by: 'peer', acts: [set('<service>', { status: 'Pending' })] },
  ],
  [
    'OperationDenied.EndpointPolicyNotSupport',
    'privatelink.CreateVpcEndpoint',
    { ...anEndpoint, PolicyDocument: '{}' },
    another,
  ],
  ['MissingParam.ServiceId', 'privatelink.CreateVpcEndpoint', vpcOfPeer, another],
  [
    'SecurityGroupTypeOnlySingleTypeSupporteded',
    'privatelink.AttachSecurityGroupToVpcEndpoint',
    { EndpointId: '<endpoint>', SecurityGroupId: '<peer.securityGroup.closed>' },
    { by: 'peer', acts: [set('<peer.securityGroup.closed>', { type: 'enterprise' })] },
  ],
  [
    'OperationDenied.NoAvailableServiceResource',
    'privatelink.EnableVpcEndpointConnection',
    pair,
    {
      acts: [
        { act: 'connection', endpoint: '<endpoint>', status: 'Disconnected' },
        set('<service>', { resources: [] }),
      ],
    },
  ],
  [
    'IllegalParamFormat.TrafficControlMode',
    'privatelink.UpdateVpcEndpointConnectionAttribute',
    { ...pair, TrafficControlMode: 'None' },
  ],
  [
    'IllegalParamFormat.UserListType',
    'privatelink.ListVpcEndpointServiceUsers',
    { ServiceId: '<service>', UserListType: 'All' },
  ],
  ['MissingParam.UserArn', 'privatelink.AddUserToVpcEndpointService', { ServiceId: '<service>' }],
  [
    'IllegalParamFormat.UserARN',
    'privatelink.AddUserToVpcEndpointService',
    { ServiceId: '<service>', UserARN: 'somebody' },
  ],
  [
    'Mismatch.UserIdAndUserArn',
    'privatelink.AddUserToVpcEndpointService',
    { ServiceId: '<service>', UserId: '1', UserARN: 'acs:ram:*:1417000000000001:*' },
  ],
  [
    'ResourceNotFound.VpcEndpointService',
    'privatelink.EnableVpcEndpointZoneConnection',
    { ...zone, ServiceId: 'epsrv-none' },
  ],
  ['ResourceNotFound.VpcEndpoint', 'privatelink.EnableVpcEndpointZoneConnection', { ...zone, EndpointId: 'ep-none' }],
  [
    'ResourceNotFound.VpcEndpointConnection',
    'privatelink.EnableVpcEndpointZoneConnection',
    { ...zone, EndpointId: '<stranger.endpoint>' },
  ],
  [
    'ResourceNotFound.VpcEndpointZone',
    'privatelink.EnableVpcEndpointZoneConnection',
    { ...zone, ZoneId: 'cn-hangzhou-i' },
  ],
  [
    'IncorrectBusinessStatus.VpcEndpointService',
    'privatelink.DisableVpcEndpointZoneConnection',
    zone,
    { acts: [{ act: 'business', id: '<service>', status: 'FinancialLocked' }] },
  ],
  [
    'IncorrectBusinessStatus.VpcEndpoint',
    'privatelink.DisableVpcEndpointZoneConnection',
    zone,
    { acts: [{ act: 'business', id: '<endpoint>', status: 'FinancialLocked' }] },
  ],
  [
    'IncorrectStatus.VpcEndpointConnection',
    'privatelink.DisableVpcEndpointZoneConnection',
    zone,
    { acts: [{ act: 'connection', endpoint: '<endpoint>', status: 'Disconnected' }] },
  ],
  ['IncorrectStatus.VpcEndpointZone', 'privatelink.EnableVpcEndpointZoneConnection', zone],
  ['MissingParam.ResourceAllocateMode', 'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute', zone],
  [
    'IllegalParam.ResourceReplaceMode',
    'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute',
    { ...zone, ResourceReplaceMode: 'Now' },
  ],
  [
    'IllegalParam.ResourceAllocateMode',
    'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute',
    { ...zone, ResourceAllocateMode: 'Auto' },
  ],
  [
    'IllegalParamFormat.ResourceType',
    'privatelink.TagResources',
    { ResourceType: 'cat', 'ResourceId.1': 'ep-none', 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' },
  ],
  ['InvalidResourceId.NotFound', 'privatelink.TagResources', { ...asEndpoint, 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' }],
  ['MissingResourceIdOrTagParam', 'privatelink.ListTagResources', { ResourceType: 'vpcendpoint' }],
  ['MissingTagKeyParam', 'privatelink.ListTagResources', { ResourceType: 'vpcendpoint', 'Tag.1.Value': 'b' }],
  [
    'ResourceNotExist',
    'slb.TagResources',
    { ResourceType: 'instance', 'ResourceId.1': 'lb-none', 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' },
  ],
  [
    'InvalidParam.ResourceType',
    'slb.TagResources',
    { ResourceType: 'cat', 'ResourceId.1': 'lb-none', 'Tag.1.Key': 'a', 'Tag.1.Value': 'b' },
  ],
  ['MissingParameter.TagKey', 'vpc.ListTagResources', { ResourceType: 'VPC', 'Tag.1.Value': 'b' }],
  ['ListenerNotFound', 'slb.DescribeHealthStatus', { LoadBalancerId: '<you.loadBalancer>', ListenerPort: 1 }],
  [
    'ResourceNotFound.Listener',
    'slb.StopLoadBalancerListener',
    { LoadBalancerId: '<you.loadBalancer>', ListenerPort: 1, ListenerProtocol: 'tcp' },
  ],
  [
    'ActionNotAllowed',
    'slb.SetLoadBalancerStatus',
    { LoadBalancerId: '<you.loadBalancer>', LoadBalancerStatus: 'active' },
    { acts: [set('<you.loadBalancer>', { status: 'locked' })] },
  ],
  [
    'InvalidChargeType',
    'slb.DeleteLoadBalancer',
    { LoadBalancerId: '<you.loadBalancer>' },
    { acts: [set('<you.loadBalancer>', { payType: 'PrePay' })] },
  ],
  [
    'Mismatched.ZoneId',
    'slb.SetBackendServers',
    { LoadBalancerId: '<you.loadBalancer>', BackendServers: '[{"ServerId":"i-none"}]' },
  ],
  [
    'InvalidServerId.NotFound',
    'slb.AddBackendServers',
    { LoadBalancerId: '<you.loadBalancer>', BackendServers: '[{"ServerId":"i-none"}]' },
  ],
  [
    'Operation.NotAllowed',
    'slb.StartLoadBalancerListener',
    { LoadBalancerId: '<you.loadBalancer>', ListenerPort: 6379, ListenerProtocol: 'tcp' },
  ],
  [
    'InvalidResourceGroup',
    'slb.MoveResourceGroup',
    { ResourceId: '<you.loadBalancer>', ResourceType: 'loadbalancer', ResourceGroupId: 'none' },
  ],
  [
    'DependencyViolation.SecurityGroup',
    'vpc.DeleteVpc',
    { VpcId: '<you.vpc>' },
    { acts: ['you.vswitch.h', 'you.vswitch.i'].map((id) => ({ act: 'remove', id: `<${id}>` })) },
  ],
  [
    'InvalidZoneId.NotFound',
    'vpc.CreateVSwitch',
    { VpcId: '<you.vpc>', ZoneId: 'cn-hangzhou-zz', CidrBlock: '10.0.0.0/24' },
  ],
  [
    'IncorrectVpcStatus',
    'vpc.CreateVSwitch',
    { VpcId: '<you.vpc>', ZoneId: 'cn-hangzhou-h', CidrBlock: '<you.block>.100.0/24' },
    { acts: [set('<you.vpc>', { status: 'Pending' })] },
  ],
  [
    'InvalidCidrBlock.Overlapped',
    'vpc.CreateVSwitch',
    { VpcId: '<you.vpc>', ZoneId: 'cn-hangzhou-h', CidrBlock: '<you.block>.1.0/24' },
  ],
  ['InvalidVpcId.NotFound', 'vpc.DeleteVpc', { VpcId: 'vpc-none' }],
  ['InvalidVswitchID.NotFound', 'vpc.DeleteVSwitch', { VSwitchId: 'vsw-none' }],
  ['InvalidName.Malformed', 'vpc.CreateVpc', { VpcName: 'http://here' }],
  ['InvalidSecurityGroupId.NotFound', 'ecs.DescribeSecurityGroupAttribute', { SecurityGroupId: 'sg-none' }],
  ['InvalidParams.GroupType', 'ecs.CreateSecurityGroup', { VpcId: '<you.vpc>', SecurityGroupType: 'odd' }],
  ['InvalidSecurityGroupName.Malformed', 'ecs.CreateSecurityGroup', { VpcId: '<you.vpc>', SecurityGroupName: '1' }],
  ['InvalidDescription.Malformed', 'ecs.CreateSecurityGroup', { VpcId: '<you.vpc>', Description: 'http://here' }],
  ['InvalidSecurityGroupIds.Malformed', 'ecs.DescribeSecurityGroups', { SecurityGroupIds: 'sg' }],
  ['InvalidIpProtocol.ValueNotSupported', 'ecs.AuthorizeSecurityGroup', { ...rule, IpProtocol: 'sctp' }],
  ['InvalidPortRange.Malformed', 'ecs.AuthorizeSecurityGroup', { ...rule, PortRange: '9' }],
  [
    'MissingParameter.Source',
    'ecs.AuthorizeSecurityGroup',
    { SecurityGroupId: '<you.securityGroup>', IpProtocol: 'tcp', PortRange: '9/9' },
  ],
  ['InvalidSourceCidrIp.Malformed', 'ecs.AuthorizeSecurityGroup', { ...rule, SourceCidrIp: 'here' }],
  [
    'InvalidSourceGroupId.NotFound',
    'ecs.AuthorizeSecurityGroup',
    { SecurityGroupId: '<you.securityGroup>', IpProtocol: 'tcp', PortRange: '9/9', SourceGroupId: 'sg-none' },
  ],
  ['InvalidPriority.ValueNotSupported', 'ecs.AuthorizeSecurityGroup', { ...rule, Priority: '101' }],
  ['InvalidPolicy.Malformed', 'ecs.AuthorizeSecurityGroup', { ...rule, Policy: 'perhaps' }],
  ['InvalidParam.Permissions', 'ecs.AuthorizeSecurityGroup', { ...rule, 'Permissions.1.IpProtocol': 'tcp' }],
  [
    'InvalidParam.DuplicatePermissions',
    'ecs.AuthorizeSecurityGroup',
    {
      SecurityGroupId: '<you.securityGroup>',
      ...Object.fromEntries(
        [1, 2].flatMap((index) =>
          Object.entries({ IpProtocol: 'tcp', PortRange: '9/9', SourceCidrIp: '10.0.0.0/8' }).map(([name, value]) => [
            `Permissions.${index}.${name}`,
            value,
          ]),
        ),
      ),
    },
  ],
  [
    'InvalidParam.SecurityGroupRuleId',
    'ecs.RevokeSecurityGroup',
    { SecurityGroupId: '<you.securityGroup>', 'SecurityGroupRuleId.1': 'sgr-none' },
  ],
  ['InvalidInstanceId.Malformed', 'ecs.DescribeInstances', { InstanceIds: 'i' }],
  ['InvalidInstance.NotFound', 'ecs.RunCommand', { ...command, 'InstanceId.1': 'i-none' }],
  ['MissingParam.InstanceId', 'ecs.RunCommand', { Type: 'RunShellScript', CommandContent: 'ZWNobw==' }],
  ['InvalidCmdType.NotFound', 'ecs.RunCommand', { ...command, Type: 'RunCobol' }],
  ['InvalidInstance.NotMatch', 'ecs.RunCommand', { ...command, Type: 'RunBatScript' }],
  ['CmdContent.ExceedLimit', 'ecs.RunCommand', { ...command, CommandContent: 'x'.repeat(30_000) }],
  ['InvalidInvokeId.NotFound', 'ecs.StopInvocation', { InvokeId: 't-none' }],
  ['InvalidParameter.RoleArn', 'sts.AssumeRole', { ...role, RoleArn: 'somebody' }],
  ['InvalidParameter.RoleSessionName', 'sts.AssumeRole', { ...role, RoleSessionName: 'a b' }],
  ['InvalidParameter.PolicySize', 'sts.AssumeRole', { ...role, Policy: long }],
  ['InvalidParameter.PolicyGrammar', 'sts.AssumeRole', { ...role, Policy: 'all' }],
  ['InvalidParameter.ExternalId', 'sts.AssumeRole', { ...role, ExternalId: '1' }],
  [
    'InvalidParameter.OIDCToken',
    'sts.AssumeRoleWithOIDC',
    { ...role, OIDCToken: 'none', OIDCProviderArn: 'acs:ram::1:oidc-provider/a' },
  ],
  [
    'InvalidParameter.SAMLAssertion',
    'sts.AssumeRoleWithSAML',
    { ...role, SAMLAssertion: 'none', SAMLProviderArn: 'acs:ram::1:saml-provider/a' },
  ],
  ['Duplicate.TagKey', 'slb.TagResources', { ...tagOfClb, 'Tag.2.Key': 'a', 'Tag.2.Value': 'c' }],
  ['InvalidParam.TagValue', 'slb.TagResources', { ...tagOfClb, 'Tag.1.Value': 'http://here' }],
  [
    'SizeLimitExceeded.ResourceId',
    'slb.TagResources',
    { ...tagOfClb, ...many('ResourceId', 21, (index) => `lb-${index}`) },
  ],
  ['SizeLimitExceeded.Tag', 'slb.TagResources', { ...tagOfClb, ...tags(0, 21) }],
  [
    'IllegalTagValueParam',
    'privatelink.TagResources',
    { ...tagOfService, 'Tag.1.Key': 'a', 'Tag.1.Value': 'http://here' },
  ],
  [
    'QuotaExceed.TagsPerResource',
    'privatelink.TagResources',
    { ...tagOfService, ...tags(20, 1) },
    { calls: [['privatelink.TagResources', { ...tagOfService, ...tags(0, 20) }]] },
  ],
  [
    'ResourceNotFound.vServers',
    'slb.AddVServerGroupBackendServers',
    { VServerGroupId: 'rsp-none', BackendServers: '[]' },
  ],
  [
    'InvalidParam.VServerGroupId',
    'slb.CreateLoadBalancerTCPListener',
    { LoadBalancerId: '<other>', ListenerPort: 9, Bandwidth: -1, VServerGroupId: '<made>' },
    {
      calls: [
        [
          'slb.CreateVServerGroup',
          { LoadBalancerId: '<you.loadBalancer>', VServerGroupName: 'mine' },
          'VServerGroupId',
          'made',
        ],
        [
          'slb.CreateLoadBalancer',
          { VSwitchId: '<you.vswitch.h>', AddressType: 'intranet' },
          'LoadBalancerId',
          'other',
        ],
      ],
    },
  ],
  [
    'NetworkConflict',
    'slb.AddBackendServers',
    { LoadBalancerId: '<you.loadBalancer>', BackendServers: '[{"ServerId":"<you.machine>"}]' },
    {
      acts: [
        set('<you.machine>', { vpc: 'vpc-other' }),
        { act: 'servers', loadBalancer: '<you.loadBalancer>', port: 6379, remove: true },
      ],
    },
  ],
  [
    'OperationDenied.CurrentResourceAutoAllocated',
    'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute',
    { ...zone, ResourceReplaceMode: 'Force', ResourceId: '<you.loadBalancer>', ResourceType: 'slb' },
  ],
  [
    'QuotaExceeded.Vpc',
    'vpc.CreateVpc',
    { CidrBlock: '10.0.0.0/8' },
    { calls: Array.from({ length: 9 }, () => ['vpc.CreateVpc', { CidrBlock: '10.0.0.0/8' }] as const) },
  ],
  [
    'VSwitchAvailableIpNotExist',
    'slb.CreateLoadBalancer',
    { VSwitchId: '<small>', AddressType: 'intranet' },
    { calls: smallVSwitch(9) },
  ],
  [
    'ResourceNotEnough.VSwitchIp',
    'privatelink.CreateVpcEndpoint',
    {
      ServiceId: '<service>',
      VpcId: '<you.vpc>',
      'SecurityGroupId.1': '<you.securityGroup>',
      'Zone.1.VSwitchId': '<small>',
    },
    { calls: smallVSwitch(9) },
  ],
]

const nlb = { LoadBalancerId: '<you.loadBalancer>' }
const newNlb = {
  AddressType: 'Intranet',
  VpcId: '<you.vpc>',
  'ZoneMappings.1.ZoneId': 'cn-hangzhou-h',
  'ZoneMappings.1.VSwitchId': '<you.vswitch.h>',
  'ZoneMappings.2.ZoneId': 'cn-hangzhou-i',
  'ZoneMappings.2.VSwitchId': '<you.vswitch.i>',
}
const newListener = { ...nlb, ListenerProtocol: 'TCP', ListenerPort: 7000, ServerGroupId: 'sgp-none' }
const newGroup = { ServerGroupName: 'group', VpcId: '<you.vpc>' }
const server = { ServerGroupId: '<group>', 'Servers.1.ServerId': 'i-none', 'Servers.1.Port': 80 }

const refusalsOfNlb: readonly Refusal[] = [
  ['IllegalParam.AddressType', 'nlb.CreateLoadBalancer', { ...newNlb, AddressType: 'Both' }],
  ['IllegalParam.loadBalancerName', 'nlb.CreateLoadBalancer', { ...newNlb, LoadBalancerName: '1' }],
  [
    'IllegalParam.ModificationProtection',
    'nlb.CreateLoadBalancer',
    { ...newNlb, 'ModificationProtectionConfig.Status': 'Perhaps' },
  ],
  [
    'Mismatch.VpcId',
    'nlb.CreateLoadBalancer',
    { ...newNlb, VpcId: '<you.vpc>', 'ZoneMappings.1.VSwitchId': '<foreign>' },
  ],
  [
    'IncorrectStatus.loadbalancer',
    'nlb.CreateListener',
    { ...newListener, ServerGroupId: '<group>' },
    { acts: [set('<you.loadBalancer>', { status: 'Configuring' })] },
  ],
  ['IllegalParam.ListenerProtocol', 'nlb.CreateListener', { ...newListener, ListenerProtocol: 'HTTP' }],
  ['IllegalParam.ListenerPort', 'nlb.CreateListener', { ...newListener, ListenerPort: 70_000 }],
  ['ResourceNotFound.serverGroup', 'nlb.CreateListener', newListener],
  ['Mismatch.Protocol', 'nlb.CreateListener', { ...newListener, ListenerProtocol: 'UDP', ServerGroupId: '<group>' }],
  ['ResourceNotFound.listener', 'nlb.StartListener', { ListenerId: 'lsn-none' }],
  ['IncorrectStatus.listener', 'nlb.StartListener', { ListenerId: '<listener>' }],
  [
    'IdempotenceSignatureMismatch',
    'nlb.CreateServerGroup',
    { ...newGroup, ClientToken: 'once' },
    { calls: [['nlb.CreateServerGroup', { ...newGroup, ServerGroupName: 'other', ClientToken: 'once' }]] },
  ],
  ['IllegalParam.MaxResults', 'nlb.ListLoadBalancers', { MaxResults: 101 }],
  ['IllegalParam.NextToken', 'nlb.ListLoadBalancers', { NextToken: 'none' }],
  ['IllegalParam.ServerGroupName', 'nlb.CreateServerGroup', { ...newGroup, ServerGroupName: '1' }],
  ['IllegalParam.ServerGroupType', 'nlb.CreateServerGroup', { ...newGroup, ServerGroupType: 'Cat' }],
  ['ResourceNotFound.Ecs', 'nlb.AddServersToServerGroup', { ...server, 'Servers.1.ServerType': 'Ecs' }],
  ['ResourceNotFound.Eni', 'nlb.AddServersToServerGroup', { ...server, 'Servers.1.ServerType': 'Eni' }],
  ['ResourceNotFound.Eci', 'nlb.AddServersToServerGroup', { ...server, 'Servers.1.ServerType': 'Eci' }],
  ['ResourceNotFound.BackendServer', 'nlb.RemoveServersFromServerGroup', { ...server, 'Servers.1.ServerType': 'Ecs' }],
  [
    'MissingParam.ZoneId',
    'privatelink.AttachResourceToVpcEndpointService',
    { ServiceId: '<service>', ResourceId: '<you.loadBalancer>', ResourceType: 'nlb' },
  ],
  [
    'UpdateBandWidthUnSupported',
    'privatelink.UpdateVpcEndpointServiceAttribute',
    { ServiceId: '<service>', ConnectBandwidth: 1024 },
  ],
]

describe.each([
  ['two-companies', refusals],
  ['nlb', refusalsOfNlb],
] as const)('in scenario %s', (scenario, rows) => {
  let cloud: SimulatedCloud
  let names: Record<string, string>
  beforeAll(async () => {
    cloud = await openSimulatedCloud({ scenario })
    names = { ...cloud.given, 'you.block': (cloud.given['you.host'] ?? '').split('.').slice(0, 2).join('.') }
    if (scenario === 'nlb') {
      const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', {
        ServiceResourceType: 'nlb',
      })
      const { ServerGroups } = await cloud.call('you', 'nlb.ListServerGroups')
      const { Listeners } = await cloud.call('you', 'nlb.ListListeners')
      const { VpcId } = await cloud.call('you', 'vpc.CreateVpc', { CidrBlock: '10.0.0.0/8' })
      await cloud.pass(5_000)
      const ofIt = { VpcId, ZoneId: 'cn-hangzhou-h', CidrBlock: '10.0.0.0/24' }
      const { VSwitchId } = await cloud.call('you', 'vpc.CreateVSwitch', ofIt)
      Object.assign(names, {
        service: ServiceId,
        group: ServerGroups[0].ServerGroupId,
        foreign: VSwitchId,
        listener: Listeners[0].ListenerId,
      })
    } else {
      const { ServiceId, EndpointId } = await createLink(cloud)
      Object.assign(names, { service: ServiceId, endpoint: EndpointId })
    }
    await cloud.pass(10_000)
    await cloud.control('POST', 'checkpoint')
  })
  afterAll(() => cloud[Symbol.asyncDispose]())

  const filled = <T extends object>(value: T): T =>
    JSON.parse(JSON.stringify(value).replace(/<([\w.]+)>/g, (found, name) => names[name] ?? found))

  const asked = rows.map(([code, action, parameters, more = {}]) => ({ code, action, parameters, ...more }))
  test.each(asked)(
    '$code is what $action answers',
    async ({ code, action, parameters, by = 'you', acts = [], calls = [] }) => {
      for (const act of acts) await cloud.control('POST', 'world', filled(act))
      for (const [before, given, field, name] of calls) {
        const made = await cloud.ask(by, before, filled(given), { place: 'form' })
        if (field !== undefined && name !== undefined) names[name] = made.body[field]
        await cloud.pass(10_000)
      }
      const { status, body, text } = await cloud.ask(by, action, filled(parameters), { place: 'form' })
      await cloud.control('POST', 'restore')
      expect([status >= 400, body?.Code], text).toEqual([true, code])
    },
  )
})

/** Codes that no test brings about, and why. */
const untested: Readonly<Record<string, string>> = {
  'IllegalParamFormat.CrossRegionBandwidth': 'needs a VPC in a second region; the range is read in one line',
  'Mismatch.ZoneId': 'needs a second resource in another zone',
  OverQuota: 'needs 60 load balancers',
  'QuotaExceeded.QuotaInsufficient': 'needs 60 load balancers, or 50 listeners',
  VipTooManyListeners: 'needs 50 listeners',
}

test('every code that the simulator can answer is answered to some test, or has a reason not to be', () => {
  const root = join(import.meta.dirname, '..', '..')
  const textsOf = (folder: string, name: RegExp) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => name.test(file))
      .map((file) => readFileSync(join(root, folder, file), 'utf8'))
      .join('\n')
  const tables = textsOf('src/simulator/server', /errors\.ts$/)
  const handlers = textsOf('src/simulator', /^(?!server[/\\].*errors\.ts$).*\.ts$/)
  const codes = [
    ...new Set([
      ...[...tables.matchAll(/^ {2}'?([\w.]+)'?: (?=['[\n])/gm)].flatMap(([, code]) => code ?? []),
      ...[...handlers.matchAll(/new ApiError\(\s*'([\w.]+)'/g)].flatMap(([, code]) => code ?? []),
    ]),
  ]
  expect(codes.length).toBeGreaterThan(200)
  const names = (text: string, code: string) =>
    new RegExp(`(?<![\\w.])${code.replaceAll('.', '\\.')}(?![\\w.])`).test(text)
  expect(codes.filter((code) => !names(handlers, code))).toEqual([])
  const tests = textsOf('test', /^(?!simulator[/\\]refusals).*\.(?:ts|py)$/)
  const covered = new Set([...refusals, ...refusalsOfNlb].map(([code]) => code))
  const open = codes.filter((code) => !covered.has(code) && !names(tests, code))
  expect(open.toSorted()).toEqual(Object.keys(untested).toSorted())
})
