import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { Duplex } from 'node:stream'
import { readFrame, writeFrame } from './frame.ts'

/** RFC 6455, section 1.3. */
const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** The path and the sub-protocol of MQTT over WebSocket (MQTT 5, section 6; EMQX serves it at /mqtt). */
const path = '/mqtt'
const subprotocol = 'mqtt'

/**
 * An HTTP server that turns WebSocket requests for MQTT into streams of bytes. As EMQX does, it answers 400 to a request
 * for /mqtt that is no such upgrade, and 404 elsewhere.
 */
export function createWebSocketServer(serve: (stream: Duplex) => void): Server {
  const server = createServer((request, response) => {
    response.writeHead(pathOf(request) === path ? 400 : 404, { connection: 'close' }).end()
  })
  server.on('upgrade', (request, socket: Duplex) => {
    socket.on('error', () => undefined)
    const key = request.headers['sec-websocket-key']
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
    if (pathOf(request) !== path) return void socket.end(refusal('404 Not Found'))
    if (key === undefined || !offered.includes(subprotocol)) return void socket.end(refusal('400 Bad Request'))
    const accept = createHash('sha1').update(`${key}${magic}`).digest('base64')
    socket.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${accept}`,
        `Sec-WebSocket-Protocol: ${subprotocol}`,
        '\r\n',
      ].join('\r\n'),
    )
    serve(streamOver(socket))
  })
  return server
}

/** The payload of the frames as one stream: MQTT does not care where a frame ends (MQTT 5, section 6). */
function streamOver(socket: Duplex): Duplex {
  let pending: Buffer = Buffer.alloc(0)
  const stream = new Duplex({
    read: () => void socket.resume(),
    write: (bytes: Buffer, _encoding, done) => void socket.write(writeFrame('binary', bytes), () => done()),
    final: (done) => void socket.end(writeFrame('close', Buffer.alloc(0)), () => done()),
    destroy: (error, done) => {
      socket.destroy()
      done(error)
    },
  })
  stream.on('error', () => undefined)
  socket.once('close', () => stream.destroy())
  socket.on('data', (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes])
    for (;;) {
      const frame = readFrame(pending)
      if (frame === 'more') return
      if (frame === 'broken') return void stream.destroy()
      pending = frame.rest
      if (frame.kind === 'close') return void stream.end()
      if (frame.kind === 'ping') socket.write(writeFrame('pong', frame.payload))
      if (frame.kind === 'data' && !stream.push(frame.payload)) socket.pause()
    }
  })
  return stream
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/'
}

function refusal(status: string): string {
  return `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
}
