import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Action, operations } from '../../src/alibaba/operations.ts'
import { productOf, versionOf } from '../../src/alibaba/products.ts'
import type { Outline, Outlines } from '../../src/alibaba/shape.ts'
import { type ApiProduct, apiActions, apiVersions } from '../../src/api/actions.ts'
import type { FieldTree, FieldTrees } from '../../src/api/fields.ts'
import { isFields, isList, parametersIn } from './parameter-outlines.ts'

/** The official side, in outline: an asterisk behind what is required, account ids are numbers. */
const official: {
  readonly actions: Readonly<Record<string, { readonly request: Outlines; readonly response: Outlines }>>
} = {
  actions: Object.fromEntries(
    Object.entries(apiActions).map(([action, tree]) => [
      action,
      { request: outlinesOf(tree.in), response: { ...outlinesOf(tree.out), RequestId: 'string' } },
    ]),
  ),
}
const cloud = join(import.meta.dirname, '..', '..', 'src', 'alibaba')
const [table = '', types = ''] = ['operations.ts', 'types.ts'].map((file) => readFileSync(join(cloud, file), 'utf8'))
const parameters = parametersIn(table, types, 'interface Tag { Key: string; Value: string }')
const inputOf = (action: Action): Outlines => parameters.get(action) ?? {}
// Safe: a reply is an object.
const outputOf = (action: Action) => operations[action].reply.outline as Outlines
// Safe: the compiler holds this table to exactly the actions.
const actions = Object.keys(operations) as Action[]

test('there is something to compare', () => {
  expect([...parameters.keys()].sort()).toEqual([...actions].sort())
  expect(inputOf('privatelink.CreateVpcEndpoint')).toMatchObject({
    'RegionId*': 'string',
    DryRun: 'boolean',
    Zone: [{ 'ZoneId*': 'string', 'VSwitchId*': 'string', ip: 'string' }],
  })
})

test.each(actions)('%s is asked with parameters it has, of their types, and with all it requires', (action) => {
  const request = official.actions[action]?.request ?? {}
  expect(strangers(inputOf(action), request)).toEqual([])
  expect(missing(inputOf(action), request)).toEqual([])
})

test.each(actions)('%s is read by fields it answers', (action) => {
  // One type may serve several actions; what not all of them answer is optional in it, and answered by another.
  const elsewhere = new Set(Object.values(official.actions).flatMap(({ response }) => namesIn(response)))
  const response = official.actions[action]?.response ?? {}
  expect(strangers(outputOf(action), response, (name) => elsewhere.has(name))).toEqual([])
})

test.each(actions)('%s takes a ClientToken exactly when its row says so', (action) => {
  const takesOne = 'ClientToken' in (official.actions[action]?.request ?? {})
  const { kind, token } = operations[action]
  expect(token).toBe(kind === 'write' && takesOne)
})

test.each(actions)('%s is of the version the metadata is of', (action) => {
  expect(versionOf(action)).toBe(apiVersions[productOf(action) as ApiProduct])
})

/**
 * Paths in `mine` that `theirs` does not have, or has otherwise. Text may stand for a number: ids are sent and kept as text.
 * An optional name is none when it is `excused`.
 */
function strangers(
  mine: Outline,
  theirs: Outline,
  excused: (name: string) => boolean = () => false,
  path = '',
): string[] {
  if (isList(mine)) return isList(theirs) ? strangers(mine[0], theirs[0], excused, `${path}[]`) : [path]
  if (isFields(mine)) {
    if (!isFields(theirs)) return [path]
    return Object.entries(mine).flatMap(([key, outline]) => {
      const name = key.replace('*', '')
      const other = theirs[name] ?? theirs[`${name}*`]
      const here = path === '' ? name : `${path}.${name}`
      if (other === undefined) return !key.endsWith('*') && excused(name) ? [] : [here]
      return strangers(outline, other, excused, here)
    })
  }
  const agrees = mine.split('|').some((kind) => kind === theirs || (kind === 'string' && theirs === 'number'))
  return agrees ? [] : [`${path}: ${mine}, not ${JSON.stringify(theirs)}`]
}

/** Names that `theirs` requires and `mine` leaves out or leaves to chance. */
function missing(mine: Outline, theirs: Outline): string[] {
  if (isList(mine) && isList(theirs)) return missing(mine[0], theirs[0])
  if (!isFields(mine) || !isFields(theirs)) return []
  return Object.entries(theirs).flatMap(([key, outline]) => {
    const name = key.replace('*', '')
    const own = mine[`${name}*`] ?? mine[name]
    if (key.endsWith('*') && !(key in mine)) return [name]
    return own === undefined ? [] : missing(own, outline)
  })
}

function outlinesOf(trees: FieldTrees): Outlines {
  return Object.fromEntries(Object.entries(trees).map(([key, tree]) => [key.replace('?', ''), outlineOf(tree)]))
}

function outlineOf(tree: FieldTree): Outline {
  if (typeof tree === 'string') return tree === 'id' ? 'number' : tree
  // Safe: what is neither a leaf nor a list is an object of trees.
  return Array.isArray(tree) ? [outlineOf(tree[0])] : outlinesOf(tree as FieldTrees)
}

function namesIn(outline: Outline): string[] {
  if (isList(outline)) return namesIn(outline[0])
  return isFields(outline)
    ? Object.entries(outline).flatMap(([key, one]) => [key.replace('*', ''), ...namesIn(one)])
    : []
}
