import { once } from 'node:events'
import { createServer } from 'node:net'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { openSimulatorClient, type SimulatorClient, type SimulatorRules, setRules } from './simulator-client.ts'

/** A simulator in this process. It ends with `await using` or `[Symbol.asyncDispose]()`. */
export interface SimulatedCloud extends SimulatorClient, AsyncDisposable {}

export interface SimulatedCloudOptions {
  readonly scenario?: string
  readonly speed?: number
  readonly rules?: SimulatorRules
}

/** Starts a simulator in this process. Its time stands still unless `speed` says otherwise: `pass` moves it. */
export async function openSimulatedCloud({
  scenario = 'two-companies',
  speed = 0,
  rules,
}: SimulatedCloudOptions = {}): Promise<SimulatedCloud> {
  const { document, close } = await startSimulator({ scenario, speed, signal: new AbortController().signal })
  const client = openSimulatorClient(document)
  await setRules(client, rules)
  return { ...client, [Symbol.asyncDispose]: close }
}

/** The same with a server behind the load balancer of `you`: what answers on port 6379 makes its health check pass. */
export async function openServedCloud(): Promise<SimulatedCloud> {
  const cloud = await openSimulatedCloud()
  const server = createServer((socket) => socket.end()).listen(6379, cloud.given['you.host'])
  await once(server, 'listening')
  const close = async () => {
    server.close()
    await cloud[Symbol.asyncDispose]()
  }
  return { ...cloud, [Symbol.asyncDispose]: close }
}
