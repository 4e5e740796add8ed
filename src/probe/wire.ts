import type { Socket } from 'node:net'
import type { Clock } from '../model/clock.ts'
import type { ProbeRequest } from '../model/probe.ts'
import { connect } from './connect.ts'
import { secure } from './tls.ts'

/** How connections are made. */
export interface Wire {
  /** A connection to the first of the addresses that takes one. */
  connect(
    addresses: readonly string[],
    port: number,
    options: { readonly clock: Clock; readonly signal: AbortSignal },
  ): Promise<Socket>
  /** TLS over a connection. @throws the error of TLS or of the socket; the signal's reason */
  secure(
    socket: Socket,
    request: ProbeRequest,
    options: { readonly signal: AbortSignal; readonly authorities: readonly string[] },
  ): Promise<Socket>
}

/** Connections of this machine. */
export const ownWire: Wire = { connect, secure }
