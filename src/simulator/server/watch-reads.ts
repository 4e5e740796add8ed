import { bareName, type FieldTree, type FieldTrees } from '../../api/fields.ts'

/**
 * A copy of an input that notes which of its parameters somebody looks at: one that is never read can have no effect.
 * @param trees the official fields of the action, which say what is a parameter and what the content of one
 * @returns the copy, and the paths nobody has read yet: `DryRun`, `Zone.VSwitchId`
 */
export function watchReads<T extends object>(trees: FieldTrees, input: T): { input: T; unread: () => string[] } {
  const left = new Set<string>()
  return { input: watchFields(trees, input, '', left) as T, unread: () => [...left] }
}

function watchFields(trees: FieldTrees, fields: object, prefix: string, left: Set<string>): object {
  const watched = {}
  const tree = new Map(Object.entries(trees).map(([key, each]) => [bareName(key), each]))
  for (const [name, value] of Object.entries(fields)) {
    const path = prefix + name
    const inner = watch(tree.get(name) ?? 'string', value, path, left)
    // An accessor, not a proxy: what a handler keeps of it must be copied as any object is.
    const get = () => {
      left.delete(path)
      return inner
    }
    Object.defineProperty(watched, name, { enumerable: true, configurable: true, get })
  }
  return watched
}

function watch(tree: FieldTree, value: unknown, path: string, left: Set<string>): unknown {
  if (typeof tree !== 'string' && typeof value === 'object' && value !== null) {
    if (!isList(tree)) return watchFields(tree, value, `${path}.`, left)
    const [each] = tree
    if (typeof each !== 'string' && Array.isArray(value)) return value.map((item) => watch(each, item, path, left))
  }
  left.add(path)
  return value
}

function isList(tree: FieldTree): tree is readonly [FieldTree] {
  return Array.isArray(tree)
}
