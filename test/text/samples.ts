import type { Asked } from '../../src/model/ask.ts'
import type { FaultCode, Faults } from '../../src/model/fault.ts'
import type { Details, Nexts, Reasons } from '../../src/model/result.ts'

const refusal = {
  side: 'you',
  action: 'privatelink.CreateVpcEndpoint',
  apiCode: 'QuotaExceeded.totalIdleEndpoint',
  apiMessage: 'The quota is used up.',
  requestId: '473469C7',
} as const
const missing = { side: 'peer', id: 'x-bp1', region: 'cn-hangzhou' } as const

/** Facts for every fault, several where the sentence has branches. A fault without an example does not compile. */
export const faultFacts: { readonly [C in FaultCode]: readonly [Faults[C], ...Faults[C][]] } = {
  USAGE: [{ problem: '--watch and -o json exclude each other' }],
  UNKNOWN_COMMAND: [
    { command: 'pln', meant: 'plan' },
    { command: 'xyzzy', meant: null },
  ],
  UNKNOWN_OPTION: [
    { option: '--wach', command: 'plink status', meant: '--watch' },
    { option: '--xyzzy', command: 'plink status', meant: null },
  ],
  BAD_FLAG: [
    { flag: '--timeout', value: 'soon', expected: '90s, 15m, 1h' },
    {
      flag: '--backend',
      value: 'rm-bp1',
      expected: 'i-… | eni-…=192.168.0.10 | i-…,50',
      problem: { kind: 'no-backend', value: 'rm-bp1', product: 'RDS' },
    },
  ],
  MISSING_ARGUMENT: [{ name: 'TARGET', command: 'plink test' }],
  UNEXPECTED_ARGUMENT: [{ argument: 'now', command: 'plink up' }],
  INPUT_NEEDED: [
    {
      questions: [
        { name: 'proceed', flag: '--yes' },
        { name: 'direction', flag: '--direction', choices: ['inbound', 'outbound'] },
      ],
    },
  ],
  SPEC_MISSING: [{ file: 'plink.yaml' }],
  SPEC_INVALID: [
    {
      file: 'plink.yaml',
      problems: [
        {
          line: 3,
          column: 1,
          path: '',
          problem: { kind: 'unknown-key', key: 'regoin', known: ['region'], meant: 'region' },
        },
      ],
      further: 0,
    },
    {
      file: 'plink.yaml',
      problems: [
        { line: 1, column: 1, path: '', problem: { kind: 'syntax', reason: 'bad indent' } },
        { line: 2, column: 1, path: '', problem: { kind: 'unknown-key', key: 'xyzzy', known: ['name', 'region'] } },
        { line: 3, column: 9, path: 'name', problem: { kind: 'wrong-type', expected: 'text', found: 'list' } },
        { line: 4, column: 1, path: 'peer', problem: { kind: 'missing', key: 'kind' } },
        {
          line: 5,
          column: 1,
          path: 'inbound.service.payer',
          problem: { kind: 'bad-value', value: 'Me', expected: 'Endpoint | EndpointService' },
        },
        {
          line: 6,
          column: 1,
          path: 'inbound.endpoint.vpc',
          problem: { kind: 'bad-id', value: 'vpc', expected: 'vpc-…' },
        },
        { line: 7, column: 1, path: 'peer.uid', problem: { kind: 'bad-uid', value: '201417000000000001' } },
        { line: 7, column: 1, path: 'peer.uid', problem: { kind: 'bad-uid', value: '12' } },
        {
          line: 8,
          column: 1,
          path: 'inbound.tests[0]',
          problem: { kind: 'literal-password', target: 'redis://…@{inbound}:6379' },
        },
        {
          line: 9,
          column: 1,
          path: 'inbound.tests[1]',
          problem: { kind: 'bad-target', target: 'ftp://x', reason: 'unknown-scheme' },
        },
        { line: 10, column: 1, path: 'inbound', problem: { kind: 'no-backend', value: 'r-bp1', product: 'Redis' } },
        { line: 10, column: 1, path: 'inbound', problem: { kind: 'mixed-load-balancers', ids: ['lb-bp1', 'nlb-bp1'] } },
        { line: 11, column: 1, path: 'version', problem: { kind: 'unsupported-version', value: '2' } },
        { line: 12, column: 1, path: 'inbound', problem: { kind: 'duplicate', value: 'lb-bp1' } },
      ],
      further: 0,
    },
  ],
  TARGET_INVALID: [{ target: 'ftp://x', reason: 'unknown-scheme' }],
  SECRET_UNSET: [{ target: 'redis://…@{inbound}:6379', variable: 'REDIS_PASSWORD' }],
  ENDPOINT_URL_INVALID: [
    { variable: 'PLINK_ENDPOINT_URL', url: 'http://example.com' },
    { variable: 'HTTPS_PROXY', url: 'ftp://…@10.0.0.1:21' },
  ],
  PROXY_UNSUPPORTED: [{ variable: 'HTTPS_PROXY', scheme: 'socks5' }],
  TLS_VERIFICATION_OFF: [{}],
  DEPLOYMENT_URL_INVALID: [
    { variable: 'EMQXCLOUD_DEPLOYMENT_ENDPOINT', url: 'ftp://x', old: false },
    { variable: 'EMQXCLOUD_DEPLOYMENT_ENDPOINT', url: 'https://x:8443/api', old: true },
  ],
  REGION_MISSING: [{}],
  NO_TARGETS: [{ file: 'plink.yaml' }],
  STEP_UNKNOWN: [{ step: 'inbound/srevice', known: ['inbound/service', 'outbound/endpoint'] }],
  LINEAGE_UNCLEAR: [
    {
      link: 'emqx-prod',
      lineages: [
        { lineage: '1f0c', ids: ['epsrv-bp1'] },
        { lineage: '2e1d', ids: ['epsrv-bp2', 'ep-bp2'] },
      ],
    },
  ],
  DIRECTION_ABSENT: [{ direction: 'outbound', file: 'plink.yaml' }],
  INVITE_MISSING: [{ file: 'plink-invite-1417000000000001.yaml' }],
  INVITE_INVALID: [
    {
      file: 'plink-invite-1417000000000001.yaml',
      problems: [
        { line: 4, column: 9, path: 'sender', problem: { kind: 'bad-uid', value: '141700000000001' } },
        { line: 5, column: 1, path: 'ways', problem: { kind: 'missing', key: 'ways' } },
      ],
      further: 7,
    },
    {
      file: 'plink-invite-1417000000000001.yaml',
      problems: [{ line: 4, column: 9, path: 'sender', problem: { kind: 'bad-uid', value: '141700000000001' } }],
      further: 0,
    },
  ],
  INVITE_CHANGED: [
    { file: 'plink-invite-1417000000000001.yaml', wanted: '7f3a-91c2', is: '00c4-5d1e' },
    { file: null, wanted: '7f3a-91c2', is: '00c4-5d1e' },
  ],
  INVITE_OWN: [{ uid: '1417000000000001' }],
  INVITE_ELSEWHERE: [
    { what: 'region', invite: 'cn-beijing', here: 'cn-hangzhou' },
    { what: 'service', invite: 'epsrv-bp1', here: 'epsrv-bp2' },
  ],
  INVITE_CONTRADICTS: [
    {
      file: 'plink.yaml',
      differences: [{ key: 'peer.uid', spec: '1417000000000001', given: '1968000000000002' }],
    },
  ],
  FILE_UNWRITABLE: [{ file: 'plink.yaml', reason: 'EACCES' }],
  FILE_FOREIGN: [
    { file: 'plink-invite-1417000000000001.yaml', isLink: true },
    { file: 'plink-invite-1417000000000001.yaml', isLink: false },
  ],
  SERVICE_NOT_VISIBLE: [{ id: 'epsrv-bp1', uid: '1417000000000001', region: 'cn-hangzhou' }],
  ENDPOINT_NOT_ASKING: [
    { id: 'ep-bp1', service: 'epsrv-bp1', asking: [] },
    { id: 'ep-bp1', service: 'epsrv-bp1', asking: ['ep-bp2'] },
  ],
  PAYER_DIFFERS: [{ id: 'epsrv-bp1', said: 'Endpoint', is: 'EndpointService' }],
  STATE_LOCKED: [
    { file: 'plink.state.json', holder: null, owner: null },
    { file: 'plink.state.json', holder: null, owner: 'deploy' },
    {
      file: 'plink.state.json',
      holder: { pid: 42, host: 'box', since: '2026-03-01T08:00:00Z', command: 'plink up' },
      owner: null,
    },
  ],
  STATE_UNREADABLE: [
    { file: 'plink.state.json', reason: 'EACCES', owner: 'root' },
    { file: 'plink.state.json', reason: 'EACCES', owner: null },
  ],
  STATE_BROKEN: [
    { file: 'plink.state.json', reason: 'truncated', backup: null },
    { file: 'plink.state.json', reason: 'truncated', backup: 'plink.state.json.backup' },
  ],
  STATE_NEWER: [{ file: 'plink.state.json', schema: '2' }],
  STATE_FOREIGN: [{ file: 'plink.state.json', found: 'other (cn-beijing)', wanted: 'emqx-prod (cn-hangzhou)' }],
  STATE_UNWRITABLE: [{ file: 'plink.state.json', reason: 'EACCES' }],
  LINEAGE_FOREIGN: [{ link: 'emqx-prod', lineages: ['1f0c'], ids: ['epsrv-bp1'] }],
  NOTHING_TO_ADOPT: [{ link: 'emqx-prod', region: 'cn-hangzhou' }],
  STEP_REMEMBERED: [{ step: 'inbound/service', id: 'epsrv-bp1' }],
  ADOPT_NEEDS: [{ step: 'inbound/endpoint', id: 'ep-bp1', needs: 'inbound/service' }],
  SPEC_EXISTS: [{ file: 'plink.yaml' }],
  ANSWERS_INVALID: [
    { problems: [{ from: '--set', name: 'peer.uid', problem: { kind: 'bad-uid', value: '12' } }] },
    {
      problems: [
        {
          from: '--set',
          name: 'peer.id',
          problem: { kind: 'unknown-key', key: 'peer.id', known: ['peer.uid'], meant: 'peer.uid' },
        },
        { from: 'answers.yaml', name: 'outbound.tests', problem: { kind: 'not-asked', key: 'outbound.tests' } },
      ],
    },
  ],
  CREDENTIALS_MISSING: [
    { side: 'you', profile: null },
    { side: 'peer', profile: 'emqx' },
  ],
  CREDENTIALS_UNUSABLE: [
    { side: 'you', profile: null, source: 'env' },
    { side: 'peer', profile: 'emqx', source: 'config.json' },
  ],
  PROFILE_UNKNOWN: [{ side: 'you', profile: 'prod', file: 'config.json', known: ['default'] }],
  SPEC_DIFFERS: [
    { file: 'plink.yaml', differences: [{ key: 'inbound.service.payer', spec: 'Endpoint', given: 'EndpointService' }] },
  ],
  NOT_MADE_YET: [{ step: 'inbound/service', make: 'service create' }],
  NOT_OURS: [{ id: 'epsrv-bp1' }],
  ENDPOINT_OF_STRANGER: [
    { id: 'ep-bp1', ownerUid: '9107199254740993', known: ['1417000000000001'] },
    { id: 'ep-bp1', ownerUid: '9107199254740993', known: [] },
  ],
  CHECKS_FAILED: [{ faults: [{ code: 'VSWITCH_FULL', facts: { id: 'vsw-bp1', free: 0, needed: 1 } }] }],
  ON_READY_FAILED: [
    { command: 'say ready', code: 3, reason: null },
    { command: 'say ready', code: null, reason: 'SIGTERM' },
  ],
  BLOCKED: [
    {
      direction: 'inbound',
      step: 'inbound/service',
      id: 'epsrv-bp1',
      field: 'payer',
      is: 'Endpoint',
      wanted: 'EndpointService',
    },
  ],
  FOREIGN_CONSUMERS: [{ direction: 'inbound', service: 'epsrv-bp1', endpoints: [{ id: 'ep-bp1', ownerUid: '14' }] }],
  UID_MISSING: [{ direction: 'inbound' }],
  UID_NOT_CALLER: [
    { side: 'you', is: '11', wanted: '12' },
    { side: 'peer', is: '11', wanted: '12' },
  ],
  LB_NOT_FOUND: [missing],
  LB_IN_SERVICE: [{ id: 'lb-bp1', services: ['epsrv-bp1'] }],
  LB_CARRIES_OTHERS: [{ id: 'lb-bp1', ports: [8080, 9090] }],
  LB_ZONE_NOT_OFFERED: [{ zone: 'cn-hangzhou-k', offered: ['cn-hangzhou-h', 'cn-hangzhou-i'] }],
  BACKEND_NOT_FOUND: [{ side: 'you', id: 'i-bp1', region: 'cn-hangzhou' }],
  BACKEND_OF_OTHER_VPC: [
    { id: 'i-bp1', vpc: 'vpc-bp1', wanted: 'vpc-bp2' },
    { id: 'i-bp1', vpc: '', wanted: 'vpc-bp2' },
  ],
  BACKEND_NOT_RUNNING: [{ id: 'i-bp1', status: 'Stopped' }],
  BACKEND_OTHER_ADDRESS: [{ id: 'eni-bp1', ip: '10.0.0.9', has: ['10.0.0.8'] }],
  LB_NOT_INTERNAL: [{ id: 'lb-bp1', addressType: 'internet' }],
  LB_NOT_IN_VPC: [{ id: 'lb-bp1', networkType: 'classic' }],
  LB_PREPAID: [{ id: 'lb-bp1', payType: 'PrePay' }],
  LB_NOT_ACTIVE: [{ id: 'lb-bp1', status: 'locked' }],
  LB_WITHOUT_LISTENER: [{ id: 'lb-bp1' }],
  LB_LISTENER_STOPPED: [{ id: 'lb-bp1', port: 6379, protocol: 'tcp', status: 'stopped' }],
  LB_LISTENER_TCPSSL: [{ id: 'nlb-bp1', port: 6379 }],
  LB_BACKEND_UNHEALTHY: [
    { id: 'lb-bp1', port: 6379, servers: ['i-bp1'] },
    { id: 'lb-bp1', port: 6379, servers: [] },
  ],
  LB_BACKEND_UNKNOWN: [{ id: 'lb-bp1', port: 6379 }],
  LB_WITHOUT_BACKEND: [{ id: 'lb-bp1', port: 6379 }],
  PORT_WITHOUT_LISTENER: [{ direction: 'inbound', port: 6380, ids: ['lb-bp1'], listening: [6379] }],
  SERVICE_NOT_FOUND: [missing],
  SERVICE_AUTO_ACCEPTS: [{ id: 'epsrv-bp1' }],
  ENDPOINT_NOT_FOUND: [missing],
  ENDPOINT_OF_OTHER_SERVICE: [{ id: 'ep-bp1', service: 'epsrv-bp1', wanted: 'epsrv-bp2' }],
  VPC_NOT_FOUND: [missing],
  VSWITCH_NOT_FOUND: [missing],
  VSWITCH_OF_OTHER_VPC: [{ id: 'vsw-bp1', vpc: 'vpc-bp1', wanted: 'vpc-bp2' }],
  VSWITCH_IN_OTHER_ZONE: [{ id: 'vsw-bp1', zone: 'cn-hangzhou-h', wanted: 'cn-hangzhou-k' }],
  VSWITCH_FULL: [{ id: 'vsw-bp1', free: 0, needed: 1 }],
  ZONE_MISMATCH: [
    { service: ['cn-hangzhou-h'], endpoint: ['cn-hangzhou-k'] },
    { service: [], endpoint: ['cn-hangzhou-k'] },
  ],
  SECURITY_GROUP_NOT_FOUND: [missing],
  SECURITY_GROUP_OF_OTHER_VPC: [{ id: 'sg-bp1', vpc: 'vpc-bp1', wanted: 'vpc-bp2' }],
  SECURITY_GROUPS_MIXED: [{ normal: ['sg-bp1'], enterprise: ['sg-bp2'] }],
  ALLOWS_EVERYBODY: [{ direction: 'inbound', allowed: '0.0.0.0/0' }],
  SECURITY_GROUP_CLOSED: [
    { ids: ['sg-bp1'], port: 1883 },
    { ids: ['sg-bp1', 'sg-bp2'], port: 1883 },
  ],
  PAYER_FORBIDDEN: [
    { payer: 'EndpointService', side: 'you', requestId: '473469C7' },
    { payer: 'EndpointService', side: 'peer', requestId: null },
    { payer: 'Endpoint', side: 'you', requestId: null },
  ],
  CLOUD_REFUSED: [
    refusal,
    { ...refusal, side: 'peer', apiMessage: '' },
    { ...refusal, apiCode: 'Novelty.NotListed', apiMessage: 'Something new.' },
  ],
  CLOUD_DENIED: [
    {
      ...refusal,
      apiCode: 'NoPermission',
      apiMessage: 'You are not authorized.',
      permission: 'privatelink:CreateVpcEndpoint',
    },
  ],
  PRODUCT_CLOSED: [
    { side: 'you', uid: '12' },
    { side: 'peer', uid: '14' },
  ],
  STEP_ENDED_BADLY: [{ direction: 'outbound', step: 'outbound/endpoint', id: 'ep-bp1', status: 'ServiceDeleted' }],
  CLOUD_UNREACHABLE: [
    { side: 'you', action: 'sts.GetCallerIdentity', host: 'sts.aliyuncs.com', reason: 'ECONNREFUSED', issuer: null },
    {
      side: 'you',
      action: 'sts.GetCallerIdentity',
      host: 'sts.aliyuncs.com',
      reason: 'SELF_SIGNED_CERT_IN_CHAIN',
      issuer: 'Example Corp Root CA',
    },
  ],
  CLOUD_GARBLED: [
    {
      side: 'you',
      action: 'sts.GetCallerIdentity',
      host: 'sts.aliyuncs.com',
      status: 200,
      contentType: 'text/html',
      field: null,
      requestId: null,
    },
    {
      side: 'you',
      action: 'sts.GetCallerIdentity',
      host: 'sts.aliyuncs.com',
      status: 200,
      contentType: '',
      field: null,
      requestId: null,
    },
    {
      side: 'you',
      action: 'vpc.DescribeVpcs',
      host: 'vpc.aliyuncs.com',
      status: 200,
      contentType: 'application/json',
      field: 'Vpcs.Vpc',
      requestId: '7A1B',
    },
  ],
  WAIT_TIMEOUT: [
    { direction: 'outbound', step: 'outbound/endpoint', seen: { Creating: 41, Throttling: 2 }, seconds: 900 },
  ],
  DECLINED: [{ question: 'proceed' }],
  INTERRUPTED: [{ signal: 'SIGINT' }],
  BUG: [{ message: 'no such step', stack: 'Error: no such step\n    at y' }],
}

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
    { emqx: true, service: 'epsrv-bp1', endpoints: ['ep-bp1'] },
    { emqx: false, service: 'epsrv-bp1', endpoints: ['ep-bp1'] },
  ],
  PEER_REPAIR: [
    { emqx: true, status: 'ServiceDeleted', service: 'epsrv-bp1' },
    { emqx: false, status: 'ServiceDeleted', service: 'epsrv-bp1' },
  ],
  APPROVE: [{ endpoints: [{ id: 'ep-bp1', ownerUid: '14', vpc: 'vpc-bp1', since: null, expectedUid: true }] }],
  LOCKED: [
    { what: 'endpoint', id: 'ep-bp1', side: 'you' },
    { what: 'service', id: 'epsrv-bp1', side: 'peer' },
  ],
  FIX: [{ hop: 'security-group', status: 'TCP 1883', ids: ['sg-bp1a'] }],
}

export const reasonFacts: { readonly [C in keyof Reasons]: Reasons[C] } = {
  NOT_THERE: {},
  FOUND_BY_TAG: {},
  NAMED_IN_SPEC: {},
  ALREADY_THERE: {},
  NEEDS: { step: 'inbound/service' },
  SPEC_LACKS: { keys: ['outbound.endpoint.vpc'] },
  PEER_MUST: { next: { code: 'PEER_WHITELIST', facts: { service: 'epsrv-bp1', uid: '12' } } },
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
  AUTH_REQUIRED: [{ answer: 'NOAUTH' }],
  UNEXPECTED: [{ answer: 'HTTP 404', expected: '200' }],
  LOGIN_FAILED: [{ answer: 'WRONGPASS' }],
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
  UNLOCK: {
    file: 'plink.state.json',
    holder: { pid: 42, host: 'box', since: '2026-03-01T08:00:00Z', command: 'plink up' },
    alive: null,
  },
}
