const named: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' }

/** How programs write a text that they repeat, by the name of the way. */
const writings: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  percent: (text) => encodeURIComponent(text),
  'percent, all of it, in small letters': (text) => Buffer.from(text).toString('hex').replace(/../g, '%$&'),
  form: (text) => String(new URLSearchParams({ x: text })).slice(2),
  json: (text) => JSON.stringify(text).slice(1, -1),
  'json, in ASCII': (text) => text.replace(/[^a-z0-9]/gi, (char) => codes(char, '\\u', 4)),
  'json, with slashes': (text) => JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/'),
  html: (text) => text.replace(/[&<>"']/g, (char) => `&${named[char]};`),
  'html, in numbers': (text) => Array.from(text, (char) => `&#${char.codePointAt(0)};`).join(''),
  'html, in hex': (text) => Array.from(text, (char) => `&#x${char.codePointAt(0)?.toString(16)};`).join(''),
  'backslashes before signs': (text) => text.replace(/[^\p{L}\p{N}]/gu, '\\$&'),
  'bytes as in C': (text) => Buffer.from(text).toString('hex').replace(/../g, '\\x$&'),
  'bytes in octal': (text) =>
    Array.from(Buffer.from(text), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  shell: (text) => text.replaceAll("'", "'\\''"),
  sql: (text) => text.replaceAll("'", "''"),
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64 of a login': (text) => Buffer.from(`user:${text}`).toString('base64'),
  'base64 of a longer login': (text) => Buffer.from(`admin:${text}\n`).toString('base64'),
  'base64 of another login': (text) => Buffer.from(`me:${text}!`).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex with colons': (text) =>
    Buffer.from(text)
      .toString('hex')
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:'),
  'numbers, as in Erlang': (text) => Array.from(Buffer.from(text)).join(','),
}

function codes(char: string, prefix: string, length: number): string {
  return Array.from(
    { length: char.length },
    (_, at) => `${prefix}${char.charCodeAt(at).toString(16).padStart(length, '0')}`,
  ).join('')
}

/** The text in each of these ways, in two of them one after the other, and doubled. */
export function writingsOf(text: string): readonly (readonly [way: string, written: string])[] {
  const ways = Object.entries(writings)
  return [
    ...ways.map(([way, write]) => [way, write(text)] as const),
    ...ways.flatMap(([first, inner]) =>
      ways.map(([second, outer]) => [`${first}, then ${second}`, outer(inner(text))] as const),
    ),
    ['twice', `${text}${text}`],
  ]
}
