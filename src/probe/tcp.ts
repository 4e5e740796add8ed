import { once } from 'node:events'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Probe } from './buffered-socket.ts'

/**
 * How long an open connection is watched. A load balancer completes the handshake although nothing healthy is
 * behind it, and closes right after.
 */
const watchMs = 300

/** A connection that opens and stays open. */
export const tcp: Probe = watching('connect', () => 'TCP')

/** The same after a handshake: a server that wants a client's certificate says so only then (TLS 1.3). */
export const tls: Probe = watching('tls', (socket) => (socket instanceof TLSSocket && socket.getProtocol()) || 'TLS')

function watching(reaches: 'connect' | 'tls', answer: (socket: Socket) => string): Probe {
  return {
    reaches,
    opens: () => true,
    speak: async ({ socket }) => {
      const settled = new AbortController()
      const { signal } = settled
      try {
        const closed = await Promise.race([
          once(socket, 'data', { signal }).then(() => false),
          once(socket, 'close', { signal }).then(() => true),
          new Promise<boolean>((resolve) => {
            const timer = setTimeout(() => resolve(false), watchMs)
            signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
          }),
        ])
        if (closed) throw new Error('closed')
        return { code: 'ANSWERED', facts: { answer: answer(socket) } }
      } finally {
        settled.abort()
      }
    },
  }
}
