import { forms, matches } from '../model/form.ts'

/** IPv4 addresses from one to another, both of them among it, as numbers. */
export interface Addresses {
  readonly first: number
  readonly last: number
}

/** Reads a block (`10.0.0.0/8`), one address, or a range (`10.0.0.1-10.0.0.9`); undefined for anything else. */
export function addressesIn(text: string): Addresses | undefined {
  const [, from = '', bits, to] = /^([\d.]+)(?:\/(\d{1,2})|-([\d.]+))?$/.exec(text) ?? []
  const first = numberOf(from)
  const last = to === undefined ? first : numberOf(to)
  if (first === undefined || last === undefined || Number(bits ?? 32) > 32) return undefined
  const size = 2 ** (32 - Number(bits ?? 32))
  const start = first - (first % size)
  return { first: start, last: to === undefined ? start + size - 1 : last }
}

export function includes(outer: Addresses, inner: Addresses): boolean {
  return outer.first <= inner.first && inner.last <= outer.last
}

function numberOf(address: string): number | undefined {
  if (!matches(address, forms.address)) return undefined
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
}

/** The addresses that are in both; undefined where there are none. */
export function intersection(a: Addresses, b: Addresses): Addresses | undefined {
  const first = Math.max(a.first, b.first)
  const last = Math.min(a.last, b.last)
  return first <= last ? { first, last } : undefined
}

/** What of some addresses is left without others: none, one or two ranges. */
export function subtracted(from: Addresses, taken: Addresses): Addresses[] {
  if (!intersection(from, taken)) return [from]
  return [
    ...(from.first < taken.first ? [{ first: from.first, last: taken.first - 1 }] : []),
    ...(taken.last < from.last ? [{ first: taken.last + 1, last: from.last }] : []),
  ]
}
