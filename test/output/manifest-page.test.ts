import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAnswers } from '../../src/cli/wizard/answers-file.ts'
import { readManifest } from '../../src/manifest/manifest.ts'
import type { DirectionIntent, Intent } from '../../src/manifest/schema.ts'
import type { AnswerName, Answers, AnswerValue } from '../../src/model/wizard.ts'
import { displayWidth } from '../../src/output/human/width.ts'
import { manifestPage } from '../../src/output/manifest-page.ts'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'

type Values = Partial<Record<AnswerName, AnswerValue>>

const letters = fc.string({ unit: fc.constantFrom(...'abc019'), minLength: 1, maxLength: 17 })
const id = (prefix: string) => letters.map((text) => `${prefix}-${text}`)
const several = (item: fc.Arbitrary<string>) => fc.uniqueArray(item, { minLength: 1, maxLength: 3 })
const open = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof(arbitrary, fc.constant('later'))
const uid = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 16, maxLength: 16 })
const targets = (direction: string) =>
  several(
    fc.constantFrom(
      `redis://:\${REDIS_PASSWORD}@{${direction}}:6379`,
      `tcp://{${direction}}:22`,
      `https://{${direction}}:8443/api?expect=401`,
      `ws://{${direction}}:8083/mqtt`,
    ),
  )
const zones = fc
  .uniqueArray(fc.constantFrom('h', 'i', 'j'), { minLength: 1 })
  .map((all) => all.map((letter) => `cn-hangzhou-${letter}=vsw-${letter}`))

/** Answers as the questions would have them: of each half what arises. */
const allAnswers: fc.Arbitrary<Values> = fc
  .record({
    kind: fc.constantFrom('emqx', 'generic'),
    name: fc.constantFrom('emqx-prod', '1e3', 'null', '007', '-', 'true', 'no'),
    directions: fc.subarray(['inbound', 'outbound'], { minLength: 1 }),
    uid: open(uid),
    service: fc.oneof(fc.constant('new'), id('epsrv')),
    payer: fc.constantFrom('Endpoint', 'EndpointService'),
    balancers: open(fc.oneof(several(id('lb')), fc.constant('new'))),
    vswitch: id('vsw'),
    listeners: several(fc.constantFrom('6379', '3306:3307')),
    backends: several(fc.constantFrom('i-1', 'i-2,50', 'eni-1=192.168.0.10,0')),
    inTests: open(targets('inbound')),
    peerService: open(id('epsrv')),
    endpoint: fc.oneof(fc.constant('new'), id('ep')),
    vpc: open(id('vpc')),
    zones: open(zones),
    groups: open(several(id('sg'))),
    allow: open(several(fc.constantFrom('10.0.0.0/8', '192.168.0.0/24:1883'))),
    outTests: open(targets('outbound')),
  })
  .map((all): Values => {
    const [inbound, outbound] = [all.directions.includes('inbound'), all.directions.includes('outbound')]
    return {
      'peer.kind': all.kind,
      region: 'cn-hangzhou',
      name: all.name,
      directions: all.directions,
      ...(inbound && { 'peer.uid': all.uid, 'inbound.service.id': all.service, 'inbound.tests': all.inTests }),
      ...(inbound &&
        all.service === 'new' && {
          'inbound.service.payer': all.payer,
          'inbound.service.loadBalancers': all.balancers,
          ...(all.balancers === 'new' && {
            'inbound.service.loadBalancers.create.vswitch': all.vswitch,
            'inbound.service.loadBalancers.create.listeners': all.listeners,
            'inbound.service.loadBalancers.create.backends': all.backends,
          }),
        }),
      ...(outbound && {
        'outbound.service.id': all.peerService,
        'outbound.tests': all.outTests,
        'outbound.endpoint.id': all.endpoint,
      }),
      ...(outbound &&
        all.endpoint === 'new' && {
          'outbound.endpoint.vpc': all.vpc,
          ...(all.vpc !== 'later' && {
            'outbound.endpoint.zones': all.zones,
            'outbound.endpoint.securityGroups': all.groups,
            'outbound.endpoint.allow': all.allow,
          }),
        }),
    }
  })

const toCreate = 'inbound.service.loadBalancers.create'
const listeners: Readonly<Record<string, object>> = {
  '6379': { port: 6379, backendPort: 6379 },
  '3306:3307': { port: 3306, backendPort: 3307 },
}
const backends: Readonly<Record<string, object>> = {
  'i-1': { id: 'i-1', type: 'ecs', weight: 100 },
  'i-2,50': { id: 'i-2', type: 'ecs', weight: 50 },
  'eni-1=192.168.0.10,0': { id: 'eni-1', type: 'eni', ip: '192.168.0.10', weight: 0 },
}

/** What such answers ask for, by the contract of plink.yaml. */
function intentOf(values: Values): Intent {
  const text = (name: AnswerName) => {
    const value = values[name]
    return typeof value !== 'string' || value === 'later' || value === 'new' ? undefined : value
  }
  const list = (name: AnswerName) => (Array.isArray(values[name]) ? (values[name] as string[]) : [])
  const half = (parts: { service: object; endpoint: object; tests: readonly string[] }) => parts as DirectionIntent
  const present = (fields: Record<string, string | undefined>) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const emqx = values['peer.kind'] === 'emqx'
  return {
    name: text('name') ?? '',
    region: 'cn-hangzhou',
    peer: { kind: emqx ? 'emqx' : 'generic', ...present({ uid: text('peer.uid') }) },
    directions: {
      ...(list('directions').includes('inbound') && {
        inbound: half({
          service: {
            payer: text('inbound.service.payer') ?? (emqx ? 'EndpointService' : 'Endpoint'),
            loadBalancers: list('inbound.service.loadBalancers'),
            ...present({ id: text('inbound.service.id') }),
            ...(values['inbound.service.loadBalancers'] === 'new' && {
              create: [
                {
                  name: 'main',
                  place: { vswitch: text(`${toCreate}.vswitch`) },
                  listeners: list(`${toCreate}.listeners`).map((word) => listeners[word]),
                  backends: list(`${toCreate}.backends`).map((word) => backends[word]),
                },
              ],
            }),
          },
          endpoint: { securityGroups: [], zones: {} },
          tests: list('inbound.tests'),
        }),
      }),
      ...(list('directions').includes('outbound') && {
        outbound: half({
          service: { payer: 'Endpoint', loadBalancers: [], ...present({ id: text('outbound.service.id') }) },
          endpoint: {
            securityGroups: list('outbound.endpoint.securityGroups'),
            zones: Object.fromEntries(list('outbound.endpoint.zones').map((pair) => pair.split('='))),
            ...present({ id: text('outbound.endpoint.id'), vpc: text('outbound.endpoint.vpc') }),
            ...(Array.isArray(values['outbound.endpoint.allow']) && { allow: list('outbound.endpoint.allow') }),
          },
          tests: list('outbound.tests'),
        }),
      }),
    },
  }
}

const asAnswers = (values: Values): Answers =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, source: 'you' as const }]))
const pageOf = (values: Values, text = en) =>
  manifestPage(
    asAnswers(values),
    { emqx: values['peer.kind'] === 'emqx', uid: '1417000000000001', region: 'cn-hangzhou' },
    text.wizard,
  )

test.each([en, zh])('in $lang a page is read back as exactly the link that was asked for', (text) => {
  fc.assert(
    fc.property(allAnswers, (values) => {
      expect(readManifest(pageOf(values, text), 'plink.yaml')).toEqual(intentOf(values))
    }),
  )
})

test.each([en, zh])('in $lang every key has its comment, and no line of a comment is wider than a screen', (text) => {
  fc.assert(
    fc.property(allAnswers, (values) => {
      const lines = pageOf(values, text).split('\n')
      const comments = lines.filter((line) => line.trimStart().startsWith('#'))
      expect(Math.max(...comments.map(displayWidth))).toBeLessThanOrEqual(80)
      const bare = lines.filter(
        (line, at) =>
          /^ *(?:name|region|kind|uid|id|payer|loadBalancers|vpc|zones|securityGroups|allow|tests):/.test(line) &&
          !lines[at - 1]?.trimStart().startsWith('#'),
      )
      expect(bare).toEqual([])
    }),
  )
})

test('answers are what they were after they have been a file', () => {
  fc.assert(
    fc.property(allAnswers, (values) => {
      expect(readAnswers(JSON.stringify(values), 'answers.json', null)).toEqual(values)
    }),
  )
})

test('what is left open stands there as a comment that says who can tell', () => {
  const page = pageOf({
    'peer.kind': 'emqx',
    region: 'cn-hangzhou',
    name: 'emqx-prod',
    directions: ['outbound'],
    'outbound.service.id': 'later',
    'outbound.tests': 'later',
    'outbound.endpoint.id': 'new',
    'outbound.endpoint.vpc': 'later',
  })
  expect(page).toMatch(
    /intranet\s+(?:# )?load\s+(?:# )?balancing\s+(?:# )?add-on[\s\S]*UID\s+(?:# )?1417000000000001[\s\S]*# id: epsrv-…/,
  )
  expect(page).toContain('outbound: {}')
})
