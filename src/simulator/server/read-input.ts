import { type ApiAction, type ApiInput, apiActions } from '../../api/actions.ts'
import { bareName, type FieldTree, type FieldTrees, type Leaf } from '../../api/fields.ts'
import { ApiError, apiError } from './errors.ts'

type Params = ReadonlyMap<string, string>

/** Parameters that every product takes from old clients and that change nothing for a caller of its own account. */
const legacy = ['OwnerAccount', 'OwnerId', 'ResourceOwnerAccount', 'ResourceOwnerId']

/**
 * The typed input of an action from flat request parameters, `Zone.1.ZoneId`, by the official field tree.
 * @throws ApiError `Missing<Name>` or `Invalid<Name>`, HTTP 400, as the gateway answers.
 */
export function readInput<A extends ApiAction>(action: A, params: Params): ApiInput<A> {
  // Safe: the tree that is followed is the one the type is made of.
  return readFields(apiActions[action].in, params, '') as unknown as ApiInput<A>
}

/** Parameters of the request that the action does not have: ignored, as the real gateway does. */
export function unknownParams(action: ApiAction, params: Params): string[] {
  const known = new Set([...Object.keys(apiActions[action].in).map(bareName), ...legacy])
  return [...new Set([...params.keys()].map((name) => name.split('.')[0] ?? name))].filter((name) => !known.has(name))
}

export function hasParam(action: ApiAction, name: string): boolean {
  const tree = apiActions[action].in
  return Object.hasOwn(tree, name) || Object.hasOwn(tree, `${name}*`)
}

/** ASCII, at most 64 characters (Alibaba Cloud help, "How to ensure idempotence"). */
export function requireToken(token: string): void {
  if (!/^[\x20-\x7e]{1,64}$/.test(token)) throw apiError('IllegalParamFormat.ClientToken')
}

function readFields(trees: FieldTrees, params: Params, prefix: string): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const [key, tree] of Object.entries(trees)) {
    const name = bareName(key)
    const value = read(tree, params, prefix + name)
    if (value !== undefined) found[name] = value
    else if (key.endsWith('*'))
      throw new ApiError(`Missing${name}`, 400, `${prefix}${name} is mandatory for this action.`)
  }
  return found
}

function read(tree: FieldTree, params: Params, name: string): unknown {
  const text = params.get(name)
  if (typeof tree === 'string') {
    // An empty value counts as absent, except as the value of a tag.
    return text === undefined || (text === '' && !name.endsWith('.Value')) ? undefined : readLeaf(tree, text, name)
  }
  // Clients may send a list or an object as JSON text in one value (NLB CreateListener, ProxyProtocolV2Config).
  if (text !== undefined && text !== '') return readJson(tree, parseJson(text, name), name)
  if (!isList(tree)) return hasChildren(params, name) ? readFields(tree, params, `${name}.`) : undefined
  const items: unknown[] = []
  // The official clients number list items by position and leave out empty ones, so gaps are allowed.
  for (const index of indicesOf(params, name)) {
    const [each] = tree
    const item =
      typeof each === 'string' || isList(each)
        ? read(each, params, `${name}.${index}`)
        : readFields(each, params, `${name}.${index}.`)
    if (item !== undefined) items.push(item)
  }
  return items.length === 0 ? undefined : items
}

function readLeaf(leaf: Leaf, text: string, name: string): unknown {
  switch (leaf) {
    case 'string':
      return text
    case 'id':
      return /^\d{1,19}$/.test(text) ? text : invalid(name)
    case 'number':
      return /^-?\d{1,15}$/.test(text) ? Number(text) : invalid(name)
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : invalid(name)
    case 'map':
      return parseJson(text, name)
    default:
      return leaf satisfies never
  }
}

function readJson(tree: FieldTree, value: unknown, name: string): unknown {
  if (typeof tree === 'string') return readLeaf(tree, typeof value === 'string' ? value : JSON.stringify(value), name)
  if (isList(tree)) {
    return Array.isArray(value) ? value.map((each) => readJson(tree[0], each, name)) : invalid(name)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid(name)
  const given = new Map<string, unknown>(Object.entries(value))
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, field]) => {
      const one = given.get(bareName(key))
      return one === undefined || one === null
        ? []
        : [[bareName(key), readJson(field, one, `${name}.${bareName(key)}`)]]
    }),
  )
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return invalid(name)
  }
}

function invalid(name: string): never {
  throw new ApiError(`Invalid${name.split('.')[0]}`, 400, `${name} is malformed.`)
}

function isList(tree: FieldTree): tree is readonly [FieldTree] {
  return Array.isArray(tree)
}

function hasChildren(params: Params, name: string): boolean {
  return [...params.keys()].some((key) => key.startsWith(`${name}.`))
}

function indicesOf(params: Params, name: string): number[] {
  const found = new Set<number>()
  for (const key of params.keys()) {
    const index = key.startsWith(`${name}.`) ? /^\d{1,4}/.exec(key.slice(name.length + 1))?.[0] : undefined
    if (index !== undefined && Number(index) > 0) found.add(Number(index))
  }
  return [...found].sort((a, b) => a - b)
}
