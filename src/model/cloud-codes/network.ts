import type { CauseRecord } from './cause.ts'

/**
 * VPCs, vSwitches and security groups. Sources: PrivateLink 2020-04-15, error table; Ecs 2014-05-26 CreateSecurityGroup,
 * AuthorizeSecurityGroup, RevokeSecurityGroup; Slb 2014-05-15 and Nlb 2022-04-30 CreateLoadBalancer.
 */
export const networkCodes = {
  'vpc-not-found': {
    owner: 'caller',
    codes: ['VpcNotFound', 'InvalidVpcId.NotExist', 'InvalidVpcId.NotFound', 'ResourceNotFound.Vpc'],
  },
  'vpc-not-ready': { owner: 'caller', codes: ['VpcTunnelNotFound', 'IncorrectVpcStatus'] },
  'vswitch-not-found': {
    owner: 'caller',
    codes: ['VSwitchNotFound', 'VSwitchNotExist', 'InvalidVSwitchId.NotFound', 'ResourceNotFound.VSwitch'],
  },
  'vswitch-missing': { owner: 'runner', codes: ['MissingParam.VSwitchId'] },
  'vswitch-full': {
    owner: 'caller',
    codes: ['ResourceNotEnough.VSwitchIp', 'SubnetIpExhaust', 'VSwitchAvailableIpNotExist'],
  },
  'vswitch-busy': { owner: 'cloud', codes: ['VSwitchStatusNotAllowed', 'ResourceInConfiguring.VswitchId'] },
  'address-unusable': { owner: 'caller', codes: ['EniIpUnavailable'] },
  'group-not-found': {
    owner: 'caller',
    codes: ['SecurityGroupNotFound', 'InvalidSecurityGroupId.NotFound', 'InvalidSecurityGroup.NotFound'],
  },
  'group-malformed': { owner: 'runner', codes: ['InvalidSecurityGroupId.Malformed'] },
  'group-attached': { owner: 'nobody', codes: ['SecurityGroupExist'] },
  'group-unusable': { owner: 'caller', codes: ['SecurityGroupTypeNotSupport'] },
  // The spelling is the cloud's.
  'groups-mixed': { owner: 'caller', codes: ['SecurityGroupTypeOnlySingleTypeSupporteded'] },
  'group-labels': {
    owner: 'runner',
    codes: ['InvalidSecurityGroupName.Malformed', 'InvalidDescription.Malformed', 'InvalidParams.GroupType'],
  },
  'groups-full': { owner: 'caller', codes: ['QuotaExceed.SecurityGroup'] },
  'group-used': { owner: 'caller', codes: ['DependencyViolation'] },
  'group-managed': { owner: 'caller', codes: ['InvalidOperation.ResourceManagedByCloudProduct'] },
  'rules-full': { owner: 'caller', codes: ['AuthorizationLimitExceed'] },
  'rule-source': {
    owner: 'runner',
    codes: ['MissingParameter.Source', 'InvalidSourceCidrIp.Malformed', 'InvalidParam.SourceCidrIp'],
  },
  'rule-source-group': { owner: 'caller', codes: ['InvalidSourceGroupId.Mismatch', 'InvalidSourceGroupId.NotFound'] },
  'rule-between-groups': {
    owner: 'caller',
    codes: ['InvalidGroupAuthParameter.OperationDenied', 'InvalidGroupParameter.OperationDenied'],
  },
  'rule-port': { owner: 'runner', codes: ['InvalidParam.PortRange', 'InvalidPortRange.Malformed'] },
  'rule-protocol': { owner: 'runner', codes: ['InvalidIpProtocol.ValueNotSupported', 'OperationDenied'] },
  'rule-priority': { owner: 'runner', codes: ['InvalidPriority.%s'] },
  'rules-given-twice': { owner: 'plink', codes: ['InvalidParam.DuplicatePermissions', 'InvalidParam.Permissions'] },
  'rule-gone': {
    owner: 'nobody',
    codes: ['InvalidParam.SecurityGroupRuleId', 'InvalidSecurityGroupRule.RuleNotExist'],
  },
} as const satisfies Readonly<Record<string, CauseRecord>>
