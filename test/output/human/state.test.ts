import { expect, test } from 'vitest'
import type { RememberedLink } from '../../../src/model/remembered.ts'
import type { Result } from '../../../src/model/result.ts'
import { documentOf } from '../../../src/output/document.ts'
import { formatHuman } from '../../../src/output/human/human.ts'
import { openStyle } from '../../../src/output/human/style.ts'
import { en } from '../../../src/text/en.ts'
import { zh } from '../../../src/text/zh.ts'
import { nasty } from '../samples.ts'

const style = openStyle({ width: 80, unicode: true, colors: 0 })
const since = '2026-01-02T03:04:05.000Z'
const remembered: RememberedLink = {
  link: 'emqx-prod',
  region: 'cn-hangzhou',
  lineage: '5f0f3c6e-8f0a-4a53-9d3c-1f6f3f0c2b11',
  serial: 12,
  steps: [
    { step: 'inbound/service', status: 'ready', id: 'epsrv-bp1', mine: true, since },
    { step: 'inbound/zone:x', status: 'broken', id: null, mine: null, since: null },
    { step: 'outbound/endpoint', status: 'intended', id: null, mine: true, since },
    { step: 'outbound/service', status: 'ready', id: 'epsrv-bp2', mine: false, since },
  ],
  cost: [
    { direction: 'inbound', zones: null, payer: 'you' },
    { direction: 'outbound', zones: 3, payer: 'you' },
  ],
}
const shown: Result = { kind: 'state', file: 'plink.state.json', remembered }

test('the state is a table, then what it costs and who pays', () => {
  expect(formatHuman(shown, en, style)).toMatchInlineSnapshot(`
    "emqx-prod  cn-hangzhou
    State file plink.state.json
    Lineage 5f0f3c6e-8f0a-4a53-9d3c-1f6f3f0c2b11
    Serial 12

    Step               ID         Origin            Status      Since
    inbound/service    epsrv-bp1  created by plink  ready       2026-01-02 03:04
    inbound/zone:x     –          –                 unreadable
    outbound/endpoint  –          created by plink  planned     2026-01-02 03:04
    outbound/service   epsrv-bp2  adopted           ready       2026-01-02 03:04

    inbound: CNY 0.07 or USD 0.01 per hour for each zone of the peer's endpoint,
    paid by you (number of zones unknown)
    outbound: 3 endpoint zones, CNY 0.21 or USD 0.03 per hour, paid by you
    List price without traffic. Prices vary by region.
    "
  `)
})

test('in Chinese the columns stand under each other too', () => {
  expect(formatHuman(shown, zh, style)).toMatchInlineSnapshot(`
    "emqx-prod  cn-hangzhou
    状态文件 plink.state.json
    谱系（lineage） 5f0f3c6e-8f0a-4a53-9d3c-1f6f3f0c2b11
    序号（serial） 12

    步骤               资源 ID    来源           状态      时间
    inbound/service    epsrv-bp1  由 plink 创建  就绪      2026-01-02 03:04
    inbound/zone:x     –          –              无法读取
    outbound/endpoint  –          由 plink 创建  计划创建  2026-01-02 03:04
    outbound/service   epsrv-bp2  沿用           就绪      2026-01-02 03:04

    入向：对方终端节点每个可用区每小时 0.07 元人民币或 0.01 美元，由我方付费（可用区
    数量未知）
    出向：终端节点共 3 个可用区，每小时 0.21 元人民币或 0.03 美元，由我方付费
    按目录价计算，不含流量费；各地域可能不同。
    "
  `)
})

test('what an adoption could not be sure of stands apart', () => {
  const adoption: Result = {
    kind: 'adoption',
    file: 'plink.state.json',
    link: 'emqx-prod',
    region: 'cn-hangzhou',
    lineage: remembered.lineage,
    adopted: [{ step: 'inbound/service', id: 'epsrv-bp1', mine: true, status: 'ready' }],
    unsure: [
      { step: 'inbound/whitelist:14', id: '14', why: 'NOT_ASKED_FOR', code: null },
      { step: 'outbound/endpoint', id: null, why: 'LOOK_FAILED', code: 'CLOUD_DENIED' },
    ],
  }
  expect(formatHuman(adoption, en, style)).toMatchInlineSnapshot(`
    "Step             ID         Origin            Status
    inbound/service  epsrv-bp1  created by plink  ready

    Added 1 step to plink.state.json. Run \`plink plan\` to see what is left to do.

    Not adopted, because it may not belong to this link:
      · inbound/whitelist:14  14  not in plink.yaml
      · outbound/endpoint  could not be read (CLOUD_DENIED)
    "
  `)
})

test('three zones cost three times as much, to the cent', () => {
  expect(documentOf(shown, en)).toMatchObject({
    cost: { directions: [{ zones: null, perHour: null }, { perHour: { CNY: 0.21, USD: 0.03 } }] },
  })
})

test('what others wrote into the state does not reach the terminal as it is', () => {
  const steps = [{ step: nasty, status: 'ready', id: nasty, mine: true, since: nasty }] as const
  for (const result of [
    { kind: 'steps', file: nasty, steps },
    { kind: 'forgotten', file: nasty, forgotten: steps[0], parts: [nasty] },
    {
      kind: 'unlocked',
      file: nasty,
      broken: true,
      holder: { pid: 1, host: nasty, since: nasty, command: nasty },
      alive: null,
    },
  ] as const satisfies readonly Result[]) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that must not be there.
    expect(formatHuman(result, en, style)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  }
})
