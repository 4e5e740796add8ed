import type { Socket } from 'node:net'
import type { ProbeRequest } from '../model/probe.ts'
import { type BufferedSocket, type Greeting, type Probe, ReplyWatch, WrongProtocol } from './buffered-socket.ts'
import type { ServiceConnection } from './connect-stages.ts'
import { DeadlineExceeded } from './deadline.ts'
import { closed, codeOf, notInTime, ProbeFailure } from './failure.ts'
import { fingerprint } from './fingerprint.ts'
import { protocols } from './protocols.ts'
import type { ProbeSession } from './session.ts'
import { describe, signatureFor } from './signatures.ts'

/**
 * The protocol itself.
 * @throws ProbeFailure; the signal's reason when it aborts
 */
export async function handshake(
  spoken: Probe,
  { socket, again }: ServiceConnection,
  request: ProbeRequest,
  session: ProbeSession,
): Promise<Greeting> {
  const { protocol, username, password } = request
  const isSecure = protocols[protocol].tls
  const watch = new ReplyWatch(spoken.opens)
  const lineOn = (fresh: Socket, signal: AbortSignal): BufferedSocket => {
    watch.listen(fresh)
    return { socket: fresh, heard: () => watch.heard, reopen: async () => lineOn(await again(signal), signal) }
  }
  let broken: unknown
  socket.on('error', (error) => {
    broken = error
  })

  const explain = async (error: unknown, ms: number): Promise<ProbeFailure> => {
    const { heard } = watch
    if (error instanceof TypeError || error instanceof RangeError) throw error
    // TLS 1.3 asks for the client's certificate, and misses it, only after the handshake.
    if (/CERTIFICATE_REQUIRED/.test(codeOf(broken)))
      return new ProbeFailure('reachable-auth-required', {
        code: 'AUTH_REQUIRED',
        facts: { answer: 'CERTIFICATE_REQUIRED' },
      })
    if (error instanceof WrongProtocol) {
      const seen = describe(heard, [password, username])
      // It looks right, or did not come on this connection: then the error knows more than the bytes.
      const isOwn = heard.length === 0 || signatureFor[protocol].some((name) => name === seen)
      return foreign(isOwn ? error.message : seen, error)
    }
    const failure =
      error instanceof DeadlineExceeded ? notInTime('protocol', heard.length > 0, ms, error) : closed('protocol', error)
    if (heard.length > 0 || spoken.reaches !== 'protocol') return failure
    const except = [...signatureFor[protocol], ...(isSecure ? (['TLS'] as const) : [])]
    const name = await fingerprint(again, except, session.context)
    return name === undefined ? failure : foreign(name, error)
  }
  const greeting = await session.stage(
    'protocol',
    (signal) => Promise.race([watch.foreign, spoken.speak(lineOn(socket, signal), request)]),
    explain,
  )
  session.reached = spoken.reaches
  if (spoken.reaches !== 'protocol') session.ms.protocol = null
  return greeting
}

function foreign(answer: string, cause: unknown): ProbeFailure {
  return new ProbeFailure('wrong-protocol', { code: 'OTHER_PROTOCOL', facts: { answer } }, { cause })
}
