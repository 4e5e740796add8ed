import { describe, expect, test } from 'vitest'
import type {
  ConnectionStatus,
  Endpoint,
  EndpointConnection,
  EndpointService,
  ZoneStatus,
} from '../../src/alibaba/types.ts'
import { type Memory, summarizeDirection } from '../../src/diagnose/direction-state.ts'
import type { ConsumerFacts, DirectionFacts, ProviderFacts } from '../../src/diagnose/snapshot.ts'
import type { Intent } from '../../src/manifest/schema.ts'
import type { Hop } from '../../src/model/hop.ts'

// What the cloud's raw words amount to, and whose move it is: the cloud has no word for "waiting for approval".

const peerUid = '1968000000000002'
const half = {
  service: { id: 'epsrv-1', payer: 'Endpoint', loadBalancers: [] },
  endpoint: { securityGroups: [], zones: {} },
  tests: [],
} as const
const intent: Intent = {
  name: 'l',
  region: 'cn-hangzhou',
  peer: { kind: 'emqx', uid: peerUid },
  directions: { inbound: half, outbound: half },
}
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

/** Ours to provide; the peer's endpoint is seen as a row. */
function inbound(more: Partial<ProviderFacts> = {}): DirectionFacts {
  const provider = {
    side: 'you',
    service,
    resources: [],
    connections: [],
    users: [peerUid],
    loadBalancers: [],
    planned: [],
    ...more,
  } as const
  return { direction: 'inbound', half, provider, consumer: null }
}

/** Ours to consume; the peer's service is seen when we are whitelisted. */
function outbound(more: Partial<ConsumerFacts> = {}): DirectionFacts {
  const seen = { ServiceId: 'epsrv-1', ServiceName: '', ServiceDomain: '' }
  const consumer: ConsumerFacts = {
    side: 'you',
    endpoint,
    zones: [],
    service: seen,
    serviceId: 'epsrv-1',
    vpc: undefined,
    vswitches: [],
    groups: [],
    ...more,
  }
  return { direction: 'outbound', half, provider: null, consumer }
}

function row(ConnectionStatus: ConnectionStatus, ...zones: ZoneStatus[]): EndpointConnection {
  const Zones = zones.map((ZoneStatus, index) => ({ ZoneId: `cn-hangzhou-${'hijk'[index]}`, ZoneStatus }))
  return { ServiceId: 'epsrv-1', EndpointId: 'ep-1', EndpointOwnerId: peerUid, ConnectionStatus, Zones }
}

const expected: Memory = { endpoint: 'ep-1', approved: false, rejected: [] }
const approved: Memory = { endpoint: 'ep-1', approved: true, rejected: [] }
const nobody: Memory = { endpoint: undefined, approved: false, rejected: [] }
const zone = (ZoneStatus: ZoneStatus) => ({ ZoneId: 'cn-hangzhou-h', VSwitchId: 'vsw-1', ZoneStatus })

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
      { endpoint: undefined, approved: false, rejected: ['ep-1'] },
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
  ] as const)('%s', (_what, facts, memory, state, actor, next) => {
    const standing = summarizeDirection(facts, intent, identities, memory, zoneHop(facts))
    expect([standing.state, standing.actor, standing.next.code]).toEqual([state, actor, next])
  })

  test('a peer whose account nobody told is asked for it', () => {
    const unknown = { holds: identities.holds, uids: { you: identities.uids.you } }
    expect(summarizeDirection(inbound(), intent, unknown, nobody, []).next.code).toBe('PEER_TELL_UID')
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
      'PEER_REPAIR',
    ],
    [
      'an unpaid endpoint',
      outbound({ endpoint: { ...endpoint, EndpointBusinessStatus: 'FinancialLocked' } }),
      approved,
      'locked',
      'you',
      'LOCKED',
    ],
  ] as const)('%s', (_what, facts, memory, state, actor, next) => {
    const standing = summarizeDirection(facts, intent, identities, memory, [])
    expect([standing.state, standing.actor, standing.next.code]).toEqual([state, actor, next])
  })
})

test('connected is not "works": a broken hop behind it makes it degraded, and says which', () => {
  const facts = inbound({ connections: [row('Connected', 'Connected')] })
  const hops: Hop[] = [{ hop: 'listener', state: 'fail', evidence: { status: 'lb-1 tcp 6379: stopped' } }]
  const standing = summarizeDirection(facts, intent, identities, approved, hops)
  expect(standing).toMatchObject({
    state: 'degraded',
    next: { code: 'FIX', facts: { hop: 'listener', status: 'lb-1 tcp 6379: stopped', ids: [] } },
  })
})

function zoneHop(facts: DirectionFacts): Hop[] {
  const zones = facts.provider?.connections[0]?.Zones ?? []
  return zones.some((each) => each.ZoneStatus === 'Disconnected') ? [{ hop: 'zone', state: 'fail', evidence: {} }] : []
}
