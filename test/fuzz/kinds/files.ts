import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import { writeInvite } from '../../../src/invite/write.ts'
import { bundle } from '../../harness/evidence.ts'
import type { Case, Kind, Random } from '../case.ts'
import { canaries } from '../case.ts'
import { damaged, morsel } from '../mutate.ts'

export const manifest = `version: 1
name: emqx-prod
region: cn-hangzhou # where both are
peer: { kind: emqx, uid: "1417000000000001" }
inbound:
  service:
    payer: EndpointService
    loadBalancers: [{ create: { vswitch: vsw-1, listeners: [{ port: 6379, backendPort: 6380 }], backends: [{ id: i-1 }, { id: eni-1, ip: 10.0.0.1, weight: 0 }] } }]
  endpoint: { id: ep-1, allow: [10.0.0.0/8, "10.0.0.0/8:6379"] }
  tests: ["redis://:\${REDIS_PASSWORD}@{inbound}:6379", "tcp://{inbound}:1"]
outbound: &half
  service: { id: epsrv-1 }
  endpoint:
    vpc: vpc-1
    securityGroups: [sg-1, sg-2]
    zones: { cn-hangzhou-h: vsw-1, cn-hangzhou-i: vsw-2 }
  tests:
    - mqtts://{outbound}:8883?sni=a.example
`

const answers = `peer.kind: emqx
region: cn-hangzhou
name: emqx-prod
directions: [inbound, outbound]
peer.uid: later
inbound.service.id: new
inbound.service.loadBalancers: [lb-1]
inbound.tests: ["redis://:\${REDIS_PASSWORD}@{inbound}:6379"]
outbound.endpoint.zones: [cn-hangzhou-h=vsw-1]
outbound.endpoint.securityGroups: [sg-1]
`

const invite = writeInvite({
  region: 'cn-hangzhou',
  sender: '1417000000000001',
  receiver: '1417000000000002',
  ways: [
    {
      sender: 'provider',
      service: { id: 'epsrv-1', name: 'com.aliyuncs.x', zones: ['cn-hangzhou-h'], ports: [6379], payer: 'Endpoint' },
      endpoint: {},
    },
    { sender: 'consumer', service: {}, endpoint: { id: 'ep-1', zones: ['cn-hangzhou-i'], ports: [1883] } },
  ],
})

const state = JSON.stringify(
  {
    schema: 1,
    lineage: '0b0e1f4e-8a7b-4b6e-9d3c-2f1a0e9d8c7b',
    serial: 3,
    link: {
      name: 'emqx-prod',
      region: 'cn-hangzhou',
      uids: { you: '1417000000000002', peer: '1417000000000001' },
      intent: {
        name: 'emqx-prod',
        region: 'cn-hangzhou',
        peer: { kind: 'emqx' },
        directions: {
          inbound: {
            service: { payer: 'EndpointService', loadBalancers: ['lb-1'], description: 'ours', whitelist: [] },
            endpoint: { securityGroups: [], zones: { 'cn-hangzhou-h': 'vsw-1' } },
            tests: ['tcp://{inbound}:6379'],
          },
        },
      },
      steps: {
        'inbound/service': {
          status: 'ready',
          id: 'epsrv-1',
          mine: true,
          out: { name: 'x', zones: ['cn-hangzhou-h'] },
          since: '2026-11-01T00:00:00Z',
        },
        'inbound/resource:lb-1': { status: 'made', id: 'lb-1', mine: false, out: {}, since: '2026-11-01T00:00:00Z' },
        'inbound/whitelist:1417000000000001': {
          status: 'intended',
          token: 't',
          input: { a: [1] },
          since: '2026-11-01T00:00:00Z',
        },
      },
    },
  },
  null,
  2,
)

export const keys = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tCanary',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: canaries[1],
  REDIS_PASSWORD: canaries[0],
}

const formats = [[], ['-o', 'json'], ['-o', 'yaml'], ['--lang', 'zh']] as const

/** Each command asks the cloud, which refuses everything: none may end well. */
const onManifest = [['plan'], ['up', '-y'], ['status'], ['test'], ['down', '-y'], ['invite'], ['lb', 'check']] as const

export const manifestKind: Kind = {
  name: 'plink.yaml',
  share: 250,
  draw: (random) =>
    run(random, random.of(onManifest), { 'plink.yaml': encoded(damaged(manifest, random), random) }, false),
}

export const answersKind: Kind = {
  name: 'answers',
  share: 150,
  draw: (random) =>
    run(
      random,
      ['init', '--answers', 'answers.yaml', '--no-input'],
      { 'answers.yaml': encoded(damaged(answers, random), random) },
      false,
    ),
}

export const inviteKind = {
  name: 'invites',
  share: 200,
  draw(random: Random): Case {
    const text = encoded(damaged(invite, random), random)
    // Without keys nothing is compared with the cloud: then a good one is taken.
    return { ...run(random, ['accept', 'in.yaml', '-y'], { 'in.yaml': text }, isSameInvite(text)), env: {} }
  },
} satisfies Kind

export const stateKind: Kind = {
  name: 'state',
  share: 200,
  draw(random) {
    // What a state holds is shown: no secret has a place in it.
    const text = encoded(damaged(state, random, morsel), random)
    const words = random.of([
      ['state', 'list'],
      ['state', 'show'],
      ['status'],
      ['doctor', '--from', 'local'],
      ['down', '-y'],
      ['state', 'forget', 'inbound/service'],
    ] as const)
    return run(random, words, { 'plink.state.json': text }, words[0] === 'state' && isState(text))
  },
}

export const evidenceKind: Kind = {
  name: 'evidence',
  share: 100,
  draw(random) {
    // What evidence says is shown, and what it says may be that all works.
    const text = encoded(damaged(JSON.stringify(bundle, null, 2), random, morsel), random)
    return run(random, ['doctor', '--offline', 'evidence.json'], { 'evidence.json': text }, true)
  },
}

function run(random: Random, words: readonly string[], files: Case['files'], maySucceed: boolean): Case {
  return { words: [...words, ...random.of(formats)], files, env: keys, maySucceed }
}

function encoded(text: string, random: Random): string {
  if (random.chance(0.1)) return `\uFEFF${text}`
  return random.chance(0.1) ? text.replaceAll('\n', '\r\n') : text
}

/** The values of the invite, whatever their spelling and order. */
function isSameInvite(text: string): boolean {
  try {
    return isDeepStrictEqual(
      canonical(parse(text.replace(/^\uFEFF/, ''), { logLevel: 'error' })),
      canonical(parse(invite)),
    )
  } catch {
    return false
  }
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => JSON.stringify(canonical(one))).sort()
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, inner]) => [key, JSON.stringify(canonical(inner))].join())
    .sort()
}

function isState(text: string): boolean {
  try {
    const { schema, link } = JSON.parse(text.replace(/^\uFEFF/, ''))
    return schema === 1 && typeof link.name === 'string' && typeof link.region === 'string'
  } catch {
    return false
  }
}
