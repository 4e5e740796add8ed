import { describe, expect, test } from 'vitest'
import type {
  ConnectionStatus,
  Endpoint,
  EndpointConnection,
  EndpointService,
  ZoneStatus,
} from '../../src/alibaba/types.ts'
import { diagnose } from '../../src/diagnose/diagnose.ts'
import type {
  ConsumerObservation,
  DirectionObservation,
  Memory,
  ProviderObservation,
} from '../../src/diagnose/observe/observation.ts'
import type { ListenerView, LoadBalancerView } from '../../src/steps/load-balancer/view.ts'

// What the cloud's raw words amount to, and whose move it is: the cloud has no word for "waiting for approval".

const peerUid = '1968000000000002'
const half = {
  service: { id: 'epsrv-1', payer: 'Endpoint', loadBalancers: [] },
  endpoint: { securityGroups: [], zones: {} },
  tests: [],
} as const
const identities = { holds: { you: true, peer: false }, uids: { you: '1417000000000001', peer: peerUid } }

const service: EndpointService = {
  ServiceId: 'epsrv-1',
  ServiceName: 'com.aliyuncs.privatelink.cn-hangzhou.epsrv-1',
  ServiceDomain: '',
  ServiceStatus: 'Active',
  ServiceBusinessStatus: 'Normal',
  CreateTime: '2026-01-01T00:00:00Z',
}
const endpoint: Endpoint = {
  EndpointId: 'ep-1',
  EndpointDomain: 'ep-1.epsrv-1.cn-hangzhou.privatelink.aliyuncs.com',
  EndpointStatus: 'Active',
  EndpointBusinessStatus: 'Normal',
  ConnectionStatus: 'Disconnected',
  ServiceId: 'epsrv-1',
  ServiceName: '',
  VpcId: 'vpc-1',
  CreateTime: '2026-01-01T00:00:00Z',
}

const zone = (ZoneStatus: ZoneStatus) => ({ ZoneId: 'cn-hangzhou-h', VSwitchId: 'vsw-1', ZoneStatus })

const about = {
  link: 'l',
  region: 'cn-hangzhou',
  peer: { kind: 'emqx', uid: peerUid },
  half,
  identities,
  memory: { service: null, endpoint: null, approvedSince: null, rejected: [], loadBalancers: [] },
  claims: [],
  unread: [],
  tests: [],
  asked: [],
} as const

/** Ours to provide; the peer's endpoint is seen as a row. */
function inbound(more: Partial<ProviderObservation> = {}): DirectionObservation {
  const provider: ProviderObservation = {
    side: 'you',
    service,
    serviceId: 'epsrv-1',
    resources: [{ ResourceId: 'lb-1', ResourceType: 'slb', ZoneId: 'cn-hangzhou-h' }, nlb('i'), nlb('j')],
    connections: [],
    users: [peerUid],
    loadBalancers: [],
    planned: [],
    instances: {},
    ...more,
  }
  // Of our own side no id is named.
  const unnamed = { payer: 'Endpoint', loadBalancers: [] } as const
  return { ...about, half: { ...half, service: unnamed }, direction: 'inbound', provider, consumer: null }
}

/** Ours to consume; the peer's service is seen when we are whitelisted. */
function outbound(more: Partial<ConsumerObservation> = {}): DirectionObservation {
  const seen = { ServiceId: 'epsrv-1', ServiceName: '', ServiceDomain: '' }
  const consumer: ConsumerObservation = {
    side: 'you',
    endpoint,
    zones: [zone('Wait')],
    attached: ['sg-1'],
    service: seen,
    serviceId: 'epsrv-1',
    vpc: undefined,
    inside: [],
    vswitches: [],
    groups: [],
    ...more,
  }
  return { ...about, direction: 'outbound', provider: null, consumer }
}

function nlb(zone: string) {
  return { ResourceId: 'nlb-1', ResourceType: 'nlb' as const, ZoneId: `cn-hangzhou-${zone}` }
}

function row(ConnectionStatus: ConnectionStatus, ...zones: ZoneStatus[]): EndpointConnection {
  const Zones = zones.map((ZoneStatus, index) => ({ ZoneId: `cn-hangzhou-${'hijk'[index]}`, ZoneStatus }))
  return { ServiceId: 'epsrv-1', EndpointId: 'ep-1', EndpointOwnerId: peerUid, ConnectionStatus, Zones }
}

const known = { id: 'ep-1', mine: false, seen: true, since: '2026-01-01T00:00:00Z' }
const nobody: Memory = { service: null, endpoint: null, approvedSince: null, rejected: [], loadBalancers: [] }
const expected: Memory = { ...nobody, endpoint: known }
const approved: Memory = { ...expected, approvedSince: '2026-01-01T00:00:00Z' }

describe('inbound, where we provide', () => {
  test.each([
    ['no service yet', inbound({ service: undefined }), nobody, 'absent', 'you', 'RUN_UP'],
    [
      'a service being made',
      inbound({ service: { ...service, ServiceStatus: 'Creating' } }),
      nobody,
      'creating',
      'cloud',
      'WAIT',
    ],
    [
      'a service going',
      inbound({ service: { ...service, ServiceStatus: 'Deleting' } }),
      nobody,
      'deleting',
      'cloud',
      'WAIT',
    ],
    [
      'an unpaid service',
      inbound({ service: { ...service, ServiceBusinessStatus: 'FinancialLocked' } }),
      nobody,
      'locked',
      'you',
      'LOCKED',
    ],
    ['a peer not whitelisted', inbound({ users: [] }), nobody, 'creating', 'you', 'RUN_UP'],
    ['nobody asking', inbound(), nobody, 'waiting-for-peer', 'peer', 'PEER_CREATE_ENDPOINT'],
    [
      'somebody asking whom nobody named',
      inbound({ connections: [row('Disconnected', 'Wait')] }),
      nobody,
      'waiting-for-you',
      'you',
      'APPROVE',
    ],
    [
      'the expected endpoint asking',
      inbound({ connections: [row('Disconnected', 'Wait')] }),
      expected,
      'waiting-for-you',
      'you',
      'RUN_UP',
    ],
    [
      'an endpoint that we turned away',
      inbound({ connections: [row('Disconnected', 'Wait')] }),
      { ...nobody, rejected: ['ep-1'] },
      'rejected',
      'nobody',
      'NOTHING',
    ],
    [
      'an approval under way',
      inbound({ connections: [row('Connecting', 'Connecting')] }),
      expected,
      'connecting',
      'cloud',
      'WAIT',
    ],
    [
      'a connection without its zones',
      inbound({ connections: [row('Connected', 'Connecting')] }),
      expected,
      'connecting',
      'cloud',
      'WAIT',
    ],
    [
      'everything connected',
      inbound({ connections: [row('Connected', 'Connected')] }),
      approved,
      'connected',
      'nobody',
      'RUN_TEST',
    ],
    [
      'one zone of two cut',
      inbound({ connections: [row('Connected', 'Connected', 'Disconnected')] }),
      approved,
      'degraded',
      'you',
      'FIX',
    ],
    [
      'an approved connection cut',
      inbound({ connections: [row('Disconnected', 'Disconnected')] }),
      approved,
      'disconnected',
      'you',
      'RUN_UP',
    ],
    [
      'a connection being cut',
      inbound({ connections: [row('Disconnecting')] }),
      approved,
      'disconnected',
      'cloud',
      'WAIT',
    ],
    ['an endpoint going', inbound({ connections: [row('Deleting')] }), approved, 'deleting', 'cloud', 'WAIT'],
    [
      'a word the cloud learned later',
      inbound({ connections: [row('Reshaping' as ConnectionStatus)] }),
      expected,
      'connecting',
      'cloud',
      'WAIT',
    ],
  ] as const)('%s', (_what, observation, memory, state, actor, next) => {
    const standing = diagnose({ ...observation, memory }).summary
    expect([standing.state, standing.actor, standing.next.code]).toEqual([state, actor, next])
  })

  test('a peer whose account nobody told is asked for it', () => {
    const unknown = { holds: identities.holds, uids: { you: identities.uids.you } }
    const observation = { ...inbound(), identities: unknown, peer: { kind: 'emqx' } } as const
    expect(diagnose(observation).summary.next.code).toBe('PEER_TELL_UID')
  })
})

describe('outbound, where we consume', () => {
  const without = { endpoint: undefined, serviceId: undefined }
  test.each([
    [
      'a service we are not shown',
      outbound({ ...without, service: undefined }),
      nobody,
      'waiting-for-peer',
      'peer',
      'PEER_WHITELIST',
    ],
    ['a service we are shown', outbound(without), nobody, 'absent', 'you', 'RUN_UP'],
    [
      'an endpoint being made',
      outbound({ endpoint: { ...endpoint, EndpointStatus: 'Creating' } }),
      expected,
      'creating',
      'cloud',
      'WAIT',
    ],
    [
      'an endpoint nobody approved',
      outbound({ zones: [zone('Wait')] }),
      expected,
      'waiting-for-peer',
      'peer',
      'PEER_APPROVE',
    ],
    [
      'an approved endpoint cut off',
      outbound({ zones: [zone('Disconnected')] }),
      approved,
      'disconnected',
      'peer',
      'PEER_APPROVE',
    ],
    [
      'a connected endpoint',
      outbound({ endpoint: { ...endpoint, ConnectionStatus: 'Connected' }, zones: [zone('Connected')] }),
      approved,
      'connected',
      'nobody',
      'RUN_TEST',
    ],
    [
      'a service that is gone',
      outbound({ endpoint: { ...endpoint, ConnectionStatus: 'ServiceDeleted' } }),
      approved,
      'failed',
      'peer',
      'FIX',
    ],
    [
      'an unpaid endpoint',
      outbound({ endpoint: { ...endpoint, EndpointBusinessStatus: 'FinancialLocked' } }),
      approved,
      'locked',
      'you',
      'LOCKED',
    ],
  ] as const)('%s', (_what, observation, memory, state, actor, next) => {
    const standing = diagnose({ ...observation, memory }).summary
    expect([standing.state, standing.actor, standing.next.code]).toEqual([state, actor, next])
  })
})

test('connected is not "works": a broken hop behind it makes it degraded, and says which', () => {
  const listener: ListenerView = {
    id: null,
    port: 6379,
    lastPort: 6379,
    protocol: 'tcp',
    status: 'stopped',
    running: false,
    moving: false,
    acl: null,
    proxyProtocol: false,
    backendPort: 6379,
    checks: null,
    checkPort: null,
    servers: [],
  }
  const view: LoadBalancerView = {
    id: 'lb-1',
    kind: 'clb',
    status: 'active',
    active: true,
    state: 'ready',
    addressType: 'intranet',
    networkType: 'vpc',
    payType: 'PayOnDemand',
    zones: ['cn-hangzhou-h'],
    listeners: [listener],
  }
  const observation = inbound({
    connections: [row('Connected', 'Connected')],
    loadBalancers: [{ id: 'lb-1', view, made: false }],
  })
  const { summary } = diagnose({ ...observation, memory: approved })
  expect(summary).toMatchObject({
    state: 'degraded',
    next: { code: 'FIX', facts: { hop: 'listener', finding: { code: 'LISTENER_STOPPED' } } },
  })
})
