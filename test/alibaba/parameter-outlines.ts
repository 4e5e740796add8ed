import { parseSync } from 'rolldown/utils'
import type { Outline, Outlines } from '../../src/alibaba/shape.ts'

export function isList(outline: Outline): outline is readonly [Outline] {
  return Array.isArray(outline)
}

export function isFields(outline: Outline): outline is Outlines {
  return typeof outline === 'object' && !isList(outline)
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string }

/**
 * What is sent with each action, read from the types in the source: types leave nothing behind to look at while a test runs.
 * `tables` holds `parameters<…>()` for each action; `others` may declare names.
 */
export function parametersIn(table: string, ...others: readonly string[]): ReadonlyMap<string, Outlines> {
  const declared = new Map<string, Node>()
  for (const source of [table, ...others]) {
    for (const statement of parseSync('types.ts', source).program.body as unknown as Node[]) {
      const node = (statement['declaration'] ?? statement) as Node
      if (node.type === 'TSInterfaceDeclaration' || node.type === 'TSTypeAliasDeclaration')
        declared.set(String((node['id'] as Node)['name']), node)
    }
  }

  const outlineOf = (node: Node): Outline => {
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
        return [outlineOf(node['elementType'] as Node)]
      case 'TSTypeLiteral':
        return fieldsOf(node['members'] as Node[])
      case 'TSIntersectionType':
        return Object.assign({}, ...(node['types'] as Node[]).map(outlineOf))
      case 'TSUnionType': {
        const outlines = (node['types'] as Node[]).map(outlineOf).filter((outline) => outline !== 'null')
        const [whole] = outlines.filter((outline) => typeof outline !== 'string')
        return whole ?? [...new Set(outlines as string[])].join('|')
      }
      case 'TSTypeReference':
        return named(String((node['typeName'] as Node)['name']))
      default:
        throw new Error(`a ${node.type} has no outline yet`)
    }
  }
  const fieldsOf = (members: readonly Node[]): Outlines =>
    Object.fromEntries(
      members.map((member) => {
        const key = member['key'] as Node
        const type = (member['typeAnnotation'] as Node)['typeAnnotation'] as Node
        return [`${key['name'] ?? key['value']}${member['optional'] === true ? '' : '*'}`, outlineOf(type)]
      }),
    )
  const named = (name: string): Outline => {
    // Record<never, never>, the type of no parameters at all.
    if (name === 'Record') return {}
    const node = declared.get(name)
    if (node === undefined) throw new Error(`${name} is declared in none of the sources`)
    if (node.type === 'TSTypeAliasDeclaration') return outlineOf(node['typeAnnotation'] as Node)
    const parents = (node['extends'] as Node[]).map((one) => named(String((one['expression'] as Node)['name'])))
    return Object.assign({}, ...parents, fieldsOf((node['body'] as Node)['body'] as Node[]))
  }

  const found = new Map<string, Outlines>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one)
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return
    const { type, key, value } = node as Node
    const call = type === 'Property' ? (value as Node) : undefined
    const [first] = call?.type === 'CallExpression' ? (call['arguments'] as Node[]) : []
    const types = (first?.['typeArguments'] as Node | undefined)?.['params'] as Node[] | undefined
    // Safe: parameters are fields.
    if (types?.[0] !== undefined) found.set(String((key as Node)['value']), outlineOf(types[0]) as Outlines)
    else for (const child of Object.values(node)) visit(child)
  }
  visit(parseSync('table.ts', table).program.body)
  return found
}
