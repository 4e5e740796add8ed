/** What a failed probe says, by the words in it. */
export type Meaning =
  | 'unready'
  | 'private'
  | 'login'
  | 'refused'
  | 'no-name'
  | 'timeout'
  | 'no-route'
  | 'tls'
  | 'closed'
  | 'foreign'

/** What a Redis that serves nobody says, somewhere in the message. */
const unready =
  /DENIED Redis is running in protected mode|LOADING Redis|max number of clients reached|CLUSTERDOWN[^">]*/

/**
 * Words of EMQX 5.8 and of the drivers below it, sentences and raw Erlang terms alike: never parsed, only looked
 * through. The order counts: a login that is wanted proves the way, whatever else stands there.
 */
const words: readonly { readonly meaning: Meaning; readonly pattern: RegExp }[] = [
  { meaning: 'unready', pattern: unready },
  {
    meaning: 'login',
    pattern:
      /NOAUTH|WRONGPASS|authentication_error|not[_ ]authori[sz]ed|bad[_ ]user_?name[_ ]or[_ ]password|ERR[^"]{0,40}\bAUTH\b|invalid password/i,
  },
  { meaning: 'private', pattern: /ssrf|denied[_ ]by[_ ]policy|address[_ ]is[_ ]denied/i },
  { meaning: 'refused', pattern: /econnrefused|connection[_ ]refused/i },
  { meaning: 'no-name', pattern: /nxdomain|could not resolve/i },
  { meaning: 'timeout', pattern: /timed?[_ ]?out|etimedout/i },
  { meaning: 'no-route', pattern: /e(?:host|net)unreach|host unreachable/i },
  { meaning: 'tls', pattern: /tls_alert|ssl_error|handshake_fail/i },
  // Tokens of eredis_parser and of emqtt: what came is no reply of the protocol.
  { meaning: 'foreign', pattern: /unknown_response|malformed_packet/i },
  { meaning: 'closed', pattern: /tcp_closed|ssl_closed|econnreset|\bclosed\b/i },
]

export function meaningOf(message: string): Meaning | undefined {
  return words.find(({ pattern }) => pattern.test(message))?.meaning
}

/** The reply of a Redis that serves nobody, as it would have been read from here. */
export function unreadyReply(message: string): string {
  const found = unready.exec(message)?.[0] ?? ''
  return found.startsWith('max') ? `-ERR ${found}` : `-${found}`
}

/**
 * What a person may be shown of a message: sentences as they are, and of an Erlang term the text that is quoted in it,
 * else only that the connector failed.
 */
export function readable(message: string): string {
  if (!/[{}]|<<|=>|#Ref|\bundef\b/.test(message)) return message
  const quoted = [...message.matchAll(/<<"([^"]{3,})">>|"([^"]{3,})"/g)].map(([, binary, text]) => binary ?? text ?? '')
  const spoken = quoted.find((each) => / /.test(each) && !/PROBE_/.test(each))
  return (
    spoken ??
    words.map(({ pattern }) => pattern.exec(message)?.[0]).find((word) => word !== undefined) ??
    'the connector failed'
  )
}
