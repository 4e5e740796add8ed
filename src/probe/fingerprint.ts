import type { Socket } from 'node:net'
import type { ProbeRequest } from '../model/probe.ts'
import { firstOf } from './buffered-socket.ts'
import { within } from './deadline.ts'
import type { ProbeContext } from './session.ts'
import { type SignatureName, signatureOf } from './signatures.ts'
import { ownWire } from './wire.ts'

/** How long the answer may take. */
const limitMs = 1000

/**
 * Who is there that says nothing, or hangs up, when it is spoken to in the wrong protocol? Asks in the others, each
 * on a connection of its own, all at once. Undefined when nothing shows itself.
 */
export async function fingerprint(
  open: (signal: AbortSignal) => Promise<Socket>,
  except: readonly SignatureName[],
  context: Pick<ProbeContext, 'clock' | 'signal' | 'deadlineMs' | 'wire'>,
): Promise<SignatureName | undefined> {
  const ask = async (opening: Buffer | 'TLS', signal: AbortSignal): Promise<SignatureName> => {
    const socket = await open(signal)
    const name = opening === 'TLS' ? await handshake(socket, context, signal) : await answer(socket, opening, signal)
    if (name === undefined || except.includes(name)) throw new Error('nobody that we know, or whom we came for')
    return name
  }
  const asked = openings.filter(({ name }) => !except.includes(name))
  try {
    return await within(Math.min(limitMs, context.deadlineMs), context, (signal) =>
      Promise.any(asked.map(({ opening }) => ask(opening, signal))),
    )
  } catch {
    context.signal.throwIfAborted()
    return undefined
  }
}

interface Opening {
  readonly name: SignatureName
  readonly opening: Buffer | 'TLS'
}

/** Beginnings that make a server of each protocol show itself. */
const openings: readonly Opening[] = [
  { name: 'Redis', opening: Buffer.from('*1\r\n$4\r\nPING\r\n') },
  { name: 'HTTP', opening: Buffer.from('GET / HTTP/1.0\r\n\r\n') },
  // CONNECT of MQTT 3.1.1, client id `plink-guess`, clean session, keep-alive 10 s.
  { name: 'MQTT', opening: Buffer.from('101700044d5154540402000a000b706c696e6b2d6775657373', 'hex') },
  { name: 'TLS', opening: 'TLS' },
]

async function answer(socket: Socket, opening: Buffer, signal: AbortSignal): Promise<SignatureName | undefined> {
  socket.write(opening)
  return signatureOf(await firstOf(socket, signal))
}

/** Any certificate will do: it is asked for whether there is one. */
const anyCertificate = {
  protocol: 'tls',
  host: '0.0.0.0',
  port: 0,
  path: '',
  username: null,
  password: null,
  sni: null,
  expect: null,
  insecure: true,
} as const satisfies ProbeRequest

async function handshake(
  socket: Socket,
  { wire = ownWire }: Pick<ProbeContext, 'wire'>,
  signal: AbortSignal,
): Promise<SignatureName> {
  await wire.secure(socket, anyCertificate, { signal, authorities: [] })
  return 'TLS'
}
