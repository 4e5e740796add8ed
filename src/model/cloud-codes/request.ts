import type { Glossed } from './glossed.ts'

/**
 * The call itself: its fields, tags, tokens, pace. Sources: the gateway's codes common to all products; PrivateLink
 * 2020-04-15, error table; Slb 2014-05-15 and Nlb 2022-04-30, their common codes.
 */
export const requestCodes = {
  throttled: {
    who: 'cloud',
    codes: ['Throttling', 'Throttling.User', 'Throttling.Api', 'Throttling.%s', 'Rejected.Throttling'],
  },
  internal: {
    who: 'cloud',
    codes: ['InternalError', 'InternalInvokeError', 'SystemError', 'GenerateResourceIdFailed'],
  },
  unavailable: { who: 'cloud', codes: ['ServiceUnavailable', 'LocationServiceTimeout'] },
  'same-call-running': {
    who: 'cloud',
    codes: [
      'LastTokenProcessing',
      'IdempotentProcessing',
      'OperationFailed.TokenIsProcessing',
      'ProcessingSameRequest',
    ],
  },
  conflict: { who: 'cloud', codes: ['OperationConflict'] },
  'token-mismatch': { who: 'runner', codes: ['IdempotentParameterMismatch', 'IdempotenceSignatureMismatch'] },
  'api-unknown': {
    who: 'runner',
    codes: ['InvalidApi.NotFound', 'InvalidProduct.NotFound', 'InvalidAction.NotFound'],
  },
  'https-only': { who: 'runner', codes: ['InvalidProtocol.NeedSsl'] },
  method: { who: 'runner', codes: ['UnsupportedHTTPMethod'] },
  region: { who: 'runner', codes: ['InvalidRegionId.NotFound', 'UnsupportedRegion'] },
  'field-missing': {
    who: 'plink',
    codes: ['MissingParameter', 'MissingParam.%s', 'MissingParameter.%s', 'Missing%s'],
  },
  'resource-fields': {
    who: 'plink',
    codes: [
      'MissingParam.ResourceId',
      'MissingParameter.ResourceId',
      'MissingParameter.ResourceRegionId',
      'MissingParam.ResourceAllocateMode',
    ],
  },
  'resource-group': { who: 'caller', codes: ['MissingParameter.ResourceGroupId', 'InvalidResourceGroup'] },
  'field-bad': {
    who: 'runner',
    codes: ['IllegalParamFormat.%s', 'IllegalParam.%s', 'InvalidParam.%s', 'InvalidParameter.%s', 'Invalid%s'],
  },
  'field-unnamed': { who: 'runner', codes: ['InvalidParameter'] },
  'allocation-mode': {
    who: 'plink',
    codes: ['IllegalParam.ResourceAllocateMode', 'IllegalParam.ResourceReplaceMode'],
  },
  paging: {
    who: 'plink',
    codes: ['IllegalParam.MaxResults', 'IllegalParam.NextToken', 'IllegalParamSize.LoadBalancerId'],
  },
  'listener-protocol': { who: 'plink', codes: ['IllegalParam.ListenerProtocol', 'TooManyListeners'] },
  'tag-twice': { who: 'runner', codes: ['DuplicatedTagKey', 'Duplicate.TagKey'] },
  'tag-key': {
    who: 'runner',
    codes: ['IllegalTagKeyParam', 'InvalidParam.TagKey', 'InvalidTagKey.Malformed', 'MissingTagKeyParam'],
  },
  'tag-value': { who: 'runner', codes: ['IllegalTagValueParam', 'InvalidParam.TagValue', 'MissingTagValueParam'] },
  'tags-full': { who: 'caller', codes: ['QuotaExceed.TagsPerResource', 'SizeLimitExceeded.Tag'] },
  'tag-gone': { who: 'nobody', codes: ['TagInfoNotExist'] },
  'tagged-thing-gone': { who: 'runner', codes: ['InvalidResourceId.NotFound', 'ResourceNotExist'] },
  'tag-call': {
    who: 'plink',
    codes: ['MissingResourceIdOrTagParam', 'InvalidParam.ResourceType', 'SizeLimitExceeded.ResourceId'],
  },
  quota: { who: 'caller', codes: ['QuotaMisMatched', 'QuotaExceeded.%s'] },
  'not-found': { who: 'runner', codes: ['ResourceNotFound', 'ResourceNotFound.%s'] },
  status: { who: 'cloud', codes: ['IncorrectStatus.%s'] },
} as const satisfies Readonly<Record<string, Glossed>>
