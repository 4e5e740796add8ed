import { randomBytes } from 'node:crypto'
import { Duplex } from 'node:stream'
import { generate, parser } from 'mqtt-packet'
import type { ProbeRequest } from '../model/probe.ts'
import { type BufferedSocket, type Greeting, type Probe, WrongProtocol } from './buffered-socket.ts'

/** Where MQTT packets go and come from: a TCP or TLS connection, or the payload of WebSocket frames on one. */
export type ByteStream = Duplex

/** CONNECT and CONNACK. */
export const mqtt: Probe = {
  reaches: 'protocol',
  // CONNACK, or AUTH of MQTT 5.
  opens: ([type, length = 2, flags = 0]) =>
    type === 0xf0 || (type === 0x20 && length >= 2 && (length > 0x7f || flags <= 1)),
  speak: (line, request) => speakMqtt(line, request, async ({ socket }) => socket),
}

/**
 * MQTT 3.1.1 first, since every broker knows it; MQTT 5 on a connection of its own when the broker refuses the
 * version, or hangs up. `open` may answer in place of the broker: a gateway which lets no WebSocket through.
 */
export async function speakMqtt(
  line: BufferedSocket,
  request: ProbeRequest,
  open: (line: BufferedSocket) => Promise<ByteStream | Greeting>,
): Promise<Greeting> {
  const answers: Greeting[] = []
  const failures: unknown[] = []
  for (const version of [4, 5] as const) {
    try {
      const opened = await open(version === 4 ? line : await line.reopen())
      if (!(opened instanceof Duplex)) return opened
      const code = await connect(opened, version, request)
      answers.push(greetingOf(version, code, request))
      if (!refusedVersion.has(code)) break
    } catch (error) {
      if (error instanceof WrongProtocol) throw error
      failures.push(error)
    }
  }
  const [answer] = answers.slice(-1)
  if (answer === undefined) throw failures[0]
  return answer
}

/** 3.1.1: unacceptable protocol version. 5.0: the same, malformed packet, protocol error. */
const refusedVersion = new Set([0x01, 0x84, 0x81, 0x82])

/** 3.1.1: bad user name or password, not authorised. 5.0: the same, bad method; 0x18 is the wish to go on with AUTH. */
const wantsLogin = { 4: new Set([4, 5]), 5: new Set([0x86, 0x87, 0x8c, 0x18]) } as const

/** 3.1.1: server unavailable. 5.0: the same, busy, banned for now, quota, rate, moved. */
const unready = { 4: new Set([3]), 5: new Set([0x88, 0x89, 0x97, 0x9c, 0x9d, 0x9f]) } as const

/** The return code of CONNACK (3.1.1), its reason code (5.0), or that of AUTH. */
function connect(stream: ByteStream, version: 4 | 5, { username, password }: ProbeRequest): Promise<number> {
  const options = { protocolVersion: version }
  return new Promise((resolve, reject) => {
    const packets = parser(options)
    packets.on('error', (cause: Error) => reject(new WrongProtocol('not MQTT', { cause })))
    packets.on('packet', (packet) => {
      if (packet.cmd === 'auth') return resolve(packet.reasonCode)
      if (packet.cmd !== 'connack') return reject(new WrongProtocol(`${packet.cmd} in place of connack`))
      const code = packet.reasonCode ?? packet.returnCode ?? 0
      if (code === 0) stream.write(generate({ cmd: 'disconnect' }, options))
      resolve(code)
    })
    stream.on('data', (bytes: Buffer) => packets.parse(bytes))
    stream.once('close', () => reject(new Error('closed before CONNACK')))
    stream.write(
      generate(
        {
          cmd: 'connect',
          protocolId: 'MQTT',
          protocolVersion: version,
          // A client of the same id would be thrown out; 23 letters and digits are what every broker takes.
          clientId: `plink${randomBytes(9).toString('hex')}`,
          clean: true,
          keepalive: 10,
          ...((username !== null || password !== null) && { username: username ?? '' }),
          ...(password !== null && { password: Buffer.from(password) }),
        },
        options,
      ),
    )
  })
}

function greetingOf(version: 4 | 5, code: number, { username, password }: ProbeRequest): Greeting {
  const facts = { answer: `CONNACK 0x${code.toString(16).padStart(2, '0')}` }
  if (unready[version].has(code)) return { code: 'UNREADY', facts: { ...facts, reason: 'busy' } }
  if (!wantsLogin[version].has(code)) return { code: 'ANSWERED', facts }
  return { code: username === null && password === null ? 'AUTH_REQUIRED' : 'LOGIN_FAILED', facts }
}
