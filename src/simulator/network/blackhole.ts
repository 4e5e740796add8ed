import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'

/**
 * A port whose SYNs are never answered, as behind a security group without a rule: the client times out while connecting.
 * It listens in a thread that has stopped accepting. Once the queue of the socket is full, Linux drops what comes after.
 */
export interface Blackhole {
  /**
   * Takes the port; before, it is free for the listener that this one follows.
   * False where the system answers all the same: the port is free again then.
   * @throws the error of `listen`, EADDRINUSE for one.
   */
  start(address: string, port: number): Promise<boolean>
  close(): Promise<void>
}

// As text, so that it works in a bundle too, where it could have no file of its own.
const source = `
const { parentPort, workerData } = require('node:worker_threads')
const { createServer } = require('node:net')
parentPort.once('message', (where) => {
  const server = createServer()
  server.once('error', ({ code, message }) => parentPort.postMessage({ code, message }))
  server.listen({ ...where, backlog: 1 }, () => {
    parentPort.postMessage(null)
    Atomics.wait(new Int32Array(workerData), 0, 0)
  })
})`

/** The queue holds one more than the backlog on Linux; a few more tell whether any further one is let in. */
const fillers = 6
/** On loopback a connection stands at once, or not at all. */
const patienceMs = 60

/** The thread takes some 40 ms to start: have it ready before the port is given up. */
export async function prepareBlackhole(): Promise<Blackhole> {
  const worker = new Worker(source, { eval: true, workerData: new SharedArrayBuffer(4) })
  worker.unref()
  let queue: readonly Socket[] = []
  const close = async (): Promise<void> => {
    await worker.terminate()
    for (const socket of queue) socket.destroy()
  }
  await once(worker, 'online')
  return {
    async start(address, port) {
      worker.postMessage({ host: address, port })
      const [failure] = (await once(worker, 'message')) as [{ code: string; message: string } | null]
      if (failure !== null) {
        await close()
        throw Object.assign(new Error(failure.message), { code: failure.code })
      }
      queue = Array.from({ length: fillers }, () => hold(address, port))
      await new Promise((resolve) => setTimeout(() => setImmediate(resolve), patienceMs))
      const dropping = queue.some(({ connecting, destroyed }) => connecting && !destroyed)
      if (dropping) for (const socket of queue) if (socket.connecting) socket.destroy()
      if (!dropping) await close()
      return dropping
    },
    close,
  }
}

function hold(address: string, port: number): Socket {
  // The socket is reset when the thread ends; nobody is left to care.
  return connect(port, address)
    .unref()
    .on('error', () => undefined)
}
