import * as z from 'zod/mini'
import type { Form } from '../model/form.ts'
import type { ValueProblem } from '../model/value-problem.ts'

type Issues = z.core.$ZodRawIssue[]

/** A mapping with these keys and no others. The message of an unknown key lists those that are known. */
export function mapping<const S extends z.core.$ZodLooseShape>(shape: S) {
  return z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  })
}

/** A mapping that keeps keys it does not know: a later plink may have written them. They have no type. */
export function openMapping<const S extends z.core.$ZodLooseShape>(shape: S) {
  return z.looseObject(shape) as unknown as ReturnType<typeof z.object<S>>
}

export function text(form: Form) {
  return z.string().check(judged(form.problemOf))
}

/** A whole number within bounds, both included. */
export function whole(least: number, most: number) {
  return z
    .number()
    .check(
      judged((found) =>
        Number.isInteger(found) && found >= least && found <= most
          ? undefined
          : { kind: 'bad-value', value: String(found), expected: `${least} … ${most}` },
      ),
    )
}

/** A list with something in it. */
export function some<T extends z.ZodMiniType>(item: T, key: string) {
  return z.array(item).check(judged(({ length }) => (length === 0 ? { kind: 'missing', key: `${key}[0]` } : undefined)))
}

/** A list without repeats. */
export function distinct<T extends z.ZodMiniType<string>>(item: T) {
  return z.array(item).check(together(repeats))
}

/**
 * Refuses what is wrong in plink's own words. It runs on values that have the right type.
 * @param path to what is wrong, when that is inside the value
 */
export function judged<T>(problemOf: (value: T) => ValueProblem | undefined, ...path: string[]): z.core.$ZodCheck<T> {
  return z.check<T>(({ value, issues }) => {
    note(issues, [problemOf(value)], path)
  })
}

/**
 * Looks at the items of a list or a mapping that are right by themselves, even where others are not: all problems of a
 * file are reported in one run.
 */
export function together<T>(
  problemsOf: (items: readonly T[]) => readonly ValueProblem[],
): z.core.$ZodCheck<Readonly<Record<string, T>> | readonly T[]> {
  return onContainer(({ value, issues }) => {
    note(issues, problemsOf(goodIn<T>(value, issues)))
  })
}

/** Checks the keys of a table against a form. */
export function keyed(form: Form): z.core.$ZodCheck<Readonly<Record<string, unknown>>> {
  return onContainer(({ value, issues }) => {
    for (const key of Object.keys(value)) note(issues, [form.problemOf(key)], [key], true)
  })
}

/** A check that runs on every mapping or list, whatever is wrong inside. */
export function onContainer<T extends object>(check: z.core.CheckFn<T>): z.core.$ZodCheck<T> {
  return z.check(check, {
    when: ({ value, issues }) =>
      typeof value === 'object' &&
      value !== null &&
      !issues.some(({ code, path }) => code === 'invalid_type' && !path?.length),
  })
}

/**
 * The items that have no issue of their own.
 * @param at where the container stands, seen from the value that the issues are about
 */
export function goodIn<T>(container: unknown, issues: Issues, at: readonly string[] = []): T[] {
  if (typeof container !== 'object' || container === null) return []
  const inside = issues.filter(({ path = [] }) => at.every((key, index) => path[index] === key))
  const bad = new Set(inside.map(({ path }) => String(path?.[at.length])))
  // Safe: what the schema of an item had no issue with is of its type.
  return Object.entries(container).flatMap(([key, item]) => (bad.has(key) ? [] : [item as T]))
}

/** What is there more than once, each once. */
export function repeats(items: readonly string[]): ValueProblem[] {
  const again = items.filter((item, index) => items.indexOf(item) !== index)
  return [...new Set(again)].map((value) => ({ kind: 'duplicate', value }))
}

/** Adds problems to the issues, where problems.ts finds them; they keep no other check from running. */
export function note(
  issues: Issues,
  problems: readonly (ValueProblem | undefined)[],
  path: readonly string[] = [],
  isKey = false,
): void {
  for (const problem of problems) {
    if (problem !== undefined)
      issues.push({ code: 'custom', input: undefined, path: [...path], params: { problem, isKey }, continue: true })
  }
}
