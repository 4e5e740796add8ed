import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'

/**
 * Names and connections as the deployment has them: by the simulator's DNS, through its data plane.
 * @throws the resolver's or the socket's own error, with its code; the signal's reason
 */
export type Dial = (host: string, port: number, signal: AbortSignal) => Promise<Socket>

/** @param dns `127.0.0.1:5353` */
export function createDial(dns: string): Dial {
  return async (host, port, signal) => {
    const address = isIP(host) ? host : await resolve(host, dns, signal)
    const socket = connect({ host: address, port, noDelay: true })
    try {
      await once(socket, 'connect', { signal })
    } catch (error) {
      socket.destroy()
      signal.throwIfAborted()
      throw error
    }
    return socket.on('error', () => undefined)
  }
}

async function resolve(host: string, dns: string, signal: AbortSignal): Promise<string> {
  const resolver = new Resolver({ tries: 2 })
  resolver.setServers([dns])
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const [address] = await resolver.resolve4(host)
    if (address === undefined) throw Object.assign(new Error(`no address for ${host}`), { code: 'ENODATA' })
    return address
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/**
 * What has come when `enough` says so.
 * @throws Closed when the other end hangs up before; the socket's error; the signal's reason
 */
export function receiveUntil(socket: Socket, enough: (bytes: Buffer) => boolean, signal: AbortSignal): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes: Buffer = Buffer.alloc(0)
    const end = (finish: () => void): void => {
      signal.removeEventListener('abort', onAbort)
      for (const [event, listener] of listeners) socket.off(event, listener)
      finish()
    }
    const onAbort = (): void => end(() => reject(signal.reason))
    const listeners = [
      [
        'data',
        (more: Buffer) => {
          bytes = Buffer.concat([bytes, more])
          if (enough(bytes)) end(() => resolve(bytes))
        },
      ],
      ['error', (error: Error) => end(() => reject(error))],
      ['close', () => end(() => reject(new PeerClosed(bytes)))],
      ['end', () => end(() => reject(new PeerClosed(bytes)))],
    ] as const
    for (const [event, listener] of listeners) socket.on(event, listener)
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
  })
}

/** The other end hung up in the middle. */
export class PeerClosed extends Error {
  readonly received: Buffer
  constructor(received: Buffer) {
    super('closed by the other end')
    this.received = received
  }
}
