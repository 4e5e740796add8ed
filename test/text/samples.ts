import type { Asked } from '../../src/model/ask.ts'
import type { Details, Nexts, Reasons } from '../../src/model/result.ts'

export const nextFacts: { readonly [C in keyof Nexts]: readonly [Nexts[C], ...Nexts[C][]] } = {
  NOTHING: [{}],
  RUN_UP: [{}],
  RUN_TEST: [{}],
  WAIT: [{ step: 'outbound/zone:cn-hangzhou-h', status: 'Creating' }],
  SPEC_LACKS: [{ keys: ['outbound.endpoint.vpc'] }],
  PEER_CREATE_ENDPOINT: [
    {
      emqx: true,
      service: 'epsrv-bp1',
      serviceName: 'com.aliyuncs.x',
      zones: ['cn-hangzhou-h'],
      uid: '14',
      since: null,
    },
    {
      emqx: true,
      service: 'epsrv-bp1',
      serviceName: 'com.aliyuncs.x',
      zones: ['cn-hangzhou-h'],
      uid: null,
      since: '2026-03-01T08:00:00Z',
    },
    { emqx: false, service: 'epsrv-bp1', serviceName: 'com.aliyuncs.x', zones: [], uid: null, since: null },
  ],
  PEER_TELL_UID: [
    { emqx: true, service: 'epsrv-bp1', zones: ['cn-hangzhou-h'], since: '2026-03-01T08:00:00Z' },
    { emqx: false, service: 'epsrv-bp1', zones: ['cn-hangzhou-h'], since: null },
    { emqx: false, service: null, zones: [], since: null },
  ],
  PEER_TELL_SERVICE: [
    { emqx: true, uid: '12', region: 'cn-hangzhou', zones: ['cn-hangzhou-h'] },
    { emqx: false, uid: '12', region: 'cn-hangzhou', zones: ['cn-hangzhou-h'] },
  ],
  PEER_WHITELIST: [{ service: 'epsrv-bp1', uid: '12' }],
  PEER_APPROVE: [
    { emqx: true, service: 'epsrv-bp1', endpoint: 'ep-bp1', since: '2026-03-01T08:00:00Z' },
    { emqx: false, service: 'epsrv-bp1', endpoint: 'ep-bp1', since: null },
  ],
  PEER_REMOVE_ENDPOINT: [
    { emqx: true, service: 'epsrv-bp1', endpoints: ['ep-bp1'], refused: false },
    { emqx: true, service: 'epsrv-bp1', endpoints: ['ep-bp1'], refused: true },
    { emqx: false, service: 'epsrv-bp1', endpoints: ['ep-bp1'], refused: true },
  ],
  PEER_KEYS_NEEDED: [
    { step: 'inbound/endpoint', id: 'ep-bp1' },
    { step: 'inbound/endpoint', id: null },
  ],
  APPROVE: [{ endpoints: [{ id: 'ep-bp1', ownerUid: '14', vpc: 'vpc-bp1', since: null, expectedUid: true }] }],
  LOCKED: [
    { what: 'endpoint', id: 'ep-bp1', side: 'you' },
    { what: 'service', id: 'epsrv-bp1', side: 'peer' },
  ],
  FIX: [
    {
      hop: 'security-group',
      finding: { code: 'SECURITY_GROUP_CLOSED', facts: { ids: ['sg-bp1'], port: 1883, open: [] } },
    },
  ],
}

export const reasonFacts: { readonly [C in keyof Reasons]: Reasons[C] } = {
  NOT_THERE: {},
  NOT_AS_ASKED: {},
  FOUND_BY_TAG: {},
  NAMED_IN_SPEC: {},
  ALREADY_THERE: {},
  ADOPTED: {},
  NEEDS: { step: 'inbound/service' },
  SPEC_LACKS: { keys: ['outbound.endpoint.vpc'] },
  PEER_MUST: { next: { code: 'PEER_WHITELIST', facts: { service: 'epsrv-bp1', uid: '12' } } },
  IN_USE: { endpoints: ['ep-bp1'] },
  APPROVAL_UNNAMED: { endpoints: ['ep-bp1'] },
  IN_TRANSITION: { status: 'Creating' },
  CANNOT_CHANGE: { field: 'vpc', is: 'vpc-bp1', wanted: 'vpc-bp2' },
  BROKEN: { status: 'ServiceDeleted' },
  LOOK_FAILED: { code: 'CLOUD_DENIED' },
  NOT_WANTED: {},
  MADE_BY_PLINK: {},
}

export const detailFacts: { readonly [C in keyof Details]: readonly [Details[C], ...Details[C][]] } = {
  ANSWERED: [{ answer: 'PONG' }],
  AUTH_REQUIRED: [{ answer: 'NOAUTH' }, { answer: 'NOAUTH', withheld: true }],
  UNEXPECTED: [{ answer: 'HTTP 404', expected: '200' }],
  LOGIN_FAILED: [{ answer: 'WRONGPASS' }],
  UNREADY: [{ answer: '-LOADING', reason: 'loading' }],
  CERTIFICATE: [
    {
      problem: 'expired',
      subject: 'mqtt.example.com',
      names: ['mqtt.example.com'],
      issuer: 'Example CA',
      from: '2025-01-01T00:00:00.000Z',
      until: '2026-01-01T00:00:00.000Z',
      wanted: 'mqtt.example.com',
    },
  ],
  WRONG_ADDRESS: [{ name: 'ep-bp1.aliyuncs.com', resolved: ['10.0.4.222'], expected: ['10.0.4.102'] }],
  ZONE_FAILED: [{ zone: 'cn-hangzhou-h', address: '10.0.4.102', verdict: 'refused' }],
  VARIABLE_UNSET: [{ variable: 'REDIS_PASSWORD' }],
  VANTAGE_CANNOT: [
    { reason: 'agent', about: 'ClientNotRunning' },
    { reason: 'no-openssl', about: null },
  ],
  VANTAGE_FORBIDS: [{ answer: 'address is denied by policy' }],
  OTHER_PROTOCOL: [{ answer: 'HTTP/1.1 400' }],
  REFUSED: [{ address: '127.0.0.1:6379' }],
  NO_ROUTE: [{ address: '10.0.0.1:1883', reason: 'EHOSTUNREACH' }],
  TIMED_OUT: [{ stage: 'connect', ms: 5000 }],
  SILENT: [{ ms: 5000 }],
  CLOSED: [{ stage: 'protocol' }],
  NO_SUCH_NAME: [{ name: 'ep-bp1.example', reason: 'ENOTFOUND' }],
  TLS: [{ reason: 'CERT_HAS_EXPIRED' }],
  OUTSIDE_VPC: [
    { vpc: 'vpc-bp1', here: 'vpc-bp2' },
    { vpc: null, here: null },
  ],
  PEER_VANTAGE_NEEDED: [{}],
  VANTAGE_FAILED: [
    { status: 401, answer: 'BAD_API_KEY_OR_SECRET' },
    { status: null, answer: 'ECONNREFUSED' },
  ],
  VANTAGE_UNCLEAR: [{ answer: 'TEST_FAILED' }],
  NO_ENDPOINT: [{ direction: 'outbound' }],
}

export const askedFacts: { readonly [C in keyof Asked]: Asked[C] } = {
  PROCEED: { command: 'up', changes: [] },
  OPEN_PRODUCT: { side: 'you', uid: '12' },
  APPROVE: { endpoint: 'ep-bp1', ownerUid: '14', vpc: 'vpc-bp1', since: null, service: 'epsrv-bp1' },
  DISCONNECT: { endpoint: 'ep-bp1', ownerUid: '14', service: 'epsrv-bp1' },
  FORGET: { step: 'inbound/service', id: 'epsrv-bp1', mine: true, parts: ['inbound/connection'] },
  ADOPT: {
    link: 'emqx-prod',
    lineage: '1f0c',
    adopted: [{ step: 'inbound/service', id: 'epsrv-bp1', mine: true, status: 'ready' }],
    unsure: [{ step: 'inbound/whitelist:14', id: '14', why: 'NOT_ASKED_FOR', code: null }],
  },
  ACCEPT: { file: 'plink.yaml', amendments: [] },
  APPLY_FIXES: { commands: ['plink up'] },
  UNLOCK: {
    file: 'plink.state.json',
    holder: { pid: 42, host: 'box', since: '2026-03-01T08:00:00Z', command: 'plink up' },
    alive: null,
  },
}
