import type { accessCodes as codes } from '../../../model/cloud-codes/access.ts'
import type { Explanation } from '../../glossary.ts'

const whose = { you: 'your', peer: "the peer's" } as const

export const access: Readonly<Record<keyof typeof codes, Explanation>> = {
  'key-unknown': {
    cause: 'Alibaba Cloud does not know this AccessKey ID: it is mistyped, deleted, or belongs to another site.',
    next: 'Check the AccessKey ID in the environment or in the profile. If it was deleted, create a new one in the RAM console.',
  },
  'key-disabled': {
    cause: 'The AccessKey exists but is disabled.',
    next: 'Enable it in the RAM console, or use another one with --profile.',
  },
  clock: {
    cause:
      "The clock of this machine differs from Alibaba Cloud's by more than 15 minutes, or the time sent is malformed.",
    next: 'Set the clock (time zone and NTP), then run the same command again.',
  },
  signature: {
    cause: 'The signature is invalid: the AccessKey secret is wrong, or a proxy changed the request.',
    next: 'Copy the secret again without spaces or line breaks. If it is right, run the command without the proxy.',
  },
  'sent-twice': {
    cause:
      'The same signed request was received twice, probably repeated by a proxy; the first one may have succeeded.',
    next: 'Run the same command again; plink checks what exists before it repeats a call. If the error remains, check the proxy.',
  },
  'token-expired': {
    cause: 'The temporary credentials (STS token) have expired.',
    next: 'Sign in again or fetch a new token, then run the same command again.',
  },
  'token-wrong': {
    cause: 'The security token is damaged or belongs to another AccessKey.',
    next: 'Set the AccessKey ID, the secret and ALIBABA_CLOUD_SECURITY_TOKEN again, all three from the same STS response.',
  },
  permission: {
    cause: ({ side, action }) =>
      action === 'sts.AssumeRole'
        ? `${capital(whose[side])} identity is not allowed to assume this role: it lacks the permission, the role does not trust it, or it is a main account, which cannot assume roles.`
        : `${capital(whose[side])} RAM user or role is not allowed to do this.`,
    next: ({ side, action, permission }) =>
      action === 'sts.AssumeRole'
        ? `Ask an administrator of ${whose[side]} account to grant \`${permission}\` and to add this identity to the trust policy of the role, then run the same command again.`
        : `Ask an administrator of ${whose[side]} account to grant \`${permission}\`, then run the same command again.`,
  },
  'permission-group': {
    cause: 'This identity is not allowed to move resources between resource groups.',
    next: 'Ask an administrator to grant the permission for both resource groups, or leave the resource in its group.',
  },
  'role-unknown': {
    cause: 'The role to assume does not exist in the account.',
    next: 'Correct the role ARN of the profile (`acs:ram::UID:role/NAME`), or create the role in the RAM console.',
  },
  'role-names': {
    cause: ({ side }) => `A value for assuming ${whose[side]} role is malformed: ARN, session name or external ID.`,
    next: 'Correct it in the profile: the ARN is `acs:ram::UID:role/NAME`, a session name has 2 to 64 letters, digits or . @ - _.',
  },
  'role-duration': {
    cause: 'The session duration is too long or too short for this role.',
    next: 'Set a session duration between 900 seconds and the maximum of the role.',
  },
  'role-policy': {
    cause: 'The session policy of the assumed role is invalid or longer than 2048 characters.',
    next: 'Correct or shorten the policy in the profile, or remove it.',
  },
  'account-type': {
    cause: 'This type of account cannot use the product.',
    next: 'Ask Alibaba Cloud support to enable the product for the account, or use another account.',
  },
  'privatelink-role': {
    cause: 'The service-linked role of PrivateLink is missing and could not be created.',
    next: 'Ask an administrator to grant `ram:CreateServiceLinkedRole`, or to open the PrivateLink console once, which creates the role.',
  },
  'nlb-role': {
    cause: 'The service-linked role AliyunServiceRoleForNlb is missing. The first NLB of an account requires it.',
    next: 'Ask an administrator to grant `ram:CreateServiceLinkedRole`, or to open the NLB console once, which creates the role.',
  },
  'product-closed': {
    cause: ({ side }) => `PrivateLink is not activated for ${whose[side]} account.`,
    next: ({ side }) =>
      side === 'you'
        ? 'Activate it with `plink up --open-product` or in the PrivateLink console.'
        : 'The peer has to activate it in its PrivateLink console.',
  },
  'product-open': {
    cause: 'The product is already activated.',
    next: 'Run the same command again to continue.',
  },
  rehearsed: {
    cause: 'This was a dry run, and it succeeded.',
    next: 'Run the command without --dry-run to apply the change.',
  },
  balance: {
    cause: ({ side }) => `The balance of ${whose[side]} account is too low.`,
    next: 'Top up the account in the billing console, then run the same command again.',
  },
  credit: {
    cause: ({ side }) => `The remaining credit of ${whose[side]} account is too low.`,
    next: 'Pay open bills or request a higher credit limit, then run the same command again.',
  },
  unpaid: {
    cause: ({ side }) =>
      `${capital(whose[side])} account has unpaid bills and cannot purchase anything until they are paid.`,
    next: 'Pay the bills in the billing console, then run the same command again.',
  },
  risk: {
    cause: ({ side }) => `Alibaba Cloud's risk control has restricted ${whose[side]} account.`,
    next: 'Check the messages in the console and complete the verification, or open a ticket.',
  },
  'endpoint-unpaid': {
    cause: 'The endpoint is locked because a payment is overdue.',
    next: 'Pay the bills of the account that owns the endpoint. It is unlocked automatically; then run the same command again.',
  },
  'service-unpaid': {
    cause: 'The endpoint service is locked because a payment of its owner is overdue.',
    next: 'Pay the bills of the account that owns the service. It is unlocked automatically; then run the same command again.',
  },
  ordering: {
    cause: "Alibaba Cloud's order system timed out; the resource may have been created.",
    next: 'Wait a minute and run the same command again; plink first checks whether the resource exists.',
  },
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
