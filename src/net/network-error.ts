/** Codes that will not change by asking again soon: the name does not exist, or the certificate is not to be trusted. */
const lasting = /^(?:PROXY_)?(?:ENOTFOUND|ERR_TLS_.*|.*CERT.*|UNABLE_TO_.*|EPROTO|ERR_SSL_.*|HOSTNAME_MISMATCH)$/

/** undici's own words for what Node and people call otherwise. */
const known: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'CONNECT_TIMEOUT',
  // The other side closed the connection before the whole answer was in.
  UND_ERR_SOCKET: 'ECONNRESET',
}

/** No whole answer came. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
  /** A code, never a sentence: `ECONNREFUSED`, `CONNECT_TIMEOUT`, `PROXY_ANSWERED_407`. */
  readonly reason: string
  /** True when the request may have been received. */
  readonly sent: boolean
  /** True when repeating soon changes nothing. */
  readonly lasting: boolean
  /** Who signed a certificate that is not trusted; null for every other reason. */
  readonly issuer: string | null

  constructor(
    reason: string,
    sent: boolean,
    isLasting = lasting.test(reason),
    options: ErrorOptions & { readonly issuer?: string | null } = {},
  ) {
    super(reason, options)
    this.issuer = options.issuer ?? null
    this.reason = reason
    this.sent = sent
    this.lasting = isLasting
  }

  static of(error: unknown, sent: boolean, prefix = '', issuer: string | null = null): NetworkError {
    if (error instanceof NetworkError) return error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'NO_CONNECTION'
    return new NetworkError(`${prefix}${known[code] ?? code}`, sent, undefined, { cause: error, issuer })
  }
}
