import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import {
  AUTHORITATIVE_ANSWER,
  type DecodedPacket,
  decode,
  encode,
  type Packet,
  type StringAnswer,
  TRUNCATED_RESPONSE,
} from 'dns-packet'
import type { Network } from './route.ts'

export interface DnsServer {
  /** `127.0.0.1:5353`, as PLINK_DNS_SERVER takes it. */
  readonly address: string
  close(): Promise<void>
}

const host = '127.0.0.1'
/** Seconds. Short: names change with a click here. */
const ttl = 1
/** What a UDP answer may hold without EDNS (RFC 1035, 2.3.4); a TCP one is bounded by its length field. */
const udpLimit = 512
const tcpLimit = 65_535
const headerLength = 12
/** RFC 1035, 4.1.1. */
const responseCode = { ok: 0, malformed: 1, failed: 2, noSuchName: 3, notImplemented: 4, refused: 5 } as const
/** Ports that are free for UDP and taken for TCP are rare. */
const attempts = 10

/**
 * A DNS server on loopback, over UDP and TCP: A records for the names of endpoints and their zones, NXDOMAIN for any
 * other name, an empty answer for other types. Port 0 takes a free one.
 */
export async function startDns(network: Network, { port = 0 }: { readonly port?: number } = {}): Promise<DnsServer> {
  for (let attempt = 1; ; attempt++) {
    const udp = createSocket('udp4')
    const tcp = createServer()
    const sockets = new Set<Socket>()
    const close = async (): Promise<void> => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([closed(udp), closed(tcp)])
    }
    try {
      const bound = await bind(udp, port)
      await listen(tcp, bound)
      serveUdp(udp, network)
      serveTcp(tcp, network, sockets)
      return { address: `${host}:${bound}`, close }
    } catch (error) {
      await close()
      if (port !== 0 || attempt === attempts) throw error
    }
  }
}

function serveUdp(udp: UdpSocket, network: Network): void {
  udp.on('error', () => undefined)
  udp.on('message', (message, from) => {
    const answer = answerTo(message, network, udpLimit)
    if (answer) udp.send(answer, from.port, from.address)
  })
}

function serveTcp(tcp: Server, network: Network, sockets: Set<Socket>): void {
  tcp.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
    let pending: Buffer = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      pending = Buffer.concat([pending, bytes])
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const end = 2 + pending.readUInt16BE(0)
        const answer = answerTo(pending.subarray(2, end), network, tcpLimit)
        pending = pending.subarray(end)
        if (answer === undefined) return void socket.destroy()
        if (answer === null) continue
        const length = Buffer.alloc(2)
        length.writeUInt16BE(answer.length)
        socket.write(Buffer.concat([length, answer]))
      }
    })
  })
}

/** Null: say nothing. Undefined: too short to hold an id, or itself a response; two servers must not answer each other for ever. */
function answerTo(message: Buffer, network: Network, limit: number): Buffer | null | undefined {
  if (message.length < headerLength || ((message[2] ?? 0) & 0x80) !== 0) return undefined
  const query = parse(message)
  const [question] = query?.questions ?? []
  if (query === undefined || question === undefined || query.questions?.length !== 1) {
    return encode({ type: 'response', id: message.readUInt16BE(0), flags: responseCode.malformed })
  }
  const reply = (code: number, addresses: readonly string[] = []): Buffer => {
    const answers = addresses.map((data): StringAnswer => ({ type: 'A', name: question.name, ttl, data }))
    // The opcode and RD are echoed (RFC 1035, 4.1.1).
    const flags = AUTHORITATIVE_ANSWER | (message.readUInt16BE(2) & 0x7900) | code
    const packet: Packet = { type: 'response', id: query.id ?? 0, questions: [question] }
    const whole = encode({ ...packet, flags, answers })
    return whole.length <= limit ? whole : encode({ ...packet, flags: flags | TRUNCATED_RESPONSE, answers: [] })
  }
  if ((message.readUInt16BE(2) & 0x7800) !== 0) return reply(responseCode.notImplemented)
  if (question.class !== 'IN') return reply(responseCode.refused)
  const addresses = network.resolve(question.name.toLowerCase())
  if (addresses === 'silent') return null
  if (addresses === 'servfail') return reply(responseCode.failed)
  if (addresses === 'nxdomain') return reply(responseCode.noSuchName)
  return reply(responseCode.ok, question.type === 'A' ? addresses : [])
}

function parse(message: Buffer): DecodedPacket | undefined {
  try {
    return decode(message)
  } catch {
    return undefined
  }
}

async function bind(udp: UdpSocket, port: number): Promise<number> {
  udp.bind({ address: host, port, exclusive: true })
  await once(udp, 'listening')
  return udp.address().port
}

async function listen(tcp: Server, port: number): Promise<void> {
  tcp.listen({ host, port })
  await once(tcp, 'listening')
}

function closed(socket: UdpSocket | Server): Promise<void> {
  // Safe to ask of one that never opened: the callback comes all the same, or the socket says that it is not running.
  return new Promise((resolve) => {
    try {
      socket.close(() => resolve())
    } catch {
      resolve()
    }
  })
}
