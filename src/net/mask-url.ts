/** A URL with its user and password struck out, for showing. */
export function withoutSecrets(url: string): string {
  return url.replace(/^([a-z0-9+.-]*:?\/\/)?[^/?#]*@/i, '$1***@')
}
