import { expect, test } from 'vitest'
import type { Result } from '../../../src/model/result.ts'
import { formatHuman } from '../../../src/output/human/human.ts'
import { openStyle } from '../../../src/output/human/style.ts'
import { displayWidth } from '../../../src/output/human/width.ts'
import { en } from '../../../src/text/en.ts'
import { zh } from '../../../src/text/zh.ts'
import { asked, changes, cost, status, waiting } from '../samples.ts'

// What people look at most, as it stands on terminals of 60, 80 and 120 columns: golden/*.txt, to be read before they are
// renewed.

const pictures: Readonly<Record<string, Result>> = {
  status: { kind: 'link', after: 'status', status, faults: [] },
  waiting: { kind: 'link', after: 'status', status: waiting, faults: [] },
  asked: { kind: 'link', after: 'status', status: asked, faults: [] },
  plan: { kind: 'plan', link: 'emqx-prod', region: 'cn-hangzhou', changes, warnings: [], cost },
}
const terminals = {
  narrow: { width: 60, unicode: true, colors: 0 },
  plain: { width: 80, unicode: true, colors: 0 },
  wide: { width: 120, unicode: true, colors: 0 },
  colour: { width: 80, unicode: true, colors: 1 },
  ascii: { width: 80, unicode: false, colors: 0 },
} as const
const all = Object.keys(pictures).flatMap((picture) =>
  [en, zh].flatMap((text) =>
    Object.entries(terminals).map(([name, terminal]) => ({ picture, lang: text.lang, text, name, terminal })),
  ),
)

test.each(all)('$picture in $lang, $name', async ({ picture, lang, text, name, terminal }) => {
  // Safe: the name comes from the table itself.
  const drawn = formatHuman(pictures[picture] as Result, text, openStyle(terminal))
  await expect(drawn).toMatchFileSnapshot(`golden/${picture}.${lang}.${name}.txt`)
})

test.each(all)('$picture in $lang, $name fits its columns, but for domains', ({ picture, text, terminal }) => {
  const lines = formatHuman(pictures[picture] as Result, text, openStyle(terminal)).split('\n')
  // A domain, a service name and a URL are for copying: they stay whole, alone behind their label.
  expect(
    lines.filter(
      (line) => displayWidth(line) > terminal.width && !/\.privatelink\.(?:aliyuncs\.com|cn-)|https:/.test(line),
    ),
  ).toEqual([])
})
