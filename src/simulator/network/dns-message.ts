/** The little of a DNS message (RFC 1035) that a server for addresses needs. */

export interface DnsQuery {
  readonly id: number
  readonly opcode: number
  readonly recursionDesired: boolean
  /** As asked, letter case included. */
  readonly name: string
  readonly type: number
  readonly class: number
  /** The question section, to be sent back as it came. */
  readonly question: Buffer
}

export const recordType = { A: 1, AAAA: 28 } as const
export const internetClass = 1

export const responseCode = { ok: 0, malformed: 1, noSuchName: 3, notImplemented: 4, refused: 5 } as const
export type ResponseCode = (typeof responseCode)[keyof typeof responseCode]

const headerLength = 12
const flags = { response: 0x8000, authoritative: 0x0400, truncated: 0x0200, recursionDesired: 0x0100 } as const

/** The one question of a query; `malformed` carries the id to complain to, undefined means that not even that is there. */
export function readQuery(message: Buffer): DnsQuery | { readonly malformed: number } | undefined {
  if (message.length < headerLength) return undefined
  const id = message.readUInt16BE(0)
  const flagBits = message.readUInt16BE(2)
  // An answer is never answered: two servers would talk for ever.
  if ((flagBits & flags.response) !== 0) return undefined
  if (message.readUInt16BE(4) !== 1) return { malformed: id }
  const labels: string[] = []
  let at = headerLength
  for (;;) {
    const length = message[at]
    // Above 63 it would be a pointer, which a question has no use for.
    if (length === undefined || length > 63 || at + 1 + length > message.length) return { malformed: id }
    at += 1
    if (length === 0) break
    labels.push(message.toString('latin1', at, at + length))
    at += length
  }
  if (at + 4 > message.length) return { malformed: id }
  return {
    id,
    opcode: (flagBits >> 11) & 0xf,
    recursionDesired: (flagBits & flags.recursionDesired) !== 0,
    name: labels.join('.'),
    type: message.readUInt16BE(at),
    class: message.readUInt16BE(at + 2),
    question: message.subarray(headerLength, at + 4),
  }
}

/** The answer to a query: IPv4 addresses, each valid for `ttl` seconds; cut to `limit` bytes and marked so. */
export function writeAnswer(
  query: DnsQuery,
  code: ResponseCode,
  addresses: readonly string[],
  ttl: number,
  limit: number,
): Buffer {
  const records = addresses.map((address) => writeAddress(address, ttl))
  const room = limit - headerLength - query.question.length
  const fitting = records.slice(0, Math.floor(room / addressRecordLength))
  const truncated = fitting.length < records.length ? flags.truncated : 0
  const recursion = query.recursionDesired ? flags.recursionDesired : 0
  const flagBits = flags.response | flags.authoritative | truncated | recursion | (query.opcode << 11) | code
  return Buffer.concat([writeHeader(query.id, flagBits, 1, fitting.length), query.question, ...fitting])
}

export function writeComplaint(id: number): Buffer {
  return writeHeader(id, flags.response | responseCode.malformed, 0, 0)
}

function writeHeader(id: number, flagBits: number, questions: number, answers: number): Buffer {
  const header = Buffer.alloc(headerLength)
  header.writeUInt16BE(id, 0)
  header.writeUInt16BE(flagBits, 2)
  header.writeUInt16BE(questions, 4)
  header.writeUInt16BE(answers, 6)
  return header
}

const addressRecordLength = 16

function writeAddress(address: string, ttl: number): Buffer {
  const record = Buffer.alloc(addressRecordLength)
  // A pointer to the name of the question, which always stands right behind the header.
  record.writeUInt16BE(0xc000 | headerLength, 0)
  record.writeUInt16BE(recordType.A, 2)
  record.writeUInt16BE(internetClass, 4)
  record.writeUInt32BE(ttl, 6)
  record.writeUInt16BE(4, 10)
  record.set(address.split('.').map(Number), 12)
  return record
}
