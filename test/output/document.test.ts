import { expect, test } from 'vitest'
import type { Result } from '../../src/model/result.ts'
import { documentOf, errorDocument } from '../../src/output/document.ts'
import { printJson, printJsonLine } from '../../src/output/json.ts'
import { printYaml } from '../../src/output/yaml.ts'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'
import { changes, faults, nasty, results, started, status } from './samples.ts'

const every: readonly Result[] = [
  { kind: 'link', after: 'up', status, faults },
  {
    kind: 'plan',
    link: 'emqx-prod',
    region: 'cn-hangzhou',
    changes,
    warnings: [{ code: 'SERVICE_AUTO_ACCEPTS', facts: { id: 'epsrv-bp1' } }],
  },
  { kind: 'test', ok: false, results },
  { kind: 'simulator', simulator: started, exported: 'bash' },
  { kind: 'demo', ok: true, seconds: 42.1, acts: [{ act: 'up', seconds: 12 }] },
  { kind: 'version', version: '0.1.0' },
]

test('the schema is the first key of every document', () => {
  for (const document of [...every.map((result) => documentOf(result, en)), errorDocument(faults, en)]) {
    expect(Object.entries(document)[0]).toEqual(['schema', 'plink/1'])
  }
})

test.each(every)(
  'a $kind document has the same keys, codes and facts in every language; only sentences differ',
  (result) => {
    const [english, chinese] = [en, zh].map((text) => withoutSentences(documentOf(result, text)))
    expect(chinese).toEqual(english)
  },
)

test('a direction of a link document is as the contract has it', () => {
  const { outbound } = documentOf({ kind: 'link', after: 'status', status, faults: [] }, en)['directions'] as Record<
    string,
    Record<string, unknown>
  >
  expect({ ...outbound, endpoints: [], hops: [], service: null }).toMatchInlineSnapshot(`
    {
      "actor": "peer",
      "endpoints": [],
      "findings": [],
      "hops": [],
      "next": "EMQX support must allow the connection from ep-bp1ourourourourour00 to epsrv-bp1emqxemqxemqx0000. Open a ticket unless you have; plink detects the approval automatically",
      "nextCode": "PEER_APPROVE",
      "nextFacts": {
        "emqx": true,
        "endpoint": "ep-bp1ourourourourour00",
        "service": "epsrv-bp1emqxemqxemqx0000",
        "since": "2026-03-01T08:00:00Z",
      },
      "service": null,
      "since": "2026-03-01T08:00:00Z",
      "state": "waiting-for-peer",
    }
  `)
  expect(Object.keys(documentOf({ kind: 'link', after: 'status', status, faults: [] }, en))).toEqual([
    'schema',
    'link',
    'region',
    'directions',
  ])
})

test('a plan document counts its changes and says their reasons', () => {
  const document = documentOf(
    { kind: 'plan', link: 'x', region: 'cn-hangzhou', changes: changes.slice(1, 3), warnings: [] },
    zh,
  )
  expect(document).toMatchInlineSnapshot(`
    {
      "admissions": [],
      "changes": [
        {
          "action": "create",
          "direction": "inbound",
          "id": null,
          "reason": "尚不存在",
          "reasonCode": "NOT_THERE",
          "reasonFacts": {},
          "step": "inbound/service",
        },
        {
          "action": "create",
          "direction": "inbound",
          "id": null,
          "reason": "在终端节点服务之后",
          "reasonCode": "NEEDS",
          "reasonFacts": {
            "step": "inbound/service",
          },
          "step": "inbound/whitelist:1417000000000001",
        },
      ],
      "findings": [],
      "link": "x",
      "region": "cn-hangzhou",
      "schema": "plink/1",
      "summary": {
        "adopt": 0,
        "blocked": 0,
        "create": 2,
        "delete": 0,
        "peer": 0,
        "update": 0,
        "wait": 0,
      },
      "warnings": [],
    }
  `)
})

test('a test document holds the sentence and the code of what was found', () => {
  expect(documentOf({ kind: 'test', ok: true, results: results.slice(0, 1) }, en)).toMatchInlineSnapshot(`
    {
      "ok": true,
      "results": [
        {
          "detail": "the path works; authentication required (NOAUTH)",
          "detailCode": "AUTH_REQUIRED",
          "detailFacts": {
            "answer": "NOAUTH",
          },
          "direction": "inbound",
          "findings": [],
          "from": "emqx",
          "ms": {
            "connect": 2,
            "dns": null,
            "protocol": 1,
            "tls": null,
          },
          "ok": true,
          "reached": "protocol",
          "target": "redis://:\${REDIS_PASSWORD}@{inbound}:6379",
          "verdict": "reachable-auth-required",
        },
      ],
      "schema": "plink/1",
    }
  `)
})

test('an error document carries the fault that decides the exit code, and the rest beside it', () => {
  const document = errorDocument(faults, en)
  expect(document).toMatchObject({
    schema: 'plink/1',
    error: { code: 'CHECKS_FAILED', facts: { faults: [{ code: 'ZONE_MISMATCH', message: expect.any(String) }, {}] } },
    errors: [
      {
        code: 'CLOUD_REFUSED',
        docs: 'docs/errors.md#cloud_refused',
        requestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
        cloudCode: 'QuotaExceeded.totalIdleEndpoint',
        facts: { apiMessage: nasty },
      },
      { code: 'CHECKS_FAILED', requestId: null },
    ],
  })
})

test('a single fault has no list beside it', () => {
  expect(Object.keys(errorDocument(faults.slice(0, 1), en))).toEqual(['schema', 'error'])
})

test('a link with faults is shown all the same, the error beside it', () => {
  const document = documentOf({ kind: 'link', after: 'up', status, faults }, en)
  expect(Object.keys(document)).toEqual(['schema', 'link', 'region', 'directions', 'error', 'errors'])
})

test('printed JSON reads back unchanged, and holds nothing that a terminal obeys', () => {
  const printed = printJson(errorDocument(faults, en))
  expect(JSON.parse(printed)).toEqual(errorDocument(faults, en))
  expect(printed).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u)
  expect(printed.endsWith('}\n')).toBe(true)
  expect(printJsonLine({ a: { b: 1 } })).toBe('{"a":{"b":1}}\n')
})

test('YAML says the same as JSON', async () => {
  const { parse } = await import('yaml')
  const document = documentOf({ kind: 'link', after: 'up', status, faults }, zh)
  const printed = await printYaml(document)
  expect(printed.startsWith('schema: plink/1\n')).toBe(true)
  expect(printed).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u)
  expect(parse(printed)).toEqual(JSON.parse(printJson(document)))
})

const sentences = new Set(['next', 'reason', 'detail', 'message', 'hint', 'details'])

function withoutSentences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSentences)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      sentences.has(key) && typeof inner !== 'object' ? '…' : withoutSentences(inner),
    ]),
  )
}
