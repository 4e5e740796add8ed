/** A wrong target with all that might be a secret left out; its line and column lead to the rest. */
export function shownTarget(found: string): string {
  const [address = '', query] = found.split(/\?([\s\S]*)/)
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?([\s\S]*)$/i.exec(address) ?? []
  const host = rest.slice(rest.lastIndexOf('@') + 1)
  const isPlain = /^[^:/#]*(?::\d+)?(?:\/[^:#]*)?$/.test(host)
  const options = query?.split('&').map((option) => option.replace(/^((?!sni=|expect=)[^=]*=).*$/s, '$1…'))
  return `${scheme}${rest.includes('@') ? '…@' : ''}${isPlain ? host : '…'}${options ? `?${options.join('&')}` : ''}`
}
