import { type DoorTraffic, type ListenProblem, PortListener } from './port-listener.ts'
import type { Network } from './route.ts'

export interface Dataplane {
  /** Resolves when every door is as the network has it, changes until now included. */
  settled(): Promise<void>
  /** Of every door that there is now. */
  traffic(): readonly DoorTraffic[]
  /** Cuts every connection and frees every port. */
  close(): Promise<void>
}

export interface DataplaneOptions {
  /** Closes the data plane when it aborts. */
  readonly signal: AbortSignal
  /** A door could not be made as it should be; the others work. Told once per door and kind. */
  readonly onProblem?: (problem: ListenProblem) => void
}

/**
 * Opens a TCP door at every address and port of the network, and keeps the doors as the network has them. Bytes flow
 * while the verdict is `carry`; a connection is cut as soon as its verdict changes.
 */
export async function startDataplane(network: Network, options: DataplaneOptions): Promise<Dataplane> {
  const { signal, onProblem = () => undefined } = options
  signal.throwIfAborted()
  const doors = new Map<string, PortListener>()
  let stale = false
  let closed = false
  let working: Promise<void> = Promise.resolve()

  const arrange = async (): Promise<void> => {
    if (closed) return
    stale = false
    const wanted = new Map(network.listenAddresses().map((door) => [`${door.address}:${door.port}`, door]))
    const left = [...doors].filter(([key]) => !wanted.has(key))
    for (const [key] of left) doors.delete(key)
    for (const [key, { address, port }] of wanted)
      if (!doors.has(key)) doors.set(key, new PortListener(address, port, network, onProblem))
    await Promise.all(left.map(([, door]) => door.close()))
    await Promise.all([...doors.values()].map((door) => door.arrange()))
  }
  const change = (): void => {
    // Many changes at a time, one round; those that come during a round, one more.
    if (stale) return
    stale = true
    working = working.then(arrange)
  }
  const unsubscribe = network.onChange(change)
  const close = async (): Promise<void> => {
    closed = true
    unsubscribe()
    signal.removeEventListener('abort', onAbort)
    await working
    await Promise.all([...doors.values()].map((door) => door.close()))
    doors.clear()
  }
  const onAbort = (): void => void close()
  signal.addEventListener('abort', onAbort, { once: true })

  change()
  await working
  return { settled: () => working, traffic: () => [...doors.values()].map((door) => door.traffic), close }
}
