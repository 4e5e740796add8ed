import WebSocket, { createWebSocketStream } from 'ws'
import type { ProbeRequest } from '../model/probe.ts'
import { type BufferedSocket, type Greeting, longestReply, type Probe, WrongProtocol } from './buffered-socket.ts'
import { greetingOf, headersOf, opensHttp } from './http-message.ts'
import { type ByteStream, speakMqtt } from './mqtt.ts'

/** MQTT in WebSocket frames. An HTTP error is an answer as well: something that knows WebSocket is there. */
export const websocket: Probe = {
  reaches: 'protocol',
  opens: opensHttp,
  speak: (line, request) => speakMqtt(line, request, (fresh) => upgrade(fresh, request)),
}

/** The sub-protocol; without it EMQX answers 400 (fail_if_no_subprotocol). */
const subprotocol = 'mqtt'

function upgrade({ socket }: BufferedSocket, request: ProbeRequest): Promise<ByteStream | Greeting> {
  // The login is for the broker and goes into CONNECT.
  const asking = { ...request, username: null, password: null }
  return new Promise((resolve, reject) => {
    const client = new WebSocket(`ws://plink${request.path}`, subprotocol, {
      createConnection: () => socket,
      headers: headersOf(asking),
      followRedirects: false,
      perMessageDeflate: false,
      maxPayload: longestReply,
    })
    client.on('error', (cause: Error & { code?: string }) => {
      if (/^HPE_/.test(cause.code ?? '')) reject(new WrongProtocol('not HTTP', { cause }))
      else reject(/Sec-WebSocket-Accept/.test(cause.message) ? new WrongProtocol('101, but not for this key') : cause)
    })
    client.on('unexpected-response', (_request, response) => {
      response.on('error', () => undefined)
      const status = response.statusCode ?? 0
      if (status < 400) reject(new WrongProtocol(`HTTP ${status} in place of 101`))
      else resolve(greetingOf(status, asking))
    })
    // A broker that does not name the sub-protocol speaks it all the same.
    client.on('upgrade', ({ headers }) => {
      headers['sec-websocket-protocol'] ??= subprotocol
    })
    client.on('open', () => {
      const stream = createWebSocketStream(client)
      stream.on('error', () => undefined)
      resolve(stream)
    })
  })
}
