import type { Glossed } from './glossed.ts'

/**
 * VPCs, vSwitches and security groups. Sources: PrivateLink 2020-04-15, error table; Ecs 2014-05-26 CreateSecurityGroup,
 * AuthorizeSecurityGroup, RevokeSecurityGroup; Slb 2014-05-15 and Nlb 2022-04-30 CreateLoadBalancer.
 */
export const networkCodes = {
  'vpc-not-found': {
    who: 'caller',
    codes: ['VpcNotFound', 'InvalidVpcId.NotExist', 'InvalidVpcId.NotFound', 'ResourceNotFound.Vpc'],
  },
  'vpc-not-ready': { who: 'caller', codes: ['VpcTunnelNotFound', 'IncorrectVpcStatus'] },
  'vswitch-not-found': {
    who: 'caller',
    codes: ['VSwitchNotFound', 'VSwitchNotExist', 'InvalidVSwitchId.NotFound', 'ResourceNotFound.VSwitch'],
  },
  'vswitch-missing': { who: 'runner', codes: ['MissingParam.VSwitchId'] },
  'vswitch-full': {
    who: 'caller',
    codes: ['ResourceNotEnough.VSwitchIp', 'SubnetIpExhaust', 'VSwitchAvailableIpNotExist'],
  },
  'vswitch-busy': { who: 'cloud', codes: ['VSwitchStatusNotAllowed', 'ResourceInConfiguring.VswitchId'] },
  'address-unusable': { who: 'caller', codes: ['EniIpUnavailable'] },
  'group-not-found': {
    who: 'caller',
    codes: ['SecurityGroupNotFound', 'InvalidSecurityGroupId.NotFound', 'InvalidSecurityGroup.NotFound'],
  },
  'group-malformed': { who: 'runner', codes: ['InvalidSecurityGroupId.Malformed'] },
  'group-attached': { who: 'nobody', codes: ['SecurityGroupExist'] },
  'group-unusable': { who: 'caller', codes: ['SecurityGroupTypeNotSupport'] },
  // The spelling is the cloud's.
  'groups-mixed': { who: 'caller', codes: ['SecurityGroupTypeOnlySingleTypeSupporteded'] },
  'group-labels': {
    who: 'runner',
    codes: ['InvalidSecurityGroupName.Malformed', 'InvalidDescription.Malformed', 'InvalidParams.GroupType'],
  },
  'groups-full': { who: 'caller', codes: ['QuotaExceed.SecurityGroup'] },
  'group-used': { who: 'caller', codes: ['DependencyViolation'] },
  'group-managed': { who: 'caller', codes: ['InvalidOperation.ResourceManagedByCloudProduct'] },
  'rules-full': { who: 'caller', codes: ['AuthorizationLimitExceed'] },
  'rule-source': {
    who: 'runner',
    codes: ['MissingParameter.Source', 'InvalidSourceCidrIp.Malformed', 'InvalidParam.SourceCidrIp'],
  },
  'rule-source-group': { who: 'caller', codes: ['InvalidSourceGroupId.Mismatch', 'InvalidSourceGroupId.NotFound'] },
  'rule-between-groups': {
    who: 'caller',
    codes: ['InvalidGroupAuthParameter.OperationDenied', 'InvalidGroupParameter.OperationDenied'],
  },
  'rule-port': { who: 'runner', codes: ['InvalidParam.PortRange', 'InvalidPortRange.Malformed'] },
  'rule-protocol': { who: 'runner', codes: ['InvalidIpProtocol.ValueNotSupported', 'OperationDenied'] },
  'rule-priority': { who: 'runner', codes: ['InvalidPriority.%s'] },
  'rules-given-twice': { who: 'plink', codes: ['InvalidParam.DuplicatePermissions', 'InvalidParam.Permissions'] },
  'rule-gone': {
    who: 'nobody',
    codes: ['InvalidParam.SecurityGroupRuleId', 'InvalidSecurityGroupRule.RuleNotExist'],
  },
} as const satisfies Readonly<Record<string, Glossed>>
