import { startSimulator } from '../../src/simulator/simulator.ts'
import { openSimulatorClient, type SimulatorClient } from './simulator-client.ts'

/** A simulator in this process. It ends with `await using` or `[Symbol.asyncDispose]()`. */
export interface SimulatedCloud extends SimulatorClient, AsyncDisposable {}

/** Starts a simulator in this process. Its time stands still unless `speed` says otherwise: `pass` moves it. */
export async function openSimulatedCloud({ scenario = 'two-companies', speed = 0 } = {}): Promise<SimulatedCloud> {
  const { document, close } = await startSimulator({ scenario, speed, signal: new AbortController().signal })
  return { ...openSimulatorClient(document), [Symbol.asyncDispose]: close }
}
