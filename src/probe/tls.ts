import { isIP, type Socket } from 'node:net'
import { connect, type PeerCertificate, rootCertificates, type TLSSocket } from 'node:tls'
import type { ProbeRequest } from '../model/probe.ts'
import { quote } from '../model/quote.ts'
import type { Details } from '../model/result.ts'

type Problem = Details['CERTIFICATE']['problem']

/** What Node's verification says of a certificate (OpenSSL, verify results). */
const problems: ReadonlyMap<string, Problem> = new Map([
  ['CERT_HAS_EXPIRED', 'expired'],
  ['CERT_NOT_YET_VALID', 'expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'name'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'untrusted'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted'],
])

/** A certificate that was shown and does not do, with what is in it. */
export class CertificateProblem extends Error {
  override readonly name = 'CertificateProblem'
  readonly facts: Details['CERTIFICATE']
  constructor(problem: Problem, certificate: PeerCertificate, wanted: string, cause: unknown) {
    super(problem, { cause })
    const { subject, issuer, valid_from, valid_to, subjectaltname = '' } = certificate
    const alternatives = subjectaltname.split(', ').flatMap((each) => /^(?:DNS|IP Address):(.+)$/.exec(each)?.[1] ?? [])
    const name = commonName(subject)
    this.facts = {
      problem,
      subject: quote(name || alternatives[0] || '?'),
      names: (alternatives.length > 0 ? alternatives : [name])
        .filter((each) => each !== '')
        .slice(0, 10)
        .map((each) => quote(each)),
      issuer: quote(commonName(issuer) || '?'),
      from: timeOf(valid_from),
      until: timeOf(valid_to),
      wanted,
    }
  }
}

function commonName(of: PeerCertificate['subject'] | undefined): string {
  return [of?.CN ?? of?.O ?? ''].flat()[0] ?? ''
}

/** `Jan  1 00:00:00 2026 GMT` as ISO 8601. */
function timeOf(text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time) ? quote(text) : new Date(time).toISOString()
}

/**
 * TLS over a connection. The certificate must be valid for the name that `?sni=` gives, otherwise for the host, unless
 * `?insecure` allows any. The host's own name is the SNI, since some servers answer none without.
 * @throws the error of TLS or of the socket; the signal's reason
 */
export function secure(
  socket: Socket,
  { host, sni, protocol, insecure = false }: ProbeRequest,
  { signal, authorities }: { signal: AbortSignal; authorities: readonly string[] },
): Promise<TLSSocket> {
  const servername = sni ?? (isIP(host) === 0 ? host : null)
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const secured = connect({
      socket,
      host,
      rejectUnauthorized: !insecure,
      ...(servername !== null && { servername }),
      // Nothing to choose for the others, and an unknown name in the list makes some servers hang up.
      ...((protocol === 'https' || protocol === 'wss') && { ALPNProtocols: ['http/1.1'] }),
      ...(authorities.length > 0 && { ca: [...rootCertificates, ...authorities] }),
    })
    const abort = (): void => {
      secured.destroy()
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    let certificate: PeerCertificate | undefined
    // Ahead of Node's own listener, which verifies the certificate and forgets it with the connection when it does not do.
    secured.prependOnceListener('secure', () => {
      certificate = secured.getPeerCertificate()
    })
    // Stays: a socket without it brings the process down when it fails later.
    secured.on('error', (error) => {
      signal.removeEventListener('abort', abort)
      const problem = problems.get('code' in error ? String(error.code) : '')
      reject(problem && certificate?.raw ? new CertificateProblem(problem, certificate, sni ?? host, error) : error)
    })
    secured.once('secureConnect', () => {
      signal.removeEventListener('abort', abort)
      resolve(secured)
    })
  })
}
