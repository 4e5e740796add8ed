/**
 * A text of somebody else's without the secrets that were sent there and may have been repeated: as they are; percent-encoded,
 * or escaped as in JSON, HTML, C or a shell, even several times over; as base64 or as bytes in numbers.
 * @param mark stands for each of them
 * @param limit how many characters of the text are wanted at most
 */
export function withoutSecrets(
  text: string,
  secrets: readonly (string | null)[],
  { mark = '…', limit = 4_000 }: { readonly mark?: string; readonly limit?: number } = {},
): string {
  const known = secrets.filter((secret): secret is string => secret !== null && secret !== '')
  // Room for a secret that begins before the limit, each of its characters written in twelve.
  const bytes = Buffer.from(text.slice(0, limit + 12 * Math.max(0, ...known.map(({ length }) => length))))
  const spans: Span[] = []
  for (const writing of readingsOf(bytes)) for (const secret of known) spans.push(...placesOf(secret, writing))
  spans.sort((a, b) => a.from - b.from)
  let shown = ''
  let at = 0
  for (const { from, to } of spans) {
    if (from >= at) shown += bytes.toString('utf8', at, from) + mark
    at = Math.max(at, to)
  }
  return (shown + bytes.toString('utf8', at)).slice(0, limit)
}

/** Whether a word of somebody else's may be one of the secrets; those of a few letters are part of many words. */
export function holdsSecret(word: string, secrets: readonly (string | null)[]): boolean {
  const long = secrets.filter((secret) => secret !== null && secret.length >= shortestInside)
  return withoutSecrets(word, long, { mark: '\0' }).includes('\0')
}

/** Bytes of the text. */
interface Span {
  readonly from: number
  readonly to: number
}

/** What the text says when escapes in it are read: bytes, written as latin1, each with the bytes of the text that it was. */
interface Reading {
  readonly text: string
  readonly spans: readonly Span[]
}

/** How often an escape may have been escaped again. */
const deepest = 3

function* readingsOf(bytes: Buffer): Generator<Reading> {
  const first = { text: bytes.toString('latin1'), spans: Array.from(bytes, (_, at) => ({ from: at, to: at + 1 })) }
  const seen = new Set([first.text])
  let level: Reading[] = [first]
  for (let depth = 0; level.length > 0; depth++) {
    yield* level
    if (depth === deepest) return
    level = level.flatMap((reading) =>
      escapes.flatMap((way) => {
        const read = unescaped(reading, way)
        if (seen.has(read.text)) return []
        seen.add(read.text)
        return [read]
      }),
    )
  }
}

interface Escape {
  /** Without groups. */
  readonly pattern: RegExp
  /** What it stands for. */
  read(written: string): string | Buffer
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const lettered: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

const escapes: readonly Escape[] = [
  // URLs, and forms, where a plus is a space.
  { pattern: /%[\da-f]{2}/gi, read: (written) => byteOf(written.slice(1)) },
  { pattern: /%[\da-f]{2}|\+/gi, read: (written) => (written === '+' ? ' ' : byteOf(written.slice(1))) },
  // HTML and XML.
  {
    pattern: /&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);?/gi,
    read(written) {
      const name = written.slice(1).replace(';', '').toLowerCase()
      if (!name.startsWith('#')) return named[name] ?? ''
      const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  },
  // JSON and JavaScript; a pair of surrogates is one character.
  {
    pattern: /(?:\\u[\da-f]{4})+|\\x[\da-f]{2}|\\[\s\S]/gi,
    read: (written) =>
      /^\\[ux]/i.test(written)
        ? written.replace(/\\[ux]([\da-f]+)/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
        : (lettered[written.slice(1)] ?? Buffer.from(written.slice(1), 'latin1')),
  },
  // C and most databases: bytes.
  {
    pattern: /\\x[\da-f]{2}|\\[0-3][0-7]{2}|\\[^\w]/gi,
    read: (written) =>
      /^\\x/i.test(written)
        ? byteOf(written.slice(2))
        : Buffer.from(/^\\\d/.test(written) ? [Number.parseInt(written.slice(1), 8)] : [written.charCodeAt(1)]),
  },
  // Shells, YAML and SQL.
  { pattern: /'\\''|'"'"'|''|""/g, read: (written) => written.slice(0, 1) },
  // Logins in HTTP, dumps of memory, and Erlang's binaries.
  { pattern: /[\w+/-]{6,}={0,2}/g, read: (written) => Buffer.from(written, 'base64') },
  { pattern: /\b[\da-f]{2}(?:[: ]?[\da-f]{2}){3,}\b/gi, read: (written) => byteOf(written.replace(/[^\da-f]/gi, '')) },
  {
    pattern: /\d{1,3}(?:, ?\d{1,3}){3,}/g,
    read: (written) => Buffer.from(written.split(',').map((number) => Number(number))),
  },
]

function byteOf(hex: string): Buffer {
  return Buffer.from(hex, 'hex')
}

function unescaped({ text, spans }: Reading, { pattern, read }: Escape): Reading {
  const places: Span[] = []
  let at = 0
  const plain = text.replace(pattern, (written, ...rest) => {
    const found = read(written)
    const bytes = (typeof found === 'string' ? Buffer.from(found) : found).toString('latin1')
    // Safe: without groups the place comes next; a match is not empty, and inside the text.
    const index = rest[0] as number
    while (at < index) places.push(spans[at++] as Span)
    at = index + written.length
    const span = { from: (spans[index] as Span).from, to: (spans[at - 1] as Span).to }
    for (let count = 0; count < bytes.length; count++) places.push(span)
    return bytes
  })
  return { text: plain, spans: places.concat(spans.slice(at)) }
}

/** Shorter ones would be found in words and in base64 where they are not. */
const shortestInside = 4

function placesOf(secret: string, { text, spans }: Reading): readonly Span[] {
  const bytes = Buffer.from(secret)
  const found = searched(text.toLowerCase(), bytes.toString('latin1').toLowerCase())
  if (bytes.length >= shortestInside) {
    const letters = text.replaceAll('-', '+').replaceAll('_', '/')
    for (const place of base64Of(bytes).flatMap((core) => searched(letters, core))) {
      // With what stands around it in the same piece of base64: its neighbours tell of the secret too.
      while (/[\w+/]/.test(letters[place.from - 1] ?? '')) place.from--
      while (/[\w+/=]/.test(letters[place.to] ?? '')) place.to++
      found.push(place)
    }
  }
  // Safe: they were found in the text.
  return found.map(({ from, to }) => ({ from: (spans[from] as Span).from, to: (spans[to - 1] as Span).to }))
}

function searched(text: string, wanted: string): { from: number; to: number }[] {
  const found = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    found.push({ from: at, to: at + wanted.length })
  return found
}

/** The letters that base64 has for these bytes inside of others, by how many of those stand before. */
function base64Of(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((before) => {
    const written = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    return written.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
}
