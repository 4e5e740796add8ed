import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Dataplane, startDataplane } from '../../src/simulator/network/dataplane.ts'
import type { ListenProblem } from '../../src/simulator/network/port-listener.ts'
import type { Route } from '../../src/simulator/network/route.ts'
import { createFakeNetwork, type FakeNetwork, freeAddress, type ListenAddress } from '../harness/fake-network.ts'
import { startTcpServer } from '../harness/servers.ts'

/** How long nothing must come. Too short a wait could only miss something, so a busy machine does not fail the test. */
const silenceMs = 400

let network: FakeNetwork
let dataplane: Dataplane
let problems: ListenProblem[]
let closers: (() => unknown)[]

beforeEach(async () => {
  network = createFakeNetwork()
  problems = []
  closers = []
  const onProblem = (problem: ListenProblem): void => void problems.push(problem)
  dataplane = await startDataplane(network, { signal: new AbortController().signal, onProblem })
})

afterEach(async () => {
  for (const close of closers) await close()
  await dataplane.close()
})

describe('a carried connection', () => {
  test('has its bytes passed both ways', async () => {
    const door = await carried((socket) => socket.pipe(socket))
    const client = await dial(door)
    client.end('hello, broker')
    expect(await read(client)).toBe('hello, broker')
  })

  test('passes megabytes without losing one', async () => {
    const door = await carried((socket) => socket.pipe(socket))
    const client = await dial(door)
    const bytes = Buffer.alloc(5_000_000, 'plink')
    client.end(bytes)
    const parts: Buffer[] = []
    for await (const part of client) parts.push(part)
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
  })

  test('may be half closed by the client, and still gets its answer', async () => {
    const door = await carried(async (socket) => {
      const question = await read(socket)
      socket.end(`you said ${question}`)
    })
    const client = await dial(door)
    client.end('goodbye')
    expect(await read(client)).toBe('you said goodbye')
  })

  test('may be half closed by the host, which still hears the client', async () => {
    let heard: Promise<string> | undefined
    const door = await carried((socket) => {
      socket.end('greetings')
      heard = read(socket)
    })
    const client = await dial(door, { allowHalfOpen: true })
    expect(await read(client)).toBe('greetings')
    client.end('late answer')
    expect(await heard).toBe('late answer')
  })

  test('is reset when the host resets', async () => {
    const door = await carried((socket) => void socket.once('data', () => socket.resetAndDestroy()))
    const client = await dial(door)
    client.write('x')
    expect(await fateOf(client)).toBe('ECONNRESET')
  })

  test('is reset for the host when the client resets', async () => {
    let fate: Promise<string> | undefined
    const door = await carried((socket) => {
      fate = fateOf(socket)
      socket.write('welcome')
    })
    const client = await dial(door)
    await once(client, 'data')
    client.resetAndDestroy()
    expect(await fate).toBe('ECONNRESET')
  })

  test('is reset when nobody listens at the host', async () => {
    const { port } = await freeAddress()
    const door = await freeAddress()
    await turn(door, { verdict: 'carry', host: '127.0.0.1', port, because: 'test' })
    expect(await fateOf(await dial(door))).toBe('ECONNRESET')
  })

  test('is cut as soon as the network no longer carries it', async () => {
    let hostsFate: Promise<string> | undefined
    const door = await carried((socket) => {
      hostsFate = fateOf(socket)
      socket.write('welcome')
    })
    const client = await dial(door)
    await once(client, 'data')
    const fate = fateOf(client)
    await turn(door, { verdict: 'silent', because: 'the connection was disabled' })
    expect(await fate).toBe('ECONNRESET')
    expect(await hostsFate).toBe('ECONNRESET')
  })

  test('lives on when something else changes', async () => {
    const door = await carried((socket) => socket.pipe(socket))
    const client = await dial(door)
    await turn(await freeAddress(), { verdict: 'reset', because: 'test' })
    client.end('still there')
    expect(await read(client)).toBe('still there')
  })
})

test('refuse: nobody listens', async () => {
  const door = await freeAddress()
  await turn(door, { verdict: 'refuse', because: 'test' })
  await expect(dial(door)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('reset: the connection stands and is reset', async () => {
  const door = await freeAddress()
  await turn(door, { verdict: 'reset', because: 'test' })
  expect(await fateOf(knock(door))).toBe('ECONNRESET')
})

test('accept-close: the connection stands and is closed properly', async () => {
  const door = await freeAddress()
  await turn(door, { verdict: 'accept-close', because: 'test' })
  expect(await fateOf(await dial(door))).toBe('end')
})

test('silent: the connection stands and nothing ever comes', async () => {
  const door = await freeAddress()
  await turn(door, { verdict: 'silent', because: 'test' })
  const client = await dial(door)
  client.write('anybody there?')
  expect(await whileSilent(client)).toBe('silence')
})

test.skipIf(process.platform !== 'linux')('drop: the client never gets connected', async () => {
  const door = await freeAddress()
  await turn(door, { verdict: 'drop', because: 'no rule in the security group' })
  for (const client of [knock(door), knock(door)]) {
    expect(await whileSilent(client)).toBe('silence')
    expect(client.connecting).toBe(true)
  }
  expect(problems).toEqual([])
})

describe('doors follow the network', () => {
  const outcomes: readonly (readonly [Route['verdict'], string])[] = [
    ['refuse', 'ECONNREFUSED'],
    ['reset', 'ECONNRESET'],
    ['drop', 'silence'],
    ['silent', 'silence'],
    ['drop', 'silence'],
    ['refuse', 'ECONNREFUSED'],
    ['drop', 'silence'],
    ['accept-close', 'end'],
  ]

  test('from any verdict to another', async () => {
    const door = await freeAddress()
    const seen: string[] = []
    for (const [verdict, fate] of outcomes) {
      // Safe: none of the verdicts above carries, so that there is nothing more to say.
      await turn(door, { verdict, because: 'test' } as Route)
      seen.push(await (fate === 'silence' ? whileSilent(knock(door)) : fateOf(knock(door))))
    }
    expect(seen).toEqual(outcomes.map(([, fate]) => fate))
  })

  test('and are gone with their endpoint', async () => {
    const door = await carried((socket) => socket.pipe(socket))
    const client = await dial(door)
    const fate = fateOf(client)
    await turn(door, undefined)
    expect(await fate).toBe('ECONNRESET')
    await expect(dial(door)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test('one that is taken by another program is told of once, and opens when it is free', async () => {
    const squatter = await startTcpServer((socket) => socket.end(), { allowHalfOpen: true })
    await turn(squatter, { verdict: 'reset', because: 'test' })
    await turn(await freeAddress(), { verdict: 'reset', because: 'test' })
    expect(problems).toEqual([{ kind: 'port-taken', address: '127.0.0.1', port: squatter.port }])
    await squatter.stop()
    await turn(await freeAddress(), { verdict: 'reset', because: 'test' })
    expect(await fateOf(knock(squatter))).toBe('ECONNRESET')
  })

  test('one at an address this machine has not got comes with the command that helps', async () => {
    // Of the block for documentation (RFC 5737): nobody has it.
    await turn({ address: '192.0.2.7', port: 6379 }, { verdict: 'silent', because: 'test' })
    expect(problems).toEqual([
      { kind: 'address-missing', address: '192.0.2.7', port: 6379, command: 'sudo ifconfig lo0 alias 192.0.2.7 up' },
    ])
  })
})

test('an abort frees every port and cuts every connection', async () => {
  const ending = new AbortController()
  const door = await freeAddress()
  const other = createFakeNetwork()
  other.setRoute(door, { verdict: 'silent', because: 'test' })
  await startDataplane(other, { signal: ending.signal })
  const client = await dial(door)
  const fate = fateOf(client)
  ending.abort()
  expect(await fate).toBe('ECONNRESET')
  await expect(dial(door)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

async function carried(serve: (socket: Socket) => unknown): Promise<ListenAddress> {
  const host = await startTcpServer((socket) => void serve(socket), { allowHalfOpen: true })
  closers.push(() => host.stop())
  const door = await freeAddress()
  await turn(door, { verdict: 'carry', host: host.address, port: host.port, because: 'test' })
  return door
}

async function turn(door: ListenAddress, path: Route | undefined): Promise<void> {
  network.setRoute(door, path)
  await dataplane.settled()
}

function knock({ address, port }: ListenAddress, options: { allowHalfOpen?: boolean } = {}): Socket {
  const socket = connect({ host: address, port, ...options })
  closers.push(() => socket.destroy())
  return socket
}

async function dial(door: ListenAddress, options?: { allowHalfOpen?: boolean }): Promise<Socket> {
  const socket = knock(door, options)
  await once(socket, 'connect')
  return socket
}

/** All that comes until the end. Not by iterating, which would destroy the socket at the end. */
async function read(socket: Socket): Promise<string> {
  let text = ''
  socket.setEncoding('utf8').on('data', (part) => {
    text += part
  })
  await once(socket, 'end')
  return text
}

/** How a connection ends: the code of its error, or `end` for a proper one. Waits for as long as it takes. */
function fateOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('error', ({ code }: NodeJS.ErrnoException) => resolve(String(code)))
    socket.once('end', () => resolve('end'))
    socket.resume()
  })
}

/** `silence` when the connection neither fails, nor ends, nor says anything for a while. */
function whileSilent(socket: Socket): Promise<string> {
  const said = once(socket, 'data').then(() => 'data')
  // A failure is told by fateOf.
  said.catch(() => undefined)
  const silence = new Promise<string>((resolve) => setTimeout(() => resolve('silence'), silenceMs))
  return Promise.race([fateOf(socket), said, silence])
}
