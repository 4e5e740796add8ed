import type { Bindings } from './bindings.ts'

/** How a reply here is not as the recorded one. */
export interface ReplyDifference {
  readonly kind: 'field' | 'order'
  /** `Services[].ServiceStatus` */
  readonly path: string
  readonly there: string
  readonly here: string
}

/** What tells the rows of a list apart, the most telling first. */
const rowKeys = [
  'EndpointId',
  'ServiceId',
  'VSwitchId',
  'SecurityGroupRuleId',
  'SecurityGroupId',
  'InstanceId',
  'ListenerId',
  'ServerGroupId',
  'VServerGroupId',
  'ListenerPort',
  'LoadBalancerId',
  'ResourceId',
  'VpcId',
  'ZoneId',
  'UserId',
  'ServerId',
  'Key',
  'TagKey',
  'RegionId',
]
/** A word of the API: a status, a type. Names, times, IDs and addresses are none. */
const word = /^[A-Za-z][A-Za-z.]*$/
/** Texts that are different wherever one looks. */
const anyText = /^(?:\w*(?:Name|Description|Message|Recommend|RequestId|HostId|LocalName)|Key|Value|TagKey|TagValue)$/

/**
 * Compares a recorded reply, in which known IDs have been replaced by those here, with the one here: fields and their types,
 * words and switches, IDs, and the order of rows. Rows of things that the recorded calls do not touch are left out.
 */
export function compareReplies(there: unknown, here: unknown, bindings: Bindings, path = ''): ReplyDifference[] {
  if (Array.isArray(there) && Array.isArray(here)) return compareLists(there, here, bindings, path)
  if (isRow(there) && isRow(here)) {
    return [...new Set([...Object.keys(there), ...Object.keys(here)])].flatMap((name) => {
      const inner = path === '' ? name : `${path}.${name}`
      if (!Object.hasOwn(here, name)) return [difference(inner, there[name], undefined)]
      if (!Object.hasOwn(there, name)) return [difference(inner, undefined, here[name])]
      return compareReplies(there[name], here[name], bindings, inner)
    })
  }
  return isSame(path.split('.').at(-1) ?? '', there, here, bindings) ? [] : [difference(path, there, here)]
}

function compareLists(
  there: readonly unknown[],
  here: readonly unknown[],
  bindings: Bindings,
  path: string,
): ReplyDifference[] {
  const inner = `${path}[]`
  const key = rowKeys.find((name) => [...there, ...here].every((row) => isRow(row) && Object.hasOwn(row, name)))
  const nameOf = (row: unknown): string => String(isRow(row) ? (key === undefined ? '' : row[key]) : row)
  const known = (rows: readonly unknown[]) =>
    rows.filter((row) => bindings.isKnown(nameOf(row)) || !bindings.isToken(nameOf(row)))
  const [theirs, ours] = [known(there), known(here)]
  const both = theirs.filter((row) => ours.some((each) => nameOf(each) === nameOf(row)))
  const missing = theirs.filter((row) => bindings.isKnown(nameOf(row)) && !both.includes(row))
  const extra = ours.filter(
    (row) => bindings.isKnown(nameOf(row)) && !theirs.some((each) => nameOf(each) === nameOf(row)),
  )
  const ordered = ours.map(nameOf).filter((name) => both.some((row) => nameOf(row) === name))
  const isOrdered = both.map(nameOf).join(' ') === ordered.join(' ')
  return [
    ...missing.map((row) => difference(inner, nameOf(row), undefined)),
    ...extra.map((row) => difference(inner, undefined, nameOf(row))),
    ...(isOrdered
      ? []
      : [{ kind: 'order' as const, path: inner, there: both.map(nameOf).join(' '), here: ordered.join(' ') }]),
    ...both.flatMap((row) =>
      compareReplies(
        row,
        ours.find((each) => nameOf(each) === nameOf(row)),
        bindings,
        inner,
      ),
    ),
    // Where nothing is known of any row, at least the fields of a row must be the same.
    ...(both.length === 0 && isRow(there[0]) && isRow(here[0]) ? compareFields(there[0], here[0], inner) : []),
  ]
}

function compareFields(there: Row, here: Row, path: string): ReplyDifference[] {
  return [...new Set([...Object.keys(there), ...Object.keys(here)])]
    .filter(
      (name) => Object.hasOwn(there, name) !== Object.hasOwn(here, name) || typeOf(there[name]) !== typeOf(here[name]),
    )
    .map((name) => difference(`${path}.${name}`, there[name], here[name]))
}

function isSame(name: string, there: unknown, here: unknown, bindings: Bindings): boolean {
  if (typeOf(there) !== typeOf(here)) return false
  if (typeof there === 'boolean') return there === here
  if (typeof there !== 'string' || typeof here !== 'string' || anyText.test(name)) return true
  if (word.test(there) || word.test(here)) return there === here
  return !bindings.isKnown(there) || there === here
}

type Row = Readonly<Record<string, unknown>>
function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value
}

function difference(path: string, there: unknown, here: unknown): ReplyDifference {
  return { kind: 'field', path, there: shown(there), here: shown(here) }
}

function shown(value: unknown): string {
  const text = value === undefined ? 'absent' : JSON.stringify(value)
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`
}
