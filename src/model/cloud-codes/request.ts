import type { CauseRecord } from './cause.ts'

/**
 * The call itself: its fields, tags, tokens, pace. Sources: the gateway's codes common to all products; PrivateLink
 * 2020-04-15, error table; Slb 2014-05-15 and Nlb 2022-04-30, their common codes.
 */
export const requestCodes = {
  throttled: {
    owner: 'cloud',
    codes: ['Throttling', 'Throttling.User', 'Throttling.Api', 'Throttling.%s', 'Rejected.Throttling'],
  },
  internal: {
    owner: 'cloud',
    codes: ['InternalError', 'InternalInvokeError', 'SystemError', 'GenerateResourceIdFailed'],
  },
  unavailable: { owner: 'cloud', codes: ['ServiceUnavailable', 'LocationServiceTimeout'] },
  'same-call-running': {
    owner: 'cloud',
    codes: [
      'LastTokenProcessing',
      'IdempotentProcessing',
      'OperationFailed.TokenIsProcessing',
      'ProcessingSameRequest',
    ],
  },
  conflict: { owner: 'cloud', codes: ['OperationConflict'] },
  'token-mismatch': { owner: 'runner', codes: ['IdempotentParameterMismatch', 'IdempotenceSignatureMismatch'] },
  'api-unknown': {
    owner: 'runner',
    codes: ['InvalidApi.NotFound', 'InvalidProduct.NotFound', 'InvalidAction.NotFound'],
  },
  'https-only': { owner: 'runner', codes: ['InvalidProtocol.NeedSsl'] },
  method: { owner: 'runner', codes: ['UnsupportedHTTPMethod'] },
  region: { owner: 'runner', codes: ['InvalidRegionId.NotFound', 'UnsupportedRegion'] },
  'field-missing': {
    owner: 'plink',
    codes: ['MissingParameter', 'MissingParam.%s', 'MissingParameter.%s', 'Missing%s'],
  },
  'resource-fields': {
    owner: 'plink',
    codes: [
      'MissingParam.ResourceId',
      'MissingParameter.ResourceId',
      'MissingParameter.ResourceRegionId',
      'MissingParam.ResourceAllocateMode',
    ],
  },
  'resource-group': { owner: 'caller', codes: ['MissingParameter.ResourceGroupId', 'InvalidResourceGroup'] },
  'field-bad': {
    owner: 'runner',
    codes: ['IllegalParamFormat.%s', 'IllegalParam.%s', 'InvalidParam.%s', 'InvalidParameter.%s', 'Invalid%s'],
  },
  'field-unnamed': { owner: 'runner', codes: ['InvalidParameter'] },
  'allocation-mode': {
    owner: 'plink',
    codes: ['IllegalParam.ResourceAllocateMode', 'IllegalParam.ResourceReplaceMode'],
  },
  paging: {
    owner: 'plink',
    codes: ['IllegalParam.MaxResults', 'IllegalParam.NextToken', 'IllegalParamSize.LoadBalancerId'],
  },
  'listener-protocol': { owner: 'plink', codes: ['IllegalParam.ListenerProtocol', 'TooManyListeners'] },
  'tag-twice': { owner: 'runner', codes: ['DuplicatedTagKey', 'Duplicate.TagKey'] },
  'tag-key': {
    owner: 'runner',
    codes: ['IllegalTagKeyParam', 'InvalidParam.TagKey', 'InvalidTagKey.Malformed', 'MissingTagKeyParam'],
  },
  'tag-value': { owner: 'runner', codes: ['IllegalTagValueParam', 'InvalidParam.TagValue', 'MissingTagValueParam'] },
  'tags-full': { owner: 'caller', codes: ['QuotaExceed.TagsPerResource', 'SizeLimitExceeded.Tag'] },
  'tag-gone': { owner: 'nobody', codes: ['TagInfoNotExist'] },
  'tagged-thing-gone': { owner: 'runner', codes: ['InvalidResourceId.NotFound', 'ResourceNotExist'] },
  'tag-call': {
    owner: 'plink',
    codes: ['MissingResourceIdOrTagParam', 'InvalidParam.ResourceType', 'SizeLimitExceeded.ResourceId'],
  },
  quota: { owner: 'caller', codes: ['QuotaMisMatched', 'QuotaExceeded.%s'] },
  'not-found': { owner: 'runner', codes: ['ResourceNotFound', 'ResourceNotFound.%s'] },
  status: { owner: 'cloud', codes: ['IncorrectStatus.%s'] },
} as const satisfies Readonly<Record<string, CauseRecord>>
