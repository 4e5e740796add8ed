/** Codes that will not change by asking again soon: the name does not exist, or the certificate is not to be trusted. */
const lasting = /^(?:PROXY_)?(?:ENOTFOUND|ERR_TLS_.*|.*CERT.*|UNABLE_TO_.*|EPROTO|ERR_SSL_.*|HOSTNAME_MISMATCH)$/

/** No whole answer came. */
export class Undelivered extends Error {
  override readonly name = 'Undelivered'
  /** A code, never a sentence: `ECONNREFUSED`, `CONNECT_TIMEOUT`, `PROXY_ANSWERED_407`. */
  readonly reason: string
  /** True when the request may have been received. */
  readonly sent: boolean
  /** True when repeating soon changes nothing. */
  readonly lasting: boolean

  constructor(reason: string, sent: boolean, isLasting = lasting.test(reason), options?: ErrorOptions) {
    super(reason, options)
    this.reason = reason
    this.sent = sent
    this.lasting = isLasting
  }

  static of(error: unknown, sent: boolean, prefix = ''): Undelivered {
    if (error instanceof Undelivered) return error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'NO_CONNECTION'
    return new Undelivered(`${prefix}${code}`, sent, undefined, { cause: error })
  }
}
