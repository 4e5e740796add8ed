import type { CauseRecord } from './cause.ts'

/**
 * Keys, rights, money. Sources: the gateway's codes common to all products; STS 2015-04-01 AssumeRole; PrivateLink
 * 2020-04-15, error table; Slb 2014-05-15 and Nlb 2022-04-30 CreateLoadBalancer.
 */
export const accessCodes = {
  'key-unknown': { owner: 'runner', codes: ['InvalidAccessKeyId.NotFound'] },
  'key-disabled': { owner: 'administrator', codes: ['InvalidAccessKeyId.Inactive', 'Forbidden.AccessKeyDisabled'] },
  clock: { owner: 'runner', codes: ['InvalidTimeStamp.Expired', 'InvalidTimeStamp.Format'] },
  signature: {
    owner: 'runner',
    codes: ['SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidSignatureMethod'],
  },
  'sent-twice': { owner: 'runner', codes: ['SignatureNonceUsed'] },
  'token-expired': { owner: 'runner', codes: ['InvalidSecurityToken.Expired'] },
  'token-wrong': {
    owner: 'runner',
    codes: ['InvalidSecurityToken.Malformed', 'InvalidSecurityToken.MismatchWithAccessKey'],
  },
  permission: {
    owner: 'administrator',
    // The last is SLB's own spelling.
    codes: ['Forbidden', 'Forbidden.RAM', 'Forbidden.NoPermission', 'NoPermission', 'Forbbiden.SubUser'],
  },
  'permission-group': { owner: 'administrator', codes: ['NoPermission.ChangeResourceGroup'] },
  'role-unknown': { owner: 'runner', codes: ['EntityNotExist.Role'] },
  'role-names': {
    owner: 'runner',
    codes: ['InvalidParameter.RoleArn', 'InvalidParameter.RoleSessionName', 'InvalidParameter.ExternalId'],
  },
  'role-duration': { owner: 'runner', codes: ['InvalidParameter.DurationSeconds'] },
  'role-policy': { owner: 'runner', codes: ['InvalidParameter.PolicyGrammar', 'InvalidParameter.PolicySize'] },
  'account-type': { owner: 'administrator', codes: ['AccountTypeRestricted'] },
  'privatelink-role': { owner: 'administrator', codes: ['CheckServiceLinkRoleError'] },
  'nlb-role': { owner: 'administrator', codes: ['OperationDenied.ServiceLinkedRoleNotExist'] },
  'product-closed': { owner: 'caller', codes: ['NeedOpenProduct'] },
  'product-open': { owner: 'nobody', codes: ['OrderOpend'] },
  rehearsed: { owner: 'nobody', codes: ['DryRunOperation'] },
  balance: {
    owner: 'caller',
    codes: [
      'InvalidAccountStatus.NotEnoughBalance',
      'InsufficientBalance',
      'PayInsufficientBalance',
      'PAYFOR.CREDIT_PAY_INSUFFICIENT_BALANCE',
      'OperationFailed.CashBookInsufficient',
    ],
  },
  credit: { owner: 'caller', codes: ['InsufficientAvailableQuota'] },
  unpaid: { owner: 'caller', codes: ['OperationFailed.UnpaidBillsExist', 'OperationFailed.UnpaidBill'] },
  risk: { owner: 'caller', codes: ['OperationForbidden.AccountRiskReject'] },
  'endpoint-unpaid': { owner: 'consumer', codes: ['IncorrectBusinessStatus.VpcEndpoint'] },
  'service-unpaid': { owner: 'provider', codes: ['IncorrectBusinessStatus.VpcEndpointService'] },
  ordering: { owner: 'cloud', codes: ['CreateOrderTimeout', 'OperationFailed.InvokeLingXiaoFailed'] },
} as const satisfies Readonly<Record<string, CauseRecord>>
