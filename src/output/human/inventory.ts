import type { CheckedLoadBalancer, Item, Listing, Listings } from '../../model/inventory.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { FieldName, Text } from '../../text/text.ts'
import { faultLines } from '../fault.ts'
import type { Style, Tone } from './style.ts'
import { tableLines } from './table.ts'
import { displayWidth, padEnd } from './width.ts'

/** The columns of each list, by the keys of its rows. */
const columns: { readonly [K in keyof Listings]: readonly (keyof Listings[K] & FieldName)[] } = {
  services: ['id', 'status', 'payer', 'mine', 'description'],
  zones: ['zone', 'resources'],
  whitelist: ['uid', 'expected'],
  connections: ['endpoint', 'ownerUid', 'status', 'vpc', 'expected', 'rejected'],
  endpoints: ['id', 'status', 'connectionStatus', 'service', 'vpc', 'mine'],
  loadBalancers: ['id', 'type', 'status', 'addressType', 'vpc', 'zones', 'inLink'],
}

export function listingLines({ of, rows }: Listing, text: Text, style: Style): string[] {
  if (rows.length === 0) return [style.dim(text.picture.noResults)]
  const names: readonly FieldName[] = columns[of]
  // Safe: the names of the columns are keys of the rows.
  const cells = rows.map((row) =>
    names.map((name) => valueText((row as unknown as Record<string, unknown>)[name], text)),
  )
  return tableLines(
    names.map((name) => text.picture.labels[name]),
    cells,
    style,
  )
}

/** One resource, a line per field; a list has a line per entry. */
export function itemLines({ item }: Item, text: Text, style: Style): string[] {
  const entries = Object.entries(item).map(([name, value]) => [text.picture.labels[name as FieldName], value] as const)
  const column = Math.max(...entries.map(([label]) => displayWidth(label)))
  return entries.flatMap(([label, value]) => {
    const parts =
      Array.isArray(value) && value.length > 0 ? value.map((each) => valueText(each, text)) : [valueText(value, text)]
    return parts.map((part, at) => `${style.dim(padEnd(at === 0 ? label : '', column))}  ${part}`.trimEnd())
  })
}

/** Every check with its mark; what is wrong is explained below it. */
export function checkedLines({ id, ok, checks }: CheckedLoadBalancer, text: Text, style: Style): string[] {
  return [
    `${style.mark(ok ? 'ok' : 'fail')} ${style.bold(sanitize(id))}`,
    ...checks.flatMap(({ check, severity, faults }) => {
      const tone: Tone = faults.length === 0 ? 'ok' : severity === 'stops' ? 'fail' : 'warn'
      return [
        `  ${style.mark(tone)} ${text.picture.checks[check] ?? check}`,
        ...faults.flatMap((fault) =>
          faultLines(fault, text, { ...style, width: style.width - 4 }, tone).map((line) => `    ${line}`),
        ),
      ]
    }),
  ]
}

/** The values of a nested record stand side by side. What the cloud and others wrote is sanitized. */
function valueText(value: unknown, text: Text): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? text.picture.yes : text.picture.no
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((each) => valueText(each, text)).join(', ')
  if (typeof value === 'object')
    return Object.values(value)
      .map((each) => valueText(each, text))
      .join('  ')
  return sanitize(String(value))
}
