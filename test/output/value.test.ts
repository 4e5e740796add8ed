import { expect, test } from 'vitest'
import { printJunit } from '../../src/output/junit.ts'
import { printValue } from '../../src/output/value.ts'
import { en } from '../../src/text/en.ts'

const document = {
  schema: 'plink/1',
  ok: true,
  service: null,
  directions: {
    inbound: { state: 'connected', ips: ['10.0.0.1', '10.0.0.2'], evil: 'a\u001b[31mb', hops: [{ hop: 'dns' }] },
  },
} as const

test.each([
  ['directions.inbound.state', 'connected\n'],
  ['ok', 'true\n'],
  ['directions.inbound.ips', '10.0.0.1\n10.0.0.2\n'],
  ['directions.inbound.ips.1', '10.0.0.2\n'],
  ['directions.inbound.hops', '{"hop":"dns"}\n'],
  ['service', '\n'],
  ['service.id', '\n'],
  ['directions.inbound.evil', 'ab\n'],
])('the field %s is printed for a script', (path, printed) => {
  expect(printValue(document, path)).toBe(printed)
})

test('a field that there is not is refused, with those that there are', () => {
  expect(() => printValue(document, 'directions.inbund.state')).toThrow(
    expect.objectContaining({ code: 'BAD_FLAG', facts: expect.objectContaining({ expected: 'inbound' }) }),
  )
})

test('test results become a JUnit report, with what XML takes specially escaped', () => {
  const ms = { dns: 1, connect: 2, tls: null, protocol: 1 }
  const one = { target: 'tcp://a:1?x=<&"', direction: 'inbound', from: 'local', reached: 'protocol', ms } as const
  const good = {
    ...one,
    ok: true,
    verdict: 'reachable',
    detail: { code: 'ANSWERED', facts: { answer: 'PONG' } },
  } as const
  // Safe: any detail will do.
  const bad = { ...good, ok: false, verdict: 'refused', detail: { code: 'REFUSED', facts: {} } } as never
  const xml = printJunit([good as never, bad], en)
  expect(xml).toContain('<testsuites tests="2" failures="1" errors="0" time="0.008">')
  expect(xml).toContain('<testcase name="tcp://a:1?x=&lt;&amp;&quot;" classname="plink.inbound.local" time="0.004"/>')
  expect(xml).toMatch(/<failure type="refused" message="[^"]+">[^<]+<\/failure>/)
})
