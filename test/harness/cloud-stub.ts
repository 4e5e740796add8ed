import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
  connect as tcpConnect,
} from 'node:net'
import { onTestFinished } from 'vitest'
import { certificate, certificateKey } from './certificate.ts'

/** One request as it arrived. */
export interface ReceivedRequest {
  readonly action: string
  readonly headers: IncomingHttpHeaders
  /** As sent, with its escapes. */
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: string
}

export type StubReply = (response: ServerResponse, request: ReceivedRequest) => void

export interface CloudStub {
  readonly url: string
  readonly port: number
  readonly received: readonly ReceivedRequest[]
  /** Connections opened so far. */
  readonly sockets: () => number
}

/** A cloud of a few lines: the nth request gets the nth reply, all later ones the last. Stops with the test. */
export async function startCloudStub(...replies: readonly StubReply[]): Promise<CloudStub> {
  const received: ReceivedRequest[] = []
  const server = createServer(recording(received, replies))
  return await started(server, received, 'http')
}

export async function startSecureCloudStub(...replies: readonly StubReply[]): Promise<CloudStub> {
  const received: ReceivedRequest[] = []
  const server = createSecureServer({ cert: certificate, key: certificateKey }, recording(received, replies))
  return await started(server, received, 'https')
}

/** Takes connections and says nothing. */
export async function startSilence(onConnection: (socket: Socket) => void = () => undefined): Promise<number> {
  return await listen(createTcpServer(onConnection))
}

/** Takes connections and closes them at once. */
export async function startHangUp(): Promise<number> {
  return await listen(createTcpServer((socket) => socket.destroy()))
}

export interface ProxyStub {
  readonly url: string
  /** Authority and login of each CONNECT. */
  readonly connects: readonly { readonly authority: string; readonly login: string | undefined }[]
}

/** A proxy that leads every CONNECT to one port of this machine, or refuses all with a status. */
export async function startProxy(to: { readonly port: number } | { readonly status: number }): Promise<ProxyStub> {
  const connects: { authority: string; login: string | undefined }[] = []
  const server = createServer()
  server.on('connect', (request, client: Socket) => {
    connects.push({ authority: request.url ?? '', login: request.headers['proxy-authorization'] })
    if ('status' in to) {
      client.end(`HTTP/1.1 ${to.status} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const far = tcpConnect(to.port, '127.0.0.1')
    far.on('connect', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      client.pipe(far).pipe(client)
    })
    for (const end of [client, far]) end.on('error', () => [client, far].map((one) => one.destroy()))
  })
  const port = await listen(server)
  return { url: `http://127.0.0.1:${port}`, connects }
}

export const json =
  (status: number, fields: object, headers: Readonly<Record<string, string>> = {}): StubReply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers })
    response.end(JSON.stringify(fields))
  }

export const ok = (fields: object = {}): StubReply => json(200, { RequestId: 'REQ-OK', ...fields })

/** Whom the keys belong to. */
export const identified = ok({
  IdentityType: 'Account',
  AccountId: '1000000000000001',
  Arn: 'acs:ram::1000000000000001:root',
})

/** An endpoint that was made just now. */
export const endpointMade = ok({
  EndpointId: 'ep-1',
  EndpointDomain: 'ep-1.epsrv-1.cn-hangzhou.privatelink.aliyuncs.com',
  EndpointStatus: 'Creating',
  EndpointBusinessStatus: 'Normal',
  ConnectionStatus: 'Disconnected',
  ServiceId: 'epsrv-1',
  ServiceName: 'com.aliyuncs.privatelink.cn-hangzhou.epsrv-1',
  VpcId: 'vpc-1',
  CreateTime: '2026-01-02T03:04:05Z',
})

export const refusal = (code: string, status = 400, headers: Readonly<Record<string, string>> = {}): StubReply =>
  json(status, { RequestId: `REQ-${code}`, HostId: 'h', Code: code, Message: `Because of ${code}.` }, headers)

/** The request arrived, the reply does not. */
export const lost: StubReply = (response) => response.destroy()

export const silent: StubReply = () => undefined

function recording(received: ReceivedRequest[], replies: readonly StubReply[]): RequestListener {
  return (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = request.url ?? ''
      const one: ReceivedRequest = {
        action: String(request.headers['x-acs-action']),
        headers: request.headers,
        path,
        query: Object.fromEntries(new URL(path, 'http://stub').searchParams),
        body: Buffer.concat(parts).toString(),
      }
      received.push(one)
      const reply = replies[received.length - 1] ?? replies.at(-1)
      reply?.(response, one)
    })
  }
}

async function started(server: Server, received: readonly ReceivedRequest[], scheme: string): Promise<CloudStub> {
  let sockets = 0
  server.on('connection', () => sockets++)
  const port = await listen(server)
  return { url: `${scheme}://127.0.0.1:${port}`, port, received, sockets: () => sockets }
}

async function listen(server: Server): Promise<number> {
  const open = new Set<Socket>()
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
  })
  onTestFinished(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
