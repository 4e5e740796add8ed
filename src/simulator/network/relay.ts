import { connect, type Socket } from 'node:net'

/**
 * Passes bytes between a client and host:port, both ways. A half-close goes through as one; an error at one end, the
 * host's refusal too, becomes a reset at the other. `client` must allow half-open and must not have been read
 * from. The host gets `preface` first.
 */
export function relay(client: Socket, host: string, port: number, preface?: Buffer): void {
  const server = connect({ host, port, allowHalfOpen: true, noDelay: true })
  if (preface !== undefined) server.write(preface)
  join(client, server)
  join(server, client)
}

/** A reset, whatever the socket is doing; not an error when it is gone already. */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return
  if (socket.connecting) socket.destroy()
  else socket.resetAndDestroy()
}

function join(from: Socket, to: Socket): void {
  from.pipe(to)
  from.once('error', () => resetSocket(to))
  from.once('close', () => {
    // Cut short: the other end must not take it for a proper end.
    if (!from.readableEnded) resetSocket(to)
  })
}
