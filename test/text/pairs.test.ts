import { expect, test } from 'vitest'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'

// The compiler sees that both languages have every sentence. What it does not see: that they are two languages.

interface Leaf {
  readonly path: string
  readonly value: unknown
}

test('each language has a sentence wherever the other has one, and of the same kind', () => {
  const kinds = (text: unknown) => leaves(text).map(({ path, value }) => `${path} ${typeof value}`)
  expect(kinds(zh)).toEqual(kinds(en))
})

test('no sentence is empty in one language only, or left in English', () => {
  const english = new Map(leaves(en).map(({ path, value }) => [path, value]))
  const texts = leaves(zh).filter((leaf): leaf is Leaf & { value: string } => typeof leaf.value === 'string')
  const same = texts.filter(({ path, value }) => value === english.get(path) && / [a-z]+ /.test(value))
  // Command lines are the same in every language.
  expect(same.filter(({ value }) => !/^plink /.test(value)).map(({ path }) => path)).toEqual([])
  expect(
    texts.filter(({ path, value }) => (value === '') !== (english.get(path) === '')).map(({ path }) => path),
  ).toEqual([])
})

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }]
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, inner]) => leaves(inner, `${path}/${key}`))
}
