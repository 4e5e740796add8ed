import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect } from 'node:tls'
import { firstOf } from './buffered-socket.ts'
import { within } from './deadline.ts'
import type { ProbeContext } from './session.ts'
import { type SignatureName, signatureOf } from './signatures.ts'

/** How long the answer may take. */
const limitMs = 1000

/**
 * Who is there that says nothing, or hangs up, when it is spoken to in the wrong protocol? Asks in the others, each
 * on a connection of its own, all at once. Undefined when nothing shows itself.
 */
export async function fingerprint(
  open: (signal: AbortSignal) => Promise<Socket>,
  except: readonly SignatureName[],
  context: Pick<ProbeContext, 'clock' | 'signal' | 'deadlineMs'>,
): Promise<SignatureName | undefined> {
  const ask = async (opening: Opening, signal: AbortSignal): Promise<SignatureName> => {
    const name = await opening.answer(await open(signal), signal)
    if (name === undefined || except.includes(name)) throw new Error('nobody that we know, or whom we came for')
    return name
  }
  const asked = openings.filter(({ name }) => !except.includes(name))
  try {
    return await within(Math.min(limitMs, context.deadlineMs), context, (signal) =>
      Promise.any(asked.map((opening) => ask(opening, signal))),
    )
  } catch {
    context.signal.throwIfAborted()
    return undefined
  }
}

interface Opening {
  readonly name: SignatureName
  answer(socket: Socket, signal: AbortSignal): Promise<SignatureName | undefined>
}

/** Beginnings that make a server of each protocol show itself. */
const openings: readonly Opening[] = [
  { name: 'Redis', answer: sending(Buffer.from('*1\r\n$4\r\nPING\r\n')) },
  { name: 'HTTP', answer: sending(Buffer.from('GET / HTTP/1.0\r\n\r\n')) },
  // CONNECT of MQTT 3.1.1, client id `plink-guess`, clean session, keep-alive 10 s.
  { name: 'MQTT', answer: sending(Buffer.from('101700044d5154540402000a000b706c696e6b2d6775657373', 'hex')) },
  { name: 'TLS', answer: handshake },
]

function sending(bytes: Buffer): Opening['answer'] {
  return async (socket, signal) => {
    socket.write(bytes)
    return signatureOf(await firstOf(socket, signal))
  }
}

async function handshake(socket: Socket, signal: AbortSignal): Promise<SignatureName> {
  const secured = connect({ socket, rejectUnauthorized: false })
  secured.on('error', () => undefined)
  await once(secured, 'secureConnect', { signal })
  return 'TLS'
}
