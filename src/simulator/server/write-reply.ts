import { type ApiAction, apiActions } from '../../api/actions.ts'
import { bareName, type FieldTree } from '../../api/fields.ts'

interface Options {
  /** Leaves empty plain lists out, as was seen of PrivateLink's SecurityGroups (Terraform provider, PR 5416; rule `absentLists`). */
  readonly absentLists: boolean
}

/**
 * The body of a reply as the cloud writes it, by the official field tree: every field that is always sent is there, text
 * and numbers are as documented, and account ids are exact numbers.
 * @throws Error when the handler answers a field that the tree does not have: a bug of the simulator
 */
export function writeApiReply(action: ApiAction, reply: object, RequestId: string, options: Options): string {
  const fields = members(apiActions[action].out, reply, options, action)
  return `{${[...fields, `"RequestId":${JSON.stringify(RequestId)}`].join(',')}}`
}

function members(
  trees: Readonly<Record<string, FieldTree>>,
  value: object,
  options: Options,
  path: string,
): readonly string[] {
  const given = new Map<string, unknown>(Object.entries(value))
  const written = Object.entries(trees).flatMap(([key, tree]) => {
    const name = bareName(key)
    const field = given.get(name)
    given.delete(name)
    if (field === undefined && key.endsWith('?')) return []
    const text = write(tree, field, options, `${path}.${name}`)
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`]
  })
  for (const [name, rest] of given)
    if (rest !== undefined) throw new Error(`${path}.${name} is not in the official field tree`)
  return written
}

/** Undefined: left out. */
function write(tree: FieldTree, value: unknown, options: Options, path: string): string | undefined {
  if (value === null) return 'null'
  if (typeof tree === 'string') {
    switch (tree) {
      case 'string':
        return JSON.stringify(String(value ?? ''))
      case 'id':
        return /^\d+$/.test(String(value)) ? String(value) : '0'
      case 'number':
        return JSON.stringify(value ?? 0)
      case 'boolean':
        return JSON.stringify(value ?? false)
      case 'map':
        return JSON.stringify(value ?? {})
      default:
        return tree satisfies never
    }
  }
  if (Array.isArray(tree)) {
    // Safe: the type of a reply has a list where the tree has one.
    const items = (value ?? []) as readonly unknown[]
    if (items.length === 0 && options.absentLists) return undefined
    const [each] = tree
    return `[${items.map((item) => write(each, item, options, `${path}[]`) ?? 'null').join(',')}]`
  }
  // Safe: what is neither a leaf nor a list is an object.
  const fields = tree as Readonly<Record<string, FieldTree>>
  const inside = isWrapper(fields) ? { ...options, absentLists: false } : options
  return `{${members(fields, (value ?? {}) as object, inside, path).join(',')}}`
}

/** `Vpcs: { Vpc: [] }`, as Slb, Vpc and Ecs write their lists. Only plain lists were seen to be left out. */
function isWrapper(fields: Readonly<Record<string, FieldTree>>): boolean {
  const [only, ...others] = Object.values(fields)
  return Array.isArray(only) && others.length === 0
}
