import { sanitizeFacts } from '../../text/sanitize.ts'

/** Keys whose value says by itself what it is. */
const plain = new Set([
  'id',
  'ids',
  'name',
  'ownerUid',
  'vpc',
  'admits',
  'status',
  'zone',
  'zones',
  'domain',
  'servers',
  'listeners',
  'ip',
  'ips',
])

/** Lists that a status sums up, when there is one. */
const rows = new Set(['zones', 'servers', 'listeners', 'closed'])

/** Facts on one line, `ep-… Active vpc vpc-…`. Keys are not translated; what is not known is left out. */
export function evidenceText(evidence: Readonly<Record<string, unknown>>): string {
  const summed = typeof evidence['status'] === 'string' && evidence['status'] !== ''
  return Object.entries(sanitizeFacts(evidence))
    .filter(([key]) => !(summed && rows.has(key)))
    .map(([key, value]) => sayEntry(key, value))
    .filter((said) => said !== '')
    .join('  ')
}

function sayEntry(key: string, value: unknown): string {
  const said = sayValue(value)
  if (said === '') return ''
  return plain.has(key) ? said : `${key} ${said}`
}

/** A yes or no is what the mark before it says. */
function sayValue(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'boolean') return ''
  if (Array.isArray(value)) return value.map(sayItem).join(', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${sayValue(inner)}`)
      .join(', ')
  }
  return String(value)
}

/** A record in a list is a row of a table: its values alone. */
function sayItem(item: unknown): string {
  if (typeof item !== 'object' || item === null) return sayValue(item)
  return Object.values(item)
    .map(sayValue)
    .filter((said) => said !== '')
    .join(' ')
}
