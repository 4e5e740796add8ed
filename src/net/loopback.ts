/** True for this machine's own names and addresses: plain http is allowed to them, and no proxy is asked. `host` as in `URL.hostname`. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)
}
