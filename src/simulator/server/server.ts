import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleAdminRequest } from '../admin/api.ts'
import type { Simulation } from '../world/simulation.ts'
import { refuseForeign } from './guard.ts'
import { readRequest } from './request.ts'
import { respond } from './respond.ts'

/** Loopback only: whoever reaches it holds all keys of the pretended cloud. */
const host = '127.0.0.1'
const controlPath = '/simulator/'

export interface ApiServer {
  /** `http://127.0.0.1:4010` */
  readonly url: string
  /** Ends open connections too. */
  close(): Promise<void>
}

/**
 * The cloud at `/`, the operator's API below `/simulator/`. Port 0 takes a free one.
 * @throws Error EADDRINUSE, EACCES, … of the system
 */
export async function startServer(simulation: Simulation, port: number): Promise<ApiServer> {
  const closing = new AbortController()
  const server = createServer((incoming, outgoing) => {
    serve(simulation, incoming, outgoing, closing.signal).catch((error: unknown) => {
      // A bug of the simulator, or a client that went away while being read.
      if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'application/json' })
      outgoing.end(JSON.stringify({ Code: 'InternalError', Message: `simulator: ${error}` }))
    })
  })
  // Requests may be parked for as long as the operator likes, and on a busy machine a client may come back late to a
  // connection that it holds open.
  server.requestTimeout = 0
  server.keepAliveTimeout = 0
  server.listen(port, host)
  await once(server, 'listening')
  // Safe: a server that listens on a TCP port has one of these.
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${host}:${bound}`,
    async close() {
      closing.abort()
      simulation.breakpoints.release('discard')
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function serve(
  simulation: Simulation,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://localhost')
  const isControl = pathname.startsWith(controlPath)
  const refused = isControl ? refuseForeign(incoming) : undefined
  if (refused !== undefined) {
    outgoing.writeHead(refused.status, { 'content-type': 'application/json', connection: 'close' })
    outgoing.end(JSON.stringify({ error: refused.message }))
    return
  }
  const request = await readRequest(incoming)
  if (isControl) {
    const { status, body } = await handleAdminRequest(simulation, {
      method: request.method,
      path: pathname.slice(controlPath.length),
      query: searchParams,
      body: request.body.toString(),
    })
    outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body)
    return
  }
  const answered = await respond(simulation, request, signal)
  switch (answered.kind) {
    case 'reply':
      outgoing.writeHead(answered.status, answered.headers).end(answered.body)
      return
    case 'close':
      incoming.socket.destroy()
      return
    case 'reset':
      incoming.socket.resetAndDestroy()
      return
    case 'hang':
      return
    default:
      return answered satisfies never
  }
}
