import { randomBytes } from 'node:crypto'

/** Opcodes of RFC 6455, section 5.2; text and continuation are data for who reads a stream of bytes. */
const opcodes = { binary: 2, pong: 10 } as const
const kinds: Readonly<Record<number, Frame['kind']>> = { 0: 'data', 1: 'data', 2: 'data', 8: 'close', 9: 'ping' }

export interface Frame {
  readonly kind: 'data' | 'close' | 'ping' | 'other'
  readonly payload: Buffer
}

/** One whole frame from a client, masked as a client has to. */
export function frame(kind: keyof typeof opcodes, payload: Buffer): Buffer {
  const mask = randomBytes(4)
  // Longer ones would need a longer head; CONNECT with its login stays far below.
  const { length } = payload
  const head = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff]
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0))
  return Buffer.concat([Buffer.from([0x80 | opcodes[kind], ...head]), mask, masked])
}

/** The frames of a server, from bytes that come in any pieces. */
export class Frames {
  #rest = Buffer.alloc(0)

  take(bytes: Buffer): Frame[] {
    this.#rest = Buffer.concat([this.#rest, bytes])
    const frames: Frame[] = []
    for (let next = this.#next(); next !== undefined; next = this.#next()) frames.push(next)
    return frames
  }

  #next(): Frame | undefined {
    const rest = this.#rest
    if (rest.length < 2) return undefined
    const short = rest.readUInt8(1) & 0x7f
    const begins = short === 126 ? 4 : short === 127 ? 10 : 2
    if (rest.length < begins) return undefined
    const length = short === 126 ? rest.readUInt16BE(2) : short === 127 ? Number(rest.readBigUInt64BE(2)) : short
    if (rest.length < begins + length) return undefined
    this.#rest = rest.subarray(begins + length)
    return { kind: kinds[rest.readUInt8(0) & 0x0f] ?? 'other', payload: rest.subarray(begins, begins + length) }
  }
}
