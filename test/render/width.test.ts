import { expect, test } from 'vitest'
import { displayWidth, padEnd, padStart, truncate } from '../../src/render/width.ts'
import { wrap } from '../../src/render/wrap.ts'

test.each([
  ['plink', 5],
  ['终端节点', 8],
  ['可用区 h', 8],
  ['，。（）', 8],
  ['é', 1],
  ['e\u0301', 1],
  ['✓ → │', 5],
  ['😀', 2],
  ['한글', 4],
  ['𠀀', 2],
  ['\u001b[31mred\u001b[39m', 3],
])('%s takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns)
})

test('padding counts columns, not characters', () => {
  expect([padEnd('可用区', 8), padStart('监听', 6), padEnd('endpoint', 4)]).toEqual(['可用区  ', '  监听', 'endpoint'])
})

test('cutting never halves a wide character', () => {
  expect([truncate('终端节点', 6), truncate('终端节点', 8), truncate('endpoint', 6, '...')]).toEqual([
    '终端…',
    '终端节点',
    'end...',
  ])
})

test('Chinese breaks between characters, and never before a stop or after an opening bracket', () => {
  expect(wrap('请运行命令，然后（等待）完成。', 10)).toEqual(['请运行命', '令，然后', '（等待）完', '成。'])
})

test('a command, an id and a domain stay whole, even when they are too long', () => {
  expect(wrap('run `plink up --approve ep-bp1` now', 12)).toEqual(['run', '`plink up --approve ep-bp1`', 'now'])
  expect(wrap('请运行 `plink up`，然后', 12)).toEqual(['请运行', '`plink up`，', '然后'])
})

test('line breaks and the indent of a line stay', () => {
  expect(wrap('one two\n  three four', 9)).toEqual(['one two', '  three', '  four'])
})
