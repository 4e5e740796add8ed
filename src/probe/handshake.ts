import type { Socket } from 'node:net'
import type { ProbeRequest } from '../model/probe.ts'
import { Ear, Foreign, type Greeting, type Line, type Probe } from './buffered-socket.ts'
import type { Entrance } from './connect-stages.ts'
import { Late } from './deadline.ts'
import { closed, codeOf, Halt, notInTime } from './failure.ts'
import { guess } from './fingerprint.ts'
import { protocols } from './protocols.ts'
import type { Course } from './session.ts'
import { describe, signatureFor } from './signatures.ts'

/**
 * The protocol itself.
 * @throws Halt; the signal's reason when it aborts
 */
export async function converse(
  spoken: Probe,
  { socket, again }: Entrance,
  request: ProbeRequest,
  course: Course,
): Promise<Greeting> {
  const { protocol, username, password } = request
  const isSecure = protocols[protocol].tls
  const ear = new Ear(spoken.opens)
  const lineOn = (fresh: Socket, signal: AbortSignal): Line => {
    ear.listen(fresh)
    return { socket: fresh, heard: () => ear.heard, reopen: async () => lineOn(await again(signal), signal) }
  }
  let broken: unknown
  socket.on('error', (error) => {
    broken = error
  })

  const explain = async (error: unknown, ms: number): Promise<Halt> => {
    const { heard } = ear
    if (error instanceof TypeError || error instanceof RangeError) throw error
    // TLS 1.3 asks for the client's certificate, and misses it, only after the handshake.
    if (/CERTIFICATE_REQUIRED/.test(codeOf(broken)))
      return new Halt('reachable-auth-required', { code: 'AUTH_REQUIRED', facts: { answer: 'CERTIFICATE_REQUIRED' } })
    if (error instanceof Foreign) {
      const seen = describe(heard, [password, username])
      // It looks right, or did not come on this connection: then the error knows more than the bytes.
      const isOwn = heard.length === 0 || signatureFor[protocol].some((name) => name === seen)
      return foreign(isOwn ? error.message : seen, error)
    }
    const halt = error instanceof Late ? notInTime('protocol', heard.length > 0, ms, error) : closed('protocol', error)
    if (heard.length > 0 || spoken.reaches !== 'protocol') return halt
    const except = [...signatureFor[protocol], ...(isSecure ? (['TLS'] as const) : [])]
    const name = await guess(again, except, course.ways)
    return name === undefined ? halt : foreign(name, error)
  }
  const greeting = await course.stage(
    'protocol',
    (signal) => Promise.race([ear.foreign, spoken.speak(lineOn(socket, signal), request)]),
    explain,
  )
  course.reached = spoken.reaches
  if (spoken.reaches !== 'protocol') course.ms.protocol = null
  return greeting
}

function foreign(answer: string, cause: unknown): Halt {
  return new Halt('wrong-protocol', { code: 'OTHER_PROTOCOL', facts: { answer } }, { cause })
}
