import { isIP, type Socket } from 'node:net'
import type { ProbeRequest } from '../model/probe.ts'
import { noConnection, noName, noTls, ProbeFailure } from './failure.ts'
import { fingerprint } from './fingerprint.ts'
import { protocols } from './protocols.ts'
import type { ProbeSession } from './session.ts'
import { ownWire } from './wire.ts'

/** An open way to the service, through TLS where there is any. */
export interface ServiceConnection {
  readonly socket: Socket
  /** One more connection to the same address, not timed. */
  again(signal: AbortSignal): Promise<Socket>
}

/**
 * Name, connection, TLS.
 * @throws ProbeFailure; the signal's reason when it aborts
 */
export async function enter(request: ProbeRequest, session: ProbeSession): Promise<ServiceConnection> {
  const { host, port, protocol } = request
  const { lookup, clock, authorities = [], wire = ownWire } = session.context
  const addresses =
    isIP(host) === 0
      ? await session.stage(
          'dns',
          (signal) => lookup(host, signal),
          (error) => noName(host, error),
        )
      : [host]
  const [first = host] = addresses
  // An address in place of a name leaves nothing to ask, and the stage is passed all the same.
  session.reached = 'dns'
  const raw = await session.stage(
    'connect',
    async (signal) => session.keep(await wire.connect(addresses, port, { clock, signal })),
    (error, ms) => noConnection(isIP(first) === 6 ? `[${first}]:${port}` : `${first}:${port}`, ms, error),
  )
  const reconnect = async (signal: AbortSignal): Promise<Socket> =>
    session.keep(await wire.connect([raw.remoteAddress ?? first], port, { clock, signal }))
  if (!protocols[protocol].tls) return { socket: raw, again: reconnect }

  const encrypt = async (socket: Socket, signal: AbortSignal): Promise<Socket> =>
    session.keep(await wire.secure(socket, request, { signal, authorities }))
  const socket = await session.stage(
    'tls',
    (signal) => encrypt(raw, signal),
    async (error, ms) => {
      if (error instanceof ProbeFailure) return error
      const failure = noTls(raw.bytesRead > 0, ms, error)
      const plain = failure.detail.code === 'TLS' ? undefined : await fingerprint(reconnect, ['TLS'], session.context)
      if (plain === undefined) return failure
      return new ProbeFailure(
        'tls-failed',
        { code: 'TLS', facts: { reason: `PLAIN_${plain.toUpperCase()}` } },
        { cause: error },
      )
    },
  )
  return { socket, again: async (signal) => encrypt(await reconnect(signal), signal) }
}
