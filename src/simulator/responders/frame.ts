/** Frames of a WebSocket (RFC 6455, section 5), as a server reads and writes them. */

export type WebSocketFrame = {
  readonly kind: 'data' | 'close' | 'ping' | 'pong'
  readonly payload: Buffer
  readonly rest: Buffer
}

const opcodes = { binary: 0x2, close: 0x8, ping: 0x9, pong: 0xa } as const

/** More than any MQTT packet of a test. */
const longest = 1024 * 1024

/** The next frame; `more` when it has not come whole, `broken` when it breaks the protocol or is too long. */
export function readFrame(bytes: Buffer): WebSocketFrame | 'more' | 'broken' {
  const [first, second] = bytes
  if (first === undefined || second === undefined) return 'more'
  // A client must mask what it sends (section 5.1).
  if ((second & 0x80) === 0) return 'broken'
  const short = second & 0x7f
  const headerLength = short === 126 ? 4 : short === 127 ? 10 : 2
  if (bytes.length < headerLength + 4) return 'more'
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short
  if (length > longest) return 'broken'
  const start = headerLength + 4
  if (bytes.length < start + length) return 'more'
  const mask = bytes.subarray(headerLength, start)
  const payload = Buffer.from(bytes.subarray(start, start + length))
  for (let index = 0; index < length; index++) payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0)
  const kind = kindOf(first & 0xf)
  return kind === undefined ? 'broken' : { kind, payload, rest: bytes.subarray(start + length) }
}

export function writeFrame(kind: keyof typeof opcodes, payload: Buffer): Buffer {
  const first = 0x80 | opcodes[kind]
  if (payload.length < 126) return Buffer.concat([Buffer.from([first, payload.length]), payload])
  const header = Buffer.alloc(payload.length < 65_536 ? 4 : 10)
  header[0] = first
  header[1] = header.length === 4 ? 126 : 127
  if (header.length === 4) header.writeUInt16BE(payload.length, 2)
  else header.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([header, payload])
}

/** Text frames and continuations carry bytes like any other here. */
function kindOf(opcode: number): WebSocketFrame['kind'] | undefined {
  if (opcode <= 0x2) return 'data'
  if (opcode === opcodes.close) return 'close'
  if (opcode === opcodes.ping) return 'ping'
  return opcode === opcodes.pong ? 'pong' : undefined
}
