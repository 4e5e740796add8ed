import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import type { ProbeRequest } from '../../model/probe.ts'
import { probe } from '../probe.ts'
import { protocols } from '../protocols.ts'
import type { Wire } from '../wire.ts'
import { MemorySocket } from './memory-socket.ts'

/** What is said on one connection: nothing, or an opening, and what follows once a WebSocket is open. */
export interface Opening {
  /** Inside TLS. */
  readonly tls: boolean
  readonly steps: readonly Buffer[]
}

/**
 * Everything that a probe of this request may want to say, in its order: the probe is run against connections that hang up
 * without a word, and what it says on each is written down. The ways of its guesses who else might be there are among them.
 */
export async function openingsOf(request: ProbeRequest): Promise<Opening[]> {
  const { tls } = protocols[request.protocol]
  const isWebSocket = request.protocol === 'ws' || request.protocol === 'wss'
  return [
    // What comes after an upgrade is only said to who grants it.
    ...(isWebSocket ? await rehearse(request, { tls, upgrades: true }) : []),
    ...(await rehearse(request, { tls, upgrades: false })).filter(
      ({ steps: [first] }) => !isWebSocket || first === undefined || webSocketKey(first) === undefined,
    ),
    // Where TLS fails the probe speaks without it, to see who is there.
    ...(tls ? await rehearse(request, { tls: false, upgrades: false }) : []),
  ]
}

/** The part of the server: whether it does TLS, and opens WebSockets. */
interface Part {
  readonly tls: boolean
  readonly upgrades: boolean
}

async function rehearse(request: ProbeRequest, { tls, upgrades }: Part): Promise<Opening[]> {
  const found: Opening[] = []
  const isTls = protocols[request.protocol].tls
  const isSilent = request.protocol === 'tcp' || request.protocol === 'tls'
  const secured = new Set<Socket>()
  let end = (): void => undefined
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  const wire: Wire = {
    connect: async ([address = '']) => {
      const said: Buffer[] = []
      const memory = new MemorySocket(address, (bytes) => {
        const key = said.length === 0 ? webSocketKey(bytes) : undefined
        said.push(key === undefined ? bytes : withFixedKey(bytes, key))
        if (key !== undefined && upgrades)
          memory.push(`HTTP/1.1 101 Switching Protocols\r\n${upgraded}: ${acceptOf(key)}\r\n\r\n`)
        else memory.destroy()
        // A WebSocket that breaks is not known to be closed.
        if (upgrades && key === undefined) end()
      })
      const { socket } = memory
      socket.once('close', () => {
        const isInside = secured.has(socket)
        if (said.length > 0 || (isSilent && isInside === isTls)) found.push({ tls: isInside, steps: said })
      })
      if (isSilent && !isTls) setImmediate(() => socket.destroy())
      return socket
    },
    secure: async (socket, asked) => {
      if (asked === request && tls) {
        secured.add(socket)
        if (isSilent) setImmediate(() => socket.destroy())
        return socket
      }
      // To guess whether TLS is spoken no words are needed.
      if (asked !== request) found.push({ tls: true, steps: [] })
      throw Object.assign(new Error('closed'), { code: 'ECONNRESET' })
    },
  }
  const { signal } = new AbortController()
  const clock = { now: () => 0, sleep: () => over }
  await probe(request, { lookup: async () => ['192.0.2.1'], clock, signal, deadlineMs: 1, wire })
  return found
}

const upgraded = 'upgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-protocol: mqtt\r\nsec-websocket-accept'
/** One for all, so that answers can be read by another run than the one that wrote the questions. */
export const fixedKey = Buffer.from('plink-test-probe').toString('base64')

function withFixedKey(bytes: Buffer, key: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replace(key, fixedKey), 'latin1')
}

/** The key of a WebSocket upgrade; undefined for everything else. */
export function webSocketKey(bytes: Buffer): string | undefined {
  return /^GET [\s\S]*\r\nsec-websocket-key: ([^\r\n]+)/i.exec(bytes.toString('latin1'))?.[1]
}

/** As RFC 6455, section 4.2.2, makes it from the key. */
export function acceptOf(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
}
