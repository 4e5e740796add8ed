import { createHash, randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { ProbeRequest } from '../model/probe.ts'
import { Foreign, type Greeting, type Line, type Probe } from './buffered-socket.ts'
import { Frames, frame } from './frame.ts'
import { greetingOf, headersOf, opensHttp } from './http-message.ts'
import { speakMqtt, type Wire } from './mqtt.ts'

/** MQTT in WebSocket frames. An HTTP error is an answer as well: something that knows WebSocket is there. */
export const websocket: Probe = {
  reaches: 'protocol',
  opens: opensHttp,
  speak: (line, request) => speakMqtt(line, request, (fresh) => upgrade(fresh, request)),
}

/** RFC 6455, section 1.3. */
const accepting = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

function upgrade({ socket }: Line, request: ProbeRequest): Promise<Wire | Greeting> {
  const key = randomBytes(16).toString('base64')
  // The login is for the broker and goes into CONNECT.
  const asking = { ...request, username: null, password: null }
  return new Promise((resolve, reject) => {
    const asked = httpRequest({
      createConnection: () => socket,
      path: request.path,
      headers: {
        ...headersOf(asking),
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': key,
        // Without it EMQX answers 400 (fail_if_no_subprotocol).
        'sec-websocket-protocol': 'mqtt',
      },
    })
    asked.on('error', (cause) =>
      reject('code' in cause && /^HPE_/.test(String(cause.code)) ? new Foreign('not HTTP', { cause }) : cause),
    )
    asked.on('response', (response) => {
      response.on('error', () => undefined)
      const status = response.statusCode ?? 0
      if (status < 400) reject(new Foreign(`HTTP ${status} in place of 101`))
      else resolve(greetingOf(status, asking))
    })
    asked.on('upgrade', (response, _socket, head) => {
      const wanted = createHash('sha1').update(`${key}${accepting}`).digest('base64')
      if (response.headers['sec-websocket-accept'] !== wanted) reject(new Foreign('101, but not for this key'))
      else resolve(wireOf(socket, head))
    })
    asked.end()
  })
}

function wireOf(socket: Line['socket'], head: Buffer): Wire {
  return {
    send: (bytes) => void socket.write(frame('binary', bytes)),
    listen({ bytes, close }) {
      const frames = new Frames()
      const take = (raw: Buffer): void => {
        for (const { kind, payload } of frames.take(raw)) {
          if (kind === 'close') return void socket.destroy()
          if (kind === 'ping') socket.write(frame('pong', payload))
          if (kind === 'data') bytes(payload)
        }
      }
      socket.on('data', take)
      socket.once('close', close)
      if (head.length > 0) take(head)
    },
  }
}
