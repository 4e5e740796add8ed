import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect as startTls } from 'node:tls'
import { generate, type Packet, parser } from 'mqtt-packet'
import { receiveUntil } from './dial.ts'
import { fieldsOf } from './pages.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Speaks on an open connection. Undefined: it works. Else why not, in words like the broker's: the tokens are its own,
 * the sentences are ours.
 * @throws Closed, the socket's error, or the signal's reason
 */
export type ConnectorProbe = (socket: Socket, body: Fields, signal: AbortSignal) => Promise<string | undefined>

export const probeRedis: ConnectorProbe = async (socket, { parameters }, signal) => {
  const { username, password } = fieldsOf(parameters) ?? {}
  const say = async (...words: readonly string[]): Promise<string> => {
    socket.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`)
    const line = await receiveUntil(socket, (bytes) => bytes.includes('\n'), signal)
    return line.toString('latin1').split('\r\n')[0] ?? ''
  }
  if (typeof password === 'string' && password !== '') {
    const answer = await say('AUTH', ...(typeof username === 'string' && username !== '' ? [username] : []), password)
    if (answer.startsWith('-')) return poolFailure(`{authentication_error,<<"${answer.slice(1)}">>}`)
    if (!answer.startsWith('+')) return unknownAnswer(answer)
  }
  const answer = await say('PING')
  if (answer.startsWith('-')) return `<<"${answer.slice(1)}">>`
  return answer.startsWith('+') ? undefined : unknownAnswer(answer)
}

export const probeMqtt: ConnectorProbe = async (socket, body, signal) => {
  const { proto_ver: version, username, password } = body
  const protocolVersion = version === 'v5' ? 5 : 4
  socket.write(
    generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion,
      clientId: `probe-${Math.trunc(performance.now() * 1000).toString(36)}`,
      clean: true,
      keepalive: 10,
      ...(typeof username === 'string' && username !== '' && { username }),
      ...(typeof password === 'string' && password !== '' && { password: Buffer.from(password) }),
    }),
  )
  let answer: Packet | undefined
  let broken = false
  const reader = parser({ protocolVersion })
  reader.on('packet', (packet) => {
    answer ??= packet
  })
  reader.on('error', () => {
    broken = true
  })
  let read = 0
  await receiveUntil(
    socket,
    (bytes) => {
      reader.parse(bytes.subarray(read))
      read = bytes.length
      return answer !== undefined || broken
    },
    signal,
  )
  if (answer?.cmd !== 'connack') return '{tcp_closed,malformed_packet}'
  const code = answer.reasonCode ?? answer.returnCode ?? 0
  if (code === 0) {
    socket.write(generate({ cmd: 'disconnect' }, { protocolVersion }))
    return undefined
  }
  if (code === 4 || code === 0x86) return 'Bad username or password'
  if (code === 5 || code === 0x87) return 'Not authorized'
  return `{connack_error,${code}}`
}

/** The server speaks first: a packet with protocol version 10, or an error that it will not talk to us. */
export const probeMysql: ConnectorProbe = async (socket, _, signal) => {
  const bytes = await receiveUntil(socket, (received) => received.length >= 5, signal)
  if (bytes[4] === 0x0a) return undefined
  return bytes[4] === 0xff
    ? poolFailure('{1130,<<"HY000">>,<<"Host is not allowed">>}')
    : unknownAnswer(bytes.toString('latin1'))
}

/** SSLRequest; any PostgreSQL answers it with one letter. */
export const probePgsql: ConnectorProbe = async (socket, _, signal) => {
  socket.write(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]))
  const [first = 0] = await receiveUntil(socket, (received) => received.length > 0, signal)
  return 'SNE'.includes(String.fromCharCode(first)) ? undefined : unknownAnswer(String.fromCharCode(first))
}

/** Speaks over TLS where the connector asks for it (`ssl.enable`), whoever signed the certificate. */
export function withTls(probe: ConnectorProbe): ConnectorProbe {
  return async (socket, body, signal) => {
    if (fieldsOf(body['ssl'])?.['enable'] !== true) return probe(socket, body, signal)
    const secure = startTls({ socket, rejectUnauthorized: false })
    try {
      await once(secure, 'secureConnect', { signal })
    } catch (error) {
      secure.destroy()
      signal.throwIfAborted()
      return `{tls_alert,${JSON.stringify((error as Error).message)}}`
    }
    try {
      return await probe(secure, body, signal)
    } finally {
      secure.destroy()
    }
  }
}

/** What a pool of connections says that could not start. */
export function poolFailure(reason: string): string {
  return `{start_pool_failed,<<"PROBE_sim">>,${reason}}`
}

function unknownAnswer(answer: string): string {
  return `{error,{unknown_response,${JSON.stringify(answer.slice(0, 40))}}}`
}
