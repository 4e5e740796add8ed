/**
 * What is shown of a URL or test target that may hold a password, written well or not: scheme, host, port and path, and the
 * options that are no secret. A password that holds `/`, `?`, `#` or `@` reaches up to the last `@`.
 * @param mark stands for what is left out
 */
export function maskedUrl(text: string, mark = '…'): string {
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/+)?(.*)$/is.exec(text) ?? []
  const at = rest.lastIndexOf('@')
  const [location = '', query] = rest.slice(at + 1).split(/\?(.*)/s)
  // With one slash, or none, what follows need not be a host.
  const isPlain = scheme.endsWith('://') || at >= 0 ? place.test(location) : isPlainText(location)
  return [
    scheme,
    at < 0 ? '' : `${mark}@`,
    isPlain ? location : mark,
    query === undefined ? '' : `?${query.split('&').map(maskedOption).join('&')}`,
  ].join('')

  function maskedOption(option: string): string {
    const [, name = '', value] = /^([a-z]{1,20})(?:=(.*))?$/is.exec(option) ?? []
    if (name === '') return mark
    const isPlain = value === undefined || (!/pass|pwd|secret|token|key|auth|sign/i.test(name) && isPlainPart(value))
    return isPlain ? option : `${name}=${mark}`
  }
}

/**
 * A host, with a port and a path. A name without a dot that mixes capitals and digits may be a password that was written
 * where the host stands.
 */
const place =
  /^(?:\[[0-9a-fA-F:.]*\]|\{[a-z0-9.-]*\}|[\w-]*\.[\w.-]*|[a-z0-9_-]*|[A-Za-z_-]*)(?::\d{0,5})?(?:\/[\w./-]*)?$/

/**
 * What is shown of a word that stands where it should not: it may be a password that was meant for another place. Words,
 * numbers, addresses and ids are shown; what mixes letters, digits and signs like a password is not.
 */
export function shownWord(text: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/|@/i.test(text)) return clipped(maskedUrl(text))
  return isPlainText(text) ? clipped(text) : '…'
}

function isPlainText(text: string): boolean {
  return text.split(/[\s=,|]+/).every(isPlainPart)
}

function isPlainPart(text: string): boolean {
  return plain.some((pattern) => pattern.test(text))
}

const plain: readonly RegExp[] = [
  // Words, flags and paths of words.
  /^[\p{L}_.<>~*/:-]*$/u,
  // Numbers, times, addresses with a block or port.
  /^[+-]?[\d.:/]*(?:e[+-]?\d+|[a-z]{1,2})?$/i,
  // Ids, zones, regions and files: small letters, and a sign between them and digits. Then a port.
  /^[a-z]+(?:[-_.][a-z0-9]+)+(?::\d+)?$/,
  // Steps.
  /^(?:in|out)bound\/[a-z-]+(?::[a-z0-9./:-]+)?$/,
]

/** Long enough to recognise, short enough for one line. */
export function clipped(found: string): string {
  return found.length > 80 ? `${found.slice(0, 79)}…` : found
}
