import { connect } from 'node:net'
import { type RunningServer, startTcpServer } from '../harness/servers.ts'
import type { SimulatorClient } from '../harness/simulator-client.ts'

/** Answers `hello` to whoever connects. */
export function serveHello(host: string, port: number): Promise<RunningServer> {
  return startTcpServer((socket) => socket.end('hello'), { host, port })
}

export type Seen = 'hello' | 'refused' | 'reset' | 'closed' | 'silence'

/**
 * What a client at that address and port sees; nothing for half a second is `silence`, which a busy machine may show too:
 * ask with `becomes` for anything else.
 */
function dial(host: string, port: number): Promise<Seen> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    let text = ''
    const end = (seen: Seen) => {
      socket.destroy()
      resolve(seen)
    }
    // What has arrived by now is seen first, however late the timer is.
    socket.setTimeout(500, () => setImmediate(() => end('silence')))
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => end(text === 'hello' ? 'hello' : 'closed'))
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'reset'))
  })
}

/**
 * The ports follow the world within moments, the health checks within a second or two; asks until they have, or the test's
 * own time is over.
 */
export async function becomes(cloud: SimulatorClient, host: string, port: number, wanted: Seen): Promise<Seen> {
  for (;;) {
    const seen = await dial(host, port)
    if (seen === wanted) return seen
    // A long poll that nothing answers: the simulator's own way to pass time.
    await cloud.control('GET', 'held?ms=50')
  }
}
