import type { requestCodes as codes } from '../../../model/cloud-codes/request.ts'
import type { Explanation } from '../../glossary.ts'

export const request: Readonly<Record<keyof typeof codes, Explanation>> = {
  throttled: {
    cause: 'Too many API calls in a short time; all tools that use this account share one limit.',
    next: 'Wait a few minutes, then run the same command again. Pause other tools that call the same API.',
  },
  internal: {
    cause: 'Internal error of Alibaba Cloud.',
    next: 'Run the same command again in a few minutes. If the error remains, open a ticket with Alibaba Cloud and give the request ID.',
  },
  unavailable: {
    cause: 'The API is temporarily unavailable.',
    next: 'Run the same command again in a few minutes. If the error remains, check the status page of Alibaba Cloud.',
  },
  'same-call-running': {
    cause: 'An identical request is still being processed.',
    next: 'Wait a minute and run the same command again; plink detects what that request created.',
  },
  conflict: {
    cause: 'Another change of the same resource interfered.',
    next: 'Wait until the other change has finished (`plink status`), then run the same command again.',
  },
  'token-mismatch': {
    cause: 'A request was repeated with the same ClientToken but different values: plink.yaml was changed in between.',
    next: 'Restore the old values and run `plink up` to finish, then make the change.',
  },
  'api-unknown': {
    cause: ({ action }) =>
      `The host does not support ${action}: the host is wrong, or the API is not available in the region.`,
    next: 'Check PLINK_ENDPOINT_URL, its variants for single products, and the region.',
  },
  'https-only': {
    cause: 'This API requires HTTPS.',
    next: 'Use an https:// URL in PLINK_ENDPOINT_URL or its variant for this product.',
  },
  method: {
    cause: 'The HTTP method is not supported; a proxy probably changed the request.',
    next: 'Run the command without the proxy, and set PLINK_ENDPOINT_URL to the API itself.',
  },
  region: {
    cause: 'The region does not exist, or the product is not available in it.',
    next: 'Correct `region` in plink.yaml or --region, for example cn-hangzhou.',
  },
  'field-missing': {
    cause: ({ field, action }) =>
      `A value is missing in the request ${action}${field === '' ? '' : `: ${field}`}. plink should have sent it.`,
    next: ({ field }) =>
      `Update plink. If the error remains, report the action${field === '' ? '' : `, the field ${field}`} and the request ID.`,
  },
  'resource-fields': {
    cause: 'The request lacks the load balancer or the allocation mode.',
    next: 'Update plink. If the error remains, report it with the request ID.',
  },
  'resource-group': {
    cause: 'The resource group is missing or does not exist.',
    next: 'Check the resource group in the Resource Management console, and that this identity is allowed to use it.',
  },
  'field-bad': {
    cause: ({ field, action }) => `The value of ${field === '' ? 'a field' : field} in ${action} is invalid.`,
    next: ({ field }) =>
      `Correct ${field === '' ? 'the value' : `the value of ${field}`} in plink.yaml or in the flag. If it is right, report the error with its request ID.`,
  },
  'field-unnamed': {
    cause: 'A value is malformed or refers to something that does not exist; see the message of Alibaba Cloud above.',
    next: 'Correct this value in plink.yaml or in the flag. For load balancers it can also mean that the address is in use, or that the server group or listener no longer exists; run `plink plan` to check.',
  },
  'allocation-mode': {
    cause: 'The allocation mode of the endpoint service is unknown.',
    next: 'Update plink. If the error remains, report the request ID, and set the mode in the PrivateLink console.',
  },
  paging: {
    cause: 'The requested page of a list does not exist, or too many IDs were requested at once.',
    next: 'Run the same command again. If the error remains, report it.',
  },
  'listener-protocol': {
    cause: 'The protocol of the listener is missing or unknown, so the port is ambiguous.',
    next: 'Keep only one listener per port on this load balancer, or update plink. If the error remains, report it.',
  },
  'tag-twice': {
    cause: 'A request contains the same tag key twice.',
    next: 'Use each tag key once. The keys plink:link, plink:step and plink:lineage are reserved for plink.',
  },
  'tag-key': {
    cause: 'A tag key is empty, too long, or starts with a reserved prefix (aliyun, acs:, http://).',
    next: 'Use a tag key of 1 to 64 characters without these prefixes.',
  },
  'tag-value': {
    cause: 'A tag value is empty, longer than 128 characters, or reserved.',
    next: 'Use a shorter link name in plink.yaml; it becomes a tag value.',
  },
  'tags-full': {
    cause: 'The resource already has 20 tags, or too many tags were set at once.',
    next: 'Remove unused tags; plink needs three.',
  },
  'tag-gone': {
    cause: 'The tag to remove does not exist.',
    next: 'Run the same command again to continue without the tag.',
  },
  'tagged-thing-gone': {
    cause: 'The resource to tag does not exist.',
    next: 'Run `plink plan` to see what exists and what will be created.',
  },
  'tag-call': {
    cause: 'The tag request has no resource, too many resources, or a resource type without tags.',
    next: 'Update plink. If the error remains, report the tag request with its request ID.',
  },
  quota: {
    cause: ({ field }) => `A quota of the account is used up${field === '' ? '' : `: ${field}`}.`,
    next: ({ field }) =>
      `Delete unused resources, or request a higher quota${field === '' ? '' : ` of ${field}`} in the Quota Center. Then run the same command again.`,
  },
  'not-found': {
    cause: ({ field }) =>
      `${field === '' ? 'The resource in the request' : `The ${field} in the request`} does not exist in this region and account.`,
    next: 'Check the IDs and the region in plink.yaml; `plink plan` shows what is missing.',
  },
  status: {
    cause: ({ field }) => `The status of the ${field} does not allow this operation.`,
    next: 'Wait until its current change has finished (`plink status`), then run the same command again.',
  },
}
