import type { Glossed } from './glossed.ts'

/**
 * Keys, rights, money. Sources: the gateway's codes common to all products; STS 2015-04-01 AssumeRole; PrivateLink
 * 2020-04-15, error table; Slb 2014-05-15 and Nlb 2022-04-30 CreateLoadBalancer.
 */
export const accessCodes = {
  'key-unknown': { who: 'runner', codes: ['InvalidAccessKeyId.NotFound'] },
  'key-disabled': { who: 'administrator', codes: ['InvalidAccessKeyId.Inactive', 'Forbidden.AccessKeyDisabled'] },
  clock: { who: 'runner', codes: ['InvalidTimeStamp.Expired', 'InvalidTimeStamp.Format'] },
  signature: {
    who: 'runner',
    codes: ['SignatureDoesNotMatch', 'IncompleteSignature', 'InvalidSignatureMethod'],
  },
  'sent-twice': { who: 'runner', codes: ['SignatureNonceUsed'] },
  'token-expired': { who: 'runner', codes: ['InvalidSecurityToken.Expired'] },
  'token-wrong': {
    who: 'runner',
    codes: ['InvalidSecurityToken.Malformed', 'InvalidSecurityToken.MismatchWithAccessKey'],
  },
  permission: {
    who: 'administrator',
    // The last is SLB's own spelling.
    codes: ['Forbidden', 'Forbidden.RAM', 'Forbidden.NoPermission', 'NoPermission', 'Forbbiden.SubUser'],
  },
  'permission-group': { who: 'administrator', codes: ['NoPermission.ChangeResourceGroup'] },
  'role-unknown': { who: 'runner', codes: ['EntityNotExist.Role'] },
  'role-names': {
    who: 'runner',
    codes: ['InvalidParameter.RoleArn', 'InvalidParameter.RoleSessionName', 'InvalidParameter.ExternalId'],
  },
  'role-duration': { who: 'runner', codes: ['InvalidParameter.DurationSeconds'] },
  'role-policy': { who: 'runner', codes: ['InvalidParameter.PolicyGrammar', 'InvalidParameter.PolicySize'] },
  'account-type': { who: 'administrator', codes: ['AccountTypeRestricted'] },
  'privatelink-role': { who: 'administrator', codes: ['CheckServiceLinkRoleError'] },
  'nlb-role': { who: 'administrator', codes: ['OperationDenied.ServiceLinkedRoleNotExist'] },
  'product-closed': { who: 'caller', codes: ['NeedOpenProduct'] },
  'product-open': { who: 'nobody', codes: ['OrderOpend'] },
  rehearsed: { who: 'nobody', codes: ['DryRunOperation'] },
  balance: {
    who: 'caller',
    codes: [
      'InvalidAccountStatus.NotEnoughBalance',
      'InsufficientBalance',
      'PayInsufficientBalance',
      'PAYFOR.CREDIT_PAY_INSUFFICIENT_BALANCE',
      'OperationFailed.CashBookInsufficient',
    ],
  },
  credit: { who: 'caller', codes: ['InsufficientAvailableQuota'] },
  unpaid: { who: 'caller', codes: ['OperationFailed.UnpaidBillsExist', 'OperationFailed.UnpaidBill'] },
  risk: { who: 'caller', codes: ['OperationForbidden.AccountRiskReject'] },
  'endpoint-unpaid': { who: 'consumer', codes: ['IncorrectBusinessStatus.VpcEndpoint'] },
  'service-unpaid': { who: 'provider', codes: ['IncorrectBusinessStatus.VpcEndpointService'] },
  ordering: { who: 'cloud', codes: ['CreateOrderTimeout', 'OperationFailed.InvokeLingXiaoFailed'] },
} as const satisfies Readonly<Record<string, Glossed>>
