import type { accessCodes as codes } from '../../../model/cloud-codes/access.ts'
import type { Explanation } from '../../glossary.ts'

const whose = { you: 'your', peer: "the peer's" } as const

export const access: Readonly<Record<keyof typeof codes, Explanation>> = {
  'key-unknown': {
    cause: 'Alibaba Cloud does not know this AccessKey ID: it is mistyped, deleted, or of another site.',
    next: 'Check the AccessKey ID in the environment or in the profile; if it was deleted, create a new one in the RAM console.',
  },
  'key-disabled': {
    cause: 'The AccessKey exists but is disabled.',
    next: 'Have it enabled in the RAM console, or use another one with --profile.',
  },
  clock: {
    cause: "This machine's clock differs from Alibaba Cloud's by more than 15 minutes, or sent a time it cannot read.",
    next: 'Set the clock (time zone and NTP), then run the same command again.',
  },
  signature: {
    cause: 'The signature does not fit: the AccessKey secret is wrong, or a proxy changed the request on its way.',
    next: 'Copy the secret again without spaces or line breaks; if it is right, run without the proxy.',
  },
  'sent-twice': {
    cause: 'Something on the way sent the same signed request twice; the first may well have been carried out.',
    next: 'Run the same command again, since plink looks before it repeats; if it comes back, check the proxy in between.',
  },
  'token-expired': {
    cause: 'The temporary credentials (STS token) have expired.',
    next: 'Sign in again or fetch a new token, then run the same command again.',
  },
  'token-wrong': {
    cause: 'The security token is damaged, or belongs to another AccessKey than the one it was sent with.',
    next: 'Set the AccessKey ID, the secret and ALIBABA_CLOUD_SECURITY_TOKEN again, all three from the same STS response.',
  },
  permission: {
    cause: ({ side, action }) =>
      action === 'sts.AssumeRole'
        ? `${capital(whose[side])} identity may not assume this role: it lacks the right, the role does not trust it, or it is a main account, which may assume none.`
        : `${capital(whose[side])} RAM user or role may not do this.`,
    next: ({ side, action, permission }) =>
      action === 'sts.AssumeRole'
        ? `Have an administrator of ${whose[side]} account grant \`${permission}\` and name this identity in the trust policy of the role, then run the same command again.`
        : `Have an administrator of ${whose[side]} account grant \`${permission}\`, then run the same command again.`,
  },
  'permission-group': {
    cause: 'This identity may not move things between resource groups.',
    next: 'Have the right granted for both resource groups, or leave the thing in the group where it is.',
  },
  'role-unknown': {
    cause: 'The role to assume does not exist in that account.',
    next: 'Correct the role ARN of the profile (`acs:ram::UID:role/NAME`), or create the role in the RAM console.',
  },
  'role-names': {
    cause: ({ side }) =>
      `A value with which ${whose[side]} role is to be assumed is malformed: ARN, session name or external id.`,
    next: 'Correct it in the profile: the ARN is `acs:ram::UID:role/NAME`, a session name has 2 to 64 letters, digits or . @ - _.',
  },
  'role-duration': {
    cause: 'The role cannot be assumed for that long, or not for so short a time.',
    next: "Set a session duration from 900 seconds up to the role's own maximum.",
  },
  'role-policy': {
    cause: 'The policy that narrows the assumed role is no valid policy, or longer than 2048 characters.',
    next: 'Correct or shorten the policy of the profile, or leave it out.',
  },
  'account-type': {
    cause: 'Accounts of this kind are not admitted to the product.',
    next: 'Ask Alibaba Cloud support to admit the account, or use another account.',
  },
  'privatelink-role': {
    cause: 'The service-linked role of PrivateLink is missing and could not be created.',
    next: 'Have `ram:CreateServiceLinkedRole` granted, or have an administrator open the PrivateLink console once, which creates the role.',
  },
  'nlb-role': {
    cause:
      'The service-linked role AliyunServiceRoleForNlb is missing; the first network load balancer of an account needs it.',
    next: 'Have `ram:CreateServiceLinkedRole` granted, or have an administrator open the NLB console once, which creates the role.',
  },
  'product-closed': {
    cause: ({ side }) => `PrivateLink is not activated for ${whose[side]} account.`,
    next: ({ side }) =>
      side === 'you'
        ? 'Activate it: `plink up --open-product`, or in the PrivateLink console.'
        : 'The peer has to activate it in its PrivateLink console.',
  },
  'product-open': {
    cause: 'The product is activated already, which is all that was wanted.',
    next: 'Run the same command again: it goes on from here.',
  },
  rehearsed: {
    cause: 'This was a rehearsal: Alibaba Cloud would have carried the call out.',
    next: 'Run the command without the rehearsal to really do it.',
  },
  balance: {
    cause: ({ side }) => `The balance of ${whose[side]} account does not cover it.`,
    next: 'Top the account up in the billing console, then run the same command again.',
  },
  credit: {
    cause: ({ side }) => `The credit left to ${whose[side]} account does not cover it.`,
    next: 'Pay open bills or have the credit limit raised, then run the same command again.',
  },
  unpaid: {
    cause: ({ side }) =>
      `${capital(whose[side])} account has unpaid bills, and until they are paid nothing new is sold to it.`,
    next: 'Pay the bills in the billing console, then run the same command again.',
  },
  risk: {
    cause: ({ side }) => `Alibaba Cloud's risk control holds back ${whose[side]} account.`,
    next: 'Look for its message in the console and complete the verification it asks for, or open a ticket.',
  },
  'endpoint-unpaid': {
    cause: 'The endpoint is locked because a payment is overdue.',
    next: "Pay the bills of the endpoint's account; the lock goes by itself, then run the same command again.",
  },
  'service-unpaid': {
    cause: 'The endpoint service is locked because a payment of its owner is overdue.',
    next: "Pay the bills of the service's account; the lock goes by itself, then run the same command again.",
  },
  ordering: {
    cause: "Alibaba Cloud's order system did not answer in time; the thing may have been ordered all the same.",
    next: 'Wait a minute and run the same command again: plink first looks whether it is there.',
  },
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
