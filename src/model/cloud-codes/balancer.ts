import type { CauseRecord } from './cause.ts'

/**
 * Load balancers, listeners and backends. Sources: Slb 2014-05-15, common error codes and the operations' own; Nlb
 * 2022-04-30 CreateLoadBalancer, AddServersToServerGroup, CreateListener and the deletes; PrivateLink 2020-04-15, error table.
 */
export const balancerCodes = {
  'balancer-not-found': {
    owner: 'caller',
    codes: ['LoadBalancerNotFound', 'AlbNotFound', 'InvalidLoadBalancerId.NotFound', 'ResourceNotFound.loadBalancer'],
  },
  'balancer-unfit': { owner: 'provider', codes: ['LoadBalancerNotSupportPrivateLink'] },
  'sold-out': {
    owner: 'caller',
    codes: ['OperationFailed.ZoneResourceLimit', 'OperationFailed.RegionResourceLimit', 'PRODUCT.NOT_AVAILABLE_IZ'],
  },
  'zone-closed': { owner: 'caller', codes: ['UnauthorizedZone'] },
  'balancers-full': {
    owner: 'caller',
    codes: ['OverQuota', 'OperationForbidden.QuotaLimit', 'InsufficientCapacity', 'QuotaExceeded.QuotaInsufficient'],
  },
  'balancer-charge': {
    owner: 'caller',
    codes: [
      'ShareSlbHaltSales',
      'MissingParam.LoadBalancerSpec',
      'IllegalParam.InstanceChargeType',
      'IllegalParam.SpecType',
    ],
  },
  'balancer-name': { owner: 'runner', codes: ['IllegalParam.loadBalancerName'] },
  'balancer-address': { owner: 'caller', codes: ['AllocateVpcInstanceFailed', 'AssociateIpFail', 'ResourceInUse.IP'] },
  'balancer-zones': {
    owner: 'caller',
    // The final stop belongs to the code.
    codes: ['InvalidZones', 'OperationFailed.DuplicateZones.', 'Mismatch.ZoneIdAndVswitchId'],
  },
  'balancer-busy': {
    owner: 'cloud',
    codes: ['SystemBusy', 'OperationBusy', 'ServiceIsConfiguring', 'ServiceIsStopping', 'VpcSystemBusy'],
  },
  'balancer-configuring': {
    owner: 'cloud',
    codes: [
      'Conflict.Lock',
      'OperationFailed.ResourceIsConfiguring',
      'ResourceInConfiguring.loadbalancer',
      'ResourceInConfiguring.%s',
      'ResourceInCreating.loadbalancer',
    ],
  },
  'balancer-status': { owner: 'cloud', codes: ['IncorrectStatus.loadbalancer', 'IncorrectStatus.serverGroup'] },
  'balancer-locked': { owner: 'caller', codes: ['ActionNotAllowed'] },
  'balancer-ordering': { owner: 'caller', codes: ['Operation.NotAllowed'] },
  'balancer-protected': {
    owner: 'caller',
    codes: ['OperationDenied.DeleteProtectionIsOn', 'OperationDenied.DeletionProtectionEnabled'],
  },
  'balancer-prepaid': {
    owner: 'caller',
    codes: ['InvalidChargeType', 'OperationUnsupported.DeleteProtectionForPrePayInstance'],
  },
  'job-unknown': { owner: 'runner', codes: ['ResourceNotFound.JobId'] },
  'backend-elsewhere': {
    owner: 'caller',
    codes: ['NetworkConflict', 'InvalidBackendServers.Inconsistent', 'Mismatch.VpcId'],
  },
  'backend-not-found': {
    owner: 'caller',
    codes: [
      'InvalidServerId.NotFound',
      'InvalidServerId.NotExist',
      'ResourceNotFound.Ecs',
      'ResourceNotFound.Eni',
      'ResourceNotFound.Eci',
    ],
  },
  'backend-stopped': { owner: 'caller', codes: ['ObtainIpFail', 'IncorrectStatus.Eni'] },
  'backend-twice': { owner: 'caller', codes: ['InvalidBackendServers.ServerIpConflict', 'DuplicatedParam.Server'] },
  'backend-type': { owner: 'caller', codes: ['Mismatch.ServerType'] },
  'backend-zone': { owner: 'caller', codes: ['Mismatched.ZoneId'] },
  'backends-malformed': { owner: 'plink', codes: ['BackendServer.ServerIdEmpty', 'BackendServersMalformed'] },
  'backend-weight': { owner: 'runner', codes: ['InvalidWeight.Malformed'] },
  'backends-full': { owner: 'caller', codes: ['TooManyBackendServers'] },
  'backends-fixed': { owner: 'caller', codes: ['OperationFailed.ActionNotSupport'] },
  'backends-busy': {
    owner: 'cloud',
    codes: [
      'BackendServer.configuring',
      'BackendServerProcessing',
      'VServerGroupProcessing',
      'OperationFailed.ServiceGroupProcessing',
    ],
  },
  'master-slave': {
    owner: 'caller',
    codes: ['MasterSlaveServerConflict', 'Abs.VServerGroupIdAndMasterSlaveServerGroupId.MissMatch'],
  },
  'servers-not-found': {
    owner: 'caller',
    codes: [
      'ResourceNotFound.vServers',
      'ResourceNotFound.VServerGroup',
      'InvalidParam.VServerGroupId',
      'ResourceNotFound.serverGroup',
    ],
  },
  'servers-unnamed': { owner: 'caller', codes: ['IllegalParam.ServerGroupId', 'MissingParam.ServerGroupId'] },
  'servers-empty': { owner: 'caller', codes: ['VServerGroupEmpty'] },
  'servers-protocol': { owner: 'caller', codes: ['VipNotMatchRspool', 'Mismatch.Protocol'] },
  // SLB lets go of a group a little after its listener is deleted, so waiting comes first.
  'servers-used': { owner: 'caller', codes: ['RspoolVipExist', 'ResourceInUse.ServerGroup'] },
  'servers-ruled': { owner: 'caller', codes: ['RspoolRuleExist'] },
  'listener-twice': {
    owner: 'caller',
    codes: ['ListenerAlreadyExists', 'ListenerPortConflict', 'InvalidParameter.ListenerPortConflict', 'Conflict.Port'],
  },
  'listener-port': { owner: 'runner', codes: ['InvalidParam.ListenerPort'] },
  'listener-spec': { owner: 'caller', codes: ['InvalidParameterValue.SpecNotSupport'] },
  'listener-acl': { owner: 'caller', codes: ['AclNotExist'] },
  'listeners-full': { owner: 'caller', codes: ['VipTooManyListeners', 'ListenerNumberOverLimit'] },
  'listener-not-found': { owner: 'caller', codes: ['ListenerNotFound', 'ResourceNotFound.Listener'] },
  'listener-forward': { owner: 'caller', codes: ['ListenerForwardExist'] },
  'listener-busy': {
    owner: 'cloud',
    codes: ['ListenerProcessing', 'Operation.Deny', 'OperationFailed.ListenerStatusNotSupport'],
  },
  'health-check-bad': { owner: 'runner', codes: ['IllegalParam.HealthCheck'] },
  'health-check-off': { owner: 'caller', codes: ['CheckedListenerNotFound'] },
} as const satisfies Readonly<Record<string, CauseRecord>>
