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

/** What a client at that address and port sees. A dropped SYN shows as silence. */
export function dial(host: string, port: number): Promise<Seen> {
  return new Promise((resolve) => {
    const socket = open({ host, port })
    let text = ''
    const end = (seen: Seen) => {
      socket.destroy()
      resolve(seen)
    }
    socket.setTimeout(500, () => end('silence'))
    socket.on('data', (chunk) => {
      text += chunk
    })
    socket.on('end', () => end(text === 'hello' ? 'hello' : 'closed'))
    socket.on('error', (error: NodeJS.ErrnoException) => end(error.code === 'ECONNREFUSED' ? 'refused' : 'reset'))
  })
}

/** The doors follow the world within moments, the health checks within a second or two; asks until they have. */
export async function becomes(lab: Lab, host: string, port: number, wanted: Seen): Promise<Seen> {
  for (const end = performance.now() + 10_000; ; ) {
    const seen = await dial(host, port)
    if (seen === wanted || performance.now() > end) return seen
    // A long poll that nothing answers: the simulator's own way to pass time.
    await lab.control('GET', 'held?ms=50')
  }
}
