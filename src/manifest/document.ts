import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import { shownWord } from '../model/mask.ts'
import type { ValueProblem } from '../model/value-problem.ts'
import { digitKeys } from './schema.ts'

/** A text in YAML as plain values, and where they stand in it. */
export interface ManifestDocument {
  readonly value: unknown
  /** It is no YAML, and has no value. */
  readonly isBroken: boolean
  /** What is no YAML, or keys that are there twice or cannot be. */
  readonly problems: readonly PlacedProblem[]
  /** The place of a value, or of its key; of the innermost thing on the way to it that is there. */
  placeOf(steps: readonly PropertyKey[], what?: 'key' | 'value'): Place
}

interface Place {
  /** Characters from the start of the text. */
  readonly offset: number
  /** Dotted: `inbound.service.loadBalancers[0]`. */
  readonly path: string
  /** A number as it is written, which may have digits that its value has not; null for all else. */
  readonly source: string | null
}

export interface PlacedProblem extends Pick<Place, 'offset' | 'path'> {
  readonly problem: ValueProblem
}

/** Where the entries of a mapping or list stand. */
type Entries = Map<string, { readonly key: number; readonly value: number; readonly source: string | null }>

/** Aliases times values: what an alias stands for is looked at each time, and nothing that a person writes comes near. */
const mostAliased = 100_000

/** @param text without a byte order mark */
export function openDocument(text: string): ManifestDocument {
  if (isMonstrous(text)) return broken([{ offset: 0, path: '', problem: tooMuch }])
  // Repeated keys are noticed below, where their path is known.
  const document = parseDocument(text, {
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    // No value is bytes, a set or a date.
    resolveKnownTags: false,
  })
  const errors = [...document.errors, ...document.warnings].map(
    ({ code, pos }): PlacedProblem => ({
      offset: pos[0],
      path: '',
      // The parser's sentences quote the text, which may hold a password; its codes do not.
      problem: { kind: 'syntax', reason: code.toLowerCase().replaceAll('_', ' ') },
    }),
  )
  return errors.length > 0 ? broken(errors) : plainOf(document)
}

const tooMuch: ValueProblem = { kind: 'syntax', reason: 'too deep or too long' }

function broken(problems: readonly PlacedProblem[]): ManifestDocument {
  return { value: null, isBroken: true, problems, placeOf: () => ({ offset: 0, path: '', source: null }) }
}

/** The parser recurses, and Node 20 can die of it, uncaught: nothing that a person writes comes near these limits. */
function isMonstrous(text: string): boolean {
  if (text.length > 65_536 || /(?:[-?:][ \t]+){50}/.test(text)) return true
  let depth = 0
  for (const [bracket] of text.matchAll(/[[{}\]]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1))
    if (depth > 50) return true
  }
  return false
}

/** Each node becomes one value, however many aliases stand for it, so that a page of them stays small. */
function plainOf(document: Document): ManifestDocument {
  const problems: PlacedProblem[] = []
  const containers = new Map<unknown, Entries>()
  // An alias stands for the last node before it that has the anchor.
  const anchors = new Map<string, Node>()
  const made = new Map<Node, unknown>()
  let [nodes, aliases] = [0, 0]
  const root = { offset: startOf(document.contents, 0), source: null, path: '' }
  const value = convert(document.contents, '', '')
  if (nodes * aliases > mostAliased) return broken([{ offset: 0, path: '', problem: tooMuch }])
  return { value, isBroken: false, problems, placeOf }

  function convert(written: Node | null, path: string, key: string): unknown {
    nodes++
    if (isAlias(written)) aliases++
    const node = resolved(written)
    if (node === null || made.has(node)) return node === null ? null : made.get(node)
    if (!isMap(node) && !isSeq(node)) {
      const scalar = isScalar(node) ? node.value : null
      return typeof scalar === 'number' && digitKeys.has(key) ? sourceOf(node) : scalar
    }
    const plain: object = isMap(node) ? Object.create(null) : []
    const entries: Entries = new Map()
    made.set(node, plain)
    containers.set(plain, entries)
    const put = (name: string, keyAt: number, inner: Node | null): void => {
      const innerPath = joined(path, isMap(node) ? name : Number(name))
      entries.set(name, {
        key: keyAt,
        value: startOf(inner, keyAt),
        source: typeof (isScalar(inner) && inner.value) === 'number' ? sourceOf(inner) : null,
      })
      const value = convert(inner, innerPath, name)
      // Defined, not set: a key may be called __proto__.
      Object.defineProperty(plain, name, { value, enumerable: true, writable: true, configurable: true })
    }
    // Safe, here and below: a parsed document holds nodes and nulls only.
    if (isSeq(node))
      for (const [index, item] of node.items.entries()) put(String(index), startOf(node, 0), item as Node | null)
    else for (const pair of node.items) putPair(pair.key as Node | null, pair.value as Node | null)
    return plain

    function putPair(writtenKey: Node | null, inner: Node | null): void {
      const keyAt = startOf(writtenKey, startOf(node, 0))
      const keyNode = resolved(writtenKey)
      if (isMap(keyNode) || isSeq(keyNode)) {
        const found = isMap(keyNode) ? 'mapping' : 'list'
        problems.push({ offset: keyAt, path, problem: { kind: 'wrong-type', expected: 'text', found } })
        return
      }
      const name = sourceOf(keyNode)
      if (entries.has(name)) {
        problems.push({
          offset: keyAt,
          path: joined(path, name),
          problem: { kind: 'duplicate', value: shownWord(name) },
        })
      } else put(name, keyAt, inner)
    }
  }

  function resolved(written: Node | null): Node | null {
    if (isAlias(written)) return anchors.get(written.source) ?? null
    if (written?.anchor !== undefined) anchors.set(written.anchor, written)
    return written
  }

  function placeOf(steps: readonly PropertyKey[], what: 'key' | 'value' = 'value'): Place {
    let [at, container]: [Place, unknown] = [root, value]
    steps.forEach((step, index) => {
      const entry = containers.get(container)?.get(String(step))
      if (entry === undefined) return
      const offset = what === 'key' && index === steps.length - 1 ? entry.key : entry.value
      const path = joined(at.path, Array.isArray(container) ? Number(step) : String(step))
      at = { offset, source: entry.source, path }
      // Safe: what has entries is a mapping or a list.
      container = (container as Readonly<Record<PropertyKey, unknown>>)[step]
    })
    return at
  }
}

function startOf(node: Node | null, otherwise: number): number {
  const isEmpty = node === null || (isScalar(node) && node.value === null && !node.source)
  return isEmpty ? otherwise : (node.range?.[0] ?? otherwise)
}

/** A scalar as it is written: a number keeps every digit, beyond 2^53 too. */
function sourceOf(node: Node | null): string {
  if (!isScalar(node)) return ''
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
}

function joined(path: string, step: string | number): string {
  if (typeof step === 'number') return `${path}[${step}]`
  return path === '' ? shownWord(step) : `${path}.${shownWord(step)}`
}
