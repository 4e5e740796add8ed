import type { CheckedLoadBalancer, Item, Listing, Listings } from '../../model/inventory.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { faultLines } from '../fault.ts'
import type { Style, Tone } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

/** The columns of each list: keys of its rows, which stand above them as they do in the document. */
const columns: { readonly [K in keyof Listings]: readonly (keyof Listings[K] & string)[] } = {
  services: ['id', 'status', 'payer', 'mine', 'description'],
  whitelist: ['uid', 'expected'],
  connections: ['endpoint', 'ownerUid', 'status', 'vpc', 'expected', 'rejected'],
  endpoints: ['id', 'status', 'connectionStatus', 'service', 'vpc', 'mine'],
  loadBalancers: ['id', 'type', 'status', 'addressType', 'vpc', 'zones', 'inLink'],
}

export function listingLines({ of, rows }: Listing, text: Text, style: Style): string[] {
  if (rows.length === 0) return [style.dim(text.picture.nothingThere)]
  const names: readonly string[] = columns[of]
  // Safe: the names of the columns are keys of the rows.
  const cells = rows.map((row) => names.map((name) => valueText((row as unknown as Record<string, unknown>)[name])))
  const widths = names.map((name, at) => Math.max(...[name, ...cells.map((row) => row[at] ?? '')].map(displayWidth)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => padEnd(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  return [style.dim(line(names)), ...cells.map(line)]
}

/** One thing, a line per key; what has parts has a line per part. */
export function itemLines({ item }: Item, style: Style): string[] {
  const entries = Object.entries(item)
  const column = Math.max(...entries.map(([name]) => displayWidth(name)))
  return entries.flatMap(([name, value]) => {
    const parts = Array.isArray(value) && value.length > 0 ? value.map(valueText) : [valueText(value)]
    return parts.map((part, at) => `${style.dim(padEnd(at === 0 ? name : '', column))}  ${part}`.trimEnd())
  })
}

/** Every check with its mark; what is wrong is explained below it. */
export function checkedLines({ id, ok, checks }: CheckedLoadBalancer, text: Text, style: Style): string[] {
  return [
    `${style.mark(ok ? 'ok' : 'fail')} ${style.bold(sanitize(id))}`,
    ...checks.flatMap(({ check, severity, faults }) => {
      const tone: Tone = faults.length === 0 ? 'ok' : severity === 'stops' ? 'fail' : 'warn'
      return [
        `  ${style.mark(tone)} ${check}`,
        ...faults.flatMap((fault) =>
          faultLines(fault, text, { ...style, width: style.width - 4 }, tone).map((line) => `    ${line}`),
        ),
      ]
    }),
  ]
}

/** A part of a thing is written as its values; text is the cloud's and others', so it is cleaned. */
function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(valueText).join(', ')
  if (typeof value === 'object') return Object.values(value).map(valueText).join('  ')
  return sanitize(String(value))
}
