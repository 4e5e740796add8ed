/** What a failed probe says, by the words in it. */
export type Meaning = 'login' | 'refused' | 'no-name' | 'timeout' | 'no-route' | 'tls' | 'closed'

/**
 * Words of EMQX 5.8 and of the drivers below it, sentences and raw Erlang terms alike: never parsed, only looked
 * through. The order counts: a login that is wanted proves the way, whatever else stands there.
 */
const words: readonly { readonly meaning: Meaning; readonly pattern: RegExp }[] = [
  {
    meaning: 'login',
    pattern:
      /NOAUTH|WRONGPASS|authentication_error|not[_ ]authori[sz]ed|bad[_ ]user_?name[_ ]or[_ ]password|ERR[^"]{0,40}\bAUTH\b|invalid password/i,
  },
  { meaning: 'refused', pattern: /econnrefused|connection[_ ]refused/i },
  { meaning: 'no-name', pattern: /nxdomain|could not resolve/i },
  { meaning: 'timeout', pattern: /timed?[_ ]?out|etimedout/i },
  { meaning: 'no-route', pattern: /e(?:host|net)unreach|host unreachable/i },
  { meaning: 'tls', pattern: /tls_alert|ssl_error|handshake_fail/i },
  { meaning: 'closed', pattern: /tcp_closed|ssl_closed|econnreset|\bclosed\b/i },
]

export function meaningOf(message: string): Meaning | undefined {
  return words.find(({ pattern }) => pattern.test(message))?.meaning
}
