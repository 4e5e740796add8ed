import { explanationOf, ownWords } from '../glossary.ts'
import type { FaultText } from '../text.ts'
import { glossary } from './cloud-codes.ts'

const whose = { you: 'your', peer: "the peer's" } as const

/** The cloud refused, the network failed, or somebody stopped the command. */
export const cloudFaults = {
  CLOUD_REFUSED: (refusal) => ({
    message: `Alibaba Cloud refused ${refusal.action}${roleOf(refusal)} for ${whose[refusal.side]} account: ${ownWords(refusal, ': ')}`,
    hint: explanationOf(glossary, refusal),
  }),
  CLOUD_DENIED: (refusal) => ({
    message: `${whose[refusal.side]} RAM user or role is not allowed to call ${refusal.action}${roleOf(refusal)}: ${ownWords(refusal, ': ')}`,
    hint: explanationOf(glossary, refusal),
  }),
  PRODUCT_CLOSED: ({ side, uid }) => ({
    message: `PrivateLink is not activated for ${whose[side]} account (UID ${uid})`,
    hint:
      side === 'you'
        ? 'Activate it with `plink up --open-product`, or in the PrivateLink console. Activation is free and cannot be undone.'
        : 'The peer has to activate it in its PrivateLink console.',
  }),
  CLOUD_UNREACHABLE: ({ side, action, host, reason, issuer }) =>
    issuer === null
      ? {
          message: `no response from ${host} (${action} for ${whose[side]} account): ${reason}`,
          hint: 'Check the network, DNS and HTTPS_PROXY / NO_PROXY of this machine, then run the same command to continue.',
        }
      : {
          message: `the certificate of ${host} is not trusted: it was issued by "${issuer}" (${reason}, ${action} for ${whose[side]} account)`,
          hint: 'Set NODE_EXTRA_CA_CERTS to a file with the root certificate of this issuer in PEM format if it is the proxy of your company. If you do not know the issuer, stop: the connection may be intercepted.',
        },
  CLOUD_GARBLED: ({ action, host, status, contentType, field, requestId }) =>
    field === null
      ? {
          message: `${host} returned something other than an Alibaba Cloud response to ${action} (HTTP ${status}, ${contentType === '' ? 'no content type' : contentType})`,
          hint: 'A proxy or a login page probably intercepts the request. Check HTTPS_PROXY, NO_PROXY and PLINK_ENDPOINT_URL, then run the same command to continue.',
        }
      : {
          message: `the response of ${host} to ${action} is invalid: ${field} is missing or malformed (RequestId ${requestId ?? 'unknown'})`,
          hint: 'A proxy may have changed the response. Check HTTPS_PROXY and PLINK_ENDPOINT_URL, then run the same command again. If the error remains, update plink, or report it with the RequestId.',
        },
  DECLINED: () => ({
    message: 'canceled: the changes were not confirmed',
    hint: 'Nothing was done without your confirmation. Run the same command again at any time.',
  }),
  INTERRUPTED: ({ signal, untouched = false }) => ({
    message: `canceled (${signal})`,
    hint: untouched
      ? 'Nothing was created or changed. Run the same command again at any time.'
      : 'The state is saved. Run the same command to continue, or `plink down` to delete what was created.',
  }),
  BUG: ({ message }) => ({
    message: `internal error: ${message}`,
    hint: 'Please report it with the lines above and the output of `plink --version`. The state is saved; it is safe to run the command again.',
  }),
} satisfies Partial<FaultText>

/** Which credentials a call was made for. */
function roleOf({ source }: { readonly source?: string }): string {
  return source === undefined ? '' : ` for the credentials of ${source}`
}
