import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Network, Route } from '../../src/simulator/network/route.ts'

/** A network that is as the test says. */
export interface FakeNetwork extends Network {
  /** Sets what becomes of connections to a door, and tells. */
  turn(door: PortListener, path: Route | undefined): void
  name(name: string, addresses: readonly string[]): void
}
export interface PortListener {
  readonly address: string
  readonly port: number
}

export function createFakeNetwork(): FakeNetwork {
  const paths = new Map<string, { door: PortListener; path: Route }>()
  const names = new Map<string, readonly string[]>()
  const listeners = new Set<() => void>()
  const key = ({ address, port }: PortListener) => `${address}:${port}`
  return {
    turn(door, path) {
      if (path === undefined) paths.delete(key(door))
      else paths.set(key(door), { door, path })
      for (const listener of listeners) listener()
    },
    name: (name, addresses) => void names.set(name, addresses),
    listenAddresses: () => [...paths.values()].map(({ door }) => door),
    path: (address, port) => paths.get(key({ address, port }))?.path ?? { verdict: 'refuse', because: 'no such door' },
    resolve: (name) => names.get(name),
    onChange(callback) {
      listeners.add(callback)
      return () => listeners.delete(callback)
    },
  }
}

/** A door that nobody listens at. Another address each time: doors of one test cannot meet those of another. */
export async function freeDoor(): Promise<PortListener> {
  const address = `127.${1 + byte(200)}.${byte(256)}.${1 + byte(200)}`
  const server = createServer().listen(0, address)
  await once(server, 'listening')
  // Safe: it listens on a port.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return { address, port }
}

/** A TCP server on loopback that does as told with each connection. */
export async function startHost(serve: (socket: Socket) => void): Promise<PortListener & { close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: '127.0.0.1',
    // Safe: it listens on a port.
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function byte(below: number): number {
  return Math.floor(Math.random() * below)
}
