import { shell } from '../../model/shell.ts'
import { explanationOf, ownWords } from '../glossary.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { glossary } from './cloud-codes.ts'
import { duration, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const whose = { you: 'your', peer: "the peer's" } as const

/** The cloud refused, the way to it is broken, somebody stopped. */
export const cloudFaults = {
  CLOUD_REFUSED: (refusal) => ({
    message: `Alibaba Cloud refused ${refusal.action} for ${whose[refusal.side]} account: ${ownWords(refusal, ': ')}`,
    hint: explanationOf(glossary, refusal),
  }),
  CLOUD_DENIED: (refusal) => ({
    message: `${whose[refusal.side]} RAM user or role may not call ${refusal.action}: ${ownWords(refusal, ': ')}`,
    hint: explanationOf(glossary, refusal),
  }),
  PRODUCT_CLOSED: ({ side, uid }) => ({
    message: `PrivateLink is not activated for ${whose[side]} account (UID ${uid})`,
    hint:
      side === 'you'
        ? 'Activate it: `plink up --open-product`, or in the PrivateLink console. It is free by itself and cannot be undone.'
        : 'The peer has to activate it in its PrivateLink console.',
  }),
  STEP_ENDED_BADLY: ({ direction, step: id, id: thing, status }) => ({
    message: `${direction} ${step(id)} ${thing} is ${status}, and waiting will not change that`,
    hint: `Remove it with \`${shell`plink down --direction ${direction}`}\` and build it anew with \`plink up\`; what plink did not make, its owner has to repair.`,
  }),
  CLOUD_UNREACHABLE: ({ side, action, host, reason, issuer }) =>
    issuer === null
      ? {
          message: `no answer from ${host} (${action} for ${whose[side]} account): ${reason}`,
          hint: 'Check network, DNS and HTTPS_PROXY / NO_PROXY of this machine, then run the same command again: it goes on where it stopped.',
        }
      : {
          message: `the certificate of ${host} is not trusted: it was issued by "${issuer}" (${reason}, ${action} for ${whose[side]} account)`,
          hint: 'Set NODE_EXTRA_CA_CERTS to a file with its root certificate in PEM format, if that is the proxy of your company. If you do not know the issuer, do not go on: somebody may be reading along.',
        },
  CLOUD_GARBLED: ({ action, host, status, contentType, field, requestId }) =>
    field === null
      ? {
          message: `${host} answered ${action} with something that is not Alibaba Cloud's (HTTP ${status}, ${contentType === '' ? 'no content type' : contentType})`,
          hint: 'A proxy or login page is probably in between. Check HTTPS_PROXY, NO_PROXY and PLINK_ENDPOINT_URL, then run the same command again.',
        }
      : {
          message: `the reply of ${host} to ${action} cannot be used: ${field} is missing or not what it should be (RequestId ${requestId ?? 'unknown'})`,
          hint: 'Check HTTPS_PROXY and PLINK_ENDPOINT_URL: something in between may have changed the reply. Then run the same command again. If it stays so, update plink, or report it with the RequestId.',
        },
  WAIT_TIMEOUT: ({ direction, step: id, seen, seconds }) => ({
    message: `${direction} ${step(id)} was not ready after ${duration(seconds * 1000)}; seen: ${list(
      Object.entries(seen).map(([status, times]) => `${status} x${times}`),
    )}`,
    hint: 'Nothing is lost: run the same command again to go on waiting, or give it longer with --timeout 30m.',
  }),
  DECLINED: ({ question }) => ({
    message: `you declined: ${question}`,
    hint: 'Nothing was done that you did not agree to. Run the same command again whenever you like.',
  }),
  INTERRUPTED: ({ signal }) => ({
    message: `stopped by ${signal}`,
    hint: 'The state is saved. Run the same command again to go on, or `plink down` to remove what was made.',
  }),
  BUG: ({ message }) => ({
    message: `a bug in plink: ${message}`,
    hint: 'Please report it with the lines above and the output of `plink --version`. The state is saved; running the command again is safe.',
  }),
} satisfies Partial<FaultText>
