import { isMap, isSeq } from 'yaml'
import { nearest } from '../model/nearest.ts'
import { kindOf, type Page, problem, type Value, valueAt, written, wrongType } from './cursor.ts'

/** Reads one value; undefined when it is not right, which the page then has as a problem. */
export type Reader<T> = (value: Value, page: Page) => T | undefined

type Shape = Readonly<Record<string, Reader<unknown>>>
type Read<S extends Shape> = { readonly [K in keyof S]: S[K] extends Reader<infer T> ? T : never }

/** A mapping with these keys and no others. */
export function mapping<R extends Shape, O extends Shape>(
  required: R,
  optional: O,
): Reader<Read<R> & Partial<Read<O>>> {
  const shape: Shape = { ...required, ...optional }
  return (value, page) => {
    const entries = entriesOf(value, page)
    if (entries === undefined) return undefined
    const read = new Map<string, unknown>()
    for (const { key, offset, value: inner } of entries) {
      const reader = Object.hasOwn(shape, key) ? shape[key] : undefined
      if (reader === undefined) unknownKey(page, { offset, path: inner.path }, key, Object.keys(shape))
      else read.set(key, reader(inner, page))
    }
    for (const key of Object.keys(required)) {
      if (!read.has(key)) problem(page, value, { kind: 'missing', key })
    }
    if (Object.keys(required).some((key) => read.get(key) === undefined)) return undefined
    // Safe: each key was read by the reader of its own name, the required ones are all there, the failed ones are dropped.
    return Object.fromEntries([...read].filter(([, one]) => one !== undefined)) as Read<R> & Partial<Read<O>>
  }
}

/** A mapping whose keys are the user's. */
export function table<T>(key: Reader<string>, inner: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, page) => {
    const entries = entriesOf(value, page)
    if (entries === undefined) return undefined
    const good: [string, T][] = []
    for (const entry of entries) {
      const name = key({ ...entry.value, node: entry.keyNode, offset: entry.offset }, page)
      const read = inner(entry.value, page)
      if (name !== undefined && read !== undefined) good.push([name, read])
    }
    return Object.fromEntries(good)
  }
}

/** A list, each item read by itself; `whole` looks at those that were right, together. */
export function list<T>(
  item: Reader<T>,
  whole?: (items: readonly T[], value: Value, page: Page) => void,
): Reader<readonly T[]> {
  return (value, page) => {
    if (!isSeq(value.node)) return wrongType(page, value, 'list')
    const items = value.node.items.flatMap((node, index) => {
      const read = item(valueAt(page, node, value.offset, `${value.path}[${index}]`), page)
      return read === undefined ? [] : [read]
    })
    whole?.(items, value, page)
    return items
  }
}

/** A text of this pattern; `expected` shows it: `epsrv-…`. */
export function text(pattern: RegExp, expected: string, kind: 'bad-id' | 'bad-value'): Reader<string> {
  return (value, page) => {
    if (kindOf(value) !== 'text') return wrongType(page, value, 'text')
    const found = written(value)
    return pattern.test(found) ? found : problem(page, value, { kind, value: clipped(found), expected })
  }
}

export function choice<const C extends string>(...choices: readonly C[]): Reader<C> {
  return (value, page) => {
    if (kindOf(value) !== 'text') return wrongType(page, value, 'text')
    const found = written(value)
    const chosen = choices.find((one) => one === found)
    return chosen ?? problem(page, value, { kind: 'bad-value', value: clipped(found), expected: choices.join(' | ') })
  }
}

/** Refuses a second mention of the same thing. */
export function noteRepeats(page: Page, place: Pick<Value, 'offset' | 'path'>, items: readonly string[]): void {
  for (const item of new Set(items.filter((one, index) => items.indexOf(one) !== index))) {
    problem(page, place, { kind: 'duplicate', value: item })
  }
}

/** Long enough to recognise, short enough for one line. */
export function clipped(found: string): string {
  return found.length > 80 ? `${found.slice(0, 79)}…` : found
}

interface Entry {
  readonly key: string
  readonly keyNode: Value['node']
  readonly offset: number
  readonly value: Value
}

function entriesOf(value: Value, page: Page): readonly Entry[] | undefined {
  const { node, path } = value
  if (!isMap(node)) return wrongType(page, value, 'mapping')
  const entries: Entry[] = []
  for (const pair of node.items) {
    const keyed = valueAt(page, pair.key, value.offset, path)
    if (kindOf(keyed) === 'mapping' || kindOf(keyed) === 'list') wrongType(page, keyed, 'text')
    else {
      const key = written(keyed)
      const { offset } = keyed
      const inner = valueAt(page, pair.value, offset, path === '' ? clipped(key) : `${path}.${clipped(key)}`)
      if (entries.some((entry) => entry.key === key))
        problem(page, { ...inner, offset }, { kind: 'duplicate', value: clipped(key) })
      else entries.push({ key, keyNode: keyed.node, offset, value: inner })
    }
  }
  return entries
}

function unknownKey(page: Page, place: Pick<Value, 'offset' | 'path'>, key: string, known: readonly string[]): void {
  const meant = nearest(key, known)
  problem(page, place, { kind: 'unknown-key', key: clipped(key), known, ...(meant !== undefined && { meant }) })
}
