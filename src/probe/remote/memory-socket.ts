import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** A connection that leads nowhere: what would be sent is told to `onSend`, what shall come is pushed. */
export class MemorySocket extends Duplex {
  readonly remoteAddress: string
  /** Whether an answer was given on it already. */
  played = false
  readonly #onSend: (bytes: Buffer) => void
  /** What is written in one turn is said in one breath. */
  readonly #unsent: Buffer[] = []

  constructor(remoteAddress: string, onSend: (bytes: Buffer) => void) {
    super({ allowHalfOpen: false })
    this.remoteAddress = remoteAddress
    this.#onSend = onSend
    // As with a real one: it is known to break, and brings nobody down.
    this.on('error', () => undefined)
  }

  /** As those see it who speak on it. */
  get socket(): Socket {
    // Safe: what clients of protocols use of a socket besides the stream is below, and does nothing.
    return this as unknown as Socket
  }

  override _read(): void {
    // What comes is pushed.
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    done()
    if (this.#unsent.length === 0) setImmediate(() => this.#onSend(Buffer.concat(this.#unsent.splice(0))))
    this.#unsent.push(bytes)
  }

  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  setTimeout(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}
