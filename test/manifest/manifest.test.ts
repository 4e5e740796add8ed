import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readManifest } from '../../src/manifest/manifest.ts'
import { PlinkError } from '../../src/model/fault.ts'
import type { ManifestProblem } from '../../src/model/value-problem.ts'

const head = 'version: 1\nname: emqx-prod\nregion: cn-hangzhou\n'
const peer = 'peer: { kind: emqx }\n'

const complete = `version: 1
name: emqx-prod
region: cn-hangzhou
peer:
  kind: emqx
  uid: "1417000000000001"
inbound: # peer -> you
  service:
    id: epsrv-bp1a2b3c4d5e6f7g8h9j
    payer: EndpointService
    loadBalancers: [lb-bp1b6c719dfa08exk0001, lb-bp1o94dp5i6ea]
  endpoint:
    id: ep-bp1z9y8x7w6v5u4t3s2r
  tests: ["redis://:\${REDIS_PASSWORD}@{inbound}:6379"]
outbound:
  service:
    id: epsrv-hp3xdsq46ael67lo
  endpoint:
    vpc: vpc-bp1opxu1zkhn00gzv
    securityGroups: [sg-bp1fg655nh68xyz9]
    zones: { cn-hangzhou-h: vsw-bp12mw1f8k3jgy, cn-hangzhou-i: vsw-23dscddcffvf3 }
  tests:
    - mqtt://{outbound}:1883
    - "tcp://{outbound.cn-hangzhou-h}:1883"
`

test('a complete plink.yaml is read as it is', () => {
  expect(readManifest(complete, 'plink.yaml')).toEqual({
    name: 'emqx-prod',
    region: 'cn-hangzhou',
    peer: { kind: 'emqx', uid: '1417000000000001' },
    directions: {
      inbound: {
        service: {
          id: 'epsrv-bp1a2b3c4d5e6f7g8h9j',
          payer: 'EndpointService',
          loadBalancers: ['lb-bp1b6c719dfa08exk0001', 'lb-bp1o94dp5i6ea'],
        },
        endpoint: { id: 'ep-bp1z9y8x7w6v5u4t3s2r', securityGroups: [], zones: {} },
        tests: ['redis://:$' + '{REDIS_PASSWORD}@{inbound}:6379'],
      },
      outbound: {
        service: { id: 'epsrv-hp3xdsq46ael67lo', payer: 'Endpoint', loadBalancers: [] },
        endpoint: {
          vpc: 'vpc-bp1opxu1zkhn00gzv',
          securityGroups: ['sg-bp1fg655nh68xyz9'],
          zones: { 'cn-hangzhou-h': 'vsw-bp12mw1f8k3jgy', 'cn-hangzhou-i': 'vsw-23dscddcffvf3' },
        },
        tests: ['mqtt://{outbound}:1883', 'tcp://{outbound.cn-hangzhou-h}:1883'],
      },
    },
  })
})

test('what is not known yet may be missing', () => {
  expect(readManifest(`${head}${peer}outbound: {}\n`, 'plink.yaml')).toEqual({
    name: 'emqx-prod',
    region: 'cn-hangzhou',
    peer: { kind: 'emqx' },
    directions: {
      outbound: {
        service: { payer: 'Endpoint', loadBalancers: [] },
        endpoint: { securityGroups: [], zones: {} },
        tests: [],
      },
    },
  })
})

test.each([
  ['{ kind: emqx }', 'inbound: {}', 'EndpointService'],
  ['{ kind: generic }', 'inbound: {}', 'Endpoint'],
  ['{ uid: 1417000000000001 }', 'inbound: {}', 'EndpointService'],
  ['{ kind: emqx }', 'inbound: { service: { payer: Endpoint } }', 'Endpoint'],
])('with peer %s and %s the payer is %s', (who, inbound, payer) => {
  const intent = readManifest(`${head}peer: ${who}\n${inbound}\n`, 'plink.yaml')
  expect(intent.directions.inbound?.service.payer).toBe(payer)
})

test('load balancers to make, with what needs no saying filled in', () => {
  const intent = readManifest(
    madeWith(
      'vswitch: vsw-1, listeners: [{ port: 6379, backendPort: 6380 }, { port: 1 }], backends: [{ id: i-1 }, { id: eni-1, ip: 10.0.0.1, weight: 0 }]',
    ),
    'plink.yaml',
  )
  expect(intent.directions.inbound?.service).toMatchObject({
    loadBalancers: [],
    create: [
      {
        name: 'main',
        place: { vswitch: 'vsw-1' },
        listeners: [
          { port: 6379, backendPort: 6380 },
          { port: 1, backendPort: 1 },
        ],
        backends: [
          { id: 'i-1', type: 'ecs', weight: 100 },
          { id: 'eni-1', type: 'eni', ip: '10.0.0.1', weight: 0 },
        ],
      },
    ],
  })
})

test('a region that plink.yaml does not name is taken from elsewhere, and zones must lie in it', () => {
  const bare = 'version: 1\nname: emqx-prod\noutbound: { endpoint: { zones: { cn-beijing-h: vsw-bp1a } } }\n'
  expect(readManifest(bare, 'plink.yaml', 'cn-beijing').region).toBe('cn-beijing')
  expect(() => readManifest(bare, 'plink.yaml', 'cn-hangzhou')).toThrow('SPEC_INVALID')
  expect(readManifest(bare.replace('name', 'region: cn-beijing\nname'), 'plink.yaml', 'cn-hangzhou').region).toBe(
    'cn-beijing',
  )
})

test.each(['1417000000000001', '"1417000000000001"', "'1417000000000001'", '9107199254740993', '9999999999999999'])(
  'every digit of the UID %s is kept',
  (uid) => {
    expect(readManifest(`${head}peer: { uid: ${uid} }\ninbound: {}`, 'plink.yaml').peer.uid).toBe(
      uid.replace(/["']/g, ''),
    )
  },
)

test('anchors, comments, CRLF and a byte order mark are plain YAML', () => {
  const text = `\uFEFF${head}${peer}inbound: &half # ours\n  tests: ["tcp://{inbound}:6379"]\noutbound: *half\n`
  const intent = readManifest(text.replaceAll('\n', '\r\n'), 'plink.yaml')
  expect(intent.directions.outbound?.tests).toEqual(['tcp://{inbound}:6379'])
})

test('every problem is told at once, in the order of the lines', () => {
  const text = `version: 1
name: EMQX
region: cn-hangzhou
peer:
  kind: emqx
  uid: 201234567890123456
inbuond: {}
inbound:
  service:
    payer: Peer
    loadBalancers: [alb-1, lb-1, nlb-1]
  tests: ["redis://:hunter2@{inbound}:6379", nonsense]
outbound:
  endpoint:
    zones:
      cn-beijing-h: vsw-1
      cn-hangzhou-h: 7
    zones: {}
`
  expect(problems(text)).toEqual([
    '2:7 name bad-value EMQX ([a-z0-9-]{1,32})',
    '6:8 peer.uid bad-uid 201234567890123456',
    '7:1 inbuond unknown-key inbuond (inbound)',
    '10:12 inbound.service.payer bad-value Peer (Endpoint | EndpointService)',
    '11:20 inbound.service.loadBalancers mixed-load-balancers lb-1,nlb-1',
    '11:21 inbound.service.loadBalancers[0] bad-id alb-1 (lb-… | nlb-…)',
    '12:11 inbound.tests[0] literal-password redis://…@{inbound}:6379',
    '12:46 inbound.tests[1] bad-target nonsense',
    '16:7 outbound.endpoint.zones.cn-beijing-h bad-id cn-beijing-h (cn-hangzhou-…)',
    '17:22 outbound.endpoint.zones.cn-hangzhou-h wrong-type text number',
    '18:5 outbound.endpoint.zones duplicate zones',
  ])
})

const wrong: readonly (readonly [string, string, ...string[]])[] = [
  ['an empty file', '', '1:1  wrong-type mapping nothing'],
  ['a comment only', '# later\n', '1:1  wrong-type mapping nothing'],
  ['a list', '- 1\n', '1:1  wrong-type mapping list'],
  ['a text', 'plink', '1:1  wrong-type mapping text'],
  ['broken YAML', 'name: "x\n', '2:1  syntax missing char'],
  ['a tab', `${head}peer:\n\tkind: emqx\n`, '5:1  syntax tab as indent'],
  ['two documents', `${head}---\n${head}`, '4:1  syntax multiple docs'],
  ['a tag that means nothing', `${head}peer: !friend {}`, '4:7  syntax tag resolve failed'],
  ['a tag of YAML for what is no value here', `${head}peer: { !!binary kind: emqx }`, '4:9  syntax tag resolve failed'],
  ['square nesting', '['.repeat(20_000), '1:1  syntax too deep or too long'],
  ['curly nesting', '{\n'.repeat(20_000), '1:1  syntax too deep or too long'],
  ['compact nesting', '- '.repeat(20_000), '1:1  syntax too deep or too long'],
  ['a long text', '#'.repeat(70_000), '1:1  syntax too deep or too long'],
  ['no version', `name: a\nregion: cn-hangzhou\n${peer}inbound: {}`, '1:1  missing version'],
  ['another version', `version: 2\nlinks: []`, '1:10 version unsupported-version 2'],
  ['a version in words', `version: one\n${head.slice(11)}${peer}inbound: {}`, '1:10 version wrong-type number text'],
  ['a peer of nothing', `${head}peer:\ninbound: {}`, '4:1 peer wrong-type mapping nothing'],
  ['no direction', `${head}${peer}`, '1:1  missing inbound | outbound'],
  ['a direction of nothing', `${head}${peer}inbound:\n`, '5:1 inbound wrong-type mapping nothing'],
  [
    'a number for a name',
    `version: 1\nname: 7\nregion: cn-hangzhou\n${peer}inbound: {}`,
    '2:7 name wrong-type text number',
  ],
  [
    'an unknown region',
    `version: 1\nname: a\nregion: Hangzhou\n${peer}inbound: {}`,
    '3:9 region bad-value Hangzhou (cn-hangzhou)',
  ],
  ['a RAM user', `${head}peer: { uid: "201234567890123456" }\ninbound: {}`, '4:14 peer.uid bad-uid 201234567890123456'],
  ['a UID with an exponent', `${head}peer: { uid: 1.417e15 }\ninbound: {}`, '4:14 peer.uid bad-uid 1.417e15'],
  ['a UID that is a list', `${head}peer: { uid: [1] }\ninbound: {}`, '4:14 peer.uid wrong-type text list'],
  [
    'a managed Redis as a backend',
    madeWith('vswitch: vsw-1, listeners: [{ port: 1 }], backends: [{ id: r-bp1 }]'),
    '7:92 inbound.service.loadBalancers[0].create.backends[0].id no-backend r-bp1',
  ],
  [
    'an interface as a backend without its address',
    madeWith('vswitch: vsw-1, listeners: [{ port: 1 }], backends: [{ id: eni-1 }]'),
    '7:86 inbound.service.loadBalancers[0].create.backends[0] missing ip',
  ],
  [
    'a load balancer to be made nowhere',
    madeWith('listeners: [{ port: 1 }], backends: [{ id: i-1 }]'),
    '7:31 inbound.service.loadBalancers[0].create missing vswitch | zones',
  ],
  [
    'an NLB in one zone',
    madeWith('zones: { cn-hangzhou-h: vsw-1 }, listeners: [{ port: 1 }], backends: [{ id: i-1 }]'),
    '7:40 inbound.service.loadBalancers[0].create.zones bad-value 1 (2 … 10)',
  ],
  [
    'a port that is none',
    madeWith('vswitch: vsw-1, listeners: [{ port: 65536 }], backends: [{ id: i-1 }]'),
    '7:69 inbound.service.loadBalancers[0].create.listeners[0].port bad-value 65536 (1 … 65535)',
  ],
  [
    'a load balancer to be made without a backend',
    madeWith('vswitch: vsw-1, listeners: [{ port: 1 }], backends: []'),
    '7:85 inbound.service.loadBalancers[0].create.backends missing backends[0]',
  ],
  [
    'a load balancer of which nothing is said, beside what else is wrong',
    madeWith('vswitch: vsw-1, listeners: [], backends: [], colour: red'),
    '7:60 inbound.service.loadBalancers[0].create.listeners missing listeners[0]',
    '7:74 inbound.service.loadBalancers[0].create.backends missing backends[0]',
    '7:78 inbound.service.loadBalancers[0].create.colour unknown-key colour',
  ],
  [
    'an address that is none',
    madeWith('vswitch: vsw-1, listeners: [{ port: 1 }], backends: [{ id: eni-1, ip: 999.1.1.300 }]'),
    '7:103 inbound.service.loadBalancers[0].create.backends[0].ip bad-value 999.1.1.300 (192.168.0.10)',
  ],
  [
    'a test of an address that is none',
    `${head}${peer}inbound: { tests: ["tcp://999.1.1.300:6379"] }`,
    '5:20 inbound.tests[0] bad-target tcp://999.1.1.300:6379',
  ],
  [
    'a region of three letters',
    `version: 1\nname: a\nregion: sgp-west-1\n${peer}inbound: {}`,
    '3:9 region bad-value sgp-west-1 (cn-hangzhou)',
  ],
  [
    'a number with more digits than a number has',
    madeWith('vswitch: vsw-1, listeners: [{ port: 9007199254740993 }], backends: [{ id: i-1 }]'),
    '7:69 inbound.service.loadBalancers[0].create.listeners[0].port bad-value 9007199254740993 (1 … 65535)',
  ],
  [
    'one load balancer twice',
    `${head}${peer}inbound:\n  service:\n    loadBalancers: [lb-1, lb-1]`,
    '7:20 inbound.service.loadBalancers duplicate lb-1',
  ],
  [
    'one vSwitch for two zones',
    `${head}${peer}outbound:\n  endpoint:\n    zones: { cn-hangzhou-h: vsw-1, cn-hangzhou-i: vsw-1 }`,
    '7:12 outbound.endpoint.zones duplicate vsw-1',
  ],
  [
    'a list where a text belongs',
    `${head}${peer}outbound:\n  endpoint:\n    vpc: [vpc-1]`,
    '7:10 outbound.endpoint.vpc wrong-type text list',
  ],
  [
    'a text where a list belongs',
    `${head}${peer}outbound:\n  endpoint:\n    securityGroups: sg-1`,
    '7:21 outbound.endpoint.securityGroups wrong-type list text',
  ],
  [
    'ids of the wrong kind',
    `${head}${peer}outbound:\n  service: { id: ep-1 }\n  endpoint: { id: epsrv-1, vpc: vsw-1 }`,
    '6:18 outbound.service.id bad-id ep-1 (epsrv-…)',
    '7:19 outbound.endpoint.id bad-id epsrv-1 (ep-…)',
    '7:33 outbound.endpoint.vpc bad-id vsw-1 (vpc-…)',
  ],
  [
    'keys of other objects',
    `${head}${peer}inbound: {}\nconstructor: {}\n__proto__: {}\n? [a]\n: b\n`,
    '6:1 constructor unknown-key constructor',
    '7:1 __proto__ unknown-key __proto__',
    '8:3  wrong-type text list',
  ],
  [
    'keys written otherwise',
    `${head}${peer}inbound: { service: { load_balancers: [], Payer: Endpoint, colour: red } }`,
    '5:23 inbound.service.load_balancers unknown-key load_balancers (loadBalancers)',
    '5:43 inbound.service.Payer unknown-key Payer (payer)',
    '5:60 inbound.service.colour unknown-key colour',
  ],
  ['an anchor that is not there', `${head}${peer}inbound: *half\n`, '5:10 inbound wrong-type mapping nothing'],
  [
    'an anchor around itself',
    `${head}${peer}inbound: &a { service: *a }\n`,
    '5:15 inbound.service.service unknown-key service',
  ],
]

test.each(wrong)('%s is refused', (_, text, ...expected) => {
  expect(problems(text)).toEqual(expected)
})

test('the first 50 problems are told, and how many more there are', () => {
  const text = `${head}${peer}outbound:\n  tests:\n${Array.from({ length: 120 }, (_, n) => `    - ${n}\n`).join('')}`
  const { facts } = faultOf(text)
  expect(facts).toMatchObject({ file: 'plink.yaml', further: 70 })
  expect(problems(text).map((problem) => problem.split(' ')[0])).toEqual(
    Array.from({ length: 50 }, (_, n) => `${n + 7}:7`),
  )
})

test('what is the same by alias is looked at as often as it is meant, within reason', () => {
  const laughs = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi'])
    laughs.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`)
  expect(problems(`${laughs.join('\n')}\n${head}${peer}inbound: { tests: *i }`)[0]).toMatch(/^1:1 /)
  const many = `x: &x [${'y, '.repeat(3_000)}]\ninbound: { tests: [${'*x, '.repeat(3_000)}] }\n`
  expect(problems(many)).toEqual(['1:1  syntax too deep or too long'])
})

test('a zone of a region with a number is written without a dash', () => {
  const text = (zone: string) =>
    `version: 1\nname: a\nregion: ap-southeast-1\n${peer}outbound: { endpoint: { zones: { ${zone}: vsw-1 } } }`
  expect(readManifest(text('ap-southeast-1a'), 'plink.yaml').directions.outbound?.endpoint.zones).toEqual({
    'ap-southeast-1a': 'vsw-1',
  })
  expect(problems(text('ap-southeast-12'))).toHaveLength(1)
})

test.each([
  'redis://:hunter2@{inbound}:6379',
  'redis://user:hunter2@{inbound}:6379',
  'redis://{inbound}:6379?password=hunter2',
  'redis:/user:hunter2@',
  '"mqtt://a:hunter2@x@{inbound}:1883',
  "'http://a:hunter2",
])('no password is shown of %j', (target) => {
  const fault = faultOf(`${head}${peer}inbound: { tests: ${JSON.stringify([target])} }\n`)
  expect(JSON.stringify(fault.facts)).not.toContain('hunter2')
  // Not even where the YAML around it is broken.
  const broken = faultOf(`${head}${peer}inbound: { tests: [${target}"]: }\n`)
  expect(JSON.stringify(broken.facts)).not.toContain('hunter2')
})

test.each([
  'hunter2: 1',
  'inbound: { hunter2: { id: 1 } }',
  'inbound: { service: { "redis://:hunter2@{inbound}:6379": 1 } }',
  'inbound: { service: { id: "redis://:hunter2@{inbound}:6379" } }',
  'inbound: { service: { payer: hunter2 } }',
  'outbound: { endpoint: { zones: { hunter2: vsw-1 } } }',
  'outbound: { endpoint: { allow: [hunter2, "u:hunter2@10.0.0.0/8"] } }',
  'inbound: { hunter2: 1, hunter2: 2 }',
  'inbound: { tests: { "redis://:hunter2@{inbound}:6379" : } }',
  'inbound: { tests: ["redis://:hun?hunter2@{inbound}:6379", "redis://:#hunter2@{inbound}", "redis://:/hunter2@h"] }',
])('no password that stands in a wrong place is shown: %s', (wrongPlace) => {
  expect(JSON.stringify(faultOf(`${head}${peer}${wrongPlace}`).facts)).not.toContain('hunter2')
})

test('whatever the text, the answer is an intent or problems with a place in it', () => {
  const line = fc.constantFrom(...complete.split('\n'), ...wrong.flatMap(([, text]) => text.slice(0, 200).split('\n')))
  const edited = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'))
  const damaged = fc
    .tuple(fc.nat(complete.length), fc.nat(20), fc.string({ unit: 'grapheme', maxLength: 5 }))
    .map(([at, length, inserted]) => complete.slice(0, at) + inserted + complete.slice(at + length))
  fc.assert(
    fc.property(fc.oneof(edited, damaged, fc.string({ unit: 'binary' })), (text) => {
      try {
        expect(readManifest(text, 'plink.yaml').name).toMatch(/^[a-z0-9-]{1,32}$/)
      } catch (error) {
        if (!(error instanceof PlinkError) || error.code !== 'SPEC_INVALID') throw error
        const lines = text.split('\n')
        for (const { line, column } of specProblems(error)) {
          expect(line).toBeGreaterThan(0)
          expect(line).toBeLessThanOrEqual(lines.length)
          expect(column).toBeGreaterThan(0)
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
        }
      }
    }),
    { numRuns: 300 },
  )
})

function faultOf(text: string): PlinkError {
  try {
    readManifest(text, 'plink.yaml')
  } catch (error) {
    if (error instanceof PlinkError) return error
    throw error
  }
  throw new Error(`nothing wrong with:\n${text}`)
}

function specProblems(fault: PlinkError): readonly ManifestProblem[] {
  const { data } = fault
  return data.code === 'SPEC_INVALID' ? data.facts.problems : []
}

/** `line:column path kind what (what was expected)` */
function problems(text: string): string[] {
  return specProblems(faultOf(text)).map(({ line, column, path, problem }) => {
    const place = `${line}:${column} ${path} ${problem.kind}`
    switch (problem.kind) {
      case 'syntax':
        return `${place} ${problem.reason}`
      case 'unknown-key':
        return `${place} ${problem.key}${problem.meant === undefined ? '' : ` (${problem.meant})`}`
      case 'wrong-type':
        return `${place} ${problem.expected} ${problem.found}`
      case 'missing':
        return `${place} ${problem.key}`
      case 'bad-value':
      case 'bad-id':
        return `${place} ${problem.value} (${problem.expected})`
      case 'literal-password':
      case 'bad-target':
        return `${place} ${problem.target}`
      case 'not-asked':
        return `${place} ${problem.key}`
      case 'unreadable':
        return `${place} ${problem.reason}`
      case 'mixed-load-balancers':
        return `${place} ${problem.ids}`
      default:
        return `${place} ${problem.value}`
    }
  })
}

function madeWith(keys: string): string {
  return `${head}${peer}inbound:\n  service:\n    loadBalancers: [{ create: { ${keys} } }]`
}
