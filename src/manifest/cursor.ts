import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from 'yaml'
import type { SpecProblem, SpecProblemKind } from '../model/fault.ts'

/** A plink.yaml while it is read: the parsed text, and what was found wrong in it. */
export interface Page {
  readonly text: string
  readonly document: Document
  /** The region as written, or as said elsewhere, for ids that must lie in it; null when it is missing or malformed. */
  readonly region: string | null
  readonly problems: SpecProblem[]
}

/** A value and where it stands. */
export interface Value {
  /** Null when there is a key and nothing after it. */
  readonly node: Node | null
  /** Characters from the start of the text. */
  readonly offset: number
  /** `inbound.service.loadBalancers[0]` */
  readonly path: string
}

export type Kind = 'mapping' | 'list' | 'text' | 'number' | 'boolean' | 'nothing'

/** The value a node stands for, aliases followed; `offset` is where to point when there is nothing to point at. */
export function valueAt(page: Page, node: unknown, offset: number, path: string): Value {
  // Safe: a parsed document holds nodes and nulls only; plain values occur in documents made by hand.
  const written = (node ?? null) as Node | null
  const start = written?.range?.[0] ?? offset
  const resolved = isAlias(written) ? (written.resolve(page.document) ?? null) : written
  return { node: resolved, offset: isEmpty(written) ? offset : start, path }
}

export function kindOf({ node }: Value): Kind {
  if (isMap(node)) return 'mapping'
  if (isSeq(node)) return 'list'
  if (!isScalar(node) || node.value === null) return 'nothing'
  if (typeof node.value === 'boolean') return 'boolean'
  return typeof node.value === 'number' || typeof node.value === 'bigint' ? 'number' : 'text'
}

/** A scalar as it is written: a number keeps every digit, beyond 2^53 too. */
export function written({ node }: Value): string {
  if (!isScalar(node)) return ''
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
}

/** Notes a problem and answers undefined, so that a reader can end with it. */
export function problem(
  page: Page,
  { offset, path }: Pick<Value, 'offset' | 'path'>,
  kind: SpecProblemKind,
): undefined {
  // Counted here: the parser's own line counter misses lines after some errors.
  const before = page.text.slice(0, offset).split('\n')
  page.problems.push({ line: before.length, column: (before.at(-1)?.length ?? 0) + 1, path, problem: kind })
}

export function wrongType(page: Page, value: Value, expected: string): undefined {
  return problem(page, value, { kind: 'wrong-type', expected, found: kindOf(value) })
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null && !node.source)
}
