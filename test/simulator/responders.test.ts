import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Redis } from 'ioredis'
import { generate, type IConnectPacket, type Packet, parser } from 'mqtt-packet'
import { afterEach, describe, expect, test } from 'vitest'
import type { Responder } from '../../src/simulator/responders/listen.ts'
import { type MqttResponder, startMqttResponder } from '../../src/simulator/responders/mqtt.ts'
import { startRedisResponder } from '../../src/simulator/responders/redis.ts'

const host = '127.0.0.1'
let closers: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closers.reverse()) await close()
  closers = []
})

describe('the Redis responder', () => {
  test('serves ioredis, which asks for its state first', async () => {
    const redis = client(await startRedis())
    expect(await redis.ping()).toBe('PONG')
    await redis.set('greeting', 'hello')
    expect(await redis.get('greeting')).toBe('hello')
    expect(await redis.get('none')).toBeNull()
    expect(await redis.del('greeting', 'none')).toBe(1)
    expect(await redis.quit()).toBe('OK')
  })

  test('lets in whoever has the password', async () => {
    const redis = client(await startRedis('open sesame'), { password: 'open sesame' })
    expect(await redis.ping()).toBe('PONG')
  })

  test.each([
    ['PING\r\n', '-NOAUTH Authentication required.'],
    ['*1\r\n$4\r\nPING\r\n', '-NOAUTH Authentication required.'],
    ['AUTH wrong\r\n', '-WRONGPASS invalid username-password pair or user is disabled.'],
    ['AUTH other secret\r\n', '-WRONGPASS invalid username-password pair or user is disabled.'],
    ['AUTH secret\r\nPING\r\n', '+OK\r\n+PONG'],
    ['AUTH default secret\r\nECHO hi\r\n', '+OK\r\n$2\r\nhi'],
    ['HELLO 3\r\n', '-NOAUTH HELLO must be called'],
    ['HELLO 3 AUTH default secret\r\nGET x\r\n', '%5\r\n$6\r\nserver'],
    ['HELLO 4\r\n', '-NOPROTO unsupported protocol version'],
    ['QUIT\r\n', '+OK'],
  ])('with a password answers %j with %j', async (sent, answer) => {
    const { port } = await startRedis('secret')
    expect(await exchange(port, sent, answer.length)).toContain(answer)
  })

  test.each([
    ['AUTH x\r\n', '-ERR AUTH <password> called without any password'],
    ['NONSENSE a\r\n', "-ERR unknown command 'NONSENSE'"],
    ['toString\r\n', "-ERR unknown command 'toString'"],
    ['GET\r\n', "-ERR wrong number of arguments for 'get' command"],
    ['\r\nPING hi\r\n', '$2\r\nhi'],
    ['*1\r\n$99999999\r\n', '-ERR Protocol error'],
    ['HELLO 3\r\nGET x\r\n', '_\r\n'],
  ])('without one answers %j with %j', async (sent, answer) => {
    const { port } = await startRedis()
    expect(await exchange(port, sent, answer.length)).toContain(answer)
  })

  test('puts a command together that comes byte by byte', async () => {
    const { port } = await startRedis()
    const socket = await dial(port)
    for (const byte of Buffer.from('*2\r\n$4\r\nECHO\r\n$5\r\nhe\r\no\r\n')) socket.write(Buffer.from([byte]))
    expect(await read(socket, 11)).toBe('$5\r\nhe\r\no\r\n')
  })
})

describe('the MQTT responder', () => {
  const users = { plink: 'open sesame' }

  test.each([
    ['3.1.1', 4, {}, { returnCode: 0 }],
    ['5', 5, {}, { reasonCode: 0 }],
  ] as const)('lets anybody in without users, in version %s', async (_, protocolVersion, login, connack) => {
    const broker = await startBroker()
    expect(await connackOf(broker.port, { protocolVersion, ...login })).toMatchObject(connack)
  })

  test.each([
    ['the right password', 4, { username: 'plink', password: Buffer.from('open sesame') }, { returnCode: 0 }],
    ['the right password', 5, { username: 'plink', password: Buffer.from('open sesame') }, { reasonCode: 0 }],
    ['a wrong password', 4, { username: 'plink', password: Buffer.from('open') }, { returnCode: 4 }],
    ['a wrong password', 5, { username: 'plink', password: Buffer.from('open') }, { reasonCode: 0x86 }],
    ['an unknown user', 5, { username: 'toString', password: Buffer.from('x') }, { reasonCode: 0x86 }],
    ['no login', 4, {}, { returnCode: 5 }],
    ['no login', 5, {}, { reasonCode: 0x87 }],
  ] as const)('with users answers %s in version %s', async (_, protocolVersion, login, connack) => {
    const broker = await startBroker({ users })
    expect(await connackOf(broker.port, { protocolVersion, ...login })).toMatchObject(connack)
  })

  test('passes messages on to whom they concern', async () => {
    const { port } = await startBroker()
    const listener = await session(port)
    listener.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'plant/+/heat/#', qos: 0 }] })
    expect(await listener.next()).toMatchObject({ cmd: 'suback', messageId: 1 })
    const speaker = await session(port)
    const message = { cmd: 'publish', qos: 1, dup: false, retain: false } as const
    speaker.send({ ...message, messageId: 2, topic: 'plant/1/cold', payload: 'no' })
    speaker.send({ ...message, messageId: 3, topic: 'plant/1/heat/now', payload: '21' })
    expect(await speaker.next()).toMatchObject({ cmd: 'puback', messageId: 2 })
    expect(await listener.next()).toMatchObject({ topic: 'plant/1/heat/now', payload: Buffer.from('21') })
    listener.send({ cmd: 'pingreq' })
    expect(await listener.next()).toMatchObject({ cmd: 'pingresp' })
  })

  test('hangs up on whoever speaks another protocol', async () => {
    const { port } = await startBroker()
    const socket = await dial(port)
    socket.write('GET / HTTP/1.0\r\n\r\n')
    await once(socket.resume(), 'close')
  })

  test('serves the same over WebSocket', async () => {
    const broker = await startBroker({ users, wsPort: 0 })
    const socket = await dial(broker.wsPort ?? 0)
    const key = randomBytes(16).toString('base64')
    socket.write(upgrade('/mqtt', `Sec-WebSocket-Key: ${key}`, 'Sec-WebSocket-Protocol: mqttv3.1, mqtt'))
    const head = await readUntil(socket, '\r\n\r\n')
    expect(head).toContain('HTTP/1.1 101')
    expect(head).toContain('Sec-WebSocket-Protocol: mqtt\r\n')
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    expect(head).toContain(`Sec-WebSocket-Accept: ${accept}`)
    socket.write(masked(0x2, generate(connectPacket({ protocolVersion: 5 }), { protocolVersion: 5 })))
    const [frame] = (await once(socket, 'data')) as [Buffer]
    expect([frame[0], frame[2], frame[5]]).toEqual([0x82, 0x20, 0x87])
  })

  test.each([
    ['a plain request for /mqtt', 'GET /mqtt HTTP/1.1\r\nHost: x\r\n\r\n', 'HTTP/1.1 400'],
    ['another path', 'GET /else HTTP/1.1\r\nHost: x\r\n\r\n', 'HTTP/1.1 404'],
    ['an upgrade without the sub-protocol', upgrade('/mqtt', 'Sec-WebSocket-Key: eA=='), 'HTTP/1.1 400'],
    [
      'an upgrade of another path',
      upgrade('/', 'Sec-WebSocket-Key: eA==', 'Sec-WebSocket-Protocol: mqtt'),
      'HTTP/1.1 404',
    ],
  ])('refuses %s over WebSocket', async (_, request, status) => {
    const broker = await startBroker({ wsPort: 0 })
    const socket = await dial(broker.wsPort ?? 0)
    socket.write(request)
    expect(await readUntil(socket, '\r\n\r\n')).toContain(status)
  })
})

async function startRedis(password?: string): Promise<Responder> {
  const responder = await startRedisResponder({ host, port: 0, ...(password !== undefined && { password }) })
  closers.push(() => responder.close())
  return responder
}

async function startBroker(options: { users?: Record<string, string>; wsPort?: number } = {}): Promise<MqttResponder> {
  const responder = await startMqttResponder({ host, port: 0, ...options })
  closers.push(() => responder.close())
  return responder
}

function client({ port }: Responder, options: { password?: string } = {}): Redis {
  const redis = new Redis({ host, port, retryStrategy: () => null, ...options })
  redis.on('error', () => undefined)
  closers.push(() => redis.disconnect())
  return redis
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, host)
  closers.push(() => socket.destroy())
  await once(socket, 'connect')
  return socket.on('error', () => undefined)
}

async function exchange(port: number, sent: string, length: number): Promise<string> {
  const socket = await dial(port)
  socket.write(sent)
  return read(socket, length)
}

async function read(socket: Socket, length: number): Promise<string> {
  let text = ''
  while (text.length < length) text += String((await once(socket, 'data'))[0])
  return text
}

async function readUntil(socket: Socket, end: string): Promise<string> {
  let text = ''
  while (!text.includes(end)) text += String((await once(socket, 'data'))[0])
  return text
}

type Login = Partial<Pick<IConnectPacket, 'protocolVersion' | 'username' | 'password'>>

function connectPacket(login: Login): IConnectPacket {
  return {
    cmd: 'connect',
    protocolId: 'MQTT',
    clientId: `test-${randomBytes(4).toString('hex')}`,
    clean: true,
    ...login,
  }
}

async function connackOf(port: number, login: Login): Promise<Packet> {
  return (await open(port, login)).next()
}

async function session(port: number): Promise<Awaited<ReturnType<typeof open>>> {
  const opened = await open(port, { protocolVersion: 4 })
  expect(await opened.next()).toMatchObject({ cmd: 'connack', returnCode: 0 })
  return opened
}

async function open(port: number, login: Login) {
  const socket = await dial(port)
  const reader = parser({ protocolVersion: login.protocolVersion })
  const packets: Packet[] = []
  reader.on('packet', (packet) => void packets.push(packet))
  socket.on('data', (bytes: Buffer) => void reader.parse(bytes))
  const send = (packet: Packet): void => void socket.write(generate(packet, { protocolVersion: login.protocolVersion }))
  send(connectPacket(login))
  return {
    send,
    async next(): Promise<Packet> {
      for (;;) {
        const packet = packets.shift()
        if (packet !== undefined) return packet
        await once(socket, 'data')
      }
    },
  }
}

function upgrade(path: string, ...headers: readonly string[]): string {
  const usual = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']
  return [`GET ${path} HTTP/1.1`, ...usual, ...headers, '\r\n'].join('\r\n')
}

function masked(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4)
  const hidden = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))
  return Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length]), mask, hidden])
}
