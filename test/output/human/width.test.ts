import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { expect, test, vi } from 'vitest'
import type { Listing } from '../../../src/model/inventory.ts'
import { listingLines } from '../../../src/output/human/inventory.ts'
import { openStyle } from '../../../src/output/human/style.ts'
import { displayWidth, isSimple, padEnd, padStart, truncate } from '../../../src/output/human/width.ts'
import { wrap } from '../../../src/output/human/wrap.ts'
import { en } from '../../../src/text/en.ts'

test.each([
  ['plink', 5],
  ['终端节点', 8],
  ['可用区 h', 8],
  ['，。（）', 8],
  ['é', 1],
  ['e\u0301', 1],
  ['✓ → │', 5],
  ['😀', 2],
  ['✅ ❌ ⚡', 8],
  ['● ▲ ✖ ? –', 9],
  ['✔️', 2],
  ['1️⃣', 2],
  ['👩‍💻', 2],
  ['👍🏽', 2],
  ['🇨🇳', 2],
  ['🇨🇳杭州', 6],
  ['ไทย', 3],
  ['가', 2],
  ['한글', 4],
  ['𠀀', 2],
  ['\u001b[31mred\u001b[39m', 3],
])('%s takes %i columns', (text, columns) => {
  expect(displayWidth(text)).toBe(columns)
})

test('every character that is measured without ICU takes the columns that ICU says, and stays one character', async () => {
  vi.resetModules()
  const early = await import('../../../src/output/human/width.ts')
  const characters = Array.from({ length: 0xd800 - 32 }, (_, at) => String.fromCharCode(at + 32))
  const simple = characters.filter((each) => early.isSimple(each))
  expect(simple.length).toBeGreaterThan(20_000)
  // Of the ideographs one in 16: measuring one takes 0.1 ms.
  const sample = simple.filter((each, at) => at % 16 === 0 || !/\p{Script=Han}/u.test(each))
  expect(sample.filter((each) => early.displayWidth(each) !== stringWidth(each))).toEqual([])
  const segments = new Intl.Segmenter().segment(simple.join(''))
  expect([...segments].filter(({ segment }) => segment.length > 1)).toEqual([])
})

test('the texts of plink have none but such characters', () => {
  const folder = join(import.meta.dirname, '../../../src/text')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(50)
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  expect(lines.filter((line) => !isSimple(line))).toEqual([])
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
  expect(truncate('👩‍💻👩‍💻', 3)).toBe('👩‍💻…')
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

test('columns are made by display width everywhere: nothing pads or measures for layout by itself', () => {
  const source = join(import.meta.dirname, '..', '..', '..', 'src')
  const drawing = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?:output|cli|text)\/.*\.ts$/.test(file.replaceAll('\\', '/')),
  )
  const padding = drawing.filter((file) =>
    /\.pad(?:Start|End)\(|repeat\([^)]*\.length/.test(readFileSync(join(source, file), 'utf8')),
  )
  // Digits of a time and of an escape: figures, not columns.
  expect(padding.sort()).toEqual(['output/human/time.ts', 'output/json.ts'])
})

test.each(['终端节点', 'e\u0301p-1', '😀 redis', '한글', 'plain'])(
  'a table stays in line with %s in it',
  (description) => {
    const rows = ['x', description].map((name, at) => ({
      ...service,
      id: name,
      payer: at === 0 ? 'Endpoint' : 'EndpointService',
    }))
    const [, ...lines] = listingLines(
      { of: 'services', rows } as unknown as Listing,
      en,
      openStyle({ width: 80, unicode: true, colors: 0 }),
    )
    const starts = lines.map((line) => displayWidth(line.slice(0, line.indexOf('Active'))))
    expect(new Set(starts).size).toBe(1)
  },
)

const service = {
  status: 'Active',
  businessStatus: 'Normal',
  autoAccept: false,
  since: null,
  mine: true,
  description: '',
  name: null,
  zones: [],
}
