import { describe, expect, test } from 'vitest'
import type { AskedCode } from '../../src/model/ask.ts'
import type { FaultCode } from '../../src/model/fault.ts'
import type { DetailCode, NextCode, ReasonCode } from '../../src/model/result.ts'
import { en } from '../../src/text/en.ts'
import { faultFacts } from '../../src/text/example-facts.ts'
import { formatConfirmation, formatDetail, formatFault, formatNext, formatReason } from '../../src/text/format.ts'
import type { Text } from '../../src/text/text.ts'
import { zh } from '../../src/text/zh.ts'
import { askedFacts, detailFacts, nextFacts, reasonFacts } from './samples.ts'

/** Facts that are words of ours, and are translated. */
const words = ['you', 'peer', 'inbound', 'outbound']
const han = /\p{Script=Han}/u
const languages: readonly Text[] = [en, zh]

/** Every fault with every example of its facts. */
const faults = keys(faultFacts).flatMap((code) => faultFacts[code].map((facts) => ({ code, facts })))

describe.each(languages)('in $lang', (text) => {
  test.each(faults)('$code says what is wrong and what to do', ({ code, facts }) => {
    const { message, hint, details = [] } = formatFault(text, { code, facts })
    expect(message).not.toMatch(/undefined|\[object|[\n.。]$/)
    expect(message.length).toBeGreaterThan(8)
    expect(hint).toMatch(/[.。]$/)
    // Something to do: a command, a flag, or a verb in the imperative.
    expect(hint).toMatch(
      /`[^`]+`|--[a-z]|(?:^|[.;:] )(?:Add|Allow|Ask|Change|Check|Compare|Disconnect|Give|Let|Look|Raise|Remove|Renew|Copy|Correct|Create|Delete|Have|Make|Name|Pass|Please|Put|Restore|Run|Set|Start|Turn|Leave|Activate|Open|Move|Keep|Pay|Show|Test|Update|Use|Wait|Write|The provider has to|The peer has to|You have to|There is nothing to do)\b|请|需要|重新运行/,
    )
    const values = leaves(facts).filter((value) => !words.includes(value))
    // What was asked is said in words, not by its code.
    if (values.length > 0 && code !== 'DECLINED' && code !== 'INPUT_NEEDED')
      expect([message, ...details].some((line) => values.some((value) => line.includes(value)))).toBe(true)
  })

  test.each(faults)('$code names only commands and flags that there are', ({ code, facts }) => {
    const { message, hint } = formatFault(text, { code, facts })
    expectKnown(`${message} ${hint}`)
  })

  test.each(keys(nextFacts).flatMap((code) => nextFacts[code].map((facts) => ({ code, facts }))))(
    'what comes next, $code, keeps ids as they are',
    ({ code, facts }) => {
      const said = formatNext(text, { code, facts } as { code: NextCode; facts: never })
      expect(said).not.toMatch(/undefined|\[object/)
      for (const id of leaves(facts).filter((value) => /^(ep|epsrv|vpc)-/.test(value))) expect(said).toContain(id)
      expectKnown(said)
    },
  )

  test('reasons and details hold their facts', () => {
    const said = [
      ...keys(reasonFacts).map(
        (code) =>
          [
            reasonFacts[code],
            formatReason(text, { code, facts: reasonFacts[code] } as { code: ReasonCode; facts: never }),
          ] as const,
      ),
      ...keys(detailFacts).flatMap((code) =>
        detailFacts[code].map(
          (facts) => [facts, formatDetail(text, { code, facts } as { code: DetailCode; facts: never })] as const,
        ),
      ),
    ]
    for (const [facts, sentence] of said) {
      expect(sentence).not.toMatch(/undefined|\[object|^$/)
      for (const value of leaves(facts).filter(
        (each) => /^(ep|epsrv|vpc)-|^[A-Z_]+$/.test(each) && each !== 'PEER_WHITELIST',
      ))
        expect(sentence).toContain(value)
      expectKnown(sentence)
    }
  })

  test('a question shows all there is to compare', () => {
    const asked = keys(askedFacts).map((code) =>
      formatConfirmation(text, { code, facts: askedFacts[code] } as { code: AskedCode; facts: never }),
    )
    expect(asked.every(({ question }) => /[?？]$/.test(question))).toBe(true)
    const { about } = formatConfirmation(text, { code: 'APPROVE', facts: askedFacts.APPROVE })
    for (const value of leaves(askedFacts.APPROVE)) expect(about).toContain(value)
  })
})

test.each(faults)('$code is said in Chinese characters', ({ code, facts }) => {
  const { message, hint, details = [] } = formatFault(zh, { code, facts })
  for (const line of [hint, ...(code === 'SPEC_INVALID' ? details : [message])]) expect(line).toMatch(han)
})

test('English messages begin like the rest of a sentence, in lower case, unless a name stands there', () => {
  const capital = faults
    .map(({ code, facts }) => formatFault(en, { code, facts }).message)
    .filter((message) => /^[A-Z][a-z]/.test(message) && !/^(Alibaba Cloud|PrivateLink)/.test(message))
  expect(capital).toEqual([])
})

test('every string of the Chinese text differs from the English one, except for what is a name', () => {
  const english = strings(en)
  const same = [...strings(zh)].filter(([path, said]) => english.get(path) === said && !han.test(said))
  expect(same.map(([path]) => path)).toEqual([
    'words.stages.tls',
    'picture.labels.id',
    'picture.labels.uid',
    'picture.labels.vpc',
    'picture.requestId',
    'page.accounts.emqx',
  ])
})

test('a forbidden payer comes with the ticket to send', () => {
  const facts = { payer: 'EndpointService', side: 'you', requestId: '473469C7' } as const
  for (const text of languages) {
    const { hint } = formatFault(text, { code: 'PAYER_FORBIDDEN', facts })
    expect(hint).toContain('Payer=EndpointService')
    expect(hint).toContain('473469C7')
    expect(hint).toMatch(/ticket|工单/)
  }
})

test('the peer of EMQX is told the console screen, any other peer the role', () => {
  const [emqx, , generic] = nextFacts.PEER_CREATE_ENDPOINT
  for (const text of languages) {
    expect(formatNext(text, { code: 'PEER_CREATE_ENDPOINT', facts: emqx })).toContain('+PrivateLink')
    expect(formatNext(text, { code: 'PEER_CREATE_ENDPOINT', facts: generic ?? emqx })).toMatch(/consumer|服务使用方/)
  }
})

test('all findings of a plink.yaml are listed with their place', () => {
  const { details } = formatFault(en, {
    code: 'SPEC_INVALID',
    facts: faultFacts.SPEC_INVALID[1] ?? faultFacts.SPEC_INVALID[0],
  })
  expect(details).toMatchInlineSnapshot(`
    [
      "plink.yaml:1:1: invalid YAML: bad indent",
      "plink.yaml:2:1: unknown key "xyzzy"; allowed here: name and region",
      "plink.yaml:3:9 name: expected text, found a list",
      "plink.yaml:4:1 peer: "kind" is missing",
      "plink.yaml:5:1 inbound.service.payer: "Me" is not allowed here; expected Endpoint | EndpointService",
      "plink.yaml:6:1 inbound.endpoint.vpc: "vpc" is not a valid value; expected vpc-…",
      "plink.yaml:7:1 peer.uid: "201417000000000001" has 18 digits, so it is the ID of a RAM user; use the UID of the main account, which has 16 digits",
      "plink.yaml:7:1 peer.uid: "12" is not the UID of a main account, which has 16 digits",
      "plink.yaml:8:1 inbound.tests[0]: redis://…@{inbound}:6379 contains a password; use \${VARIABLE} and set it in the environment",
      "plink.yaml:9:1 inbound.tests[1]: ftp://x is not a valid test target: unsupported protocol",
      "plink.yaml:10:1 inbound: r-bp1 is Redis and cannot be a backend of a load balancer; use a proxy on an ECS instance, or the private connection of that product",
      "plink.yaml:10:1 inbound: lb-bp1 and nlb-bp1 are of different types; an endpoint service has either CLBs (lb-…) or NLBs (nlb-…)",
      "plink.yaml:11:1 version: version 2 is not supported; this plink supports version 1",
      "plink.yaml:12:1 inbound: "lb-bp1" is listed twice",
    ]
  `)
})

function expectKnown(said: string): void {
  const commands = [...said.matchAll(/`plink (\S+?)[` ]/g)].map(([, command]) => command)
  // What a user mistyped is quoted as well.
  const known = [
    ...Object.keys(en.cli.commands),
    ...Object.keys(en.cli.groups),
    '--help',
    '--version',
    'COMMAND',
    '命令',
    'pln',
    'xyzzy',
  ]
  expect(known).toEqual(expect.arrayContaining(commands))
  const flags = [...said.matchAll(/(?<![\w-])--([a-z][a-z-]*)/g)].map(([, flag]) => flag)
  // Flags of the cloud's own command begin with a capital.
  const options = [...Object.keys(en.cli.flags), 'wach', 'xyzzy']
  expect(options).toEqual(expect.arrayContaining(flags))
}

function leaves(facts: object): string[] {
  return Object.values(facts).flatMap((value): string[] => {
    if (typeof value === 'string') return value === '' ? [] : [value]
    if (typeof value === 'number') return [String(value)]
    return typeof value === 'object' && value !== null ? leaves(value) : []
  })
}

function strings(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value !== 'object' || value === null) return new Map()
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...strings(inner, path === '' ? key : `${path}.${key}`)]),
  )
}

function keys<T extends object>(table: T): (keyof T & string)[] {
  return Object.keys(table) as (keyof T & string)[]
}

// Only for the compiler: the table above covers every code.
faults satisfies readonly { code: FaultCode }[]
