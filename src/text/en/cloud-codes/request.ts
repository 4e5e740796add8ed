import type { requestCodes as codes } from '../../../model/cloud-codes/request.ts'
import type { Explanation } from '../../glossary.ts'

export const request: Readonly<Record<keyof typeof codes, Explanation>> = {
  throttled: {
    cause: 'There were too many calls in a short time: all tools that use this account share one limit.',
    next: 'Wait a few minutes and run the same command again; stop other tools that call the same API meanwhile.',
  },
  internal: {
    cause: 'Something broke inside Alibaba Cloud.',
    next: 'Run the same command again in a few minutes; if it stays, give the request id to Alibaba Cloud support.',
  },
  unavailable: {
    cause: 'The service cannot answer at the moment.',
    next: 'Run the same command again in a few minutes, and look at the status page of Alibaba Cloud if it lasts.',
  },
  'same-call-running': {
    cause: 'The same call was sent before, and Alibaba Cloud is still carrying it out.',
    next: 'Wait a minute and run the same command again: plink takes up what that call made.',
  },
  conflict: {
    cause: 'Another change of the same thing came in between.',
    next: 'Wait until the other change is done, look with `plink status`, and run the same command again.',
  },
  'token-mismatch': {
    cause:
      'The call was repeated with the same ClientToken but with other values: plink.yaml was changed between two tries.',
    next: 'Put the old values back and run `plink up` to finish what was begun; then make the change.',
  },
  'api-unknown': {
    cause: ({ action }) =>
      `The host that was asked does not know ${action}: it is the wrong host, or the region lacks it.`,
    next: 'Check PLINK_ENDPOINT_URL and its forms for one product, and the region.',
  },
  'https-only': {
    cause: 'This call is answered over HTTPS only.',
    next: 'Use an https:// address in PLINK_ENDPOINT_URL or its form for this product.',
  },
  method: {
    cause: 'The HTTP method is not one that Alibaba Cloud takes: something between changed the request.',
    next: 'Run without the proxy, and let PLINK_ENDPOINT_URL point at the API itself.',
  },
  region: {
    cause: 'There is no such region, or the product is not offered in it.',
    next: 'Correct `region` in plink.yaml or --region, such as cn-hangzhou.',
  },
  'field-missing': {
    cause: ({ field, action }) =>
      `A value is missing in the call ${action}${field === '' ? '' : `: ${field}`}. plink should have sent it.`,
    next: ({ field }) =>
      `Update plink; if it stays, report the call${field === '' ? '' : `, the field ${field}`} and the request id.`,
  },
  'resource-fields': {
    cause: 'The call lacks what says which load balancer it is about and how endpoints are spread over them.',
    next: 'Update plink; if it stays, report it with the request id.',
  },
  'resource-group': {
    cause: 'The resource group is missing, or there is none with that id.',
    next: 'Check the resource group in the Resource Management console, and that this identity may use it.',
  },
  'field-bad': {
    cause: ({ field, action }) =>
      `Alibaba Cloud does not take the value of ${field === '' ? 'a field' : field} in ${action}.`,
    next: ({ field }) =>
      `Correct ${field === '' ? 'the value' : `the value that becomes ${field}`} in plink.yaml or in the flag; if it is right, report it with the request id.`,
  },
  'field-unnamed': {
    cause: 'A value is malformed, or names something that does not exist; the message of the cloud above says which.',
    next: 'Correct that value in plink.yaml or in the flag. On load balancers it can mean that the address is taken, or that the server group or listener is gone: then run `plink plan`.',
  },
  'allocation-mode': {
    cause: 'The way in which endpoints are spread over the load balancers of the service is none that exists.',
    next: 'Update plink; if it stays, report the request id and set the mode in the PrivateLink console meanwhile.',
  },
  paging: {
    cause: 'The page of a list that was asked for does not exist, or too many ids were asked for at once.',
    next: 'Run the same command again, which starts the list from its beginning; if it stays, report it.',
  },
  'listener-protocol': {
    cause: 'The protocol of the listener is missing or unknown, so that the port does not say which listener is meant.',
    next: 'Leave one listener per port on this load balancer, or update plink; if it stays, report it.',
  },
  'tag-twice': {
    cause: 'The same tag key is given twice in one call.',
    next: 'Give each tag key once; the keys plink:link, plink:step and plink:lineage are used by plink itself.',
  },
  'tag-key': {
    cause: 'A tag key is empty, too long, or begins with what is reserved (aliyun, acs:, http://).',
    next: 'Use a tag key of 1 to 64 characters that begins with none of these.',
  },
  'tag-value': {
    cause: 'A tag value is empty where it may not be, longer than 128 characters, or reserved.',
    next: 'Use a shorter link name in plink.yaml: it becomes the value of a tag.',
  },
  'tags-full': {
    cause: 'The thing carries 20 tags already, or too many were given at once.',
    next: 'Remove tags that nobody needs; plink needs room for three.',
  },
  'tag-gone': {
    cause: 'The tag to remove is not there.',
    next: 'Run the same command again: it goes on without the tag.',
  },
  'tagged-thing-gone': {
    cause: 'The thing to be tagged does not exist, or no longer.',
    next: 'Run `plink plan`: it looks what is there, and what has to be made again.',
  },
  'tag-call': {
    cause: 'The call about tags names nothing, too much, or a kind of thing that has none.',
    next: 'Update plink; if it stays, report the call about tags with its request id.',
  },
  quota: {
    cause: ({ field }) => `A quota of the account is used up${field === '' ? '' : `: ${field}`}.`,
    next: ({ field }) =>
      `Remove what nobody needs, or ask for more${field === '' ? '' : ` of ${field}`} in the Quota Center; then run the same command again.`,
  },
  'not-found': {
    cause: ({ field }) =>
      `${field === '' ? 'What the call names' : `The ${field} that the call names`} does not exist in this region and account.`,
    next: 'Check the ids and the region in plink.yaml; `plink plan` shows what is missing.',
  },
  status: {
    cause: ({ field }) => `The ${field} is in a state in which this cannot be done.`,
    next: 'Wait until the change that is running on it has ended, look with `plink status`, and run the same command again.',
  },
}
