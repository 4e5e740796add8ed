import { once } from 'node:events'
import { createServer, connect as open, type Server } from 'node:net'
import type { Lab } from './lab.ts'

/** Answers `hello` to whoever connects. */
export async function serve(host: string, port: number): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined).end('hello'))
  server.listen(port, host)
  await once(server, 'listening')
  return server
}

export type Seen = 'hello' | 'refused' | 'reset' | 'closed' | 'silence'

/**
 * What a client at that address and port sees; nothing for half a second is `silence`, which a busy machine may show too:
 * ask with `becomes` for anything else.
 */
function dial(host: string, port: number): Promise<Seen> {
  return new Promise((resolve) => {
    const socket = open({ host, port })
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

/** The doors follow the world within moments, the health checks within a second or two; asks until they have, or the test's own time is over. */
export async function becomes(lab: Lab, host: string, port: number, wanted: Seen): Promise<Seen> {
  for (;;) {
    const seen = await dial(host, port)
    if (seen === wanted) return seen
    // A long poll that nothing answers: the simulator's own way to pass time.
    await lab.control('GET', 'held?ms=50')
  }
}
