import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { createWebSocketStream, WebSocketServer } from 'ws'

/** The path and the sub-protocol of MQTT over WebSocket (MQTT 5, section 6; EMQX serves it at /mqtt). */
const path = '/mqtt'
const subprotocol = 'mqtt'
/** Bytes in one message; more than any MQTT packet of a test. */
const maxPayload = 1024 * 1024

/**
 * An HTTP server that turns WebSocket requests for MQTT into streams of bytes. As EMQX does, it answers 400 to a request
 * for /mqtt that is no such upgrade, and 404 elsewhere.
 */
export function createWebSocketServer(serve: (stream: Duplex) => void): Server {
  const upgrader = new WebSocketServer({ noServer: true, maxPayload, handleProtocols: () => subprotocol })
  const server = createServer((request, response) => {
    response.writeHead(pathOf(request) === path ? 400 : 404, { connection: 'close' }).end()
  })
  server.on('upgrade', (request, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined)
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
    if (pathOf(request) !== path) return void socket.end(rejection('404 Not Found'))
    if (!offered.includes(subprotocol)) return void socket.end(rejection('400 Bad Request'))
    upgrader.handleUpgrade(request, socket, head, (client) => {
      // MQTT does not care where a message ends (MQTT 5, section 6), so the payloads form one stream.
      const stream = createWebSocketStream(client)
      stream.on('error', () => undefined)
      serve(stream)
    })
  })
  return server
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/'
}

function rejection(status: string): string {
  return `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
}
