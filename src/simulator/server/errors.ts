import { loadBalancerErrors } from './load-balancer-errors.ts'

/** An answer that is an error: the code and HTTP status of the real thing, and the body's extra fields. */
export class ApiError extends Error {
  readonly code: string
  readonly status: number
  readonly extra: Readonly<Record<string, unknown>>
  constructor(code: string, status: number, message: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.extra = extra
  }
}

/**
 * PrivateLink's own codes (error tables of the PrivateLink 2020-04-15 API); all are HTTP 400, but for the dotted
 * `ResourceNotFound.*` of the zone-connection operations. Sentences are ours.
 */
const privatelink = {
  DeleteFailedDueToEndpointExist: 'The endpoint service still has endpoints.',
  DuplicatedTagKey: 'A tag key is given twice.',
  EndpointConnectionNotFound: 'The specified endpoint connection does not exist.',
  EndpointConnectionOperationDenied: 'The endpoint connection is being processed, or already is as asked.',
  EndpointDependenceViolation: 'The endpoint still has zones.',
  EndpointDuplicated: 'An endpoint of this VPC to this service exists already.',
  EndpointMustContainSecurityGroup: 'An interface endpoint needs at least one security group.',
  EndpointNotFound: 'The specified endpoint does not exist.',
  EndpointOperationDenied: 'The endpoint is being processed.',
  EndpointServiceConnectionDependence: 'A connection still uses it.',
  EndpointServiceDeleted: 'The service of this endpoint has been deleted.',
  EndpointServiceDependenceViolation: 'The endpoint service still has resources.',
  EndpointServiceNotAuthorized: 'The account is not in the whitelist of the endpoint service.',
  EndpointServiceNotFound: 'The specified endpoint service does not exist.',
  EndpointServiceNotSupportedZone: 'The zone is not supported by the endpoint service.',
  EndpointServiceOperationDenied: 'The endpoint service is being processed.',
  EndpointServicePayerForbidden: 'The account may not pay for the endpoints of others.',
  EndpointServiceResourceExist: 'The resource is attached already.',
  EndpointServiceResourceNotFound: 'The resource is not attached.',
  EndpointServiceResourceTypeNotEqual: 'The resource is of another type than the endpoint service.',
  EndpointServiceResourceTypeNotSupport: 'The resource type is not supported.',
  EndpointZoneDuplicated: 'The endpoint has this zone already, or it is given twice.',
  EndpointZoneNotFound: 'The endpoint has no such zone.',
  EniIpUnavailable: 'The address is outside the vSwitch or in use.',
  'IllegalParamFormat.ClientToken': 'ClientToken must be ASCII, at most 64 characters.',
  'IllegalParamFormat.EndpointDescription': 'EndpointDescription is malformed.',
  'IllegalParamFormat.EndpointName': 'EndpointName is malformed.',
  'IllegalParamFormat.MaxResults': 'MaxResults is out of range.',
  'IllegalParamFormat.NextToken': 'NextToken is not one of ours.',
  IllegalTagKeyParam: 'A tag key is illegal.',
  IllegalTagValueParam: 'A tag value is illegal.',
  'IncorrectBusinessStatus.VpcEndpoint': 'The endpoint is locked for financial reasons.',
  'IncorrectBusinessStatus.VpcEndpointService': 'The endpoint service is locked for financial reasons.',
  'IncorrectStatus.VpcEndpoint': 'The endpoint is not in the needed status.',
  'IncorrectStatus.VpcEndpointConnection': 'The endpoint connection is not in the needed status.',
  'IncorrectStatus.VpcEndpointService': 'The endpoint service is not in the needed status.',
  'IncorrectStatus.VpcEndpointZone': 'The endpoint zone is not in the needed status.',
  LoadBalancerNotFound: 'The specified load balancer does not exist.',
  LoadBalancerNotSupportPrivateLink: 'The specified load balancer does not support PrivateLink.',
  'Mismatch.EndpointType': 'The endpoint type does not fit the endpoint service.',
  'Mismatch.ResourceType': 'The resource is of another type than the endpoint service.',
  'MissingParam.ZoneId': 'ZoneId is needed for this type of resource.',
  NeedOpenProduct: 'The account has not opened PrivateLink.',
  'OperationDenied.NoAvailableServiceResource': 'A zone of the endpoint has no service resource.',
  OrderOpend: 'The product is open already.',
  'QuotaExceed.TagsPerResource': 'Too many tags.',
  'QuotaExceeded.totalIdleEndpoint': 'Too many endpoints that are not connected.',
  QuotaMisMatched: 'A quota is exceeded.',
  'ResourceNotEnough.VSwitchIp': 'The vSwitch has no free address.',
  SecurityGroupExist: 'The security group is attached already.',
  SecurityGroupNotFound: 'The specified security group does not exist.',
  SecurityGroupTypeOnlySingleTypeSupporteded: 'All security groups of an endpoint must be of one type.',
  VSwitchNotFound: 'The specified vSwitch does not exist.',
  VpcNotFound: 'The specified VPC does not exist.',
  'InvalidResourceId.NotFound': 'A resource of this id does not exist.',
  InvalidResourceGroup: 'The specified resource group is not valid.',
  ResourceNotFound: 'The specified resource does not exist.',
  MissingResourceIdOrTagParam: 'ResourceId or Tag is needed.',
  MissingTagKeyParam: 'A tag key is empty.',
  'MissingParam.UserArn': 'UserId or UserARN is needed.',
  'MissingParam.ServiceId': 'ServiceId or ServiceName is needed.',
  'MissingParam.ResourceId': 'ResourceId is needed.',
  'MissingParam.ResourceAllocateMode': 'ResourceAllocateMode or ResourceReplaceMode is needed.',
  'Mismatch.UserIdAndUserArn': 'UserId is not the account of UserARN.',
  'Mismatch.ZoneId': 'The resource is in another zone.',
  'IllegalParam.ResourceAllocateMode': 'ResourceAllocateMode is not possible in this status.',
  'IllegalParam.ResourceReplaceMode': 'ResourceReplaceMode is not possible in this status.',
  'IllegalParamFormat.Payer': 'Payer is neither Endpoint nor EndpointService.',
  'IllegalParamFormat.Bandwidth': 'Bandwidth is out of range.',
  'IllegalParamFormat.ConnectBandwidth': 'ConnectBandwidth is out of range.',
  'IllegalParamFormat.CrossRegionBandwidth': 'CrossRegionBandwidth is out of range.',
  'IllegalParamFormat.TrafficControlMode': 'TrafficControlMode does not fit the type of the service.',
  'IllegalParamFormat.ServiceDescription': 'ServiceDescription is malformed.',
  'IllegalParamFormat.SupportedRegionList': 'There is no such region.',
  'IllegalParamFormat.ResourceType': 'ResourceType is not known.',
  'IllegalParamFormat.UserARN': 'UserARN is malformed.',
  'IllegalParamFormat.UserListType': 'UserListType is neither Users nor UserARNs.',
  UpdateBandWidthUnSupported: 'Services of this type have no bandwidth to set.',
  ResourceAutoAllocateViolation: 'A zone would have no resource with automatic allocation.',
  'OperationDenied.CurrentResourceAutoAllocated': 'The present resource still has automatic allocation on.',
  'OperationDenied.EndpointPolicyNotSupport': 'The endpoint service takes no endpoint policy.',
  'QuotaExceeded.totalEpPerVpc': 'The VPC has too many endpoints.',
  DryRunOperation: 'Request validation has been passed with DryRun flag set.',
  IdempotentParameterMismatch: 'The same ClientToken was used with other parameters.',
} as const

/** Codes whose HTTP status is another than 400, and those of the other products. */
const others = {
  ...loadBalancerErrors,
  'ResourceNotFound.VpcEndpoint': [404, 'The specified endpoint does not exist.'],
  'ResourceNotFound.VpcEndpointConnection': [404, 'The specified endpoint connection does not exist.'],
  'ResourceNotFound.VpcEndpointService': [404, 'The specified endpoint service does not exist.'],
  'ResourceNotFound.VpcEndpointZone': [404, 'The specified endpoint zone does not exist.'],
  // Slb 2014-05-15
  'InvalidLoadBalancerId.NotFound': [404, 'The specified LoadBalancerId does not exist.'],
  'ResourceNotFound.Listener': [404, 'The specified listener does not exist.'],
  ListenerNotFound: [404, 'The specified listener does not exist.'],
  'Operation.Deny': [400, 'The listener is being configured.'],
  'Operation.NotAllowed': [400, 'The listener is not in the needed status.'],
  // Nlb 2022-04-30
  'ResourceNotFound.loadBalancer': [404, 'The specified load balancer does not exist.'],
  'ResourceNotFound.listener': [404, 'The specified listener does not exist.'],
  'ResourceNotFound.serverGroup': [404, 'The specified server group does not exist.'],
  // Ecs 2014-05-26
  'InvalidSecurityGroupId.NotFound': [404, 'The specified SecurityGroupId does not exist.'],
  'InvalidSecurityGroupIds.Malformed': [400, 'SecurityGroupIds is not a list in JSON.'],
  'InvalidSourceCidrIp.Malformed': [400, 'SourceCidrIp is malformed.'],
  'InvalidPortRange.Malformed': [400, 'PortRange is malformed.'],
  'InvalidIpProtocol.ValueNotSupported': [400, 'IpProtocol is not supported.'],
  'InvalidPriority.ValueNotSupported': [400, 'Priority is not a number from 1 to 100.'],
  'InvalidPolicy.Malformed': [400, 'Policy is neither accept nor drop.'],
  'InvalidParam.DuplicatePermissions': [400, 'A permission is given twice.'],
  // Ecs 2014-05-26
  DependencyViolation: [403, 'There is still an object that depends on it.'],
  'InvalidDescription.Malformed': [400, 'Description is malformed.'],
  'InvalidSecurityGroupName.Malformed': [400, 'SecurityGroupName is malformed.'],
  'InvalidParams.GroupType': [400, 'SecurityGroupType is neither normal nor enterprise.'],
  'InvalidParam.Permissions': [400, 'Permissions cannot go with the parameters of a single rule.'],
  'InvalidParam.SecurityGroupRuleId': [400, 'There is no rule of this id in the group.'],
  'InvalidSourceGroupId.NotFound': [404, 'The specified source security group does not exist.'],
  'MissingParameter.Source': [400, 'One of SourceCidrIp and SourceGroupId is needed.'],
  'InvalidInstance.NotFound': [404, 'The specified instance does not exist.'],
  'InvalidCmdType.NotFound': [404, 'The command type is not known.'],
  'InvalidInstance.NotMatch': [400, 'The command type does not fit the system of the instance.'],
  'CmdContent.ExceedLimit': [403, 'CommandContent is too long.'],
  'MissingParam.InstanceId': [400, 'InstanceId is needed.'],
  'InvalidInvokeId.NotFound': [404, 'The specified invocation does not exist.'],
  // Vpc 2016-04-28
  'InvalidVpcId.NotFound': [404, 'The specified VPC does not exist.'],
  'InvalidVswitchID.NotFound': [404, 'The specified vSwitch does not exist.'],
  'InvalidCidrBlock.Malformed': [400, 'CidrBlock is malformed or too small or too large.'],
  'InvalidCidrBlock.Overlapped': [400, 'CidrBlock overlaps another vSwitch.'],
  'InvalidZoneId.NotFound': [404, 'There is no such zone in the region.'],
  'DependencyViolation.VSwitch': [400, 'The VPC still has vSwitches.'],
  'DependencyViolation.SecurityGroup': [400, 'The VPC still has security groups.'],
  'QuotaExceeded.Vpc': [400, 'The account has too many VPCs.'],
  'InvalidName.Malformed': [400, 'The name is malformed.'],
  // The gateway
  'InvalidRegionId.NotFound': [404, 'The specified RegionId does not exist.'],
  // Sts 2015-04-01
  'InvalidParameter.RoleArn': [400, 'RoleArn is malformed.'],
  'InvalidParameter.PolicyGrammar': [400, 'Policy is malformed.'],
  'InvalidParameter.PolicySize': [400, 'Policy is longer than 2048 characters.'],
  'InvalidParameter.ExternalId': [400, 'ExternalId is malformed.'],
  'InvalidParameter.OIDCToken': [400, 'OIDCToken is malformed.'],
  'InvalidParameter.SAMLAssertion': [400, 'SAMLAssertion is malformed.'],
  'InvalidParameter.DurationSeconds': [400, 'DurationSeconds is out of range.'],
  'InvalidParameter.RoleSessionName': [400, 'RoleSessionName is malformed.'],
  'EntityNotExist.Role': [404, 'The specified role does not exist.'],
  NoPermission: [403, 'The caller may not assume this role.'],
  // The gateway of all products
  'InvalidProduct.NotFound': [404, 'There is no product of this version here.'],
  UnsupportedHTTPMethod: [405, 'Only GET and POST are supported.'],
  'InvalidAccessKeyId.NotFound': [404, 'The specified AccessKeyId does not exist.'],
  'InvalidAccessKeyId.Inactive': [400, 'The specified AccessKeyId is disabled.'],
  'InvalidSecurityToken.Expired': [400, 'The security token has expired.'],
  'InvalidSecurityToken.MismatchWithAccessKey': [400, 'The security token does not belong to the AccessKeyId.'],
  'InvalidTimeStamp.Format': [400, 'The timestamp is malformed.'],
  'InvalidTimeStamp.Expired': [400, 'The timestamp is more than 15 minutes off.'],
  SignatureNonceUsed: [400, 'The signature nonce was used before.'],
  IncompleteSignature: [400, 'The request signature is incomplete.'],
  InvalidSignatureMethod: [400, 'The signature method is not supported.'],
  SignatureDoesNotMatch: [400, 'The signature does not match what the server computed.'],
  InternalError: [500, 'The request failed for an unknown reason.'],
  ServiceUnavailable: [503, 'The service is not available for the moment.'],
  'Throttling.User': [429, 'The request was denied by flow control.'],
} as const

export type ApiErrorCode = keyof typeof privatelink | keyof typeof others

/** The refusal of this code, with the status and a sentence of its own. */
export function apiError(code: ApiErrorCode, extra?: Readonly<Record<string, unknown>>): ApiError {
  if (code in others) {
    // Safe: `in` has just found it there.
    const [status, message] = others[code as keyof typeof others]
    return new ApiError(code, status, message, extra)
  }
  // Safe: every code is in one of the two tables.
  return new ApiError(code, 400, privatelink[code as keyof typeof privatelink], extra)
}
