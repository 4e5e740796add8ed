import { isIP, type Socket } from 'node:net'
import { connect, rootCertificates, type TLSSocket } from 'node:tls'
import type { ProbeRequest } from '../model/probe.ts'

/**
 * TLS over a connection. With `?sni=` the certificate must be valid for that name; where a password follows, for the host,
 * unless `?insecure` allows any. Otherwise only the handshake is proved. The host's own name is the SNI, since some servers
 * answer none without.
 * @throws the error of TLS or of the socket; the signal's reason
 */
export function secure(
  socket: Socket,
  { host, sni, protocol, password, insecure = false }: ProbeRequest,
  { signal, authorities }: { signal: AbortSignal; authorities: readonly string[] },
): Promise<TLSSocket> {
  const servername = sni ?? (isIP(host) === 0 ? host : null)
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const secured = connect({
      socket,
      host,
      rejectUnauthorized: sni !== null || (password !== null && !insecure),
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
    // Stays: a socket without it brings the process down when it fails later.
    secured.on('error', (error) => {
      signal.removeEventListener('abort', abort)
      reject(error)
    })
    secured.once('secureConnect', () => {
      signal.removeEventListener('abort', abort)
      resolve(secured)
    })
  })
}
