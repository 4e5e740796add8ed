import { expect, test } from 'vitest'
import type { Result } from '../../../src/model/result.ts'
import { formatHuman } from '../../../src/output/human/human.ts'
import { openStyle } from '../../../src/output/human/style.ts'
import { displayWidth } from '../../../src/output/human/width.ts'
import { en } from '../../../src/text/en.ts'
import { zh } from '../../../src/text/zh.ts'
import { asked, changes, cost, status, waiting } from '../samples.ts'

// What people look at most, as it stands on a terminal of 80 columns: golden/*.txt, to be read before they are renewed.

const pictures: Readonly<Record<string, Result>> = {
  status: { kind: 'link', after: 'status', status, faults: [] },
  waiting: { kind: 'link', after: 'status', status: waiting, faults: [] },
  asked: { kind: 'link', after: 'status', status: asked, faults: [] },
  plan: { kind: 'plan', link: 'emqx-prod', region: 'cn-hangzhou', changes, warnings: [], cost },
}
const terminals = {
  plain: { unicode: true, colors: 0 },
  colour: { unicode: true, colors: 1 },
  ascii: { unicode: false, colors: 0 },
} as const
const all = Object.keys(pictures).flatMap((picture) =>
  [en, zh].flatMap((text) => Object.keys(terminals).map((terminal) => ({ picture, lang: text.lang, text, terminal }))),
)

test.each(all)('$picture in $lang, $terminal', async ({ picture, lang, text, terminal }) => {
  const style = openStyle({ width: 80, ...terminals[terminal as keyof typeof terminals] })
  // Safe: the name comes from the table itself.
  const drawn = formatHuman(pictures[picture] as Result, text, style)
  await expect(drawn).toMatchFileSnapshot(`golden/${picture}.${lang}.${terminal}.txt`)
})

test.each(all)('$picture in $lang, $terminal fits 80 columns, but for domains', ({ picture, text, terminal }) => {
  const style = openStyle({ width: 80, ...terminals[terminal as keyof typeof terminals] })
  const lines = formatHuman(pictures[picture] as Result, text, style).split('\n')
  // A domain, a service name and a URL are for copying: they stay whole, alone behind their label.
  expect(
    lines.filter((line) => displayWidth(line) > 80 && !/\.privatelink\.(?:aliyuncs\.com|cn-)|https:/.test(line)),
  ).toEqual([])
})
