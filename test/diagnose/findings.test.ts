import { describe, expect, test } from 'vitest'
import type { Endpoint, EndpointConnection, EndpointService, ZoneStatus } from '../../src/alibaba/types.ts'
import { diagnose } from '../../src/diagnose/diagnose.ts'
import type {
  AskedServer,
  DirectionObservation,
  Memory,
  ProviderObservation,
  TestedTarget,
} from '../../src/diagnose/observe/observation.ts'
import { isBreach } from '../../src/model/finding.ts'
import type { Detail, Reached, TestResult, Verdict } from '../../src/model/result.ts'
import type { ListenerView, LoadBalancerView, ServerView } from '../../src/steps/load-balancer/view.ts'

// What is the cause and what only follows from it: the first finding is what a person mends.

const peer = '1968000000000002'
const zoneId = 'cn-hangzhou-h'

const service: EndpointService = {
  ServiceId: 'epsrv-1',
  ServiceName: 'com.aliyuncs.privatelink.cn-hangzhou.epsrv-1',
  ServiceDomain: '',
  ServiceStatus: 'Active',
  ServiceBusinessStatus: 'Normal',
  CreateTime: '2026-01-01T00:00:00Z',
}
const server: ServerView = {
  id: 'i-1',
  ip: '10.0.1.20',
  port: 6379,
  weight: 100,
  health: 'normal',
  reason: null,
}
const listener: ListenerView = {
  id: null,
  port: 6379,
  lastPort: 6379,
  protocol: 'tcp',
  status: 'running',
  running: true,
  moving: false,
  acl: null,
  proxyProtocol: false,
  backendPort: 6379,
  checks: true,
  checkPort: null,
  servers: [server],
}
const balancer: LoadBalancerView = {
  id: 'lb-1',
  kind: 'clb',
  status: 'active',
  active: true,
  state: 'ready',
  addressType: 'intranet',
  networkType: 'vpc',
  payType: 'PayOnDemand',
  zones: [zoneId],
  listeners: [listener],
}
const memory: Memory = {
  service: { id: 'epsrv-1', mine: true, seen: true, since: '2026-01-01T00:00:00Z' },
  endpoint: { id: 'ep-1', mine: false, seen: true, since: '2026-01-01T00:00:01Z' },
  approvedSince: '2026-01-01T00:00:02Z',
  rejected: [],
  loadBalancers: [],
}

function connection(...zones: readonly ZoneStatus[]): EndpointConnection {
  const Zones = zones.map((ZoneStatus) => ({ ZoneId: zoneId, ZoneStatus }))
  return {
    ServiceId: 'epsrv-1',
    EndpointId: 'ep-1',
    EndpointOwnerId: peer,
    EndpointVpcId: 'vpc-1',
    ConnectionStatus: 'Connected',
    Zones,
  }
}

/** The peer reaches our Redis: all is well unless something else is said. */
function inbound({
  more = {},
  listening = {},
  tests = [],
  asked = [],
  target = 'redis://{inbound}:6379',
}: {
  readonly more?: Partial<ProviderObservation>
  readonly listening?: Partial<ListenerView>
  readonly tests?: readonly TestedTarget[]
  readonly asked?: readonly AskedServer[]
  readonly target?: string
} = {}): DirectionObservation {
  const view = { ...balancer, listeners: [{ ...listener, ...listening }] }
  return {
    direction: 'inbound',
    link: 'l',
    region: 'cn-hangzhou',
    peer: { kind: 'emqx', uid: peer },
    half: {
      service: { payer: 'EndpointService', loadBalancers: ['lb-1'] },
      endpoint: { securityGroups: [], zones: {} },
      tests: [target],
    },
    identities: { holds: { you: true, peer: false }, uids: { you: '1417000000000001', peer } },
    memory,
    provider: {
      side: 'you',
      service,
      serviceId: 'epsrv-1',
      resources: [{ ResourceId: 'lb-1', ResourceType: 'slb', ZoneId: zoneId, VpcId: 'vpc-1' }],
      connections: [connection('Connected')],
      users: [peer],
      loadBalancers: [{ id: 'lb-1', view, made: false }],
      planned: [],
      instances: {},
      ...more,
    },
    consumer: null,
    claims: [],
    unread: [],
    tests,
    asked,
  }
}

/** We reach the peer's broker: what is behind its service is hidden. */
function outbound(zones: readonly ZoneStatus[], tests: readonly TestedTarget[] = []): DirectionObservation {
  const endpoint: Endpoint = {
    EndpointId: 'ep-1',
    EndpointDomain: 'ep-1.epsrv-1.cn-hangzhou.privatelink.aliyuncs.com',
    EndpointStatus: 'Active',
    EndpointBusinessStatus: 'Normal',
    ConnectionStatus: 'Connected',
    ServiceId: 'epsrv-1',
    ServiceName: '',
    VpcId: 'vpc-1',
    CreateTime: '2026-01-01T00:00:00Z',
  }
  const group = { id: 'sg-1', vpc: 'vpc-1', type: 'normal' as const, policy: 'Accept', rules: [everything] }
  return {
    ...inbound({ tests }),
    direction: 'outbound',
    half: {
      service: { id: 'epsrv-1', payer: 'Endpoint', loadBalancers: [] },
      endpoint: { securityGroups: ['sg-1'], zones: {} },
      tests: ['mqtt://{outbound}:1883'],
    },
    provider: null,
    consumer: {
      side: 'you',
      endpoint,
      zones: zones.map((ZoneStatus) => ({ ZoneId: zoneId, VSwitchId: 'vsw-1', EniIp: '10.0.4.102', ZoneStatus })),
      attached: ['sg-1'],
      service: { ServiceId: 'epsrv-1', ServiceName: '', ServiceDomain: '' },
      serviceId: 'epsrv-1',
      vpc: undefined,
      inside: [],
      vswitches: [],
      groups: [{ id: 'sg-1', view: group }],
    },
  }
}

const everything = {
  Direction: 'ingress',
  IpProtocol: 'ALL',
  PortRange: '-1/-1',
  SourceCidrIp: '0.0.0.0/0',
  Policy: 'Accept',
  Priority: '1',
} as const

function tested(verdict: Verdict, reached: Reached, detail: Detail, more: Partial<TestResult> = {}): TestedTarget {
  const direction = more.direction ?? 'inbound'
  const target = direction === 'inbound' ? 'redis://{inbound}:6379' : 'mqtt://{outbound}:1883'
  const ms = { dns: null, connect: null, tls: null, protocol: null }
  const ok = verdict.startsWith('reachable')
  const from = direction === 'inbound' ? 'emqx' : 'local'
  const result: TestResult = { target, direction, from, ok, verdict, reached, ms, detail, findings: [], ...more }
  return { port: direction === 'inbound' ? 6379 : 1883, result, resolved: null, sources: [] }
}

const timedOut = { code: 'TIMED_OUT', facts: { stage: 'connect', ms: 5000 } } as const
const answered = { code: 'ANSWERED', facts: { answer: 'PONG' } } as const

function codesOf(observation: DirectionObservation): string[] {
  return diagnose(observation).findings.map(({ code }) => code)
}

function firstOf(observation: DirectionObservation): string | undefined {
  return diagnose(observation).findings.find(isBreach)?.code
}

test('nothing is found in a link that works, and what may be meant is no error', () => {
  const works = tested('reachable', 'protocol', answered)
  expect(codesOf(inbound({ tests: [works] }))).toEqual([])
  const acl = { type: 'black', ids: ['acl-1'] }
  expect(diagnose(inbound({ listening: { acl } })).findings.filter(isBreach)).toEqual([])
  expect(codesOf(inbound({ listening: { proxyProtocol: true }, tests: [works] }))).toEqual([])
  const mqtt = { listening: { proxyProtocol: true }, target: 'mqtt://{inbound}:6379' }
  expect(diagnose(inbound(mqtt)).findings.filter(isBreach)).toEqual([])
})

describe('what stands in the way comes before what it makes of a test', () => {
  test.each([
    ['an allow list', { acl: { type: 'white', ids: ['acl-1'] } }, timedOut, 'LISTENER_ACL'],
    ['a block list that a test runs into', { acl: { type: 'black', ids: ['acl-1'] } }, timedOut, 'LISTENER_ACL'],
    [
      'Proxy Protocol before Redis, whose answers then are to other questions',
      { proxyProtocol: true },
      { code: 'LOGIN_FAILED', facts: { answer: '-NOAUTH' } } as const,
      'LISTENER_PROXY_PROTOCOL',
    ],
    [
      'no health check, and nobody there',
      { checks: false, servers: [{ ...server, health: 'unavailable' as const }] },
      timedOut,
      'HEALTH_CHECK_OFF',
    ],
    [
      'a health check of another port',
      { checkPort: 9000, servers: [{ ...server, health: 'abnormal' as const }] },
      timedOut,
      'HEALTH_CHECK_PORT',
    ],
  ])('%s', (_what, listening, detail, code) => {
    const verdict = detail.code === 'TIMED_OUT' ? 'timeout' : 'login-refused'
    const test = tested(verdict, verdict === 'timeout' ? 'dns' : 'protocol', detail)
    const observation = inbound({ listening, tests: [test] })
    expect([firstOf(observation), codesOf(observation)]).toEqual([code, [code]])
  })

  test('Proxy Protocol before Redis needs no test to be an error', () => {
    expect(firstOf(inbound({ listening: { proxyProtocol: true } }))).toBe('LISTENER_PROXY_PROTOCOL')
  })

  test('an endpoint without a zone has no name, which is no fault of DNS', () => {
    const detail = { code: 'NO_SUCH_NAME', facts: { name: 'ep-1', reason: 'NXDOMAIN' } } as const
    const found = codesOf(outbound([], [tested('dns-failed', 'nothing', detail, { direction: 'outbound' })]))
    expect(found).toContain('ENDPOINT_WITHOUT_ZONE')
    expect(found).not.toContain('NAME_NOT_FOUND')
  })
})

test('while a zone is on its way nobody is blamed, and nothing is called connected', () => {
  const observation = inbound({
    more: { connections: [connection('Migrating')] },
    tests: [tested('timeout', 'dns', timedOut)],
  })
  const { findings, summary } = diagnose(observation)
  expect(findings.map(({ code }) => code)).toEqual(['IN_TRANSITION'])
  expect([summary.state, summary.actor]).toEqual(['connecting', 'cloud'])
})

test('a group that lets in others of the VPC, and not the machine that tests, is the cause of its timeout', () => {
  const observation = outbound(['Connected'])
  const { consumer } = observation
  if (!consumer) throw new Error('it has a consumer')
  const rules = [{ ...everything, SourceCidrIp: '10.0.9.0/24' }]
  const groups = consumer.groups.map(({ id, view }) => ({ id, view: view && { ...view, rules } }))
  const vpc = { id: 'vpc-1', view: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16', Status: 'Available' as const } }
  const from = (source: string) => {
    const test = tested('timeout', 'dns', timedOut, { direction: 'outbound' })
    return firstOf({
      ...observation,
      consumer: { ...consumer, groups, vpc, inside: ['10.0.0.0/16'] },
      tests: [{ ...test, sources: [source, '172.17.0.1'] }],
    })
  }
  expect(from('10.0.4.7')).toBe('SECURITY_GROUP_OTHER_SOURCE')
  expect(from('10.0.9.7')).toBe('PEER_DROPS')
  expect(from('192.168.1.7')).toBe('PEER_DROPS')
})

test('a timeout with our half in order is put down to the half that is hidden', () => {
  const hop = (observation: DirectionObservation) => {
    const [finding] = diagnose(observation).findings
    return [finding?.code, finding?.certainty, finding?.side, finding?.hop]
  }
  const ours = inbound({ tests: [tested('timeout', 'dns', timedOut)] })
  expect(hop(ours)).toEqual(['PEER_DROPS', 'probable', 'peer', 'security-group'])
  const theirs = outbound(['Connected'], [tested('timeout', 'dns', timedOut, { direction: 'outbound' })])
  expect(hop(theirs)).toEqual(['PEER_DROPS', 'probable', 'peer', 'service'])
})

describe('a server that is asked directly', () => {
  const asked = (answer: AskedServer['answer'], verdict: Verdict, detail: Detail): AskedServer => ({
    server: 'i-1',
    address: '10.0.1.20',
    port: 6379,
    listener: 6379,
    answer,
    result: tested(verdict, answer === 'opens' ? 'connect' : 'dns', detail, { from: 'local' }).result,
  })
  const refused = asked('refused', 'refused', { code: 'REFUSED', facts: { address: '10.0.1.20:6379' } })

  test('tells what answers there where the other vantage does not', () => {
    const unclear = tested('undetermined', 'connect', { code: 'VANTAGE_UNCLEAR', facts: { answer: 'failed' } })
    const http = asked('opens', 'wrong-protocol', { code: 'OTHER_PROTOCOL', facts: { answer: 'HTTP/1.1 400' } })
    expect(firstOf(inbound({ tests: [unclear], asked: [http] }))).toBe('WRONG_PROTOCOL')
  })

  test('is not listening although the load balancer has not noticed yet', () => {
    const tests = [tested('timeout', 'dns', timedOut)]
    expect(firstOf(inbound({ tests, asked: [refused] }))).toBe('BACKEND_NOT_LISTENING')
  })

  test('counts for nothing where a test comes through the link', () => {
    expect(codesOf(inbound({ tests: [tested('reachable', 'protocol', answered)], asked: [refused] }))).toEqual([])
  })
})

test('a test that nobody could make says why, and finds nothing wrong', () => {
  const detail = { code: 'OUTSIDE_VPC', facts: { vpc: 'vpc-1', here: null } } as const
  const { findings, summary } = diagnose(
    outbound(['Connected'], [tested('undetermined', 'nothing', detail, { direction: 'outbound' })]),
  )
  expect(findings.map(({ code, certainty }) => [code, certainty])).toEqual([['NOT_TESTED', 'undetermined']])
  expect(summary.state).toBe('connected')
})

test('a node of a Redis cluster that names another is told', () => {
  const detail = { code: 'ANSWERED', facts: { answer: '-MOVED 12182 10.9.0.3:6380' } } as const
  const [finding] = diagnose(inbound({ tests: [tested('reachable', 'protocol', detail)] })).findings
  expect(finding).toMatchObject({ code: 'ADDRESS_OUTSIDE_LINK', severity: 'warning', facts: { node: '10.9.0.3:6380' } })
})

test('what was at a service before this one is not gone from this one', () => {
  const nobody = inbound({ more: { connections: [] } })
  expect(codesOf(nobody)).toContain('PEER_ENDPOINT_GONE')
  const anew = {
    ...memory,
    approvedSince: null,
    service: { id: 'epsrv-1', mine: true, seen: true, since: '2026-02-01' },
  }
  const { findings, summary } = diagnose({ ...nobody, memory: anew })
  expect(findings.map(({ code }) => code)).toEqual(['NOBODY_ASKED'])
  expect(summary.state).toBe('waiting-for-peer')
})
