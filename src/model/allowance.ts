import { forms, matches } from './form.ts'

/** Who is to be let in: an IPv4 block, on one TCP port or on every tested one. */
export interface Allowance {
  readonly cidr: string
  readonly port?: number
}

/**
 * Reads `10.0.0.0/8` or `10.0.0.0/8:6379`. IPv6 is not supported: an endpoint has IPv4 addresses only here.
 * @returns for a wrong one the text that was expected: with host bits set, the block that it lies in
 */
export function allowanceIn(text: string): Allowance | { readonly expected: string } {
  const [, address = '', bits = '', port] = /^([\d.]+)\/(\d{1,2})(?::(\d+))?$/.exec(text) ?? []
  const length = Number(bits)
  // Octets with leading zeros are told what they mean.
  const octets = address.split('.').map(Number)
  if (!matches(octets.join('.'), forms.address) || length > 32 || (port !== undefined && !matches(port, forms.port))) {
    return { expected: '10.0.0.0/8 | 10.0.0.0/8:6379 (IPv4)' }
  }
  const block = octets.map(
    (octet, index) => octet & (0xff << (8 - Math.min(8, Math.max(0, length - 8 * index)))) & 0xff,
  )
  const cidr = `${block.join('.')}/${length}`
  const suffix = port === undefined ? '' : `:${port}`
  if (text !== `${cidr}${suffix}`) return { expected: `${cidr}${suffix}` }
  return { cidr, ...(port !== undefined && { port: Number(port) }) }
}
