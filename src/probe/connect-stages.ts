import { isIP, type Socket } from 'node:net'
import type { ProbeRequest } from '../model/probe.ts'
import { connect } from './connect.ts'
import { Halt, noConnection, noName, noTls } from './failure.ts'
import { guess } from './fingerprint.ts'
import { protocols } from './protocols.ts'
import type { Course } from './session.ts'
import { secure } from './tls.ts'

/** An open way to the service, through TLS where there is any. */
export interface Entrance {
  readonly socket: Socket
  /** One more connection to the same address, not timed. */
  again(signal: AbortSignal): Promise<Socket>
}

/**
 * Name, connection, TLS.
 * @throws Halt; the signal's reason when it aborts
 */
export async function enter(request: ProbeRequest, course: Course): Promise<Entrance> {
  const { host, port, protocol } = request
  const { lookup, clock, authorities = [] } = course.ways
  const addresses =
    isIP(host) === 0
      ? await course.stage(
          'dns',
          (signal) => lookup(host, signal),
          (error) => noName(host, error),
        )
      : [host]
  const [first = host] = addresses
  // An address in place of a name leaves nothing to ask, and the stage is passed all the same.
  course.reached = 'dns'
  const raw = await course.stage(
    'connect',
    async (signal) => course.keep(await connect(addresses, port, { clock, signal })),
    (error, ms) => noConnection(isIP(first) === 6 ? `[${first}]:${port}` : `${first}:${port}`, ms, error),
  )
  const reconnect = async (signal: AbortSignal): Promise<Socket> =>
    course.keep(await connect([raw.remoteAddress ?? first], port, { clock, signal }))
  if (!protocols[protocol].tls) return { socket: raw, again: reconnect }

  const encrypt = async (socket: Socket, signal: AbortSignal): Promise<Socket> =>
    course.keep(await secure(socket, request, { signal, authorities }))
  const socket = await course.stage(
    'tls',
    (signal) => encrypt(raw, signal),
    async (error, ms) => {
      const halt = noTls(raw.bytesRead > 0, ms, error)
      const plain = halt.detail.code === 'TLS' ? undefined : await guess(reconnect, ['TLS'], course.ways)
      if (plain === undefined) return halt
      return new Halt(
        'tls-failed',
        { code: 'TLS', facts: { reason: `PLAIN_${plain.toUpperCase()}` } },
        { cause: error },
      )
    },
  )
  return { socket, again: async (signal) => encrypt(await reconnect(signal), signal) }
}
