import type { PlannedCost } from '../../src/model/cost.ts'
import type { FaultData } from '../../src/model/fault.ts'
import type { LinkStatus, PlannedChange, SimulatorDocument, TestResult } from '../../src/model/result.ts'

/** A link whose inbound half stands, and whose outbound half waits for the peer. Ids are as long as real ones. */
export const status: LinkStatus = {
  at: Date.parse('2026-03-01T10:13:20Z'),
  link: 'emqx-prod',
  region: 'cn-hangzhou',
  directions: {
    inbound: {
      state: 'connected',
      actor: 'nobody',
      next: { code: 'RUN_TEST', facts: {} },
      service: {
        id: 'epsrv-bp1k5n7o6s3r2q1p0abc',
        name: 'com.aliyuncs.privatelink.cn-hangzhou.epsrv-bp1k5n7o6s3r2q1p0abc',
        status: 'Active',
        mine: true,
        zones: ['cn-hangzhou-h'],
      },
      endpoints: [
        {
          id: 'ep-bp1xyzxyzxyzxyzxyz00',
          ownerUid: '1417000000000001',
          expected: true,
          mine: false,
          domain: 'ep-bp1xyzxyzxyzxyzxyz00.epsrv-bp1k5n7o6s3r2q1p0abc.cn-hangzhou.privatelink.aliyuncs.com',
          derived: true,
          ips: [],
          zones: [],
          connectionStatus: 'Connected',
        },
        {
          id: 'ep-bp1stranger0000000000',
          ownerUid: '1417000000000001',
          expected: false,
          mine: false,
          domain: null,
          derived: false,
          ips: [],
          zones: [],
          connectionStatus: 'Disconnected',
        },
      ],
      findings: [],
      hops: [
        { hop: 'dns', state: 'skipped', evidence: {} },
        { hop: 'endpoint', state: 'ok', evidence: { id: 'ep-bp1xyzxyzxyzxyzxyz00', ownerUid: '1417000000000001' } },
        { hop: 'security-group', state: 'undetermined', evidence: {} },
        { hop: 'zone', state: 'ok', evidence: { zones: { 'cn-hangzhou-h': 'Connected' } } },
        { hop: 'connection', state: 'ok', evidence: { status: 'Connected' } },
        { hop: 'service', state: 'ok', evidence: { id: 'epsrv-bp1k5n7o6s3r2q1p0abc', status: 'Active' } },
        {
          hop: 'listener',
          state: 'ok',
          evidence: { listeners: [{ lb: 'lb-bp1redisredisredis00', port: 6379, protocol: 'tcp', status: 'running' }] },
        },
        {
          hop: 'backend',
          state: 'warn',
          evidence: { servers: [{ port: 6379, id: 'i-bp1a', health: 'abnormal' }], status: 'i-bp1a:6379 abnormal' },
        },
        { hop: 'protocol', state: 'skipped', evidence: {} },
      ],
    },
    outbound: {
      state: 'waiting-for-peer',
      actor: 'peer',
      next: {
        code: 'PEER_APPROVE',
        facts: {
          emqx: true,
          service: 'epsrv-bp1emqxemqxemqx0000',
          endpoint: 'ep-bp1ourourourourour00',
          since: '2026-03-01T08:00:00Z',
        },
      },
      service: { id: 'epsrv-bp1emqxemqxemqx0000', name: null, status: null, mine: false, zones: ['cn-hangzhou-h'] },
      endpoints: [
        {
          id: 'ep-bp1ourourourourour00',
          ownerUid: '1200000000000001',
          expected: true,
          mine: true,
          domain: 'ep-bp1ourourourourour00.epsrv-bp1emqxemqxemqx0000.cn-hangzhou.privatelink.aliyuncs.com',
          derived: false,
          ips: ['192.168.0.12'],
          zones: [{ zone: 'cn-hangzhou-h', status: 'Wait', ip: '192.168.0.12', domain: null }],
          connectionStatus: 'Disconnected',
        },
      ],
      findings: [],
      hops: [
        {
          hop: 'endpoint',
          state: 'ok',
          evidence: { id: 'ep-bp1ourourourourour00', status: 'Active', vpc: 'vpc-bp1a' },
        },
        { hop: 'security-group', state: 'fail', evidence: { ids: ['sg-bp1a'], closed: [1883], status: 'TCP 1883' } },
        { hop: 'zone', state: 'warn', evidence: { zones: { 'cn-hangzhou-h': 'Wait' } } },
        { hop: 'connection', state: 'warn', evidence: { status: 'Disconnected' } },
        { hop: 'service', state: 'ok', evidence: { id: 'epsrv-bp1emqxemqxemqx0000', visible: true } },
        { hop: 'peer-addon', state: 'undetermined', evidence: {} },
      ],
    },
  },
}

/** A link that waits for the peer both ways, for two hours and for three days. Names as others write them. */
export const waiting: LinkStatus = {
  at: Date.parse('2026-03-04T10:13:20Z'),
  link: '生产😀-e\u0301',
  region: 'cn-hangzhou',
  directions: {
    inbound: {
      state: 'waiting-for-peer',
      actor: 'peer',
      next: {
        code: 'PEER_CREATE_ENDPOINT',
        facts: {
          emqx: false,
          service: 'epsrv-bp1k5n7o6s3r2q1p0abc',
          serviceName: 'com.aliyuncs.privatelink.cn-hangzhou.epsrv-bp1k5n7o6s3r2q1p0abc',
          zones: ['cn-hangzhou-h', 'cn-hangzhou-i'],
          uid: '1417000000000001',
          since: '2026-03-04T08:00:00Z',
        },
      },
      service: null,
      endpoints: [],
      findings: [],
      hops: [
        { hop: 'endpoint', state: 'skipped', evidence: { asking: [] } },
        { hop: 'service', state: 'ok', evidence: { id: 'epsrv-bp1k5n7o6s3r2q1p0abc', status: 'Active' } },
        { hop: 'listener', state: 'fail', evidence: { status: '终端节点 stopped' } },
      ],
    },
    outbound: {
      state: 'waiting-for-peer',
      actor: 'peer',
      next: {
        code: 'PEER_APPROVE',
        facts: {
          emqx: false,
          service: 'epsrv-bp1emqxemqxemqx0000',
          endpoint: 'ep-bp1ourourourourour00',
          since: '2026-03-01T08:00:00Z',
        },
      },
      service: null,
      endpoints: [],
      findings: [],
      hops: [{ hop: 'connection', state: 'warn', evidence: { status: 'Disconnected' } }],
    },
  },
}

/** The same, when it is your move: somebody asks to be let in. */
export const asked: LinkStatus = {
  ...waiting,
  directions: {
    inbound: {
      state: 'waiting-for-you',
      actor: 'you',
      next: {
        code: 'APPROVE',
        facts: {
          endpoints: [
            {
              id: 'ep-bp1xyzxyzxyzxyzxyz00',
              ownerUid: '1417000000000001',
              vpc: 'vpc-bp1theirtheirtheir00',
              since: '2026-03-04T08:00:00Z',
              expectedUid: true,
            },
          ],
        },
      },
      service: null,
      endpoints: [],
      findings: [],
      hops: [{ hop: 'endpoint', state: 'skipped', evidence: { asking: ['ep-bp1xyzxyzxyzxyzxyz00'] } }],
    },
  },
}

export const gone: LinkStatus = {
  at: Date.parse('2026-03-01T10:13:20Z'),
  link: 'emqx-prod',
  region: 'cn-hangzhou',
  directions: {
    inbound: {
      state: 'absent',
      actor: 'you',
      next: { code: 'RUN_UP', facts: {} },
      service: null,
      endpoints: [],
      findings: [],
      hops: [],
    },
  },
}

/** What the plan below will cost: the peer's endpoint at our service, and ours at EMQX's. */
export const cost: readonly PlannedCost[] = [
  { direction: 'inbound', zones: null, payer: 'you', loadBalancers: 1, addOn: false },
  { direction: 'outbound', zones: 3, payer: null, loadBalancers: 0, addOn: true },
]

export const changes: readonly PlannedChange[] = [
  {
    direction: 'inbound',
    step: 'inbound/load-balancer:lb-bp1redisredisredis00',
    action: 'adopt',
    id: 'lb-bp1redisredisredis00',
    reason: { code: 'NAMED_IN_SPEC', facts: {} },
  },
  {
    direction: 'inbound',
    step: 'inbound/service',
    action: 'create',
    id: null,
    reason: { code: 'NOT_THERE', facts: {} },
  },
  {
    direction: 'inbound',
    step: 'inbound/whitelist:1417000000000001',
    action: 'create',
    id: null,
    reason: { code: 'NEEDS', facts: { step: 'inbound/service' } },
  },
  {
    direction: 'inbound',
    step: 'inbound/endpoint',
    action: 'peer',
    id: null,
    reason: {
      code: 'PEER_MUST',
      facts: { next: { code: 'PEER_WHITELIST', facts: { service: 'epsrv-1', uid: '12' } } },
    },
  },
  {
    direction: 'outbound',
    step: 'outbound/endpoint',
    action: 'blocked',
    id: 'ep-bp1ourourourourour00',
    reason: { code: 'CANNOT_CHANGE', facts: { field: 'vpc', is: 'vpc-bp1a', wanted: 'vpc-bp1b' } },
  },
  {
    direction: 'outbound',
    step: 'outbound/zone:cn-hangzhou-h',
    action: 'none',
    id: 'cn-hangzhou-h',
    reason: { code: 'ALREADY_THERE', facts: {} },
  },
]

export const results: readonly TestResult[] = [
  {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: targets are written so.
    target: 'redis://:${REDIS_PASSWORD}@{inbound}:6379',
    direction: 'inbound',
    from: 'emqx',
    ok: true,
    verdict: 'reachable-auth-required',
    reached: 'protocol',
    ms: { dns: null, connect: 2, tls: null, protocol: 1 },
    detail: { code: 'AUTH_REQUIRED', facts: { answer: 'NOAUTH' } },
    findings: [],
  },
  {
    target: 'mqtt://{outbound}:1883',
    direction: 'outbound',
    from: 'local',
    ok: false,
    verdict: 'timeout',
    reached: 'dns',
    ms: { dns: 1.2, connect: 5001, tls: null, protocol: null },
    detail: { code: 'TIMED_OUT', facts: { stage: 'connect', ms: 5000 } },
    findings: [],
  },
  {
    target: 'tcp://{inbound}:6379',
    direction: 'inbound',
    from: 'local',
    ok: false,
    verdict: 'undetermined',
    reached: 'nothing',
    ms: { dns: null, connect: null, tls: null, protocol: null },
    detail: { code: 'OUTSIDE_VPC', facts: { vpc: null, here: 'vpc-bp1a' } },
    findings: [],
  },
]

/** What a hostile or broken party might write: colours, a cursor move, a line break, a reversed text. */
export const nasty = 'bad\u001b[2J\u001b[31mred\u009b1A\nline \u202etxet'

export const faults: readonly FaultData[] = [
  {
    code: 'CLOUD_REFUSED',
    facts: {
      side: 'you',
      action: 'privatelink.CreateVpcEndpoint',
      apiCode: 'QuotaExceeded.totalIdleEndpoint',
      apiMessage: nasty,
      requestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
    },
  },
  {
    code: 'CHECKS_FAILED',
    facts: {
      faults: [
        { code: 'ZONE_MISMATCH', facts: { service: ['cn-hangzhou-h'], endpoint: ['cn-hangzhou-k'] } },
        { code: 'SECURITY_GROUP_CLOSED', facts: { ids: ['sg-bp1a'], port: 1883, open: [] } },
      ],
    },
  },
]

export const started: SimulatorDocument = {
  endpoint: 'http://127.0.0.1:4500',
  dns: '127.0.0.1:5353',
  region: 'cn-hangzhou',
  scenario: 'two-way',
  speed: 10,
  accounts: [
    { name: 'emqx', uid: '1417000000000001', accessKeyId: 'LTAI-emqx', accessKeySecret: 'emqx-secret' },
    { name: 'you', uid: '1200000000000001', accessKeyId: 'LTAI-you', accessKeySecret: "it's you" },
  ],
  given: { 'you.vpc': 'vpc-bp1a', 'you.loadBalancer': 'lb-bp1redisredisredis00' },
  vendor: {
    console: 'http://127.0.0.1:4500/vendor',
    deployment: { url: 'http://127.0.0.1:4501/api/v5', key: 'app', secret: 'app-secret' },
  },
  control: 'http://127.0.0.1:4500/control',
  page: 'http://127.0.0.1:4502',
}
