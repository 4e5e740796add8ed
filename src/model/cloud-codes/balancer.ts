import type { Glossed } from './glossed.ts'

/**
 * Load balancers, listeners and backends. Sources: Slb 2014-05-15, common error codes and the operations' own; Nlb
 * 2022-04-30 CreateLoadBalancer, AddServersToServerGroup, CreateListener and the deletes; PrivateLink 2020-04-15, error table.
 */
export const balancerCodes = {
  'balancer-not-found': {
    who: 'caller',
    codes: ['LoadBalancerNotFound', 'AlbNotFound', 'InvalidLoadBalancerId.NotFound', 'ResourceNotFound.loadBalancer'],
  },
  'balancer-unfit': { who: 'provider', codes: ['LoadBalancerNotSupportPrivateLink'] },
  'sold-out': {
    who: 'caller',
    codes: ['OperationFailed.ZoneResourceLimit', 'OperationFailed.RegionResourceLimit', 'PRODUCT.NOT_AVAILABLE_IZ'],
  },
  'zone-closed': { who: 'caller', codes: ['UnauthorizedZone'] },
  'balancers-full': {
    who: 'caller',
    codes: ['OverQuota', 'OperationForbidden.QuotaLimit', 'InsufficientCapacity', 'QuotaExceeded.QuotaInsufficient'],
  },
  'balancer-charge': {
    who: 'caller',
    codes: [
      'ShareSlbHaltSales',
      'MissingParam.LoadBalancerSpec',
      'IllegalParam.InstanceChargeType',
      'IllegalParam.SpecType',
    ],
  },
  'balancer-name': { who: 'runner', codes: ['IllegalParam.loadBalancerName'] },
  'balancer-address': { who: 'caller', codes: ['AllocateVpcInstanceFailed', 'AssociateIpFail', 'ResourceInUse.IP'] },
  'balancer-zones': {
    who: 'caller',
    // The final stop belongs to the code.
    codes: ['InvalidZones', 'OperationFailed.DuplicateZones.', 'Mismatch.ZoneIdAndVswitchId'],
  },
  'balancer-busy': {
    who: 'cloud',
    codes: ['SystemBusy', 'OperationBusy', 'ServiceIsConfiguring', 'ServiceIsStopping', 'VpcSystemBusy'],
  },
  'balancer-configuring': {
    who: 'cloud',
    codes: [
      'Conflict.Lock',
      'OperationFailed.ResourceIsConfiguring',
      'ResourceInConfiguring.loadbalancer',
      'ResourceInConfiguring.%s',
      'ResourceInCreating.loadbalancer',
    ],
  },
  'balancer-status': { who: 'cloud', codes: ['IncorrectStatus.loadbalancer', 'IncorrectStatus.serverGroup'] },
  'balancer-locked': { who: 'caller', codes: ['ActionNotAllowed'] },
  'balancer-ordering': { who: 'caller', codes: ['Operation.NotAllowed'] },
  'balancer-protected': {
    who: 'caller',
    codes: ['OperationDenied.DeleteProtectionIsOn', 'OperationDenied.DeletionProtectionEnabled'],
  },
  'balancer-prepaid': {
    who: 'caller',
    codes: ['InvalidChargeType', 'OperationUnsupported.DeleteProtectionForPrePayInstance'],
  },
  'job-unknown': { who: 'runner', codes: ['ResourceNotFound.JobId'] },
  'backend-elsewhere': {
    who: 'caller',
    codes: ['NetworkConflict', 'InvalidBackendServers.Inconsistent', 'Mismatch.VpcId'],
  },
  'backend-not-found': {
    who: 'caller',
    codes: [
      'InvalidServerId.NotFound',
      'InvalidServerId.NotExist',
      'ResourceNotFound.Ecs',
      'ResourceNotFound.Eni',
      'ResourceNotFound.Eci',
    ],
  },
  'backend-stopped': { who: 'caller', codes: ['ObtainIpFail', 'IncorrectStatus.Eni'] },
  'backend-twice': { who: 'caller', codes: ['InvalidBackendServers.ServerIpConflict', 'DuplicatedParam.Server'] },
  'backend-type': { who: 'caller', codes: ['Mismatch.ServerType'] },
  'backend-zone': { who: 'caller', codes: ['Mismatched.ZoneId'] },
  'backends-malformed': { who: 'plink', codes: ['BackendServer.ServerIdEmpty', 'BackendServersMalformed'] },
  'backend-weight': { who: 'runner', codes: ['InvalidWeight.Malformed'] },
  'backends-full': { who: 'caller', codes: ['TooManyBackendServers'] },
  'backends-fixed': { who: 'caller', codes: ['OperationFailed.ActionNotSupport'] },
  'backends-busy': {
    who: 'cloud',
    codes: [
      'BackendServer.configuring',
      'BackendServerProcessing',
      'VServerGroupProcessing',
      'OperationFailed.ServiceGroupProcessing',
    ],
  },
  'master-slave': {
    who: 'caller',
    codes: ['MasterSlaveServerConflict', 'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch'],
  },
  'servers-not-found': {
    who: 'caller',
    codes: [
      'ResourceNotFound.vServers',
      'ResourceNotFound.VServerGroup',
      'InvalidParam.VServerGroupId',
      'ResourceNotFound.serverGroup',
    ],
  },
  'servers-unnamed': { who: 'caller', codes: ['IllegalParam.ServerGroupId', 'MissingParam.ServerGroupId'] },
  'servers-empty': { who: 'caller', codes: ['VServerGroupEmpty'] },
  'servers-protocol': { who: 'caller', codes: ['VipNotMatchRspool', 'Mismatch.Protocol'] },
  // SLB lets go of a group a little after its listener is deleted, so waiting comes first.
  'servers-used': { who: 'caller', codes: ['RspoolVipExist', 'ResourceInUse.ServerGroup'] },
  'servers-ruled': { who: 'caller', codes: ['RspoolRuleExist'] },
  'listener-twice': {
    who: 'caller',
    codes: ['ListenerAlreadyExists', 'ListenerPortConflict', 'InvalidParameter.ListenerPortConflict', 'Conflict.Port'],
  },
  'listener-port': { who: 'runner', codes: ['InvalidParam.ListenerPort'] },
  'listener-spec': { who: 'caller', codes: ['InvalidParameterValue.SpecNotSupport'] },
  'listener-acl': { who: 'caller', codes: ['AclNotExist'] },
  'listeners-full': { who: 'caller', codes: ['VipTooManyListeners', 'ListenerNumberOverLimit'] },
  'listener-not-found': { who: 'caller', codes: ['ListenerNotFound', 'ResourceNotFound.Listener'] },
  'listener-forward': { who: 'caller', codes: ['ListenerForwardExist'] },
  'listener-busy': {
    who: 'cloud',
    codes: ['ListenerProcessing', 'Operation.Deny', 'OperationFailed.ListenerStatusNotSupport'],
  },
  'health-check-bad': { who: 'runner', codes: ['IllegalParam.HealthCheck'] },
  'health-check-off': { who: 'caller', codes: ['CheckedListenerNotFound'] },
} as const satisfies Readonly<Record<string, Glossed>>
