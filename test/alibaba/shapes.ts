import { parseSync } from 'rolldown/utils'

/** The shape of a type: `string`, `number`, `boolean` or several with `|`; a list of a shape; fields, an asterisk behind the required. */
export type Shape = string | readonly [Shape] | Shapes
export interface Shapes {
  readonly [name: string]: Shape
}

export function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape)
}

export function isFields(shape: Shape): shape is Shapes {
  return typeof shape === 'object' && !isList(shape)
}

interface Types {
  members(name: string): Shapes
  input(action: string): Shapes
  output(action: string): Shapes
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string }

/** Reads the interfaces and type aliases of some sources as shapes: types leave nothing behind to look at while a test runs. */
export function typesOf(...sources: readonly string[]): Types {
  const declared = new Map<string, Node>()
  for (const source of sources) {
    for (const statement of parseSync('types.ts', source).program.body as unknown as Node[]) {
      const node = (statement['declaration'] ?? statement) as Node
      if (node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration')
        declared.set(String((node['id'] as Node)['name']), node)
    }
  }

  const shapeOf = (node: Node): Shape => {
    switch (node.type) {
      case 'TSStringKeyword':
      case 'TSNumberKeyword':
      case 'TSBooleanKeyword':
        return node.type.slice(2, -7).toLowerCase()
      case 'TSLiteralType':
        return typeof (node['literal'] as Node)['value']
      case 'TSNullKeyword':
        return 'null'
      case 'TSArrayType':
        return [shapeOf(node['elementType'] as Node)]
      case 'TSTypeLiteral':
        return fieldsOf(node['members'] as Node[])
      case 'TSIntersectionType':
        return Object.assign({}, ...(node['types'] as Node[]).map(shapeOf))
      case 'TSUnionType': {
        const shapes = (node['types'] as Node[]).map(shapeOf).filter((shape) => shape !== 'null')
        const [whole] = shapes.filter((shape) => typeof shape !== 'string')
        return whole ?? [...new Set(shapes as string[])].join('|')
      }
      case 'TSTypeReference':
        return named(String((node['typeName'] as Node)['name']))
      default:
        throw new Error(`a ${node.type} has no shape yet`)
    }
  }
  const fieldsOf = (members: readonly Node[]): Shapes =>
    Object.fromEntries(
      members.map((member) => {
        const key = member['key'] as Node
        const type = (member['typeAnnotation'] as Node)['typeAnnotation'] as Node
        return [`${key['name'] ?? key['value']}${member['optional'] === true ? '' : '*'}`, shapeOf(type)]
      }),
    )
  const named = (name: string): Shape => {
    // Record<never, never>, the type of no parameters at all.
    if (name === 'Record') return {}
    const node = declared.get(name)
    if (node === undefined) throw new Error(`${name} is declared in none of the sources`)
    if (node.type === 'TSTypeAliasDeclaration') return shapeOf(node['typeAnnotation'] as Node)
    const parents = (node['extends'] as Node[]).map((one) => named(String((one['expression'] as Node)['name'])))
    return Object.assign({}, ...parents, fieldsOf((node['body'] as Node)['body'] as Node[]))
  }
  const members = (name: string): Shapes => {
    const shapes = named(name) as Shapes
    return Object.fromEntries(Object.entries(shapes).map(([key, shape]) => [key.replace('*', ''), shape]))
  }
  const half = (action: string, which: 'in' | 'out'): Shapes =>
    ((members('Operations')[action] as Shapes)[`${which}*`] ?? {}) as Shapes
  return { members, input: (action) => half(action, 'in'), output: (action) => half(action, 'out') }
}
