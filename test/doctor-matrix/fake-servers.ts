import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { generate } from 'mqtt-packet'
import { startRedis } from '../../src/simulator/network/backends.ts'
import { startMqttResponder } from '../../src/simulator/responders/mqtt.ts'
import { programPath } from '../harness/installed.ts'
import { certificateFor, startTcpServer } from '../harness/servers.ts'
import { type Place, password, type Stoppable } from './stage.ts'

type Start = (place: Place) => Promise<Stoppable>

/** Accepts and says nothing, for ever. */
export const silent: Start = (place) => startTcpServer((socket) => socket.resume(), place)

/** Accepts and hangs up. */
export const hangingUp: Start = (place) => startTcpServer((socket) => socket.destroySoon(), place)

/** Says the same to whatever it is asked. */
export function saying(words: string | Buffer): Start {
  return (place) => startTcpServer((socket) => socket.on('data', () => socket.write(words)), place)
}

/** Says it at once, and hangs up. */
export function greeting(words: string | Buffer): Start {
  return (place) => startTcpServer((socket: Socket) => socket.end(words), place)
}

export const http: Start = httpWith(200)

/** A web server that answers everything with this status. */
export function httpWith(status: number): Start {
  return (place) => startHttp(status, place)
}

async function startHttp(status: number, { host, port }: Place): Promise<Stoppable> {
  const server = createServer((_request, response) => response.writeHead(status).end('hello'))
  server.listen(port, host)
  await once(server, 'listening')
  return { close: () => new Promise((resolve) => void server.close(resolve).closeAllConnections()) }
}

/** Speaks TLS, with a certificate for another name, and Redis or MQTT in it to nobody. */
export const tls: Start = (place) =>
  startTcpServer((socket) => socket.resume(), { ...place, tls: certificateFor('elsewhere.example') })

/** Speaks no TLS that a client of today would. */
export const oldTls: Start = (place) =>
  startTcpServer((socket) => socket.resume(), {
    ...place,
    tls: {
      ...certificateFor('elsewhere.example'),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    },
  })

/** Speaks TLS with this certificate. */
export const tlsWith =
  (certificate: { readonly key: string; readonly cert: string }): Start =>
  (place) =>
    startTcpServer((socket) => socket.resume(), { ...place, tls: certificate })

/** The REST API of a deployment that answers every test with this. It ends with the process. */
export async function startDeploymentApi(status: number, body: object): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.on('connection', (socket) => socket.unref())
  server.listen(0, '127.0.0.1').unref()
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/api/v5`
}

export const mqttWithUsers: Start = ({ host, port }) =>
  startMqttResponder({ host, port, users: { somebody: password } })

export const redisWith =
  (secret: string | undefined): Start =>
  ({ host, port, signal }) =>
    startRedis({ host, port, ...(secret !== undefined && { password: secret }) }, { signal, path: programPath })

export function connack(returnCode: number): Buffer {
  return generate({ cmd: 'connack', returnCode, sessionPresent: false })
}
