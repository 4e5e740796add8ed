import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** A responder that listens. */
export interface Responder {
  readonly host: string
  /** The real one, when 0 was asked for. */
  readonly port: number
  /** Cuts its connections and frees the port. */
  close(): Promise<void>
}

/** Any server of `node:net` or `node:http`, listening; the connections of one are cut when it closes. */
export async function startListening(server: Server, host: string, port: number): Promise<Responder> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    // Whoever hangs up rudely is no concern of the responder.
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen({ host, port })
  await once(server, 'listening')
  return {
    host,
    // Safe: a server listening on a port, not on a path, has an address of this form.
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

export function listenTcp(host: string, port: number, serve: (socket: Socket) => void): Promise<Responder> {
  return startListening(createServer({ noDelay: true }, serve), host, port)
}
