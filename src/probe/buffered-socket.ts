import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { ProbeRequest } from '../model/probe.ts'
import type { Details } from '../model/result.ts'

/** An open connection, after TLS where there is any, on which a protocol may be spoken. */
export interface BufferedSocket {
  readonly socket: Socket
  /** The first bytes that came, at most 512; empty when nothing did. */
  heard(): Buffer
  /** Another connection to the same place, for protocols which have to begin again. */
  reopen(): Promise<BufferedSocket>
}

/** What the service said, in one of the ways that all mean: it can be reached. */
export type Greeting = {
  readonly [C in 'ANSWERED' | 'AUTH_REQUIRED' | 'LOGIN_FAILED' | 'UNEXPECTED' | 'UNREADY']: {
    readonly code: C
    readonly facts: Details[C]
  }
}['ANSWERED' | 'AUTH_REQUIRED' | 'LOGIN_FAILED' | 'UNEXPECTED' | 'UNREADY']

/** How one protocol is spoken. It logs in when there is a login, asks one harmless question, writes nothing. */
export interface Probe {
  /** How far an answer proves that the traffic came. */
  readonly reaches: 'connect' | 'tls' | 'protocol'
  /** Whether these first bytes, one or more, can be the beginning of an answer. */
  opens(first: Buffer): boolean
  /**
   * Settles at the latest when the socket closes; the caller has the deadline.
   * @throws WrongProtocol when the answer is of another protocol; any error when the connection broke.
   */
  speak(line: BufferedSocket, request: ProbeRequest): Promise<Greeting>
}

/** The answer is no answer of this protocol. */
export class WrongProtocol extends Error {
  override readonly name = 'WrongProtocol'
}

/** The bytes that decide what an answer is. */
const enough = 512
/** Every probe asks one short question. What answers with more bytes than this is left. */
export const longestReply = 256 * 1024

/**
 * Listens along on the sockets of one conversation. `foreign` rejects as soon as the first bytes cannot begin an
 * answer, so that nobody has to wait for a parser, or for the rest, to find out.
 */
export class ReplyWatch {
  heard: Buffer = Buffer.alloc(0)
  readonly foreign: Promise<never>
  readonly #opens: Probe['opens']
  #length = 0
  #reject: (error: WrongProtocol) => void = () => undefined

  constructor(opens: Probe['opens']) {
    this.#opens = opens
    this.foreign = new Promise((_, reject) => {
      this.#reject = reject
    })
    // It may come after the conversation has failed for another reason.
    this.foreign.catch(() => undefined)
  }

  listen(socket: Socket): void {
    socket.on('data', (bytes: Buffer) => {
      this.#length += bytes.length
      if (this.#length > longestReply) {
        this.#reject(new WrongProtocol(`more than ${longestReply} bytes`))
        socket.destroy()
      }
      if (this.heard.length === 0 && !this.#opens(bytes)) this.#reject(new WrongProtocol('another protocol'))
      if (this.heard.length < enough) this.heard = Buffer.concat([this.heard, bytes]).subarray(0, enough)
    })
  }
}

/**
 * The first bytes that come.
 * @throws when the socket closes or breaks before, or the signal aborts
 */
export async function firstOf(socket: Socket, signal: AbortSignal): Promise<Buffer> {
  const closed = once(socket, 'close', { signal }).then(() => {
    throw new Error('closed')
  })
  const [first] = await Promise.race([once(socket, 'data', { signal }), closed])
  return first
}
