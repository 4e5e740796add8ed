import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Network, Route } from '../../src/simulator/network/route.ts'

/** A network that is as the test says. */
export interface FakeNetwork extends Network {
  /** Sets what becomes of connections to an address, and tells the listeners. */
  setRoute(address: ListenAddress, route: Route | undefined): void
  setAddresses(name: string, addresses: readonly string[]): void
}
export interface ListenAddress {
  readonly address: string
  readonly port: number
}

export function createFakeNetwork(): FakeNetwork {
  const routes = new Map<string, { address: ListenAddress; route: Route }>()
  const names = new Map<string, readonly string[]>()
  const listeners = new Set<() => void>()
  const key = ({ address, port }: ListenAddress) => `${address}:${port}`
  return {
    setRoute(address, route) {
      if (route === undefined) routes.delete(key(address))
      else routes.set(key(address), { address, route })
      for (const listener of listeners) listener()
    },
    setAddresses: (name, addresses) => void names.set(name, addresses),
    listenAddresses: () => [...routes.values()].map(({ address }) => address),
    path: (address, port) =>
      routes.get(key({ address, port }))?.route ?? { verdict: 'refuse', because: 'no such address' },
    resolve: (name) => names.get(name) ?? 'nxdomain',
    onChange(callback) {
      listeners.add(callback)
      return () => listeners.delete(callback)
    },
  }
}

/** An address and port that nobody listens at. The address is another each time, so that tests cannot meet. */
export async function freeAddress(): Promise<ListenAddress> {
  const address = `127.${1 + byte(200)}.${byte(256)}.${1 + byte(200)}`
  const server = createServer().listen(0, address)
  await once(server, 'listening')
  // Safe: it listens on a port.
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return { address, port }
}

function byte(below: number): number {
  return Math.floor(Math.random() * below)
}
