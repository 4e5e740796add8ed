import { type EvidenceBundle, sanitizedObservations } from '../../src/diagnose/bundle.ts'
import type { DirectionObservation } from '../../src/diagnose/observe/observation.ts'

const uid = '1968000000000002'
const domain = 'ep-1.epsrv-1.cn-hangzhou.privatelink.aliyuncs.com'
const vswitch = {
  VSwitchId: 'vsw-1',
  VSwitchName: 'the boss',
  VpcId: 'vpc-1',
  ZoneId: 'cn-hangzhou-h',
  CidrBlock: '10.0.1.0/24',
  AvailableIpAddressCount: 9,
  Status: 'Available',
} as const
const server = { id: 'i-1', ip: '10.0.1.20', port: 6379, weight: 100, health: 'normal', reason: null } as const
const spec = {
  name: 'main',
  place: { vswitch: 'vsw-1' },
  listeners: [{ port: 6379, backendPort: 6379 }],
  backends: [{ id: 'i-1', type: 'ecs', weight: 100 }],
} as const
const result = {
  target: 'redis://10.0.1.20:6379',
  direction: 'inbound',
  from: 'ecs:i-1',
  ok: false,
  verdict: 'timeout',
  reached: 'dns',
  ms: { dns: 1, connect: null, tls: null, protocol: null },
  detail: { code: 'TIMED_OUT', facts: { stage: 'connect', ms: 5000 } },
  findings: [],
} as const

/** Something of everything that an observation can hold. */
export const observation: DirectionObservation = {
  direction: 'inbound',
  link: 'shop',
  region: 'cn-hangzhou',
  peer: { kind: 'emqx', uid },
  half: {
    service: { payer: 'Endpoint', loadBalancers: ['lb-1'], create: [spec], description: 'for the boss' },
    endpoint: { securityGroups: ['sg-1'], zones: { 'cn-hangzhou-h': 'vsw-1' }, name: 'the boss' },
    tests: ['redis://boss:secret@{inbound}:6379'],
  },
  identities: { holds: { you: true, peer: true }, uids: { you: '1968000000000001', peer: uid } },
  memory: {
    service: { id: 'epsrv-1', mine: true, seen: true, since: '2026-01-01T00:00:00Z' },
    endpoint: null,
    approvedSince: null,
    rejected: [],
    loadBalancers: [{ name: 'main', id: 'lb-1' }],
  },
  provider: {
    side: 'you',
    service: {
      ServiceId: 'epsrv-1',
      ServiceName: 'com.aliyuncs.privatelink.cn-hangzhou.epsrv-1',
      ServiceDomain: 'epsrv-1.cn-hangzhou.privatelink.aliyuncs.com',
      ServiceStatus: 'Active',
      ServiceBusinessStatus: 'Normal',
      ServiceDescription: 'for the boss',
      CreateTime: '2026-01-01T00:00:00Z',
      Zones: ['cn-hangzhou-h'],
    },
    serviceId: 'epsrv-1',
    resources: [{ ResourceId: 'lb-1', ResourceType: 'slb', ZoneId: 'cn-hangzhou-h' }],
    connections: [
      {
        ServiceId: 'epsrv-1',
        EndpointId: 'ep-1',
        EndpointOwnerId: uid,
        ConnectionStatus: 'Connected',
        Zones: [{ ZoneId: 'cn-hangzhou-h', ZoneStatus: 'Connected' }],
      },
    ],
    users: [uid],
    loadBalancers: [
      {
        id: 'lb-1',
        made: true,
        view: {
          id: 'lb-1',
          kind: 'clb',
          addressType: 'intranet',
          networkType: 'vpc',
          payType: 'PayOnDemand',
          zones: ['cn-hangzhou-h'],
          status: 'active',
          active: true,
          state: 'ready',
          listeners: [
            {
              id: null,
              port: 6379,
              lastPort: 6379,
              protocol: 'tcp',
              status: 'running',
              running: true,
              moving: false,
              acl: { type: 'white', ids: ['acl-1'] },
              proxyProtocol: false,
              backendPort: 6379,
              checks: true,
              checkPort: null,
              servers: [server],
            },
          ],
        },
      },
    ],
    planned: [
      {
        spec,
        vswitches: [{ id: 'vsw-1', view: vswitch }],
        pairs: [{ MasterZoneId: 'cn-hangzhou-h', SlaveZoneId: 'cn-hangzhou-i' }],
        backends: [{ spec: spec.backends[0], found: { vpc: 'vpc-1', status: 'Running', ips: ['10.0.1.20'] } }],
      },
    ],
    instances: { 'i-1': { InstanceId: 'i-1', Status: 'Running' }, 'i-2': null },
  },
  consumer: {
    side: 'peer',
    endpoint: {
      EndpointId: 'ep-1',
      EndpointDomain: domain,
      EndpointStatus: 'Active',
      EndpointBusinessStatus: 'Normal',
      ConnectionStatus: 'Connected',
      ServiceId: 'epsrv-1',
      ServiceName: 'com.aliyuncs.privatelink.cn-hangzhou.epsrv-1',
      VpcId: 'vpc-1',
      CreateTime: '2026-01-01T00:00:00Z',
    },
    zones: [{ ZoneId: 'cn-hangzhou-h', VSwitchId: 'vsw-1', ZoneStatus: 'Connected', EniIp: '10.0.1.9' }],
    attached: ['sg-1'],
    service: undefined,
    serviceId: 'epsrv-1',
    vpc: { id: 'vpc-1', view: { VpcId: 'vpc-1', Status: 'Available', CidrBlock: '10.0.0.0/16' } },
    inside: ['10.0.0.0/16'],
    vswitches: [{ id: 'vsw-1', zone: 'cn-hangzhou-h', view: vswitch }],
    groups: [
      {
        id: 'sg-1',
        view: {
          id: 'sg-1',
          type: undefined,
          vpc: 'vpc-1',
          rules: [
            {
              Direction: 'ingress',
              IpProtocol: 'TCP',
              PortRange: '6379/6379',
              SourceCidrIp: '10.0.0.0/16',
              Policy: 'Accept',
              Priority: '1',
              Description: 'for the boss',
            },
          ],
        },
      },
    ],
  },
  claims: [{ step: 'inbound/service', id: 'epsrv-1', lineage: 'l', foreign: false }],
  unread: [
    {
      part: 'health',
      side: 'you',
      permission: 'slb:DescribeHealthStatus',
      action: 'slb.DescribeHealthStatus',
      reason: 'Forbidden.RAM',
      requestId: null,
    },
  ],
  tests: [{ port: 6379, result, resolved: { name: domain, addresses: ['10.0.1.9'] }, sources: ['10.0.0.3'] }],
  asked: [{ server: 'i-1', address: '10.0.1.20', port: 6379, listener: 6379, answer: 'opens', result }],
}

/** What `doctor --bundle` writes of it. */
export const bundle: EvidenceBundle = {
  schema: 'plink/1',
  bundle: 1,
  at: '2026-01-02T00:00:00.000Z',
  link: 'shop',
  region: 'cn-hangzhou',
  observations: sanitizedObservations([observation]),
}
