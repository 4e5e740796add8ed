/** Redis' protocol, RESP: what clients send (arrays of strings, or a line) and what servers answer. */

export type Reply =
  | { readonly kind: 'status'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'list'; readonly items: readonly Reply[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [string, Reply])[] }

/** RESP 2 unless the client said HELLO 3. */
export type Version = 2 | 3

export function writeReply(reply: Reply, version: Version): string {
  switch (reply.kind) {
    case 'status':
      return `+${reply.text}\r\n`
    case 'error':
      return `-${reply.text}\r\n`
    case 'number':
      return `:${reply.value}\r\n`
    case 'text':
      return bulk(reply.text)
    case 'nothing':
      return version === 3 ? '_\r\n' : '$-1\r\n'
    case 'list':
      return `*${reply.items.length}\r\n${reply.items.map((item) => writeReply(item, version)).join('')}`
    case 'map': {
      // RESP 2 has no maps: keys and values take turns in a list.
      const size = version === 3 ? `%${reply.entries.length}` : `*${reply.entries.length * 2}`
      return `${size}\r\n${reply.entries.map(([key, value]) => bulk(key) + writeReply(value, version)).join('')}`
    }
    default:
      return reply satisfies never
  }
}

/** A command and what is left of the bytes; `more` when it has not come whole, `broken` when it never will. */
export type Read = { readonly words: readonly string[]; readonly rest: Buffer } | 'more' | 'broken'

/** Redis' own limit for what comes before a login (proto-max-bulk-len is far larger, but nobody needs that here). */
const longest = 64 * 1024

export function readCommand(bytes: Buffer): Read {
  const first = readLine(bytes, 0)
  if (first === undefined) return bytes.length > longest ? 'broken' : 'more'
  if (!first.text.startsWith('*'))
    return { words: first.text.split(/\s+/).filter((word) => word !== ''), rest: bytes.subarray(first.end) }
  const count = Number(first.text.slice(1))
  if (!Number.isInteger(count) || count > 1024) return 'broken'
  const words: string[] = []
  let at = first.end
  for (let index = 0; index < count; index++) {
    const header = readLine(bytes, at)
    if (header === undefined) return bytes.length > longest ? 'broken' : 'more'
    const length = Number(header.text.slice(1))
    if (!header.text.startsWith('$') || !Number.isInteger(length) || length < 0 || length > longest) return 'broken'
    const end = header.end + length
    if (bytes.length < end + 2) return 'more'
    words.push(bytes.toString('utf8', header.end, end))
    at = end + 2
  }
  return { words, rest: bytes.subarray(at) }
}

function readLine(bytes: Buffer, from: number): { text: string; end: number } | undefined {
  const newline = bytes.indexOf('\n', from)
  if (newline < 0) return undefined
  return { text: bytes.toString('utf8', from, newline).replace(/\r$/, ''), end: newline + 1 }
}

function bulk(text: string): string {
  return `$${Buffer.byteLength(text)}\r\n${text}\r\n`
}
