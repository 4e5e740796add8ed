import type { Duplex } from 'node:stream'
import { generate, type IConnectPacket, type ISubscribePacket, type Packet, parser } from 'mqtt-packet'
import { listenTcp, type Responder, startListening } from './listen.ts'
import { createWebSocketServer } from './websocket.ts'

export interface MqttResponderOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Port for MQTT over WebSocket at /mqtt; without one there is none. 0 takes a free one. */
  readonly wsPort?: number
  /** User → password; without it anybody may come in. */
  readonly users?: Readonly<Record<string, string>>
}

export interface MqttResponder extends Responder {
  /** Null when no port for WebSocket was asked for. */
  readonly wsPort: number | null
}

/** Stands in for an MQTT broker (3.1.1 and 5) where none is installed: logs in, answers pings, passes messages on. */
export async function startMqttResponder({ host, port, wsPort, users }: MqttResponderOptions): Promise<MqttResponder> {
  const sessions = new Set<Session>()
  const serve = (stream: Duplex): void => attend(stream, sessions, users)
  const tcp = await listenTcp(host, port, serve)
  const web = wsPort === undefined ? undefined : await startListening(createWebSocketServer(serve), host, wsPort)
  return {
    host,
    port: tcp.port,
    wsPort: web?.port ?? null,
    async close() {
      await Promise.all([tcp.close(), web?.close()])
    },
  }
}

interface Session {
  readonly version: 3 | 4 | 5
  readonly filters: Set<string>
  send(packet: Packet): void
}

function attend(stream: Duplex, sessions: Set<Session>, users: MqttResponderOptions['users']): void {
  const reader = parser()
  let session: Session | undefined
  stream.on('error', () => undefined)
  stream.once('close', () => {
    if (session !== undefined) sessions.delete(session)
  })
  // A client that half-closes or breaks the protocol is let go without a word, as brokers do.
  stream.once('end', () => stream.end())
  reader.on('error', () => stream.destroy())
  reader.on('packet', (packet) => {
    if (session !== undefined) {
      const answer = take(packet, session, sessions)
      if (answer === 'end') stream.end()
      else if (answer !== undefined) session.send(answer)
      return
    }
    if (packet.cmd !== 'connect') return void stream.destroy()
    const version = packet.protocolVersion ?? 4
    const send = (answer: Packet): void => void stream.write(generate(answer, { protocolVersion: version }))
    const refused = refusalOf(packet, users)
    send(connack(version, refused))
    if (refused !== undefined) return void stream.end()
    session = { version, filters: new Set(), send }
    sessions.add(session)
  })
  stream.on('data', (bytes: Buffer) => reader.parse(bytes))
}

/** Reasons of MQTT 5 and, right of them, codes of 3.1.1, as EMQX pairs them (emqx_reason_codes). */
const refusals = { badLogin: [0x86, 4], notAuthorised: [0x87, 5] } as const

function refusalOf(packet: IConnectPacket, users: MqttResponderOptions['users']): keyof typeof refusals | undefined {
  if (users === undefined) return undefined
  // Nobody in particular is not let in, by EMQX Dedicated's default.
  if (packet.username === undefined) return 'notAuthorised'
  const password = Object.hasOwn(users, packet.username) ? users[packet.username] : undefined
  return password !== undefined && packet.password?.toString() === password ? undefined : 'badLogin'
}

function connack(version: number, refused: keyof typeof refusals | undefined): Packet {
  const [reasonCode, returnCode] = refused === undefined ? [0, 0] : refusals[refused]
  return { cmd: 'connack', sessionPresent: false, ...(version === 5 ? { reasonCode } : { returnCode }) }
}

/** What a packet is answered with: another, `end` of the connection, nothing. */
function take(packet: Packet, session: Session, sessions: ReadonlySet<Session>): Packet | 'end' | undefined {
  switch (packet.cmd) {
    case 'pingreq':
      return { cmd: 'pingresp' }
    case 'subscribe':
      for (const { topic } of packet.subscriptions) session.filters.add(topic)
      return { cmd: 'suback', granted: packet.subscriptions.map(() => 0), ...idOf(packet) }
    case 'unsubscribe':
      for (const topic of packet.unsubscriptions) session.filters.delete(topic)
      return { cmd: 'unsuback', granted: packet.unsubscriptions.map(() => 0), ...idOf(packet) }
    case 'publish': {
      const { topic, payload } = packet
      for (const other of sessions)
        if ([...other.filters].some((filter) => matches(filter, topic)))
          other.send({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false })
      if (packet.qos === 0) return undefined
      return { cmd: packet.qos === 1 ? 'puback' : 'pubrec', ...idOf(packet) }
    }
    case 'pubrel':
      return { cmd: 'pubcomp', ...idOf(packet) }
    default:
      // DISCONNECT; or a second CONNECT, or what only a server sends, which end it too (MQTT 5, section 4.13).
      return 'end'
  }
}

function idOf({ messageId }: Pick<ISubscribePacket, 'messageId'>): { messageId?: number } {
  return messageId === undefined ? {} : { messageId }
}

/** `+` stands for one level, `#` for all that follow (MQTT 5, section 4.7). */
function matches(filter: string, topic: string): boolean {
  const levels = topic.split('/')
  const wanted = filter.split('/')
  const open = wanted.at(-1) === '#'
  const fixed = open ? wanted.slice(0, -1) : wanted
  if (open ? levels.length < fixed.length : levels.length !== fixed.length) return false
  return fixed.every((level, index) => level === '+' || level === levels[index])
}
