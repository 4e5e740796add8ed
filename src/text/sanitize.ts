// A whole escape sequence (CSI, OSC, one letter), so that no `[31m` stays behind.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
const escapes = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|\u001b[@-Z\\-_a-z]?/g
const breaks = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
// C0, DEL and C1; then marks that turn the direction of writing or are invisible, with which a name can pose as another.
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const controls = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/** Text from the cloud, the peer or a file, fit for one line of a terminal. */
export function sanitize(text: string): string {
  return text.replace(escapes, '').replace(breaks, ' ').replace(controls, '')
}

/** Facts with every text in them cleaned, keys too. */
export function sanitizeFacts<T>(facts: T): T {
  // Safe: the shape stays what it was; only texts change, and they stay texts.
  return cleanedValue(facts) as T
}

function cleanedValue(value: unknown): unknown {
  if (typeof value === 'string') return sanitize(value)
  if (Array.isArray(value)) return value.map(cleanedValue)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [sanitize(key), cleanedValue(inner)]))
}
