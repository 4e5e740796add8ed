import type * as z from 'zod/mini'
import { shownWord } from '../model/mask.ts'
import { nearest } from '../model/nearest.ts'
import type { ManifestProblem, ValueProblem } from '../model/value-problem.ts'
import type { ManifestDocument, PlacedProblem } from './document.ts'

/** What is wrong with a value, and the steps to the place in it. */
interface Wrong {
  readonly steps: readonly PropertyKey[]
  readonly problem: ValueProblem
  /** The key is what is wrong, and not the value behind it. */
  readonly isKey: boolean
}

/** More than these are counted only. */
const most = 50

/** The value of a schema, or what is wrong with it in plink's own words. */
export function judge<T>(
  schema: z.ZodMiniType<T>,
  value: unknown,
): { readonly value: T } | { readonly wrong: readonly Wrong[] } {
  const read = schema.safeParse(value, { reportInput: true })
  return read.success ? { value: read.data } : { wrong: read.error.issues.flatMap((issue) => wrongIn(issue, [])) }
}

/** Puts what is wrong with a document's value to its place in the text. */
export function placed(document: ManifestDocument, { steps, problem, isKey }: Wrong): PlacedProblem {
  const { offset, path, source } = document.placeOf(steps, isKey ? 'key' : 'value')
  const asWritten = source !== null && 'value' in problem && !isKey
  return { offset, path, problem: asWritten ? { ...problem, value: shownWord(source) } : problem }
}

/** The first problems of a text, in the order of their lines, and how many more there are. */
export function listed(
  text: string,
  problems: readonly PlacedProblem[],
): { readonly problems: readonly ManifestProblem[]; readonly further: number } {
  // Counted here: the parser's own line counter misses lines after some errors.
  const lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  let line = 0
  const found = problems
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, ...rest }) => {
      while ((lines[line + 1] ?? Infinity) <= offset) line++
      return { line: line + 1, column: offset - (lines[line] ?? 0) + 1, ...rest }
    })
    // One slip makes the parser stumble over the rest of the line.
    .filter(({ line, problem }, index, all) => problem.kind !== 'syntax' || all[index - 1]?.line !== line)
  return { problems: found.slice(0, most), further: Math.max(0, found.length - most) }
}

function wrongIn(issue: z.core.$ZodIssue, before: readonly PropertyKey[]): Wrong[] {
  const steps = [...before, ...issue.path]
  const wrong = (problem: ValueProblem, isKey = false): Wrong[] => [{ steps, problem, isKey }]
  // What there is no value for is missing where the value would be.
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) {
    return [{ steps: steps.slice(0, -1), problem: { kind: 'missing', key: String(steps.at(-1)) }, isKey: false }]
  }
  switch (issue.code) {
    case 'custom': {
      // Safe: put there by checks.ts, the only place that makes such issues.
      const { problem, isKey } = issue.params as { readonly problem: ValueProblem; readonly isKey: boolean }
      return wrong(problem, isKey)
    }
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        steps: [...steps, key],
        problem: unknownKey(key, issue.message.split(' ')),
        isKey: true,
      }))
    case 'invalid_value':
      return wrong(
        typeof issue.input === 'string'
          ? { kind: 'bad-value', value: shownWord(issue.input), expected: issue.values.join(' | ') }
          : { kind: 'wrong-type', expected: 'text', found: kindOf(issue.input) },
      )
    case 'invalid_union':
      // What was meant is the one whose type is right; where none is, the last, which is the usual one.
      return (issue.errors.find((one) => !isOtherType(one)) ?? issue.errors.at(-1) ?? []).flatMap((one) =>
        wrongIn(one, steps),
      )
    case 'invalid_type':
      return wrong({
        kind: 'wrong-type',
        expected: kinds[issue.expected] ?? issue.expected,
        found: kindOf(issue.input),
      })
    default:
      throw new Error(`the schema of plink.yaml makes an issue that nobody puts in words: ${issue.code}`)
  }
}

function isOtherType(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.some(({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'))
}

export function unknownKey(key: string, known: readonly string[]): ValueProblem {
  const meant = nearest(key, known)
  return {
    kind: 'unknown-key',
    key: shownWord(key),
    known,
    ...(meant !== undefined && { meant }),
  }
}

const kinds: Readonly<Record<string, string>> = { object: 'mapping', record: 'mapping', array: 'list', string: 'text' }

function kindOf(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'list'
  return kinds[typeof value] ?? typeof value
}
